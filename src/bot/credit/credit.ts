import { readMonths } from '../../app/credit/read-months.ts';
import { readStatement, type Statement } from '../../app/credit/read-statement.ts';
import { isLocalMonth, localMonthOf, monthsThrough, nextMonth } from '../../domain/time.ts';
import type { Ctx } from '../context.ts';
import { creditButton } from '../menu-buttons.ts';
import { money } from '../money.ts';
import { sendPicture } from '../pictures.ts';
import { refusalWords } from '../refusal-words.ts';
import { type Reply, refused } from '../reply.ts';
import { cut, type Screen, screen, sendScreen } from '../screen.ts';
import { monthTyped } from '../typed-month.ts';
import { dayMonth, localPercent, monthName, shortName, type Words } from '../words.ts';
import {
  countedButton,
  creditBelowButton,
  itemsButton,
  scorersButton,
  slipButton,
} from './credit-buttons.ts';
import { monthsPicture } from './credit-pictures.ts';
import { motivationLine, pointsText, rangeLine } from './credit-words.ts';

const itemMax = 80;

/** Whose month is asked for: one's own and the present one, where it does not say. */
interface Asked {
  month?: string | undefined;
  personId?: number | undefined;
}

function statementOf({ app, words, member }: Ctx, { month, personId }: Asked) {
  const current = localMonthOf(app.now(), words.zone);
  return readStatement(app, member, personId ?? member.id, month ?? current);
}

/** `/credit`, or `/credit октябрь`. */
export async function openCredit(ctx: Ctx): Promise<void> {
  const month = await monthTyped(ctx);
  if (month !== undefined) await sendCredit(ctx, month === null ? {} : { month });
}

/** The picture of the months, then the month in a few lines. */
async function sendCredit(ctx: Ctx, asked: Asked): Promise<void> {
  const found = statementOf(ctx, asked);
  if (!found.ok) {
    await ctx.reply(refusalWords(ctx, found.refusal));
    return;
  }
  await sendMonths(ctx, found.statement);
  await sendScreen(ctx, creditScreen(ctx, found.statement));
}

async function sendMonths(ctx: Ctx, { person, month, seller }: Statement): Promise<void> {
  if (!seller) return;
  const found = readMonths(ctx.app, ctx.member, person.id, month);
  if (found.ok && found.months.length > 0) {
    await sendPicture(ctx, monthsPicture(ctx.words, person, found.months));
  }
}

function creditScreen(ctx: Ctx, statement: Statement): Screen {
  const { words } = ctx;
  const { person, month, seller, controller, payout, closed } = statement;
  const at = { month, personId: person.id };
  return screen(
    [
      person.id !== ctx.member.id &&
        `<b>${words.t('credit-of', { name: shortName(person.name) })}</b>`,
      ...(seller ? sellerLines(words, statement) : []),
      ...(controller ? controllerLines(words, statement) : []),
      !seller && !controller && words.t('credit-none', { month: titled(words, month) }),
      payout && payoutLine(words, statement),
      closed && words.t('credit-closed', { at: dayMonth(words, closed.at) }),
    ],
    [
      seller && seller.calls > 0
        ? [
            countedButton.button(words.plain('button-credit-calls'), {
              ...at,
              part: 'all',
              page: 0,
            }),
            itemsButton.button(words.plain('button-credit-items'), at),
          ]
        : [],
      [
        ...(controller && controller.reviews > 0
          ? [
              countedButton.button(words.plain('button-credit-reviews'), {
                ...at,
                part: 'reviews',
                page: 0,
              }),
            ]
          : []),
        ...(seller && person.id === ctx.member.id
          ? [scorersButton.button(words.plain('button-scorers'), {})]
          : []),
        ...(seller || payout ? [slipButton.button(words.plain('button-slip'), at)] : []),
      ],
      monthRow(ctx, statement),
    ],
  );
}

