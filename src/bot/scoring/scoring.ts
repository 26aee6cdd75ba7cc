import { giveBackCall } from '../../app/calls/give-back.ts';
import { callCard, viewOf } from '../../app/calls/read-call.ts';
import { givingBack } from '../../app/calls/returned-call.ts';
import { callTypes } from '../../app/company/publish-checklist.ts';
import { nextCall } from '../../app/scoring/next-call.ts';
import { heldCall, openSheet, queueState, scoringSheet } from '../../app/scoring/read-sheet.ts';
import { recallableUntil, recallScore } from '../../app/scoring/recall-score.ts';
import {
  answerItem,
  answerRestDone,
  chooseType,
  commentLastFailed,
  recommend,
  showItem,
  submitScore,
} from '../../app/scoring/score-call.ts';
import { teachingDraftOf } from '../../app/teaching/read-teaching.ts';
import { speakWords, submitTeaching } from '../../app/teaching/teach.ts';
import { giveBackReasons } from '../../domain/call.ts';
import type { Verdict } from '../../domain/checklist.ts';
import type { Outcome } from '../../domain/refusal.ts';
import type { Taker } from '../ask.ts';
import { cardScreen } from '../calls/card.ts';
import type { Ctx } from '../context.ts';
import { sendToReviewer } from '../recordings/listening.ts';
import { sendRecording } from '../recordings/send-recording.ts';
import { type Reply, refused } from '../reply.ts';
import { button, type Screen, screen, sendScreen } from '../screen.ts';
import { type SheetOf, sheetStandsAt } from '../sheet-place.ts';
import type { Taps } from '../taps.ts';
import { dateTime, dayMonth, span, timeOfDay } from '../words.ts';
import { onSheet } from './on-sheet.ts';
import { scoringScreen } from './scoring-screen.ts';
import { type TypeChoice, typeScreen } from './type-screen.ts';

/** The sheet is of little use before the recording: so long it waits for one that has to be fetched. */
const beforeSheetMs = 3000;

/** The queue, and the way into it; where nothing of it is for this controller, it says so. */
export function queueScreen(ctx: Ctx, found: 'nothing' | 'unknown' = 'unknown'): Screen {
  const { waiting, oldestAt, scoredToday } = queueState(ctx.app, ctx.member);
  const { words } = ctx;
  const held = heldCall(ctx.app, ctx.member);
  return screen(
    [
      `<b>${words.t('queue-title')}</b>`,
      words.t('queue-waiting', { count: waiting }),
      oldestAt !== null && words.t('queue-oldest', { span: span(words, ctx.app.now() - oldestAt) }),
      words.t('queue-today', { count: scoredToday }),
      held !== null && words.t('queue-held', { number: String(held) }),
      waiting === 0 && held === null && words.t('queue-empty'),
      waiting > 0 && found === 'nothing' && words.t('queue-for-others'),
    ],
    (waiting > 0 && found === 'unknown') || held !== null
      ? [[button(words.plain(held === null ? 'button-next-call' : 'button-go-on'), 'next')]]
      : [],
  );
}

/** `/next`: leases a call, sends its recording and opens the working screen below it. */
export async function openNext(ctx: Ctx): Promise<void> {
  const taken = nextCall(ctx.app, ctx.member);
  if (!taken.ok) {
    const screenNow = taken.refusal === 'queue_empty' ? queueScreen(ctx, 'nothing') : null;
    if (screenNow) await sendScreen(ctx, screenNow);
    else await ctx.reply(ctx.words.plain(`refusal-${taken.refusal}`));
    return;
  }
  await openCall(ctx, taken.callId);
}

/** Sends a call's recording and the sheet to score it on. */
export async function openCall(ctx: Ctx, callId: number): Promise<void> {
  const view = viewOf(ctx.app, callId);
  if (!view || !ctx.chat) return;
  const sent = await sendToReviewer(
    ctx,
    sendRecording(ctx, ctx.chat.id, view),
    callId,
    beforeSheetMs,
  );
  if (sent?.ok === false) await ctx.reply(ctx.words.plain(`recording-${sent.problem}`));
  const now = sheetNow(ctx, callId);
  if (now) await sheetStandsAt(ctx, now.sheet, await sendScreen(ctx, now.screen));
}

function sheetNow(ctx: Ctx, callId: number): { screen: Screen; sheet: SheetOf } | null {
  const sheet = scoringSheet(ctx.app, ctx.member, callId);
  return (
    sheet && {
      screen: scoringScreen(ctx.words, sheet, () => typeChoice(ctx, callId)),
      sheet: { reviewId: sheet.review.id, callId },
    }
  );
}

