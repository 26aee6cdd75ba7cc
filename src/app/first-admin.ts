import { personByExternalId } from '../db/people.ts';
import { bindTelegram, insertPerson, replaceRoles, telegramOwner } from '../db/people-writes.ts';
import type { Language } from '../domain/person.ts';
import type { App } from './app.ts';

/**
 * Makes the Telegram account of the configuration an administrator, once: everyone else is invited.
 * Whoever has the account already, or is known as `telegram:<id>`, keeps their roles and their account;
 * only somebody of that name who has none yet is given it.
 */
export function firstAdmin(app: App, telegramId: number, language: Language): void {
  app.db.transaction((tx) => {
    if (telegramOwner(tx, telegramId) !== null) return;
    const externalId = `telegram:${telegramId}`;
    const known = personByExternalId(tx, externalId, app.now());
    if (known) {
      if (known.telegramId === null) bindTelegram(tx, known.id, telegramId, app.now());
      return;
    }
    const id = insertPerson(
      tx,
      {
        externalId,
        name: 'Администратор',
        directionId: null,
        language,
        telegramId,
        active: true,
      },
      app.now(),
    );
    replaceRoles(tx, id, [{ role: 'admin', directionIds: null }]);
  });
}
