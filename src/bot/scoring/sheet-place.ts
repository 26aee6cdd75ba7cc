import type { App } from '../../app/app.ts';
import { movedTo, placeOf, placeSheet } from '../../app/scoring/sheet-places.ts';
import type { Ctx } from '../context.ts';
import { editScreen, inContext, type Screen, screen } from '../screen.ts';
import { telegramRefusal, unlessBug } from '../telegram-refusals.ts';

/** The sheet of which review a screen is, and of which call. */
export interface SheetOf {
  reviewId: number;
  callId: number;
}

/**
 * The sheet stands on this message from now on. Where it stood before says so, without its buttons; or is
 * `deleted`, and says so where Telegram keeps it, as what is older than two days.
 */
export async function sheetStandsAt(
  ctx: Ctx,
  sheet: SheetOf,
  messageId: number,
  before: 'told' | 'deleted' = 'told',
): Promise<void> {
  if (!ctx.chat) return;
  const stoodAt = placeSheet(ctx.app, ctx.chat.id, sheet.reviewId, messageId);
  if (stoodAt === null) return;
  if (before === 'deleted' && (await isDeleted(ctx, stoodAt))) return;
  await tellMoved(ctx, stoodAt, movedScreen(ctx, sheet.callId, stoodAt, messageId));
}

/** Where this fails, the next press there is told the same. */
export async function tellMoved(ctx: Ctx, messageId: number, moved: Screen): Promise<void> {
  if (ctx.chat) await editScreen(inContext(ctx), ctx.chat.id, messageId, moved).catch(unlessBug);
}

async function isDeleted({ api, chat }: Ctx, messageId: number): Promise<boolean> {
  if (!chat) return false;
  try {
    return await api.deleteMessage(chat.id, messageId);
  } catch (error) {
    unlessBug(error);
    return telegramRefusal(error)?.outcome === 'gone';
  }
}

const aside = new WeakMap<App, Map<number, { reviewId: number; screen: Screen }>>();

/** The sheet shows something beside itself, such as a question, until the next turn; null: itself again. */
export function noteAside({ app, chat }: Ctx, { reviewId }: SheetOf, screen: Screen | null): void {
  const chats = aside.get(app) ?? new Map();
  aside.set(app, chats);
  if (!chat) return;
  if (screen) chats.set(chat.id, { reviewId, screen });
  else chats.delete(chat.id);
}

/** What the sheet shows beside itself just now; null: nothing, as far as this process knows. */
export function asideAt({ app, chat }: Ctx, { reviewId }: SheetOf): Screen | null {
  const shown = chat && aside.get(app)?.get(chat.id);
  return shown?.reviewId === reviewId ? shown.screen : null;
}

function movedScreen({ words }: Ctx, callId: number, from: number, to: number): Screen {
  const way = to > from ? 'below' : 'above';
  return screen([words.t(`scoring-moved-${way}`, { number: String(callId) })]);
}

/**
 * What a message says from which the sheet has moved away; null where none has. `reviewId`: of the review
 * whose sheet it claims to be, which stands on one message only, whatever came before; null: of none.
 */
export function movedFrom(
  ctx: Ctx,
  messageId: number,
  { callId, reviewId }: { callId: number; reviewId: number | null },
): Screen | null {
  if (!ctx.chat) return null;
  const { app, chat } = ctx;
  const now =
    movedTo(app, chat.id, messageId) ??
    (reviewId === null ? null : placeOf(app, chat.id, reviewId));
  return now === null || now === messageId ? null : movedScreen(ctx, callId, messageId, now);
}
