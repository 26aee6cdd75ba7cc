import { Menu } from '@grammyjs/menu';
import type { App } from '../../app/app.ts';
import {
  type CallCard,
  callCard,
  creditSheet,
  movesFor,
  type ReviewSheet,
} from '../../app/calls/read-call.ts';
import { acceptScore } from '../../app/scoring/accept-score.ts';
import { closedScore, openScore, readSelfCheck } from '../../app/scoring/self-check.ts';
import { localMonthOf } from '../../domain/time.ts';
import { buttonKind, id } from '../buttons.ts';
import { appealButton, listenButton, noticeButton } from '../call-buttons.ts';
import { spentOn } from '../calls/call-acts.ts';
import type { Ctx } from '../context.ts';
import { menuView } from '../menus.ts';
import { movesText } from '../points-words.ts';
import { momentRows } from '../recordings/listening.ts';
import { type Reply, refused } from '../reply.ts';
import { byCall } from '../roles.ts';
import { closedScreen } from '../scoring/self-screens.ts';
import { fitting, type Screen, screen } from '../screen.ts';
import { instant, monthName, percent, type Words } from '../words.ts';
import { detailsScreen, momentsOf } from './score-details.ts';
import { deadlineLine, noticeBody, noticeHead, type Scored } from './score-lines.ts';

/** The notice of a score, and the same message once it is settled. */
export function noticeScreen(app: App, words: Words, scored: Scored, sheet: ReviewSheet): Screen {
  const { call, view } = scored;
  const ending =
    call.status === 'scored_pending'
      ? deadlineLine(words, call.deadlineAt)
      : settledLine(app, words, scored, sheet);
  const head = noticeHead(words, scored, sheet);
  const rows = noticeRows(words, scored, sheet);
  const drawn = fitting((most) =>
    screen([...head, '', ...noticeBody(words, sheet, most), '', ending], rows),
  );
  return score.screen(view.id, drawn, call.status);
}

function noticeRows(
  words: Words,
  { call, view, spent }: Pick<Scored, 'call' | 'view' | 'spent'>,
  sheet: ReviewSheet,
): Screen['rows'] {
  const of = { callId: view.id };
  return [
    ...momentRows(view.id, momentsOf(sheet)),
    [
      listenButton.button(words.plain('button-listen'), of),
      detailsButton.button(words.plain('button-details'), of),
    ],
    call.status === 'scored_pending'
      ? [
          acceptButton.button(words.plain('button-accept'), of),
          appealButton.button(words.plain('button-appeal'), of),
        ]
      : spentOn(words, { spent }),
  ].filter((row) => row.length > 0);
}

/** How it ended: `Утверждено: оценен · вы согласились 23.11 19:40 · в зачёте за ноябрь`, with one's points. */
export function settledLine(
  app: App,
  words: Words,
  { call, view, history }: Pick<Scored, 'call' | 'view' | 'history'>,
  { review }: ReviewSheet,
  personId: number | null = view.sellerId,
): string {
  const last = history.findLast((entry) => entry.from !== entry.to);
  const told = last && (last.verb !== 'accept' || personId === view.sellerId);
  const how = told ? words.t('settled-how', { verb: last.verb, at: instant(words, last.at) }) : '';
  const month =
    review.creditMonth && words.t('settled-month', { month: monthName(words, review.creditMonth) });
  return [
    `<b>${words.t(`status-${call.status}`)}</b>`,
    how,
    month || null,
    personId === null ? null : movesText(words, movesFor(app, review, personId)),
  ]
    .filter(Boolean)
    .join(' · ');
}

/** The seller's own scored call with its sheet, or the refusal. */
function mine(
  ctx: Ctx,
  callId: number,
): { card: CallCard; sheet: ReviewSheet } | { refused: Reply } {
  const found = callCard(ctx.app, ctx.member, callId);
  if (!found.ok) return { refused: refused(ctx, found.refusal) };
  const { id: reviewId } = creditSheet(ctx.app, callId)?.review ?? {};
  // As this person sees it: a head who is to decide its appeal again sees nothing of the first decision.
  const sheet = found.card.sheets.find(({ review }) => review.id === reviewId);
  return sheet ? { card: found.card, sheet } : { refused: refused(ctx, 'not_found') };
}

