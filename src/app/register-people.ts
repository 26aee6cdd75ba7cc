import type { Tx } from '../db/open.ts';
import {
  externalIdOf,
  type ItemError,
  type ItemResult,
  personItem,
  readItem,
} from '../domain/intake.ts';
import type { App } from './app.ts';
import { invitePerson } from './invite-person.ts';
import { savePerson } from './save-person.ts';

/**
 * Takes people in: roles and scopes, extensions, mentors. Calls that waited for an extension get their
 * seller. The answer carries an invitation where no Telegram account is bound yet.
 */
export function registerPeople(app: App, items: readonly unknown[]): ItemResult[] {
  return app.db.transaction((tx) =>
    items.map((raw, index) => ({ index, ...registerPerson(tx, app, raw) })),
  );
}

function registerPerson(tx: Tx, app: App, raw: unknown): Omit<ItemResult, 'index'> {
  const refused = (error: ItemError) => ({
    externalId: externalIdOf(raw),
    result: 'refused' as const,
    error,
  });
  const read = readItem(personItem, raw);
  if (!read.ok) return refused(read.error);
  const saved = savePerson(tx, app, read.item, null);
  if (!saved.ok) return refused(saved.error);
  const { result, person } = saved;
  const invited = person.telegramId === null && person.active;
  return {
    externalId: person.externalId,
    result,
    id: person.id,
    ...(invited ? { inviteUrl: invitePerson(tx, app, person.id) } : {}),
  };
}
