import { countedOf } from '../../app/credit/counted-calls.ts';
import type { Statement } from '../../app/credit/read-statement.ts';
import type { Ctx } from '../context.ts';
import { creditButton } from '../menu-buttons.ts';
import { money } from '../money.ts';
import { type Screen, screen } from '../screen.ts';
import { dayMonth, localPercent, type Words } from '../words.ts';
import { callsOfMonthMax } from './counted-screen.ts';
import { pointsSigned, titled, withStatement } from './credit.ts';
import { slipButton } from './credit-buttons.ts';
import { motivationLine, pointsText, rangeLine } from './credit-words.ts';

const hashShown = 12;

/** The pay slip: ten lines at most, each of which can be added up. */
function slipScreen(ctx: Ctx, statement: Statement): Screen {
  const { words } = ctx;
  const { month, person, closed } = statement;
  return screen(
    [
      `<b>${words.t('slip-title', { name: person.name, month: titled(words, month) })}</b>`,
      ...scoreLines(ctx, statement),
      ...bonusLines(words, statement),
      statement.undecided > 0 && words.t('credit-undecided', { count: statement.undecided }),
      closed
        ? words.t('slip-closed', {
            at: dayMonth(words, closed.at),
            version: closed.version,
            hash: closed.sha256.slice(0, hashShown),
          })
        : words.t('slip-open'),
    ],
    [[creditButton.button(words.plain('button-back'), { month, personId: person.id })]],
  );
}

function scoreLines({ app, words }: Ctx, statement: Statement): (string | false | null)[] {
  const { seller, month, person, currency } = statement;
  if (!seller || seller.meanPercent === null) return [];
  const filter = { sellerId: person.id };
  const { calls } = countedOf(app, { month }, filter, { after: 0, limit: callsOfMonthMax });
  const sum = calls.reduce((total, { ppm }) => total + ppm, 0);
  return [
    words.t('slip-calls', { count: seller.calls, drawn: seller.drawn, sent: seller.sent }),
    words.t('slip-mean', {
      sum: pointsText(words, (sum / 10_000).toFixed(4)),
      count: seller.calls,
      mean: localPercent(words, seller.meanPercent),
    }),
    seller.interval && rangeLine(words, seller.interval),
    seller.motivation && motivationLine(words, seller.motivation, currency),
    words.t('credit-appeals', { won: seller.appealsWon, lost: seller.appealsLost }),
  ];
}

function bonusLines(words: Words, { payout, currency }: Statement): string[] {
  if (!payout) return [];
  const { broughtPoints, writtenOffPoints, points, paidPoints, carriedPoints, amountMinor } =
    payout;
  const brought = broughtPoints === 0 ? '' : pointsSigned(broughtPoints);
  return [
    brought === ''
      ? words.t('slip-points', { points: pointsSigned(points) })
      : words.t('slip-points-brought', { points: pointsSigned(points), brought }),
    amountMinor === null || paidPoints === 0
      ? words.t('slip-paid', { points: paidPoints })
      : words.t('slip-paid-money', {
          points: paidPoints,
          price: money(words, amountMinor / paidPoints, currency),
          amount: money(words, amountMinor, currency),
        }),
    ...(writtenOffPoints > 0 ? [words.t('credit-written-off', { points: writtenOffPoints })] : []),
    ...(carriedPoints < 0
      ? [words.t('credit-carried', { points: pointsSigned(carriedPoints) })]
      : []),
  ];
}

export const slipHandlers = [
  slipButton.on((ctx, asked) =>
    withStatement(ctx, asked, (statement) => ({ screen: slipScreen(ctx, statement) })),
  ),
];
