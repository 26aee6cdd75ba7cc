import { type ControllerCredit, readCredit, type SellerCredit } from '../../app/read-credit.ts';
import { localMonthOf, startOfMonth } from '../../domain/time.ts';
import type { Ctx } from '../context.ts';
import { button, type Screen, screen } from '../screen.ts';

import type { Taps } from '../taps.ts';
import { escapeHtml, localPercent, monthName, signed, type Words } from '../words.ts';

/** One's own credit of a month: as a seller, as a controller, or both. */
export function creditScreen(ctx: Ctx, wanted: string | null): Screen {
  const { words, app, member } = ctx;
  const current = localMonthOf(app.now(), words.zone);
  const month = wanted && /^\d{4}-(0[1-9]|1[0-2])$/.test(wanted) ? wanted : current;
  const credit = readCredit(app, month, member.id);
  const seller = credit.sellers.find((row) => row.sellerId === member.id);
  const controller = credit.controllers.find((row) => row.controllerId === member.id);
  const before = localMonthOf(startOfMonth(month, words.zone) - 1, words.zone);
  const name = monthName(words, month);
  return screen(
    [
      `<b>${words.t('credit-title', { month: name, year: month.slice(0, 4) })}</b>`,
      ...(seller ? sellerLines(words, seller) : []),
      ...(controller ? controllerLines(words, controller) : []),
      !seller && !controller && words.t('credit-none'),
    ],
    [
      [
        button(`◀ ${monthName(words, before)}`, 'credit', before),
        ...(month === current ? [] : [button(`${monthName(words, current)} ▶`, 'credit', current)]),
      ],
      [button(words.plain('button-credit-calls'), 'calls')],
    ],
  );
}

function figure(words: Words, percent: string | null): string {
  return percent === null ? '—' : localPercent(words, percent);
}

function sellerLines(words: Words, row: SellerCredit): string[] {
  return [
    words.t('credit-seller', { mean: figure(words, row.meanPercent), count: row.calls }),
    words.t('credit-sources', { drawn: row.drawn, sent: row.sent }),
    ...row.types.flatMap((type) => [
      `<b>${escapeHtml(type.name)}</b> · ${figure(words, type.meanPercent)} · ${type.calls}`,
      ...type.sections.map(
        (section) => `    ${escapeHtml(section.name)} · ${figure(words, section.meanPercent)}`,
      ),
    ]),
    words.t('credit-appeals', { won: row.appealsWon, lost: row.appealsLost }),
    words.t('credit-points', { points: row.points === 0 ? '0' : signed(row.points) }),
  ];
}

function controllerLines(words: Words, row: ControllerCredit): string[] {
  return [
    words.t('credit-controller', { reviews: row.reviews, violations: row.violations }),
    words.t('credit-overturned', {
      overturned: row.overturned,
      share: figure(words, row.overturnedPercent),
    }),
    words.t('credit-points', { points: row.points === 0 ? '0' : signed(row.points) }),
  ];
}

export const creditTaps: Taps = {
  credit: (ctx, month = '') => ({ screen: creditScreen(ctx, month || null) }),
};
