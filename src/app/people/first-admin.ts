import { bindTelegram } from '../../db/invites.ts';
import { type Member, personByExternalId } from '../../db/people.ts';
import { recordPersonChange, wasNamed } from '../../db/people-changes.ts';
import { insertPerson, replaceRoles, setName, telegramOwner } from '../../db/people-writes.ts';
import { name as personName } from '../../domain/intake.ts';
import type { Language } from '../../domain/person.ts';
import type { App } from '../app.ts';

/** What the first administrator is called until they write and Telegram says their name. */
const placeholders: Record<Language, string> = { ru: 'Администратор', en: 'Administrator' };

const externalIdOf = (telegramId: number) => `telegram:${telegramId}`;

/**
 * Makes the Telegram account of the configuration an administrator, once: everyone else is invited.
 * Whoever has the account already, or is known as `telegram:<id>`, keeps their roles and their account;
 * only somebody of that name who has none yet is given it.
 */
export function firstAdmin(app: App, telegramId: number, language: Language): void {
  app.db.transaction((tx) => {
    if (telegramOwner(tx, telegramId) !== null) return;
    const externalId = externalIdOf(telegramId);
    const known = personByExternalId(tx, externalId, app.now());
    if (known) {
      if (known.telegramId === null) bindTelegram(tx, known.id, telegramId, app.now());
      return;
    }
    const id = insertPerson(
      tx,
      {
        externalId,
        name: placeholders[language],
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

/**
 * Calls the first administrator as Telegram does, where they still have the placeholder's name and nobody
 * ever gave them another; everybody else is left as they are.
 *
 * @param names first and last name of the account that writes
 */
export function nameFirstAdmin(
  app: App,
  member: Member,
  names: readonly (string | undefined)[],
): Member {
  const own = member.telegramId !== null && member.externalId === externalIdOf(member.telegramId);
  if (!own || !Object.values(placeholders).includes(member.name)) return member;
  const read = personName.safeParse(
    names
      .map((part) => part?.trim())
      .filter(Boolean)
      .join(' '),
  );
  if (!read.success || read.data === member.name) return member;
  const name = read.data;
  return app.db.transaction((tx) => {
    if (wasNamed(tx, member.id)) return member;
    setName(tx, member.id, name);
    const change = { before: { name: member.name }, after: { name } };
    recordPersonChange(tx, {
      at: app.now(),
      byId: null,
      personId: member.id,
      what: 'named',
      ...change,
    });
    return { ...member, name };
  });
}
