import { countedOf } from '../../app/credit/counted-calls.ts';
import { type Credit, readCredit } from '../../app/credit/read-credit.ts';
import { buttonKind, id, month as monthField, optional } from '../buttons.ts';
import type { Ctx } from '../context.ts';
import { turnRow } from '../pager.ts';
import { commandRoles } from '../roles.ts';
import { cut, inRows, type Screen, screen } from '../screen.ts';
import { escapeHtml, localPercent, shortName, type Words } from '../words.ts';
import { countedScreen } from './counted-screen.ts';
import { titled } from './credit.ts';
import { creditBelowButton, periodButton, periodFiguresButton } from './credit-buttons.ts';

const perPage = 10;
const labelMax = 26;
/** More calls than a direction has in a month. */
const callsMax = 1_000_000;

/** The calls that a direction's figure was counted from; 0: those of no direction. */
const callsButton = buttonKind('period-calls', commandRoles.period, {
  month: monthField,
  directionId: id,
  page: optional(id),
});

const figure = (words: Words, percent: string | null) =>
  percent === null ? '—' : localPercent(words, percent);

/** A month as a whole, by direction and by person: each a way to its calls. */
function figuresScreen({ words }: Ctx, credit: Credit, wanted: number): Screen {
  const { month, total, directions, sellers, controllers } = credit;
  const people = [
    ...sellers.map(({ sellerId: personId, name, meanPercent, calls, sent, drawnMeanPercent }) => ({
      personId,
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
    ...controllers.map(({ controllerId: personId, name, reviews, overturnedPercent }) => ({
      personId,
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
          name: cut(nameOf(name), labelMax),
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
          callsButton.button(`▦ ${cut(nameOf(name), labelMax)}`, {
            month,
            directionId: directionId ?? 0,
            page: 0,
          }),
        ),
        2,
      ),
      ...inRows(
        shown.map(({ personId, name }) =>
          creditBelowButton.button(cut(name, labelMax), { month, personId }),
        ),
        2,
      ),
      turnRow(
        page > 0 && periodFiguresButton.button('◀', { month, page: page - 1 }),
        page + 1 < pages && periodFiguresButton.button('▶', { month, page: page + 1 }),
      ),
      [periodButton.button(words.plain('button-back'), { month })],
    ],
  );
}

function callsScreen({ app, words }: Ctx, month: string, wantedId: number, page: number): Screen {
  const filter = { directionId: wantedId === 0 ? null : wantedId };
  const { directions } = readCredit(app, month);
  const name = directions.find(({ directionId }) => (directionId ?? 0) === wantedId)?.name;
  const { calls } = countedOf(app, { month }, filter, { after: 0, limit: callsMax });
  return countedScreen(words, {
    title: `<b>${escapeHtml(name || words.plain('figures-no-direction'))}</b> · ${titled(words, month)}`,
    calls,
    seen: calls,
    ppm: (call) => call.ppm,
    page,
    turn: (label, to) => callsButton.button(label, { month, directionId: wantedId, page: to }),
    back: periodFiguresButton.button(words.plain('button-back'), { month, page: 0 }),
  });
}

export const periodFiguresHandlers = [
  periodFiguresButton.on((ctx, { month, page = 0 }) => ({
    screen: figuresScreen(ctx, readCredit(ctx.app, month), page),
  })),

  callsButton.on((ctx, { month, directionId, page = 0 }) => ({
    screen: callsScreen(ctx, month, directionId, page),
  })),
];
