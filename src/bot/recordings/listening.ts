import { setTimeout as pause } from 'node:timers/promises';
import type { InlineKeyboardButton, Message } from 'grammy/types';
import { type CallView, callCard } from '../../app/calls/read-call.ts';
import { recordingWasSent } from '../../app/scoring/score-call.ts';
import { momentsIn } from '../../domain/listen.ts';
import { clipButton, listenButton } from '../call-buttons.ts';
import type { Ctx, OwnTurn } from '../context.ts';
import { type Reply, refused } from '../reply.ts';
import { inRows, replaceMessage, screen } from '../screen.ts';
import { unlessBug } from '../telegram-refusals.ts';
import { length } from '../words.ts';
import { type Sent, sendClip, sendRecording } from './send-recording.ts';

/** A press is answered within a second: what takes longer goes on by itself. */
const patienceMsMax = 700;
const momentsMax = 8;

/** `▶ 1:23` for each moment of a call, each once and in their order. */
export function momentRows(
  callId: number,
  moments: readonly (number | null)[],
): InlineKeyboardButton[][] {
  const known = [...new Set(moments.filter((moment) => moment !== null))].sort((a, b) => a - b);
  const buttons = known
    .slice(0, momentsMax)
    .map((momentS) => clipButton.button(`▶ ${length(momentS)}`, { callId, momentS }));
  return inRows(buttons, 4);
}

/** The moments of a call that somebody names in words: `на 6:10 я назвал вторник`. */
export function momentsSaid(view: CallView, ...said: readonly (string | null)[]): number[] {
  const lengthS = view.durationS ?? view.talkS ?? Number.POSITIVE_INFINITY;
  return said.flatMap((text) => momentsIn(text ?? '')).filter((momentS) => momentS <= lengthS);
}

/** A sound that is waited for; `whenLate`: what is done in the chat after one that came later. */
interface Waiting {
  callId: number;
  patienceMs?: number;
  whenLate?: OwnTurn;
}

/**
 * A screen on which somebody listens and goes on: it stays the last message of the chat, below the sound.
 *
 * `isLeft`: it has moved away from this message already, which a second tap does not know.
 * `follow`: moves it below, where it stands on this message. `asItWas`: nothing has changed in the chat
 * since Listen was pressed on it.
 */
export interface StaysLast {
  isLeft(ctx: Ctx, messageId: number): boolean;
  follow(ctx: Ctx, callId: number, messageId: number, asItWas: boolean): Promise<void>;
}

/**
 * Waits for a sound for a moment. Where it takes longer the chat says so, and the sound, or what is wrong
 * with it, comes when it is ready.
 *
 * @returns what became of it, or null where it is still under way
 */
async function waitBriefly(
  ctx: Ctx,
  { callId, patienceMs = patienceMsMax, whenLate = async () => {} }: Waiting,
  sending: Promise<Sent>,
): Promise<Sent | null> {
  const soon = await Promise.race([sending, pause(patienceMs, null)]);
  if (soon !== null) return soon;
  const text = ctx.words.t('recording-wait', { number: String(callId) });
  const told = ctx.reply(text, { parse_mode: 'HTML' });
  ctx.backgroundTasks.run(
    `recording of call ${callId}`,
    told.then((waiting) => finishWaiting(ctx, waiting, sending, whenLate)),
  );
  // Nothing else comes into the chat before it; that it could not be sent, the background task says.
  await told.catch(() => {});
  return null;
}

async function finishWaiting(
  ctx: Ctx,
  { chat, message_id: messageId }: Message,
  sending: Promise<Sent>,
  whenLate: OwnTurn,
): Promise<void> {
  const sent = await sending;
  if (!sent.ok) {
    const told = screen([ctx.words.t(`recording-${sent.problem}`)]);
    await replaceMessage(ctx, chat.id, messageId, told);
    return;
  }
  try {
    await ctx.takeTurn(whenLate);
  } finally {
    // Last of all: once it is gone, everything is in its place.
    await ctx.api.deleteMessage(chat.id, messageId).catch(unlessBug);
  }
}

/** Sends the recording to whoever reviews the call, and notes from when they can have heard it. */
export async function sendToReviewer(ctx: Ctx, waiting: Waiting, sending: Promise<Sent>) {
  const noted = sending.then((sent) => {
    if (sent.ok) recordingWasSent(ctx.app, ctx.member, waiting.callId);
    return sent;
  });
  return waitBriefly(ctx, waiting, noted);
}

/** `then`: what is done after a sound that came at once. */
function replyOf(ctx: Ctx, sent: Sent | null, then?: () => Promise<void>): Reply {
  if (sent === null) return {};
  if (sent.ok) return then ? { after: then } : {};
  return { toast: ctx.words.plain(`recording-${sent.problem}`), alert: true };
}

/** Sends a sound to whoever was let through to it already; answers what a press is told meanwhile. */
export async function sendSoundTo(
  ctx: Ctx,
  callId: number,
  sending: Promise<Sent>,
): Promise<Reply> {
  return replyOf(ctx, await waitBriefly(ctx, { callId }, sending));
}

/** Of a recording whose length is not known, a moment is at most so late. */
const momentSMax = 999_999;

/** Handlers of what is listened to, with the screens that stay below it. */
export function listeningHandlers(screens: readonly StaysLast[]) {
  const below = (ctx: Ctx, callId: number): OwnTurn => {
    const at = ctx.callbackQuery?.message?.message_id;
    return async (asItWas) => {
      if (at === undefined) return;
      for (const one of screens) await one.follow(ctx, callId, at, asItWas);
    };
  };
  const isLeft = (ctx: Ctx) => {
    const at = ctx.callbackQuery?.message?.message_id;
    return at !== undefined && screens.some((one) => one.isLeft(ctx, at));
  };
  return [
    listenButton.on(async (ctx, { callId }) => {
      const found = callCard(ctx.app, ctx.member, callId);
      if (!found.ok || !ctx.chat) return refused(ctx, 'not_found');
      if (isLeft(ctx)) return {};
      const sending = sendRecording(ctx, ctx.chat.id, found.card.view);
      const whenLate = below(ctx, callId);
      const sent = await sendToReviewer(ctx, { callId, whenLate }, sending);
      return replyOf(ctx, sent, () => whenLate(true));
    }),

    clipButton.on(async (ctx, { callId, momentS }) => {
      const found = callCard(ctx.app, ctx.member, callId);
      if (!found.ok || !ctx.chat) return refused(ctx, 'not_found');
      const { view } = found.card;
      if (momentS > (view.durationS ?? momentSMax)) return refused(ctx, 'no_such_moment');
      if (isLeft(ctx)) return {};
      const sending = sendClip(ctx, ctx.chat.id, view, momentS);
      const whenLate = below(ctx, callId);
      const sent = await waitBriefly(ctx, { callId, whenLate }, sending);
      return replyOf(ctx, sent, () => whenLate(true));
    }),
  ];
}
