import { awaitedOf } from '../../db/invites.ts';
import { personById } from '../../db/people.ts';
import { telegramOwner } from '../../db/people-writes.ts';
import type { Language } from '../../domain/person.ts';
import type { App } from '../app.ts';
import { awaitAccount } from './invite-person.ts';
import type { By } from './manage-absences.ts';
import { freeExternalId, managed, type Newcomer, saveItem } from './manage-person.ts';
import type { Managed } from './managed.ts';

/** Somebody's Telegram account as it was picked, by the name that it has there. */
export interface Contact {
  telegramId: number;
  name: string;
}

/** `known`: they were the company's already, and are left as they were. */
export type AddedContact = Contact & { language: Language; known: boolean };

/**
 * Takes people in by their Telegram accounts, all of them or none: each is waited for until they write to
 * the bot. Who works here already, or is waited for, is named and stays as they are.
 */
export function addContacts(
  app: App,
  by: By,
  contacts: readonly Contact[],
  { roles, direction }: Omit<Newcomer, 'name'>,
): Managed<{ added: AddedContact[] }> {
  return managed<{ added: AddedContact[] }>(app, by, (tx) => {
    const added: AddedContact[] = [];
    for (const { telegramId, name } of contacts) {
      const now = app.now();
      const knownId = telegramOwner(tx, telegramId) ?? awaitedOf(tx, telegramId, now);
      const known = knownId === null ? null : personById(tx, knownId, now);
      if (known) {
        added.push({ telegramId, name: known.name, language: known.language, known: true });
        continue;
      }
      const externalId = freeExternalId(tx, app);
      const saved = saveItem(tx, app, by, { externalId, name, roles, direction });
      if (!saved.ok) return saved;
      awaitAccount(tx, app, saved.person.id, telegramId);
      const { language } = saved.person;
      added.push({ telegramId, name: saved.person.name, language, known: false });
    }
    return { ok: true, added };
  });
}
