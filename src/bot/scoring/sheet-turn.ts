import { openDraft, scoringSheet, takesWords } from '../../app/scoring/read-sheet.ts';
import { commentLastFailed, recommend } from '../../app/scoring/score-call.ts';
import { placeOf } from '../../app/scoring/sheet-places.ts';
import { speakWords } from '../../app/teaching/teach.ts';
import { teaches } from '../../domain/purpose.ts';
import type { Outcome } from '../../domain/refusal.ts';
import { replaceScreen } from '../ask.ts';
import { handlersByVerb, verbAndParts } from '../buttons.ts';
import { giveBackButton, recallButton } from '../call-buttons.ts';
import type { Ctx } from '../context.ts';
import { saidIn } from '../correction.ts';
import { refusalWords } from '../refusal-words.ts';
import { refused, respond } from '../reply.ts';
import { sendScreen } from '../screen.ts';
import { isForSheet } from './for-sheet.ts';
import { keepRecommendation } from './recommendation.ts';
import { scoringSteps } from './scoring-steps.ts';
import { sheetNow } from './sheet.ts';
import { recommendButton, sheetButton, typesButton } from './sheet-buttons.ts';
import { movedFrom, noteAside, sheetStandsAt, tellMoved } from './sheet-place.ts';

/**
 * What comes after a turn: another one, the words to the seller, or nothing, since the sheet is out of
 * hand; `not here`: so it was before, and what was said is not for it; `refused`: another turn, and the
 * words that could not be taken may be changed where they stand.
 */
export type Next = 'turn' | 'refused' | 'recommendation' | 'over' | 'not here';

const steps = handlersByVerb(scoringSteps);

/** Pressed on other messages too, which then become the sheet. */
const opensSheet = new Set([sheetButton, recallButton, giveBackButton].map(({ verb }) => verb));

/** What they show is not yet in the draft. */
const asksAside = new Set([recommendButton, typesButton, giveBackButton].map(({ verb }) => verb));

const worked = new WeakSet<Ctx>();
/** Whether a turn was taken with this update. */
export const isWorked = (ctx: Ctx): boolean => worked.has(ctx);

/** The first turn: what scoring was entered with, or the sheet as a new message. */
export async function beginSheet(ctx: Ctx, callId: number): Promise<Next> {
  if (isForSheet(ctx, callId)) return takeTurn(ctx, callId);
  worked.add(ctx);
  const now = sheetNow(ctx, callId);
  if (!now) return 'over';
  await sheetStandsAt(ctx, now.sheet, await sendScreen(ctx, now.screen));
  return 'turn';
}

/** Saves what was pressed or said, and draws the sheet. Doing so twice does no more than once. */
export function takeTurn(ctx: Ctx, callId: number): Promise<Next> {
  worked.add(ctx);
  return ctx.callbackQuery ? takePress(ctx, callId) : takeWords(ctx, callId);
}

/** A turn while the words to the seller are awaited. */
export async function takeRecommendation(ctx: Ctx, callId: number): Promise<Next> {
  worked.add(ctx);
  if (ctx.callbackQuery) return takePress(ctx, callId);
  const done = keepRecommendation(ctx, callId);
  if (!done.ok) await ctx.reply(refusalWords(ctx, done.refusal));
  if (!openDraft(ctx.app, ctx.member, callId)) return 'over';
  if (!done.ok) return 'recommendation';
  await redraw(ctx, callId);
  return 'turn';
}

async function takePress(ctx: Ctx, callId: number): Promise<Next> {
  const [verb, parts] = verbAndParts(ctx.pressed ?? ctx.callbackQuery?.data ?? '');
  const pressedAt = ctx.callbackQuery?.message?.message_id ?? null;
  await ctx.beforePress();
  const claimed = opensSheet.has(verb) ? null : openDraft(ctx.app, ctx.member, callId);
  const moved =
    pressedAt === null
      ? null
      : movedFrom(ctx, pressedAt, { callId, reviewId: claimed?.id ?? null });
  if (moved && pressedAt !== null) await tellMoved(ctx, pressedAt, moved);
  const reply = moved
    ? refused(ctx, 'sheet_moved')
    : ((await steps.get(verb)?.press(ctx, parts)) ?? refused(ctx, 'unknown_button'));
  const shownAt = await respond(ctx, reply);
  const draft = openDraft(ctx.app, ctx.member, callId);
  if (!draft) return 'over';
  if (moved || shownAt === null) return 'turn';
  const sheet = { reviewId: draft.id, callId };
  noteAside(ctx, sheet, asksAside.has(verb) && !reply.refusal ? (reply.screen ?? null) : null);
  await sheetStandsAt(ctx, sheet, shownAt);
  // Whoever scores does not answer what was asked before any more.
  await ctx.conversation.exit('ask');
  return verb === recommendButton.verb && !reply.refusal ? 'recommendation' : 'turn';
}

async function takeWords(ctx: Ctx, callId: number): Promise<Next> {
  const done = saveWords(ctx, callId);
  if (done === 'not here') return done;
  if (done === 'of no use') await ctx.reply(ctx.words.plain('typed-unknown'));
  else if (done.ok) await redraw(ctx, callId);
  else {
    await ctx.reply(refusalWords(ctx, done.refusal));
    return 'refused';
  }
  return 'turn';
}

/**
 * Words belong to the last ❌; without one, on a teaching sheet, they are the words to the seller. Spoken
 * ones are always those. A sheet left alone for long takes none.
 */
function saveWords(ctx: Ctx, callId: number): Outcome<object> | 'of no use' | 'not here' {
  const { app, member } = ctx;
  const { text, voice } = saidIn(ctx) ?? {};
  const sheet = scoringSheet(app, member, callId);
  if (!sheet) return 'not here';
  if (!takesWords(app, sheet.review)) return 'of no use';
  const isTeaching = teaches(sheet.review);
  if (text !== undefined && sheet.lastFailed) return commentLastFailed(app, member, callId, text);
  if (text !== undefined && isTeaching) return recommend(app, member, callId, text);
  if (voice && isTeaching) return speakWords(app, member, callId, voice.file_id);
  return 'of no use';
}

/** Draws the sheet after words: where it stands; after a voice, which stays in the chat, below that. */
async function redraw(ctx: Ctx, callId: number): Promise<void> {
  const now = sheetNow(ctx, callId);
  if (!now || !ctx.chat) return;
  noteAside(ctx, now.sheet, null);
  const at = ctx.message?.voice ? null : placeOf(ctx.app, ctx.chat.id, now.sheet.reviewId);
  await sheetStandsAt(ctx, now.sheet, await replaceScreen(ctx, at, now.screen));
}
