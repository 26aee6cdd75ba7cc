import { unbindTelegram, voidInvites } from '../../db/invites.ts';
import type { Tx } from '../../db/open.ts';
import { type Member, personByExternalId, personById } from '../../db/people.ts';
import { personFacts, recordPersonChange } from '../../db/people-changes.ts';
import { dateMentorship } from '../../db/people-writes.ts';
import { daysMax } from '../../domain/absence-dates.ts';
import { type PersonItem, personItem, readItem } from '../../domain/intake.ts';
import type { Language, Role } from '../../domain/person.ts';
import { differenceOf, fieldOnSelf, itemOf, type PersonFacts } from '../../domain/person-facts.ts';
import { refuse } from '../../domain/refusal.ts';
import { isLocalDate, type LocalDate, startOfDay } from '../../domain/time.ts';
import type { App } from '../app.ts';
import { returnCallsOf } from '../calls/return-calls.ts';
import { barredOnSelf, tellOnSelf } from './act-on-self.ts';
import { invitePerson } from './invite-person.ts';
import type { By } from './manage-absences.ts';
import type { Managed } from './managed.ts';
import { savePerson } from './save-person.ts';

export interface Newcomer {
  name: string;
  roles: PersonItem['roles'];
  direction: string | null;
}

/** Takes somebody in with an invitation. They have no id of the CRM's: it is made here. */
export function addPerson(
  app: App,
  by: By,
  newcomer: Newcomer,
): Managed<{ person: Member; inviteUrl: string }> {
  return managed(app, by, (tx) => {
    const externalId = freeExternalId(tx, app);
    const saved = saveItem(tx, app, by, { externalId, ...newcomer });
    if (!saved.ok) return saved;
    return { ...saved, inviteUrl: invitePerson(tx, app, saved.person.id) };
  });
}

export function freeExternalId(tx: Tx, app: App): string {
  for (;;) {
    const externalId = `chat-${app.randomBytes(4).toString('hex')}`;
    if (!personByExternalId(tx, externalId, app.now())) return externalId;
  }
}

/** Changes somebody by what brings them in: the item as they are now, and what becomes of it. */
export function changePerson(
  app: App,
  by: By,
  id: number,
  edit: (item: PersonItem) => PersonItem,
): Managed {
  return managed(app, by, (tx) => {
    const person = personById(tx, id, app.now());
    if (!person) return refuse('person_not_found');
    const before = personFacts(tx, id);
    return saveItem(tx, app, by, edit(itemOf(person.externalId, before)), before);
  });
}

export function saveItem(
  tx: Tx,
  app: App,
  by: By,
  raw: PersonItem,
  before: PersonFacts | null = null,
): Managed {
  const read = readItem(personItem, raw);
  if (!read.ok) return read;
  const self = by && fieldOnSelf(by.externalId, before, read.item) ? by : null;
  const barred = self && barredOnSelf(app, self);
  if (barred) return barred;
  const saved = savePerson(tx, app, read.item, by?.id ?? null);
  if (self && saved.ok && saved.changeId !== null) {
    tellOnSelf(tx, app, self, { changeId: saved.changeId });
  }
  return saved;
}

export function renamePerson(app: App, by: By, id: number, name: string): Managed {
  return changePerson(app, by, id, (item) => ({ ...item, name }));
}

/** Gives or takes a role; a supervisor without scopes heads every direction (see `setScopes`). */
export function setRole(app: App, by: By, id: number, role: Role, held: boolean): Managed {
  return changePerson(app, by, id, (item) => {
    const others = item.roles.filter((one) => one.role !== role);
    const own = item.roles.find((one) => one.role === role) ?? { role };
    return { ...item, roles: held ? [...others, own] : others };
  });
}

/** Puts somebody into a direction, there or new; `sells`: as a seller, whatever they were before. */
export function setDirection(
  app: App,
  by: By,
  id: number,
  direction: string | null,
  sells = false,
): Managed {
  return changePerson(app, by, id, (item) => {
    const seller = sells && !item.roles.some(({ role }) => role === 'seller');
    return {
      ...item,
      direction,
      roles: seller ? [...item.roles, { role: 'seller' as const }] : item.roles,
    };
  });
}

/** What a supervisor heads; somebody who is none yet becomes one. */
export function setScopes(
  app: App,
  by: By,
  id: number,
  scopes: 'all' | readonly string[],
): Managed {
  return changePerson(app, by, id, (item) => ({
    ...item,
    roles: [
      ...item.roles.filter(({ role }) => role !== 'supervisor'),
      { role: 'supervisor', ...(scopes === 'all' ? {} : { directions: [...scopes] }) },
    ],
  }));
}

