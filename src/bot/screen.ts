import type { Api, Context } from 'grammy';
import type { InlineKeyboardButton, ReplyKeyboardMarkup } from 'grammy/types';
import { fittingRows } from './row-width.ts';
import { isGone, telegramRefusal } from './telegram-refusals.ts';

/** One message: what it says (HTML) and the buttons below it. */
export interface Screen {
  text: string;
  rows: InlineKeyboardButton[][];
  /** Where the buttons are a menu's (menus.ts): which screen of it this is. */
  menu?: InMenu;
  /** Takes the place of the phone's own keyboard; such a message has no buttons below it. */
  keyboard?: ReplyKeyboardMarkup;
}

/** Its payload and what it relies on; `place` makes the menu draw this screen in a message of `ctx`. */
export interface InMenu {
  readonly id: string;
  readonly payload: string;
  readonly state: string;
  place(ctx: Context): { inline_keyboard: InlineKeyboardButton[][] };
}

/** A screen whose rows a phone can show: empty lines and rows are left out, labels that do not fit go below. */
export function screen(
  lines: (string | null | false)[],
  rows: InlineKeyboardButton[][] = [],
): Screen {
  const text = lines.filter((line) => line !== null && line !== false).join('\n');
  return { text, rows: rows.flatMap(fittingRows) };
}

/** Telegram's limit of a message, in UTF-16 units of what is seen. */
export const messageMax = 4096;
const quoteMaxes = [1000, 300, 120, 60, 30, 12];

/** UTF-16 units of what an HTML text shows: tags count nothing, an entity counts one. */
export function visibleLength(html: string): number {
  return html.replace(/<[^<>]*>/g, '').replace(/&(?:amp|lt|gt);/g, '.').length;
}

/** Draws with ever shorter quotations until the message is short enough for Telegram. */
export function fitting(draw: (quoteMax: number) => Screen): Screen {
  const [longest = 0, ...shorter] = quoteMaxes;
  let drawn = draw(longest);
  for (const quoteMax of shorter) {
    if (visibleLength(drawn.text) <= messageMax) return drawn;
    drawn = draw(quoteMax);
  }
  return drawn;
}

/** At most `most` UTF-16 units of a plain text, an ellipsis included; halves no surrogate pair. */
export function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  let kept = '';
  for (const sign of text) {
    if (kept.length + sign.length >= most) break;
    kept += sign;
  }
  return `${kept.trimEnd()}…`;
}

/** Cuts a list of buttons into rows, as many in each as are wanted and fit. */
export function inRows<B extends { text: string }>(buttons: readonly B[], perRow: number): B[][] {
  const rows: B[][] = [];
  for (const button of buttons) {
    const row = rows.at(-1);
    const wider = [...(row ?? []), button];
    if (row && wider.length <= perRow && fittingRows(wider).length === 1) row.push(button);
    else rows.push([button]);
  }
  return rows;
}

/** How a screen is sent; one with a menu only within a context that the menus were installed in. */
export function messageOptions({ rows, menu }: Screen, ctx: Context | null) {
  if (menu && !ctx) throw new Error(`the menu "${menu.id}" is sent without a context`);
  return {
    parse_mode: 'HTML' as const,
    reply_markup: menu && ctx ? menu.place(ctx) : { inline_keyboard: rows },
    link_preview_options: { is_disabled: true },
  };
}

/** Sends a screen as a new message; answers the message's id. */
export async function sendScreen(ctx: Context, shown: Screen): Promise<number> {
  const { keyboard } = shown;
  const below = keyboard ? { reply_markup: keyboard } : {};
  const sent = await ctx.reply(shown.text, { ...messageOptions(shown, ctx), ...below });
  return sent.message_id;
}

/** Through what a message is edited: with a context, its screen may have a menu. */
interface Editing {
  api: Api;
  ctx?: Context | null;
}

export const inContext = (ctx: Context): Editing => ({ api: ctx.api, ctx });

/** Puts a screen in the place of a message; a screen that already stands there is no error. */
export async function editScreen(
  { api, ctx = null }: Editing,
  chatId: number,
  messageId: number,
  shown: Screen,
): Promise<void> {
  try {
    await api.editMessageText(chatId, messageId, shown.text, messageOptions(shown, ctx));
  } catch (error) {
    if (telegramRefusal(error)?.outcome !== 'unchanged') throw error;
  }
}

/** The same; where the message is gone, sends the screen again. Answers the message on which it stands. */
export async function replaceMessage(
  ctx: Context,
  chatId: number,
  messageId: number,
  shown: Screen,
): Promise<number> {
  try {
    await editScreen(inContext(ctx), chatId, messageId, shown);
    return messageId;
  } catch (error) {
    if (!isGone(error)) throw error;
    return sendScreen(ctx, shown);
  }
}
