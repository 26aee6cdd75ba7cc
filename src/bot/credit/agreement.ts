import {
  type AgreementLine,
  type AgreementOverview,
  type AgreementPage,
  type AgreementPart,
  type AgreementWeek,
  agreementBy,
  agreementOverview,
  agreementParts,
  agreementWeeks,
} from '../../app/credit/read-agreement.ts';
import { differencesFor } from '../../app/scoring/judge-difference.ts';
import type { MonthsPicture } from '../../reports/picture.ts';
import type { Ctx } from '../context.ts';
import { pageRow } from '../pager.ts';
import { sendPicture } from '../pictures.ts';
import { refused } from '../reply.ts';
import { cut, inRows, type Screen, screen } from '../screen.ts';
import { dayMonth, escapeHtml, localPercent, type Words } from '../words.ts';
import { figureLine, moreLine, percentOf } from './agreement-words.ts';
import {
  agreementButton,
  agreementByButton,
  agreementPictureButton,
  controllersButton,
  differencesButton,
  strictnessButton,
} from './credit-buttons.ts';

const perPage = 6;
const nameMax = 80;

/** Whether the controllers agree on what was scored twice: the whole of it, and the ways into its parts. */
function agreementScreen(ctx: Ctx, found: AgreementOverview): Screen {
  const { words, app, member } = ctx;
  const { calls, sameType, secondHigher, figures: all } = found;
  const judges = member.roles.includes('supervisor');
  const waiting = judges ? differencesFor(app, member).waiting : 0;
  const back = [controllersButton.button(words.plain('button-back'), {})];
  const title = `<b>${words.t('agreement-title')}</b>`;
  if (calls === 0) {
    const share = localPercent(words, String(app.policy().secondScorePercent));
    return screen([title, words.t('agreement-none', { share })], [back]);
  }
  return screen(
    [
      title,
      words.t('agreement-about', { count: calls, since: dayMonth(words, found.sinceAt) }),
      '',
      figureLine(words, all),
      all.kappa !== null && moreLine(words, all),
      sameType < calls && words.t('agreement-type', { same: sameType, calls }),
      higherLine(words, secondHigher),
      '',
      `<i>${words.t('agreement-how')}</i>`,
      judges && `\n${words.t('agreement-differences', { count: waiting })}`,
    ],
    [
      waiting > 0
        ? [differencesButton.button(words.plain('button-differences', { count: waiting }), {})]
        : [],
      ...inRows(
        [
          ...agreementParts.map((by) =>
            agreementByButton.button(words.plain(`agreement-by-${by}`), { by }),
          ),
          agreementPictureButton.button(words.plain('agreement-by-week'), {}),
          strictnessButton.button(words.plain('button-strictness'), {}),
        ],
        2,
      ),
      back,
    ],
  );
}

function higherLine(words: Words, secondHigher: number | null): string | null {
  if (secondHigher === null) return null;
  const key = secondHigher < 0 ? 'agreement-lower' : 'agreement-higher';
  return words.t(key, { points: localPercent(words, Math.abs(secondHigher).toFixed(1)) });
}

/** A part in two lines: what it is, and how far its judgements agree. */
function partLines(words: Words, { name, typeName, figures, tally }: AgreementLine): string[] {
  const whole = typeName === null ? name : `${typeName}: ${name}`;
  const appeals =
    tally !== null && tally.decided > 0 && words.t('agreement-item-appeals', { ...tally });
  return [
    `<b>${escapeHtml(cut(whole, nameMax))}</b>`,
    [figureLine(words, figures), appeals].filter(Boolean).join(' · '),
  ];
}

function partsScreen(words: Words, by: AgreementPart, found: AgreementPage): Screen {
  const { lines, page, pages } = found;
  return screen(
    [
      `<b>${words.t('agreement-title')} · ${words.t(`agreement-by-${by}`)}</b>`,
      ...lines.flatMap((line) => partLines(words, line)),
    ],
    [
      pages > 1
        ? pageRow(page, pages, (label, to) => agreementByButton.button(label, { by, page: to }))
        : [],
      [agreementButton.button(words.plain('button-back'), {})],
    ],
  );
}

const weeksMax = 13;

/** The weeks as the months' picture shows months: the share alike, and AC1 with where it lies. */
function weeksPicture(words: Words, weeks: readonly AgreementWeek[]): MonthsPicture {
  const hundred = (value: number | null) => (value === null ? null : Math.max(0, 100 * value));
  return {
    kind: 'months',
    title: words.plain('picture-agreement'),
    subtitle: words.plain('picture-agreement-about'),
    months: weeks.slice(-weeksMax).map(({ fromAt, figures }) => ({
      label: dayMonth(words, fromAt),
      mean:
        figures.percent === null
          ? null
          : { value: 100 * figures.percent, text: percentOf(words, figures.percent) },
      interval: figures.ac1Interval && {
        low: hundred(figures.ac1Interval.low) ?? 0,
        high: hundred(figures.ac1Interval.high) ?? 0,
      },
      median: hundred(figures.ac1),
    })),
    words: {
      mean: words.plain('picture-agreement-percent'),
      interval: words.plain('picture-agreement-interval'),
      median: words.plain('picture-agreement-ac1'),
    },
  };
}

export const agreementHandlers = [
  agreementButton.on((ctx) => {
    const read = agreementOverview(ctx.app, ctx.member);
    return read.ok ? { screen: agreementScreen(ctx, read.found) } : refused(ctx, read.refusal);
  }),

  agreementByButton.on((ctx, { by, page = 0 }) => {
    const read = agreementBy(ctx.app, ctx.member, { by, page, perPage });
    return read.ok
      ? { screen: partsScreen(ctx.words, by, read.found) }
      : refused(ctx, read.refusal);
  }),

  agreementPictureButton.on((ctx) => {
    const read = agreementWeeks(ctx.app, ctx.member);
    if (!read.ok) return refused(ctx, read.refusal);
    if (read.weeks.length === 0) return { toast: ctx.words.plain('picture-none'), alert: true };
    return { after: () => sendPicture(ctx, weeksPicture(ctx.words, read.weeks)) };
  }),
];