/** From now on a mentor of somebody, or no more. */
export function setMentor(app: App, by: By, id: number, mentor: Member, teaches: boolean): Managed {
  return changePerson(app, by, id, (item) => {
    const others = (item.mentorExternalIds ?? []).filter((known) => known !== mentor.externalId);
    return { ...item, mentorExternalIds: teaches ? [...others, mentor.externalId] : others };
  });
}

/**
 * From which day on somebody's mentor teaches. Before a day to come they have no right yet, so what they
 * hold of this seller's goes back.
 */
export function setMentorFrom(
  app: App,
  by: By,
  id: number,
  { mentorId, date }: { mentorId: number; date: LocalDate },
): Managed {
  return managed<{ person: Member }>(app, by, (tx) => {
    const now = app.now();
    const person = personById(tx, id, now);
    if (!person) return refuse('person_not_found');
    if (!isLocalDate(date)) return refuse('dates_wrong');
    const fromAt = startOfDay(date, app.policy().timeZone);
    if (Math.abs(fromAt - now) > daysMax * 86_400_000) return refuse('dates_wrong');
    const self = by && (by.id === id || by.id === mentorId) ? by : null;
    const barred = self && barredOnSelf(app, self);
    if (barred) return barred;
    const was = personFacts(tx, id);
    if (!dateMentorship(tx, { mentorId, menteeId: id, fromAt })) return refuse('stale');
    const difference = differenceOf(was, personFacts(tx, id));
    if (difference) {
      const changeId = record(tx, app, by, { personId: id, what: 'changed', ...difference });
      if (self) tellOnSelf(tx, app, self, { changeId });
    }
    returnCallsOf(tx, app, mentorId);
    return { ok: true, person };
  });
}

export type Extension = NonNullable<PersonItem['extensions']>[number];

export function setExtension(
  app: App,
  by: By,
  id: number,
  extension: Extension,
  held: boolean,
): Managed {
  return changePerson(app, by, id, (item) => {
    const others = (item.extensions ?? []).filter(
      (known) => known.source !== extension.source || known.extension !== extension.extension,
    );
    return { ...item, extensions: held ? [...others, extension] : others };
  });
}

export function setPersonLanguage(app: App, by: By, id: number, language: Language): Managed {
  return changePerson(app, by, id, (item) => ({ ...item, language }));
}

/**
 * Locks somebody out at once, or lets them in again: what they hold is freed, their calls and figures
 * stay, their open invitations become void.
 */
export function setActive(app: App, by: By, id: number, active: boolean): Managed {
  if (!active && isOneself(by, id)) return refuse('not_yourself');
  return changePerson(app, by, id, (item) => ({ ...item, active }));
}

/** A new single-use link; those before it open nothing any more. */
export function inviteAgain(
  app: App,
  by: By,
  id: number,
): Managed<{ person: Member; inviteUrl: string }> {
  return managed<{ person: Member; inviteUrl: string }>(app, by, (tx) => {
    const person = personById(tx, id, app.now());
    if (!person) return refuse('person_not_found');
    if (!person.active) return refuse('person_inactive');
    if (person.telegramId !== null) return refuse('already_bound');
    voidInvites(tx, id, app.now());
    const inviteUrl = invitePerson(tx, app, id);
    record(tx, app, by, { personId: id, what: 'invited', before: {}, after: {} });
    return { ok: true, person, inviteUrl };
  });
}

/** Takes the Telegram account off a person, whom the bot does not know from then on. */
export function unbindPerson(app: App, by: By, id: number): Managed {
  if (isOneself(by, id)) return refuse('not_yourself');
  return managed<{ person: Member }>(app, by, (tx) => {
    const person = personById(tx, id, app.now());
    if (!person) return refuse('person_not_found');
    const { telegramId } = person;
    if (telegramId === null) return { ok: true, person };
    unbindTelegram(tx, id);
    const after = { telegramId: null };
    record(tx, app, by, { personId: id, what: 'unbound', before: { telegramId }, after });
    return { ok: true, person: { ...person, telegramId: null } };
  });
}

type Change = Omit<Parameters<typeof recordPersonChange>[1], 'at' | 'byId'>;

function record(tx: Tx, app: App, by: By, change: Change): number {
  return recordPersonChange(tx, { at: app.now(), byId: by?.id ?? null, ...change });
}

/** An administrator who would lock themselves out. */
const isOneself = (by: By, id: number) => by?.id === id && by.roles.includes('admin');

/** One transaction, for administrators and the command line only. */
export function managed<T>(app: App, by: By, work: (tx: Tx) => Managed<T>): Managed<T> {
  if (by !== null && !by.roles.includes('admin')) return refuse('not_allowed');
  return app.db.transaction(work);
}
