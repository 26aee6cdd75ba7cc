import { countedOf } from '../../app/credit/counted-calls.ts';
import { type Credit, readCredit } from '../../app/credit/read-credit.ts';
import { isLocalMonth } from '../../domain/time.ts';
import type { Ctx } from '../context.ts';
import { refused } from '../reply.ts';
import { button, cut, inRows, type Screen, screen } from '../screen.ts';
import type { Taps } from '../taps.ts';
import { escapeHtml, localPercent, shortName, type Words } from '../words.ts';
import { countedScreen } from './counted-screen.ts';
import { titled } from './credit.ts';

const perPage = 10;
const labelMost = 26;
/** More calls than a direction has in a month. */
const callsMost = 1_000_000;

const figure = (words: Words, percent: string | null) =>
  percent === null ? '—' : localPercent(words, percent);

/** A month as a whole, by direction and by person: each a way to its calls. */
function figuresScreen({ words }: Ctx, credit: Credit, wanted: number): Screen {
  const { month, total, directions, sellers, controllers } = credit;
  const people = [
    ...sellers.map(({ sellerId: id, name, meanPercent, calls, sent, drawnMeanPercent }) => ({
      id,
      name,
      line: [
        words.t('figures-line', {
          name: shortName(name),
          mean: figure(words, meanPercent),
          calls,
        }),
        sent > 0 &&
          words.t('figures-without-sent', { mean: figure(words, drawnMeanPercent), sent }),
      ]
        .filter(Boolean)
        .join(' · '),
    })),
    ...controllers.map(({ controllerId: id, name, reviews, overturnedPercent }) => ({
      id,
      name,
      line: words.t('figures-controller', {
        name: shortName(name),
        reviews,
        share: figure(words, overturnedPercent),
      }),
    })),
  ];
  const pages = Math.max(1, Math.ceil(people.length / perPage));
  const page = Math.min(wanted, pages - 1);
  const shown = people.slice(page * perPage, (page + 1) * perPage);
  const nameOf = (name: string) => name || words.plain('figures-no-direction');
  return screen(
    [
      `<b>${titled(words, month)}</b>${pages > 1 ? ` · ${page + 1}/${pages}` : ''}`,
      words.t('figures-line', {
        name: words.plain('figures-total'),
        mean: figure(words, total.meanPercent),
        calls: total.calls,
      }),
      ...directions.map(({ name, meanPercent, calls }) =>
        words.t('figures-line', {
          name: cut(nameOf(name), labelMost),
          mean: figure(words, meanPercent),
          calls,
        }),
      ),
      '',
      ...shown.map(({ line }) => line),
    ],
    [
      ...inRows(
        directions.map(({ directionId, name }) =>
          button(`▦ ${cut(nameOf(name), labelMost)}`, 'period-calls', month, directionId ?? 0, 0),
        ),
        2,
      ),
      ...inRows(
        shown.map(({ id, name }) => button(cut(name, labelMost), 'credit-below', month, id)),
        2,
      ),
      [
        ...(page > 0 ? [button('◀', 'period-figures', month, page - 1)] : []),
        ...(page + 1 < pages ? [button('▶', 'period-figures', month, page + 1)] : []),
      ],
      [button(words.plain('button-back'), 'period', month)],
    ],
  );
}

/** The calls that a direction's figure was counted from. */
function callsScreen({ app, words }: Ctx, month: string, id: number, page: number): Screen {
  const filter = { directionId: id === 0 ? null : id };
  const { directions } = readCredit(app, month);
  const name = directions.find(({ directionId }) => (directionId ?? 0) === id)?.name;
  return countedScreen(words, {
    title: `<b>${escapeHtml(name || words.plain('figures-no-direction'))}</b> · ${titled(words, month)}`,
    calls: countedOf(app, { month }, filter, { after: 0, limit: callsMost }).calls,
    ppm: (call) => call.ppm,
    page,
    pageTap: ['period-calls', month, id],
    back: button(words.plain('button-back'), 'period-figures', month, 0),
  });
}

const pageOf = (page = '') => Math.max(0, Number.parseInt(page, 10) || 0);

export const periodFiguresTaps = {
  'period-figures': (ctx, month = '', page) => {
    if (!isLocalMonth(month)) return refused(ctx, 'stale');
    return { screen: figuresScreen(ctx, readCredit(ctx.app, month), pageOf(page)) };
  },
  'period-calls': (ctx, month = '', id, page) => {
    if (!isLocalMonth(month)) return refused(ctx, 'stale');
    return { screen: callsScreen(ctx, month, pageOf(id), pageOf(page)) };
  },
} satisfies Taps;
