import type { Tx } from '../../db/open.ts';
import { type Member, personByExternalId, personById } from '../../db/people.ts';
import { personFacts } from '../../db/people-changes.ts';
import {
  externalIdOf,
  type ItemError,
  type ItemResult,
  personItem,
  readItem,
} from '../../domain/intake.ts';
import { fieldOnSelf } from '../../domain/person-facts.ts';
import type { App } from '../app.ts';
import { barredOnSelf, tellOnSelf } from './act-on-self.ts';
import { invitePerson } from './invite-person.ts';
import { savePerson } from './save-person.ts';

/**
 * Takes people in: roles and scopes, extensions, mentors. Calls that waited for an extension get their
 * seller. The answer carries an invitation where no Telegram account is bound yet.
 *
 * @param byId who brought them in as a file of their own, and may not act on themselves by it; null: the
 *   API or the command line
 */
export function registerPeople(
  app: App,
  items: readonly unknown[],
  byId: number | null = null,
): ItemResult[] {
  return app.db.transaction((tx) => {
    const by = byId === null ? null : personById(tx, byId, app.now());
    return items.map((raw, index) => ({ index, ...registerPerson(tx, app, raw, by) }));
  });
}

function registerPerson(
  tx: Tx,
  app: App,
  raw: unknown,
  by: Member | null,
): Omit<ItemResult, 'index'> {
  const refused = (error: ItemError) => ({
    externalId: externalIdOf(raw),
    result: 'refused' as const,
    error,
  });
  const read = readItem(personItem, raw);
  if (!read.ok) return refused(read.error);
  const known = by && personByExternalId(tx, read.item.externalId, app.now());
  const field = by && fieldOnSelf(by.externalId, known && personFacts(tx, known.id), read.item);
  const self = field ? by : null;
  if (field && self && barredOnSelf(app, self)) {
    return refused({ field, code: 'conflict', detail: 'another administrator does this' });
  }
  const saved = savePerson(tx, app, read.item, self?.id ?? null);
  if (!saved.ok) return refused(saved.error);
  if (self && saved.changeId !== null) tellOnSelf(tx, app, self, { changeId: saved.changeId });
  const { result, person } = saved;
  const invited = person.telegramId === null && person.active;
  return {
    externalId: person.externalId,
    result,
    id: person.id,
    ...(invited ? { inviteUrl: invitePerson(tx, app, person.id) } : {}),
  };
}
