import {
  type AgreementFigures,
  type CompanyAgreement,
  readAgreement,
} from '../../app/credit/read-agreement.ts';
import { differencesFor } from '../../app/scoring/judge-difference.ts';
import type { Interval } from '../../domain/bootstrap.ts';
import type { MonthsPicture } from '../../reports/picture.ts';
import type { Ctx } from '../context.ts';
import { pageRow } from '../pager.ts';
import { sendPicture } from '../pictures.ts';
import { type Reply, refused } from '../reply.ts';
import { cut, inRows, type Screen, screen } from '../screen.ts';
import { dayMonth, escapeHtml, localFigure, localPercent, type Words } from '../words.ts';
import {
  type AgreementPart,
  agreementButton,
  agreementByButton,
  agreementParts,
  agreementPictureButton,
  controllersButton,
  differencesButton,
} from './credit-buttons.ts';

const perPage = 6;
const nameMax = 80;

/** Whether the controllers agree on what was scored twice: the whole of it, and the ways into its parts. */
function agreementScreen(ctx: Ctx, found: CompanyAgreement): Screen {
  const { words, app, member } = ctx;
  const { calls, sameType, secondHigher, all } = found;
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
      ...figureLines(words, all),
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
        ],
        2,
      ),
      back,
    ],
  );
}

function figureLines(words: Words, figures: AgreementFigures): string[] {
  const interval = figures.ac1Interval && intervalText(words, figures.ac1Interval);
  const line = words.t('agreement-line', {
    percent: percentOf(words, figures.percent),
    items: figures.items,
    ac1: coefficient(words, figures.ac1),
  });
  return [interval === null ? line : `${line} (${interval})`];
}

function moreLine(words: Words, { kappa, alpha }: AgreementFigures): string {
  return words.t('agreement-more', {
    kappa: coefficient(words, kappa),
    alpha: coefficient(words, alpha),
  });
}

function higherLine(words: Words, secondHigher: number | null): string | null {
  if (secondHigher === null) return null;
  const key = secondHigher < 0 ? 'agreement-lower' : 'agreement-higher';
  return words.t(key, { points: localPercent(words, Math.abs(secondHigher).toFixed(1)) });
}

const coefficient = (words: Words, value: number | null) =>
  value === null ? '—' : localFigure(words, value.toFixed(2)).replace('-', '−');

const percentOf = (words: Words, share: number | null) =>
  share === null ? '—' : localPercent(words, (100 * share).toFixed(0));

const intervalText = (words: Words, { low, high }: Interval) =>
  words.t('agreement-interval', { low: coefficient(words, low), high: coefficient(words, high) });

/** Somebody or something that the figures are of, in two lines. */
function partLines(words: Words, name: string, figures: AgreementFigures, more = ''): string[] {
  return [
    `<b>${escapeHtml(cut(name, nameMax))}</b>`,
    `    ${figureLines(words, figures).join('')}${more === '' ? '' : ` · ${more}`}`,
  ];
}

/** Every line of a part; the items least agreed on come first, with what was said of them in appeals. */
function linesOf(words: Words, found: CompanyAgreement, by: AgreementPart): string[][] {
  switch (by) {
    case 'type':
      return found.types.map(({ name, figures }) => partLines(words, name, figures));
    case 'section':
      return found.sections.map(({ name, typeName, figures }) =>
        partLines(words, `${typeName}: ${name}`, figures),
      );
    case 'pair':
      return found.pairs.map(({ name, figures }) =>
        partLines(words, name, figures, moreLine(words, figures)),
      );
    case 'item':
      return found.items.map(({ name, typeName, figures, tally }) => {
        const { decided, overturned } = tally;
        const appeals =
          decided > 0 ? words.t('agreement-item-appeals', { decided, overturned }) : '';
        return partLines(words, `${typeName}: ${name}`, figures, appeals);
      });
  }
}

function partScreen(
  words: Words,
  found: CompanyAgreement,
  by: AgreementPart,
  wanted: number,
): Screen {
  const parts = linesOf(words, found, by);
  const pages = Math.max(1, Math.ceil(parts.length / perPage));
  const page = Math.min(wanted, pages - 1);
  return screen(
    [
      `<b>${words.t('agreement-title')} · ${words.t(`agreement-by-${by}`)}</b>`,
      ...parts.slice(page * perPage, (page + 1) * perPage).flat(),
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
function weeksPicture(words: Words, { weeks }: CompanyAgreement): MonthsPicture {
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

function shown(ctx: Ctx, draw: (found: CompanyAgreement) => Reply): Reply {
  const read = readAgreement(ctx.app, ctx.member);
  return read.ok ? draw(read.found) : refused(ctx, read.refusal);
}

export const agreementHandlers = [
  agreementButton.on((ctx) => shown(ctx, (found) => ({ screen: agreementScreen(ctx, found) }))),

  agreementByButton.on((ctx, { by, page = 0 }) =>
    shown(ctx, (found) => ({ screen: partScreen(ctx.words, found, by, page) })),
  ),

  agreementPictureButton.on((ctx) =>
    shown(ctx, (found) =>
      found.weeks.length === 0
        ? { toast: ctx.words.plain('picture-none'), alert: true }
        : { after: () => sendPicture(ctx, weeksPicture(ctx.words, found)) },
    ),
  ),
];
