import type { Update } from 'grammy/types';
import { z } from 'zod';
import { withoutControls } from '../domain/plain-text.ts';

/**
 * Updates as the bot works them. What Telegram brings, or whoever else knows the webhook's secret, is read
 * here, once, before anything is done with it: each field that a handler looks at is what it should be.
 */

const whole = z.int();

/** Twice Telegram's limit of a message. */
const typedMax = 8192;

/** What somebody typed; Telegram takes no longer ones, and no signs that nobody sees. */
const typed = z.string().max(typedMax).overwrite(withoutControls);

/** What somebody called themselves, or a file. */
const called = z.string().overwrite(withoutControls);

const user = z.looseObject({
  id: whole,
  is_bot: z.boolean(),
  first_name: called,
  last_name: called.optional(),
  language_code: z.string().optional(),
});

const chat = z.looseObject({ id: whole, type: z.string() });

const entity = z.looseObject({ type: z.string(), offset: whole, length: whole });

const file = z.looseObject({ file_id: z.string() });

/** An account that somebody picked, by the names that it has there. */
const sharedUser = z.looseObject({
  user_id: whole,
  first_name: called.optional(),
  last_name: called.optional(),
  username: called.optional(),
});

const message = z.looseObject({
  message_id: whole,
  chat,
  from: user.optional(),
  text: typed.optional(),
  entities: z.array(entity).optional(),
  caption: z.string().optional(),
  caption_entities: z.array(entity).optional(),
  voice: file.optional(),
  users_shared: z.looseObject({ request_id: whole, users: z.array(sharedUser) }).optional(),
  document: file.extend({ file_name: called.optional(), file_size: whole.optional() }).optional(),
});

const inlineButton = z.looseObject({ text: z.string(), callback_data: z.string().optional() });

/** The message that a pressed button stands on; one too old for Telegram to show is only its place. */
const pressed = z.looseObject({
  message_id: whole,
  chat,
  edit_date: whole.optional(),
  reply_markup: z.looseObject({ inline_keyboard: z.array(z.array(inlineButton)) }).optional(),
});

const press = z.looseObject({
  id: z.string(),
  from: user,
  message: pressed.optional(),
  data: z.string().optional(),
});

/** What somebody types to the bot inline, wherever that is. */
const inlineQuery = z.looseObject({
  id: z.string(),
  from: user,
  query: typed,
  offset: z.string(),
  chat_type: z.string().optional(),
});

const membership = z.looseObject({
  chat,
  from: user,
  new_chat_member: z.looseObject({ status: z.string() }),
});

const kinds = {
  message,
  edited_message: message,
  callback_query: press,
  inline_query: inlineQuery,
  my_chat_member: membership,
};

type Kind = keyof typeof kinds;

/** What Telegram is asked to bring, by polling and by webhook alike: nothing else is worked. */
export const allowedUpdates = Object.keys(kinds) as Kind[];

/** Telegram's own are ten levels deep. Thousands could be read, but neither kept nor handed on. */
const levelsMax = 50;

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((part) => isDeeper(part, levels - 1));
}

/** Telegram numbers updates from 1 on. */
const numbered = z.looseObject({ update_id: z.int().positive() });

export type ReadUpdate =
  | { ok: true; update: Update }
  /** What about it cannot be read, in words of ours alone; `other` is a kind that nobody asked for. */
  | { ok: false; problem: string };

export function readUpdate(given: unknown): ReadUpdate {
  const known = numbered.safeParse(given);
  if (!known.success) return { ok: false, problem: placeOf(known.error, 'update') };
  if (isDeeper(given, levelsMax)) return { ok: false, problem: 'update.depth' };
  const kind = allowedUpdates.find((name) => name in known.data);
  if (kind === undefined) return { ok: false, problem: 'other' };
  const content = kinds[kind].safeParse(known.data[kind]);
  if (!content.success) return { ok: false, problem: placeOf(content.error, kind) };
  // Nothing but what was read: of several kinds in one, which Telegram never sends, only this.
  const { update_id } = known.data;
  return { ok: true, update: { update_id, [kind]: content.data } as unknown as Update };
}

/** Where the first fault is, such as `callback_query.message.chat.id`. */
function placeOf(error: z.ZodError, kind: string): string {
  const path = error.issues[0]?.path ?? [];
  return [kind, ...path.map((step) => (typeof step === 'number' ? '*' : String(step)))].join('.');
}
