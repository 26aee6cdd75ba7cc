import { type Member, personByTelegramId } from '../../db/people.ts';
import { setLanguage } from '../../db/people-writes.ts';
import { saveSetting, setting } from '../../db/settings.ts';
import type { Language } from '../../domain/person.ts';
import type { App } from '../app.ts';

export type { Member } from '../../db/people.ts';

/** Who writes from this Telegram account; null for strangers and people deactivated. */
export function memberOf(app: App, telegramId: number): Member | null {
  const found = personByTelegramId(app.db, telegramId, app.now());
  return found?.active ? found : null;
}

export function chooseLanguage(app: App, member: Member, language: Language): void {
  app.db.transaction((tx) => setLanguage(tx, member.id, language));
}

/** A message of a chat that later words belong to: the scoring sheet, or the question asked last. */
export type Mark = 'sheet' | 'question';

const marks = new WeakMap<App, Map<string, number | null>>();

/** Where a mark stands; kept through restarts, null where there is none. */
export function markedMessage(app: App, chatId: number, mark: Mark): number | null {
  const known = marks.get(app) ?? new Map<string, number | null>();
  marks.set(app, known);
  const key = `${mark}:${chatId}`;
  const remembered = known.get(key);
  if (remembered !== undefined) return remembered;
  const saved = setting(app.db, key);
  const messageId = saved === null ? null : Number(saved);
  known.set(key, messageId);
  return messageId;
}

export function markMessage(app: App, chatId: number, mark: Mark, messageId: number): void {
  if (markedMessage(app, chatId, mark) === messageId) return;
  const key = `${mark}:${chatId}`;
  marks.get(app)?.set(key, messageId);
  app.db.transaction((tx) => saveSetting(tx, key, String(messageId)));
}