const sheetScreen = (ctx: Ctx, callId: number) => sheetNow(ctx, callId)?.screen ?? null;

function typeChoice(ctx: Ctx, callId: number): TypeChoice {
  const view = viewOf(ctx.app, callId);
  if (!view) throw new Error(`call ${callId} is held but not there`);
  return { view, types: callTypes(ctx.app) };
}

/** Redraws the sheet after an answer; says why where it was not taken. */
function redrawn(ctx: Ctx, callId: number, done: Outcome<object>): Reply {
  if (!done.ok) return refused(ctx, done.refusal, whereItStands(ctx, callId));
  return sheetNow(ctx, callId) ?? refused(ctx, 'stale');
}

function verdictTap(verdict: Verdict) {
  return (ctx: Ctx, id = '', itemCode = ''): Reply => {
    const callId = Number(id);
    return redrawn(ctx, callId, answerItem(ctx.app, ctx.member, callId, { itemCode, verdict }));
  };
}

const sheetTaps = {
  type: (ctx, id, type = '') =>
    redrawn(ctx, Number(id), chooseType(ctx.app, ctx.member, Number(id), type)),
  types: (ctx, id) => {
    const sheet = scoringSheet(ctx.app, ctx.member, Number(id));
    return sheet
      ? { screen: typeScreen(ctx.words, sheet, typeChoice(ctx, Number(id))) }
      : refused(ctx, 'stale', whereItStands(ctx, Number(id)));
  },
  pass: verdictTap('pass'),
  fail: verdictTap('fail'),
  na: verdictTap('na'),
  item: (ctx, id, itemCode = '') =>
    redrawn(ctx, Number(id), showItem(ctx.app, ctx.member, Number(id), itemCode)),
  overview: (ctx, id) => redrawn(ctx, Number(id), showItem(ctx.app, ctx.member, Number(id), null)),
  rest: (ctx, id) => redrawn(ctx, Number(id), answerRestDone(ctx.app, ctx.member, Number(id))),
  usual: (ctx, id, itemCode, index) => {
    const sheet = scoringSheet(ctx.app, ctx.member, Number(id));
    const text = sheet?.lastFailed?.code === itemCode ? sheet?.usual[Number(index)] : undefined;
    if (text === undefined) return refused(ctx, 'stale', whereItStands(ctx, Number(id)));
    return redrawn(ctx, Number(id), commentLastFailed(ctx.app, ctx.member, Number(id), text));
  },
  recommend: (ctx, id) => {
    const callId = Number(id);
    if (!sheetScreen(ctx, callId)) return refused(ctx, 'stale', whereItStands(ctx, callId));
    return {
      screen: screen(
        [
          `<b>${ctx.words.t('call-title', { number: String(callId) })}</b>`,
          ctx.words.t('scoring-recommend-ask'),
        ],
        [[button(ctx.words.plain('button-back'), 'overview', callId)]],
      ),
      ask: { kind: 'recommendation', about: String(callId) },
    };
  },
  'give-back': (ctx, id = '') => {
    if (!sheetScreen(ctx, Number(id))) return refused(ctx, 'stale', whereItStands(ctx, Number(id)));
    const credit = scoringSheet(ctx.app, ctx.member, Number(id))?.review.purpose === 'credit';
    const end = credit ? givingBack(ctx.app, Number(id)) : 'teaching';
    const reasons = giveBackReasons.map((reason) => [
      button(ctx.words.plain(`give-back-${reason}`), 'give-back-as', id, reason),
    ]);
    return {
      screen: screen(
        [
          `<b>${ctx.words.t('call-title', { number: id })}</b>`,
          ctx.words.t(`give-back-ask-${end}`),
        ],
        [...reasons, [button(ctx.words.plain('button-back'), 'sheet', id)]],
      ),
    };
  },
  'give-back-as': (ctx, id, word) => {
    const callId = Number(id);
    const reason = giveBackReasons.find((known) => known === word);
    if (!reason) return refused(ctx, 'stale');
    const done = giveBackCall(ctx.app, ctx.member, callId, reason);
    if (!done.ok) return refused(ctx, done.refusal, whereItStands(ctx, callId));
    return left(ctx, callId, 'given-back');
  },
  sheet: (ctx, id) => redrawn(ctx, Number(id), { ok: true }),
  submit: (ctx, id) => submitted(ctx, Number(id)),
} satisfies Taps;