/** The notice of a score as it is now; null for whom there is none. */
export function noticeOf(ctx: Ctx, callId: number): Screen | null {
  const found = mine(ctx, callId);
  if ('refused' in found) return null;
  const closed = closedScore(ctx.app, ctx.member, callId);
  if (closed) return closedScreen(ctx.words, found.card, closed);
  return noticeScreen(ctx.app, ctx.words, found.card, found.sheet);
}

/** What a press was held against: the details are drawn from the same read. */
const readFor = new WeakMap<Ctx, ReturnType<typeof mine>>();

/** Of the notice only its buttons, which is all that a press is held against. */
function offered(ctx: Ctx, callId: number): Screen | null {
  const found = mine(ctx, callId);
  readFor.set(ctx, found);
  if ('refused' in found) return null;
  const rows = noticeRows(ctx.words, found.card, found.sheet);
  return score.screen(callId, { text: '', rows }, found.card.call.status);
}

const score = menuView(
  'score',
  (ctx, payload) => ofCallIn(payload, (callId) => offered(ctx, callId)),
  (ctx, payload) => ofCallIn(payload, (callId) => noticeOf(ctx, callId)),
);

function ofCallIn(payload: string, draw: (callId: number) => Screen | null): Screen | null {
  const callId = id.read(payload);
  return callId === undefined ? null : draw(callId);
}

/** What a seller is offered on their score: its moments, the recording, the details, to agree or appeal. */
export const scoreMenu = score.drawn(new Menu('score', score.options));

const ofCall = { callId: id };
const detailsButton = buttonKind('details', byCall, ofCall);
const acceptButton = buttonKind('accept', byCall, ofCall);
const acceptYesButton = buttonKind('accept-yes', byCall, ofCall);

export const scoreHandlers = [
  noticeButton.on((ctx, { callId, from }) => {
    if (from === 'open') openScore(ctx.app, ctx.member, callId);
    const now = noticeOf(ctx, callId);
    return now ? { screen: now } : refused(ctx, 'not_found');
  }),

  detailsButton.on((ctx, { callId }) => {
    const read = readFor.get(ctx);
    const found = read && 'card' in read && read.card.view.id === callId ? read : mine(ctx, callId);
    if ('refused' in found) return found.refused;
    const compared = readSelfCheck(ctx.app, ctx.member, callId) !== null;
    return { screen: detailsScreen(ctx.words, found.card, found.sheet, compared) };
  }),

  acceptButton.on((ctx, { callId }) => {
    const found = mine(ctx, callId);
    if ('refused' in found) return found.refused;
    if (!found.card.offered.includes('accept')) {
      return refused(ctx, 'wrong_status', noticeOf(ctx, callId));
    }
    return { screen: acceptScreen(ctx.words, found.card, found.sheet) };
  }),

  acceptYesButton.on((ctx, { callId }) => {
    const found = mine(ctx, callId);
    if ('refused' in found) return found.refused;
    const done = acceptScore(ctx.app, ctx.member, callId);
    const now = noticeOf(ctx, callId);
    if (!done.ok) return refused(ctx, done.refusal, now);
    const month = monthName(ctx.words, localMonthOf(ctx.app.now(), ctx.words.zone));
    return { ...(now ? { screen: now } : {}), toast: ctx.words.plain('accepted', { month }) };
  }),
];

function acceptScreen(words: Words, card: CallCard, sheet: ReviewSheet): Screen {
  const score = percent(words, sheet.review.earned, sheet.review.possible);
  const of = { callId: card.view.id };
  return screen(
    [...noticeHead(words, card, sheet), '', `<b>${words.t('accept-ask', { score })}</b>`],
    [
      [
        acceptYesButton.button(words.plain('button-accept-yes'), of),
        noticeButton.button(words.plain('button-back'), of),
      ],
    ],
  );
}
