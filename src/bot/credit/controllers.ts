import { funnelFewest, readFunnel } from '../../app/credit/read-funnel.ts';
import {
  type ControllerLine,
  controllerLines,
  type TeacherLine,
} from '../../app/credit/read-team.ts';
import type { BenchmarkSummary } from '../../app/scoring/benchmarks.ts';
import { localMonthOf } from '../../domain/time.ts';
import { buttonKind } from '../buttons.ts';
import type { Ctx } from '../context.ts';
import { teamButton } from '../menu-buttons.ts';
import { sendPicture } from '../pictures.ts';
import { refused } from '../reply.ts';
import { cut, fitting, type Screen, screen } from '../screen.ts';
import { localFigure, localPercent, monthName, type Words } from '../words.ts';
import { agreementButton, controllersButton, decisionsButton } from './credit-buttons.ts';
import { funnelPicture } from './credit-pictures.ts';

const controllersMax = 30;

const funnelButton = buttonKind('controllers-picture', ['supervisor', 'admin']);

/** The month of the controllers and of whoever taught, as the heads see it. */
function controllersScreen(
  ctx: Ctx,
  lines: readonly ControllerLine[],
  teachers: readonly TeacherLine[],
): Screen {
  const { words } = ctx;
  const month = monthName(words, localMonthOf(ctx.app.now(), words.zone));
  const rest = lines.length - controllersMax;
  return fitting((most) =>
    screen(
      [
        `<b>${words.t('controllers-title', { month })}</b>`,
        lines.length === 0 && words.t('controllers-none'),
        ...lines.slice(0, controllersMax).map((line) => controllerLine(words, line, most)),
        rest > 0 && words.t('and-more', { count: rest }),
        teachers.length > 0 && `\n<b>${words.t('teachers-title')}</b>`,
        ...teachers.slice(0, controllersMax).map(({ person, advice, training, side }) =>
          words.t('teachers-line', {
            name: cut(person.name, Math.min(60, most)),
            advice,
            training,
            side,
          }),
        ),
      ],
      [
        [funnelButton.button(words.plain('button-picture-funnel'), {})],
        [agreementButton.button(words.plain('button-agreement'), {})],
        [decisionsButton.button(words.plain('button-decisions'), {})],
        [teamButton.button(words.plain('button-back'), {})],
      ],
    ),
  );
}

function controllerLine(words: Words, line: ControllerLine, most: number): string {
  const { person, scored, givenBack, firstReturns, listened, expired, benchmarks } = line;
  const back = givenBack.map(({ reason, n }) => `${words.plain(`give-back-${reason}`)} ${n}`);
  const figures = words.t('controllers-line', {
    name: cut(person.name, Math.min(60, most)),
    scored,
    back: back.join(', ') || '0',
    expired,
  });
  const { returned, scoredAfter } = firstReturns;
  const { medianShare, belowHalf, scores } = listened;
  return [
    figures,
    returned > 0 && `    ${words.t('controllers-returned', { returned, scoredAfter })}`,
    medianShare !== null &&
      `    ${words.t('controllers-listened', { median: localFigure(words, medianShare), belowHalf, scores })}`,
    benchmarks && `    ${benchmarksLine(words, benchmarks)}`,
  ]
    .filter(Boolean)
    .join('\n');
}

function benchmarksLine(words: Words, { calls, alike, pointsApart }: BenchmarkSummary): string {
  const share = localPercent(words, String(Math.round(alike * 100)));
  return pointsApart === null
    ? words.t('controllers-benchmarks', { calls, alike: share })
    : words.t('controllers-benchmarks-apart', {
        calls,
        alike: share,
        points: localFigure(words, pointsApart.toFixed(1)),
      });
}

export const controllersHandlers = [
  controllersButton.on((ctx) => {
    const found = controllerLines(ctx.app, ctx.member);
    if (!found.ok) return refused(ctx, found.refusal);
    return { screen: controllersScreen(ctx, found.lines, found.teachers) };
  }),

  funnelButton.on((ctx) => {
    const read = readFunnel(ctx.app, ctx.member);
    if (!read.ok) return refused(ctx, read.refusal);
    const { found } = read;
    if (!found.enough) {
      const { controllers, overturned } = found;
      const toast = ctx.words.plain('funnel-few', {
        controllers,
        overturned,
        controllersFewest: funnelFewest.controllers,
        reviewsFewest: funnelFewest.reviews,
        overturnedFewest: funnelFewest.overturned,
      });
      return { toast, alert: true };
    }
    return { after: () => sendPicture(ctx, funnelPicture(ctx.words, found.funnel)) };
  }),
];
