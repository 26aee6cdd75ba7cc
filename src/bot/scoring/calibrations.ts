import { calibrationSheet } from '../../app/scoring/answer-calibration.ts';
import { beginBenchmark, benchmarksOf } from '../../app/scoring/benchmarks.ts';
import { blindSheet } from '../../app/scoring/blind-sheet.ts';
import {
  calibrationsFor,
  calibrationsLed,
  type ListedCalibration,
} from '../../app/scoring/list-calibrations.ts';
import {
  agreeOnItem,
  calibrationToHear,
  closeCalibration,
  readCalibration,
} from '../../app/scoring/read-calibration.ts';
import {
  calibrationDraft,
  chooseController,
  chooseDays,
  dropCalibration,
  openCalibrationDraft,
  startCalibration,
} from '../../app/scoring/start-calibration.ts';
import type { Outcome } from '../../domain/refusal.ts';
import { calibrateButton } from '../call-buttons.ts';
import type { Ctx } from '../context.ts';
import { calibrationButton, menuButton } from '../menu-buttons.ts';
import { sendSoundTo } from '../recordings/listening.ts';
import { sendClip, sendRecording } from '../recordings/send-recording.ts';
import { type Reply, refused } from '../reply.ts';
import { type Screen, screen, sendScreen } from '../screen.ts';
import { dateTime, instant, type Words } from '../words.ts';
import { blindScreen } from './blind-sheet.ts';
import {
  agreeButton,
  answerButton,
  benchmarkButton,
  clipButton,
  closeButton,
  controllerToggle,
  daysButton,
  dropButton,
  hearButton,
  itemButton,
  startButton,
  viewButton,
} from './calibration-buttons.ts';
import { agreeScreen, draftScreen, nearnessText } from './calibration-screens.ts';
import { calibrationScreen } from './handed-in-blind.ts';

/** Calibrations that wait for this person, those they lead, and the benchmarks. */
function calibrationsScreen(ctx: Ctx): Screen {
  const { words, app, member } = ctx;
  const led = calibrationsLed(app, member);
  const { toAnswer, toRead } = calibrationsFor(app, member);
  const isController = member.roles.includes('controller');
  const ledIds = new Set(led.map(({ calibration }) => calibration.id));
  const own = benchmarkPart(ctx, isController);
  const nothing = led.length + toAnswer.length + toRead.length === 0;
  return screen(
    [
      `<b>${words.t('calibrations-title')}</b>`,
      nothing && words.t('calibrations-none'),
      member.roles.includes('supervisor') && words.t('calibrations-how'),
      ...led.map((one) => listedLine(words, one)),
      ...toAnswer.map(({ callId, deadlineAt }) =>
        words.t('calibration-waits', {
          number: String(callId),
          at: instant(words, deadlineAt ?? 0),
        }),
      ),
      ...own.lines,
    ],
    [
      ...toAnswer.map(({ id: calibrationId, callId, deadlineAt }) => [
        answerButton.button(
          words.plain('button-calibration-answer', {
            number: String(callId),
            at: dateTime(words, deadlineAt ?? 0),
          }),
          { calibrationId },
        ),
      ]),
      ...own.rows,
      ...[
        ...led.map(({ calibration }) => calibration),
        ...toRead.filter(({ id }) => !ledIds.has(id)),
      ].map(({ id: calibrationId, callId }) => [
        viewButton.button(words.plain('button-calibration-view', { number: String(callId) }), {
          calibrationId,
        }),
      ]),
      [menuButton.button(words.plain('button-menu'), {})],
    ],
  );
}

function listedLine(words: Words, { calibration, waiting, audible }: ListedCalibration): string {
  const number = String(calibration.callId);
  if (calibration.readyAt === null) {
    const at = instant(words, calibration.deadlineAt ?? 0);
    return words.t('calibration-line-waits', { number, waiting, at });
  }
  if (calibration.closedAt === null) return words.t('calibration-line-ready', { number });
  return words.t(audible ? 'calibration-line-closed' : 'calibration-line-purged', { number });
}

function benchmarkPart(
  ctx: Ctx,
  isController: boolean,
): Pick<Screen, 'rows'> & { lines: string[] } {
  if (!isController) return { lines: [], rows: [] };
  const { words, app, member } = ctx;
  const { done, left, purged } = benchmarksOf(app, member);
  const [next] = left;
  if (done.length + left.length === 0) return { lines: [], rows: [] };
  return {
    lines: [
      '',
      `<b>${words.t('benchmarks-title')}</b>`,
      words.t('benchmarks-how'),
      ...done.map((one) => `№${one.callId}: ${nearnessText(words, one)}`),
      ...(left.length > 0 ? [words.t('benchmarks-left', { count: left.length })] : []),
      ...(purged > 0 ? [words.t('benchmarks-purged', { count: purged })] : []),
    ],
    rows: next
      ? [[benchmarkButton.button(words.plain('button-benchmark'), { calibrationId: next.id })]]
      : [],
  };
}