function monthRow({ app, words }: Ctx, { month, person }: Statement) {
  const current = localMonthOf(app.now(), words.zone);
  const [before = month] = monthsThrough(month, 2);
  const after = nextMonth(month);
  const button = (label: string, to: string) =>
    creditButton.button(label, { month: to, personId: person.id });
  return [
    ...(isLocalMonth(before) ? [button(`◀ ${monthName(words, before)}`, before)] : []),
    ...(after <= current ? [button(`${monthName(words, after)} ▶`, after)] : []),
  ];
}

/** `ноябрь 2026`. */
export function titled(words: Words, month: string): string {
  return `${monthName(words, month)} ${month.slice(0, 4)}`;
}

function sellerLines(words: Words, statement: Statement): string[] {
  const { seller, month, currency, undecided, costliest } = statement;
  if (!seller) return [];
  const { calls, meanPercent, interval, drawn, sent, motivation } = seller;
  const lines = [
    meanPercent === null
      ? words.t('credit-no-calls', { month: titled(words, month) })
      : words.t('credit-seller', {
          month: titled(words, month),
          mean: localPercent(words, meanPercent),
          count: calls,
        }),
    interval && rangeLine(words, interval),
    motivation && motivationLine(words, motivation, currency),
    sent > 0 &&
      words.t('credit-sources', {
        drawn,
        sent,
        mean: localPercent(words, seller.sentMeanPercent ?? ''),
      }),
    words.t('credit-appeals', { won: seller.appealsWon, lost: seller.appealsLost }),
    undecided > 0 && words.t('credit-undecided', { count: undecided }),
    costliest &&
      words.t('credit-costliest', {
        item: cut(costliest.text, itemMax),
        type: costliest.typeName,
        cost: pointsText(words, costliest.costPercent ?? '0'),
      }),
  ];
  return lines.filter((line) => typeof line === 'string');
}

function controllerLines(words: Words, { controller, month }: Statement): string[] {
  if (!controller) return [];
  const { reviews, violations, overturned, overturnedPercent } = controller;
  return [
    words.t('credit-controller', { month: titled(words, month), reviews, violations }),
    words.t('credit-overturned', {
      overturned,
      share: overturnedPercent === null ? '—' : localPercent(words, overturnedPercent),
    }),
  ];
}

/** Points, and what they are paid as; below zero nothing is taken: the rest waits for coming bonuses. */
function payoutLine(words: Words, { payout, currency }: Statement): string {
  if (!payout) return '';
  const { points, writtenOffPoints, paidPoints, carriedPoints, amountMinor } = payout;
  return [
    words.t('credit-points', { points: pointsSigned(points) }),
    amountMinor !== null &&
      paidPoints > 0 &&
      words.t('credit-bonus', { amount: money(words, amountMinor, currency) }),
    writtenOffPoints > 0 && words.t('credit-written-off', { points: writtenOffPoints }),
    carriedPoints < 0 && words.t('credit-carried', { points: pointsSigned(carriedPoints) }),
  ]
    .filter(Boolean)
    .join(' · ');
}

export function pointsSigned(points: number): string {
  return points > 0 ? `+${points}` : points < 0 ? `−${-points}` : '0';
}

/** Answers a press about somebody's month by their statement, or says why there is none. */
export function withStatement(
  ctx: Ctx,
  asked: Asked,
  show: (statement: Statement) => Reply,
): Reply {
  const found = statementOf(ctx, asked);
  return found.ok ? show(found.statement) : refused(ctx, found.refusal);
}

export const creditHandlers = [
  creditButton.on((ctx, asked) =>
    asked.month === undefined
      ? { after: () => sendCredit(ctx, {}) }
      : withStatement(ctx, asked, (statement) => ({ screen: creditScreen(ctx, statement) })),
  ),

  creditBelowButton.on((ctx, asked) => ({ after: () => sendCredit(ctx, asked) })),
];
