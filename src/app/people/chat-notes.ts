import { saveSetting, setting } from '../../db/settings.ts';
import type { App } from '../app.ts';

/**
 * What was last told to a chat outside its messages: the command menu it was given, the person whom
 * the first words there were for, what the next file there was said to bring in,
 * and which change of a rule waits to be confirmed.
 * `newcomer`: who is just being added there. `sheets`: where the sheets of reviews stand there, and
 * `handed-in`: where scores are said to be handed in. `self-check`: since when its owner's scores come closed.
 */
export type ChatNote =
  | 'commands'
  | 'welcomed'
  | 'import'
  | 'policy'
  | 'newcomer'
  | 'sheets'
  | 'handed-in'
  | 'self-check';

/** What is forgotten is read again. */
const rememberedMax = 50_000;

const known = new WeakMap<App, Map<string, string | null>>();

/** Kept through restarts; read once a process, since every update asks. Null: never written. */
export function chatNote(app: App, chatId: number, note: ChatNote): string | null {
  const notes = known.get(app) ?? new Map<string, string | null>();
  known.set(app, notes);
  const key = `${note}:${chatId}`;
  const remembered = notes.get(key);
  if (remembered !== undefined) return remembered;
  const saved = setting(app.db, key);
  // Whoever writes to the bot has a chat, strangers too.
  if (notes.size >= rememberedMax) notes.clear();
  notes.set(key, saved);
  return saved;
}

export function writeChatNote(app: App, chatId: number, note: ChatNote, value: string): void {
  if (chatNote(app, chatId, note) === value) return;
  const key = `${note}:${chatId}`;
  app.db.transaction((tx) => saveSetting(tx, key, value));
  known.get(app)?.set(key, value);
}