export async function openCalibrations(ctx: Ctx): Promise<void> {
  await sendScreen(ctx, calibrationsScreen(ctx));
}

function onDraft(ctx: Ctx, id: number, done: Outcome<object>): Reply {
  const draft = calibrationDraft(ctx.app, ctx.member, id);
  const now = draft ? draftScreen(ctx.words, draft) : calibrationScreen(ctx, id);
  if (!done.ok) return refused(ctx, done.refusal, now);
  return { screen: now ?? calibrationsScreen(ctx) };
}

function onOne(ctx: Ctx, id: number, done: Outcome<object>): Reply {
  const now = calibrationScreen(ctx, id);
  if (!done.ok) return refused(ctx, done.refusal, now);
  return now ? { screen: now } : refused(ctx, 'not_found');
}

export const calibrationHandlers = [
  calibrationButton.on((ctx) => ({ screen: calibrationsScreen(ctx) })),

  calibrateButton.on((ctx, { callId }) => {
    const found = openCalibrationDraft(ctx.app, ctx.member, callId);
    if (!found.ok) return refused(ctx, found.refusal);
    return { below: draftScreen(ctx.words, found.draft) };
  }),
  controllerToggle.on((ctx, { calibrationId, ...chosen }) =>
    onDraft(ctx, calibrationId, chooseController(ctx.app, ctx.member, calibrationId, chosen)),
  ),
  daysButton.on((ctx, { calibrationId, days }) =>
    onDraft(ctx, calibrationId, chooseDays(ctx.app, ctx.member, calibrationId, days)),
  ),
  startButton.on((ctx, { calibrationId }) =>
    onDraft(ctx, calibrationId, startCalibration(ctx.app, ctx.member, calibrationId)),
  ),
  dropButton.on((ctx, { calibrationId }) =>
    onDraft(ctx, calibrationId, dropCalibration(ctx.app, ctx.member, calibrationId)),
  ),

  answerButton.on((ctx, { calibrationId }) => {
    const found = calibrationSheet(ctx.app, ctx.member, calibrationId);
    return found.ok
      ? sheetOf(ctx, found.scoreId)
      : refused(ctx, found.refusal, calibrationScreen(ctx, calibrationId));
  }),
  benchmarkButton.on((ctx, { calibrationId }) => {
    const found = beginBenchmark(ctx.app, ctx.member, calibrationId);
    return found.ok
      ? sheetOf(ctx, found.scoreId)
      : refused(ctx, found.refusal, calibrationsScreen(ctx));
  }),

  viewButton.on((ctx, { calibrationId }) => onOne(ctx, calibrationId, { ok: true })),
  hearButton.on((ctx, { calibrationId }) => {
    const view = calibrationToHear(ctx.app, ctx.member, calibrationId);
    if (!view || !ctx.chat) return refused(ctx, 'not_found');
    return sendSoundTo(ctx, view.id, sendRecording(ctx, ctx.chat.id, view));
  }),
  clipButton.on((ctx, { calibrationId, momentS }) => {
    const view = calibrationToHear(ctx.app, ctx.member, calibrationId);
    if (!view || !ctx.chat) return refused(ctx, 'not_found');
    if (momentS > (view.durationS ?? momentS)) return refused(ctx, 'no_such_moment');
    return sendSoundTo(ctx, view.id, sendClip(ctx, ctx.chat.id, view, momentS));
  }),

  itemButton.on((ctx, { calibrationId, item }) => {
    const found = readCalibration(ctx.app, ctx.member, calibrationId);
    if (!found.ok) return refused(ctx, found.refusal);
    const ready = 'ready' in found.seen ? found.seen.ready : null;
    const one = ready?.items.find((known) => known.item.code === item);
    if (!ready || !one || !ready.leads || ready.calibration.closedAt !== null) {
      return refused(ctx, 'stale', calibrationScreen(ctx, calibrationId));
    }
    return { screen: agreeScreen(ctx.words, ready, one) };
  }),
  agreeButton.on((ctx, { calibrationId, item, verdict }) =>
    onOne(
      ctx,
      calibrationId,
      agreeOnItem(ctx.app, ctx.member, calibrationId, { itemCode: item, verdict }),
    ),
  ),
  closeButton.on((ctx, { calibrationId }) =>
    onOne(ctx, calibrationId, closeCalibration(ctx.app, ctx.member, calibrationId)),
  ),
];

function sheetOf(ctx: Ctx, scoreId: number): Reply {
  const sheet = blindSheet(ctx.app, ctx.member, scoreId);
  return sheet ? { screen: blindScreen(ctx.words, sheet) } : refused(ctx, 'not_found');
}