export const scoringTaps = {
  next: (ctx) => ({ after: () => openNext(ctx) }),
  queue: (ctx) => ({ screen: queueScreen(ctx) }),
  ...onSheet(sheetTaps),
  recall: (ctx, id) => {
    const callId = Number(id);
    if (sheetScreen(ctx, callId)) return redrawn(ctx, callId, { ok: true });
    const recalled = recallScore(ctx.app, ctx.member, callId);
    if (!recalled.ok) return refused(ctx, recalled.refusal, whereItStands(ctx, callId));
    return redrawn(ctx, callId, recalled);
  },
} satisfies Taps;

function submitted(ctx: Ctx, callId: number): Reply {
  if (teachingDraftOf(ctx.app, ctx.member, callId)) return taught(ctx, callId);
  const done = submitScore(ctx.app, ctx.member, callId);
  if (!done.ok) return refused(ctx, done.refusal, whereItStands(ctx, callId));
  return { screen: submittedScreen(ctx, callId, done.noticeAt) };
}

function submittedScreen(ctx: Ctx, callId: number, noticeAt: number): Screen {
  const today = dayMonth(ctx.words, ctx.app.now()) === dayMonth(ctx.words, noticeAt);
  const time = today ? timeOfDay(ctx.words, noticeAt) : dateTime(ctx.words, noticeAt);
  return screen(
    [
      `<b>${ctx.words.t('call-title', { number: String(callId) })}</b>`,
      ctx.words.t('scoring-submitted', { time }),
    ],
    [
      [button(ctx.words.plain('button-fix'), 'recall', callId)],
      ctx.member.roles.includes('controller')
        ? [button(ctx.words.plain('button-next-call'), 'next')]
        : [],
    ],
  );
}

function taught(ctx: Ctx, callId: number): Reply {
  const done = submitTeaching(ctx.app, ctx.member, callId);
  if (!done.ok) return refused(ctx, done.refusal, whereItStands(ctx, callId));
  return left(ctx, callId, 'teaching-sent');
}

/**
 * What a tap that came too late is answered with: the sheet, the score just handed in, the queue of a
 * controller, or the call as it stands; null for whom there is none of these.
 */
function whereItStands(ctx: Ctx, callId: number): Screen | null {
  const sheet = sheetScreen(ctx, callId);
  if (sheet) return sheet;
  const noticeAt = recallableUntil(ctx.app, ctx.member, callId);
  if (noticeAt !== null) return submittedScreen(ctx, callId, noticeAt);
  if (ctx.member.roles.includes('controller')) return queueScreen(ctx);
  const found = callCard(ctx.app, ctx.member, callId);
  return found.ok ? cardScreen(ctx.words, found.card) : null;
}

function left(ctx: Ctx, callId: number, toast: string): Reply {
  const now = whereItStands(ctx, callId);
  return { ...(now ? { screen: now } : {}), toast: ctx.words.plain(toast) };
}

export const takeRecommendation: Taker = (ctx, about, { text, voice }) => {
  const callId = Number(about);
  const spoken = text === null && voice !== null && teachingDraftOf(ctx.app, ctx.member, callId);
  if (text === null && !spoken) return { ok: false, refusal: 'reason_missing' };
  const done = spoken
    ? speakWords(ctx.app, ctx.member, callId, voice)
    : recommend(ctx.app, ctx.member, callId, text ?? '');
  if (!done.ok) return done;
  const now = sheetNow(ctx, callId);
  return now ? { ok: true, ...now } : { ok: false, refusal: 'stale' };
};

/**
 * Typed words while scoring belong to the last ❌; without one, on a teaching sheet, they are the words
 * to the seller. Null where neither is open.
 */
export function takeComment(ctx: Ctx, text: string): Reply | null {
  const callId = openSheet(ctx.app, ctx.member);
  const sheet = callId === null ? null : scoringSheet(ctx.app, ctx.member, callId);
  if (callId === null || !sheet) return null;
  if (sheet.lastFailed) {
    return redrawn(ctx, callId, commentLastFailed(ctx.app, ctx.member, callId, text));
  }
  if (sheet.review.purpose === 'credit') return null;
  return redrawn(ctx, callId, recommend(ctx.app, ctx.member, callId, text));
}

/** A voice while a teaching sheet is open is the answer, spoken; null where none is. */
export function takeVoice(ctx: Ctx, fileId: string): Reply | null {
  const callId = openSheet(ctx.app, ctx.member);
  if (callId === null || !teachingDraftOf(ctx.app, ctx.member, callId)) return null;
  return redrawn(ctx, callId, speakWords(ctx.app, ctx.member, callId, fileId));
}
