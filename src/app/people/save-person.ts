import { adoptCalls } from '../../db/intake.ts';
import { bindTelegram, voidInvites } from '../../db/invites.ts';
import { personIdsByExternalId } from '../../db/matching.ts';
import type { Tx } from '../../db/open.ts';
import { type Member, peopleWithRole, personByExternalId, personById } from '../../db/people.ts';
import { personFacts, recordPersonChange } from '../../db/people-changes.ts';
import {
  directionId,
  extensionOwner,
  insertPerson,
  type PersonRecord,
  replaceExtensions,
  replaceMentors,
  replaceRoles,
  telegramOwner,
  updatePerson,
} from '../../db/people-writes.ts';
import type { ItemError, PersonItem } from '../../domain/intake.ts';
import { differenceOf } from '../../domain/person-facts.ts';
import type { App } from '../app.ts';
import { returnCallsOf } from '../calls/return-calls.ts';
import { offerBenchmarks } from '../notices/offer-benchmarks.ts';
import { tellTaughtOfCall } from '../notices/tell-taught.ts';

export type SavedPerson =
  | {
      ok: true;
      result: 'created' | 'updated' | 'unchanged';
      person: Member;
      changeId: number | null;
    }
  | { ok: false; error: ItemError };

/**
 * Makes somebody what the item says: taken in, or changed. Every way to change a person ends here, so
 * that the same rules hold, what they may no longer hold comes back, calls that waited for them get
 * their seller, and the history has one row. `by` null: the API, a file or the command line.
 */
export function savePerson(tx: Tx, app: App, item: PersonItem, by: number | null): SavedPerson {
  const now = app.now();
  const known = personByExternalId(tx, item.externalId, now);
  const error = problemOf(tx, app, item, known);
  if (error) return { ok: false, error };
  const before = known ? personFacts(tx, known.id) : null;
  const record = recordOf(tx, app, item, known);
  const id = known?.id ?? insertPerson(tx, record, now);
  if (known) updatePerson(tx, id, record);
  if (record.telegramId !== null) bindTelegram(tx, id, record.telegramId, now);
  if (!record.active) voidInvites(tx, id, now);
  saveDetails(tx, app, item, id);
  const difference = differenceOf(before ?? {}, personFacts(tx, id));
  const what = known ? 'changed' : 'added';
  const changeId =
    difference && recordPersonChange(tx, { at: now, byId: by, personId: id, what, ...difference });
  const person = personById(tx, id, now);
  if (!person) throw new Error(`person ${id} was saved and is not there`);
  if (known?.roles.includes('controller') !== true) offerBenchmarks(tx, app, person);
  returnCallsOf(tx, app, id);
  for (const mentor of formerMentors(difference)) {
    const mentorId = personIdsByExternalId(tx, mentor)?.id;
    if (mentorId !== undefined) returnCallsOf(tx, app, mentorId);
  }
  adopt(tx, app, item, person);
  const result = !known ? 'created' : difference ? 'updated' : 'unchanged';
  return { ok: true, result, person, changeId };
}

/** Why somebody cannot be made what the item says; null where they can. */
function problemOf(tx: Tx, app: App, item: PersonItem, known: Member | null): ItemError | null {
  const id = known?.id ?? null;
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
  const own = (item.mentorExternalIds ?? []).indexOf(item.externalId);
  if (own !== -1) {
    const detail = 'nobody is their own mentor';
    return { field: `mentorExternalIds.${own}`, code: 'invalid', detail };
  }
  const owner = item.telegramId ? telegramOwner(tx, item.telegramId) : null;
  if (owner !== null && owner !== id) {
    const detail = 'is the Telegram account of somebody else';
    return { field: 'telegramId', code: 'conflict', detail };
  }
  return known ? lastAdminProblem(tx, app, item, known) : null;
}

/** Somebody must be left who can let others in. */
function lastAdminProblem(tx: Tx, app: App, item: PersonItem, known: Member): ItemError | null {
  if (!known.active || !known.roles.includes('admin')) return null;
  const stays = item.roles.some(({ role }) => role === 'admin');
  if (stays && item.active !== false) return null;
  if (peopleWithRole(tx, 'admin', app.now()).some(({ id }) => id !== known.id)) return null;
  const detail = 'is the only active administrator; make somebody else one first';
  return { field: stays ? 'active' : 'roles', code: 'conflict', detail };
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

function saveDetails(tx: Tx, app: App, item: PersonItem, id: number): void {
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
    replaceMentors(tx, id, mentors, app.now());
  }
}

function formerMentors(difference: ReturnType<typeof differenceOf>): string[] {
  const stay = new Set(difference?.after.mentors?.map(({ externalId }) => externalId));
  const had = difference?.before.mentors ?? [];
  return had.map(({ externalId }) => externalId).filter((mentor) => !stay.has(mentor));
}

/** Gives a seller the calls that waited for them, and tells of what was taught by these meanwhile. */
function adopt(tx: Tx, app: App, item: PersonItem, person: Member): void {
  if (!person.roles.includes('seller')) return;
  for (const name of [...(item.extensions ?? []), { externalId: item.externalId }]) {
    const adopted = adoptCalls(tx, person, name, app.now());
    for (const callId of adopted) tellTaughtOfCall(tx, app, callId, person.id);
  }
}
