import { type Member, personByTelegramId } from '../../db/people.ts';
import { setLanguage } from '../../db/people-writes.ts';
import { saveSetting, setting } from '../../db/settings.ts';
import type { Language } from '../../domain/person.ts';
import type { App } from '../app.ts';

export type { Member } from '../../db/people.ts';

/** Who writes from this Telegram account; null for unknown people and people deactivated. */
export function memberOf(app: App, telegramId: number): Member | null {
  const found = personByTelegramId(app.db, telegramId, app.now());
  return found?.active ? found : null;
}

export function chooseLanguage(app: App, member: Member, language: Language): void {
  app.db.transaction((tx) => setLanguage(tx, member.id, language));
}

const questions = new WeakMap<App, Map<number, number | null>>();
const keyOf = (chatId: number) => `question:${chatId}`;

/** The message of a chat that asked last; kept through restarts, null where none did. */
export function questionMessage(app: App, chatId: number): number | null {
  const known = questions.get(app) ?? new Map<number, number | null>();
  questions.set(app, known);
  const remembered = known.get(chatId);
  if (remembered !== undefined) return remembered;
  const saved = setting(app.db, keyOf(chatId));
  const messageId = saved === null ? null : Number(saved);
  known.set(chatId, messageId);
  return messageId;
}

export function markQuestion(app: App, chatId: number, messageId: number): void {
  if (questionMessage(app, chatId) === messageId) return;
  questions.get(app)?.set(chatId, messageId);
  app.db.transaction((tx) => saveSetting(tx, keyOf(chatId), String(messageId)));
}
