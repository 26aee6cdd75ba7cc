import { adoptCalls } from '../db/intake.ts';
import { personIdsByExternalId } from '../db/matching.ts';
import type { Tx } from '../db/open.ts';
import { type Member, personByExternalId, personById } from '../db/people.ts';
import {
  bindTelegram,
  directionId,
  extensionOwner,
  insertPerson,
  type PersonRecord,
  personFingerprint,
  replaceExtensions,
  replaceMentors,
  replaceRoles,
  telegramOwner,
  updatePerson,
} from '../db/people-writes.ts';
import {
  externalIdOf,
  type ItemError,
  type ItemResult,
  type PersonItem,
  personItem,
  readItem,
} from '../domain/intake.ts';
import type { App } from './app.ts';
import { invitePerson } from './invite-person.ts';
import { returnCallsOf } from './return-calls.ts';

/**
 * Takes people in: roles and scopes, extensions, mentors. Calls that waited for an extension get their
 * seller. The answer carries an invitation where no Telegram account is bound yet.
 */
export function registerPeople(app: App, items: readonly unknown[]): ItemResult[] {
  return app.db.transaction((tx) =>
    items.map((raw, index): ItemResult => {
      const read = readItem(personItem, raw);
      const refused = (error: ItemError): ItemResult => ({
        index,
        externalId: externalIdOf(raw),
        result: 'refused',
        error,
      });
      if (!read.ok) return refused(read.error);
      const problem = problemOf(tx, read.item);
      if (problem) return refused(problem);
      return { index, externalId: read.item.externalId, ...registerPerson(tx, app, read.item) };
    }),
  );
}

function problemOf(tx: Tx, item: PersonItem): ItemError | null {
  const sells = item.roles.some(({ role }) => role === 'seller');
  if (sells && !item.direction) {
    return {
      field: 'direction',
      code: 'invalid',
      detail: 'a seller belongs to a direction; name it',
    };
  }
  const narrowed = item.roles.findIndex((held) => held.directions && held.role !== 'supervisor');
  if (narrowed !== -1) {
    const detail = 'only a supervisor is scoped to directions';
    return { field: `roles.${narrowed}.directions`, code: 'invalid', detail };
  }
  const id = personIdsByExternalId(tx, item.externalId)?.id ?? null;
  const taken = (item.extensions ?? []).findIndex(({ source, extension }) => {
    const owner = extensionOwner(tx, source, extension);
    return owner !== null && owner !== id;
  });
  if (taken !== -1) {
    const detail = 'is the extension of somebody else; take it from them first';
    return { field: `extensions.${taken}.extension`, code: 'conflict', detail };
  }
  const stranger = (item.mentorExternalIds ?? []).findIndex(
    (mentor) => !personIdsByExternalId(tx, mentor),
  );
  if (stranger !== -1) {
    const detail = 'this mentor is not known; bring the mentor in first';
    return { field: `mentorExternalIds.${stranger}`, code: 'unknown', detail };
  }
  const owner = item.telegramId ? telegramOwner(tx, item.telegramId) : null;
  if (owner !== null && owner !== id) {
    const detail = 'is the Telegram account of somebody else';
    return { field: 'telegramId', code: 'conflict', detail };
  }
  return null;
}

function registerPerson(
  tx: Tx,
  app: App,
  item: PersonItem,
): Pick<ItemResult, 'result' | 'id' | 'inviteUrl'> {
  const now = app.now();
  const known = personByExternalId(tx, item.externalId, now);
  const before = known ? personFingerprint(tx, known.id) : '';
  const record = recordOf(tx, app, item, known);
  const id = known?.id ?? insertPerson(tx, record, now);
  if (known) updatePerson(tx, id, record);
  if (record.telegramId !== null) bindTelegram(tx, id, record.telegramId, now);
  saveDetails(tx, item, id, app);
  const changed = personFingerprint(tx, id) !== before;
  const invite = record.telegramId === null && record.active;
  return {
    result: !known ? 'created' : changed ? 'updated' : 'unchanged',
    id,
    ...(invite ? { inviteUrl: invitePerson(tx, app, id) } : {}),
  };
}

function recordOf(tx: Tx, app: App, item: PersonItem, known: Member | null): PersonRecord {
  const direction = item.direction ? directionId(tx, item.direction) : null;
  return {
    externalId: item.externalId,
    name: item.name,
    directionId: item.direction === undefined ? (known?.directionId ?? null) : direction,
    language: item.language ?? known?.language ?? app.language,
    telegramId: item.telegramId ?? known?.telegramId ?? null,
    active: item.active ?? known?.active ?? true,
  };
}

function saveDetails(tx: Tx, item: PersonItem, id: number, app: App): void {
  const now = app.now();
  replaceRoles(
    tx,
    id,
    item.roles.map(({ role, directions }) => ({
      role,
      directionIds: directions?.map((name) => directionId(tx, name)) ?? null,
    })),
  );
  if (item.extensions) replaceExtensions(tx, id, item.extensions);
  if (item.mentorExternalIds) {
    const mentors = item.mentorExternalIds.flatMap(
      (mentor) => personIdsByExternalId(tx, mentor)?.id ?? [],
    );
    replaceMentors(tx, id, mentors, now);
  }
  const saved = personById(tx, id, now);
  returnCallsOf(tx, app, id);
  if (saved?.roles.includes('seller')) {
    for (const extension of item.extensions ?? []) adoptCalls(tx, saved, extension, now);
    adoptCalls(tx, saved, { externalId: item.externalId }, now);
  }
}
