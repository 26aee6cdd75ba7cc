import { and, eq, inArray, sql } from 'drizzle-orm';
import type { Tx } from './open.ts';
import type { Subject } from './personal-data.ts';
import { type Given, prepared, preparedSql } from './query.ts';
import { callFilters, calls } from './schema/calls.ts';
import { chatStates } from './schema/chats.ts';
import {
  clientPhones,
  clientSearches,
  clients,
  clientWords,
  orderPhones,
  orders,
} from './schema/clients.ts';
import { settings } from './schema/jobs.ts';
import { chatDeletions, outbox, sendAttempts } from './schema/outbox.ts';
import { absences, extensions, invites, people, peopleChanges } from './schema/people.ts';
import { telephonyCalls } from './schema/telephony.ts';
import { forgetTold, toldOf } from './told-calls.ts';

type OneId = Given<{ id: number }>;

const accountOf = (id: OneId['id']) =>
  sql`(SELECT ${people.telegramId} FROM ${people} WHERE ${people.id} = ${id})`;
const numbered = (id: typeof people.id | typeof clients.id) => ({
  name: sql`'№' || ${id}`,
  externalId: sql`'erased:' || ${id}`,
});

/** What takes a person's names and numbers out, in this order. */
const personErased = [
  preparedSql(
    ({ id }: OneId) => sql`DELETE FROM ${chatStates}
      WHERE ${chatStates.key} = ${accountOf(id)} || '' OR ${chatStates.key} LIKE '%:' || ${accountOf(id)}`,
  ),
  preparedSql(
    ({ id }: OneId) =>
      sql`DELETE FROM ${settings} WHERE ${settings.name} LIKE '%:' || ${accountOf(id)}`,
  ),
  prepared((orm, { id }: OneId) =>
    orm.delete(chatDeletions).where(eq(chatDeletions.chatId, accountOf(id))),
  ),
  prepared((orm, { id }: OneId) =>
    orm
      .update(outbox)
      .set({ state: 'cancelled' })
      .where(and(eq(outbox.personId, id), sql`${outbox.state} = 'waiting'`)),
  ),
  prepared((orm, { id }: OneId) =>
    orm
      .delete(sendAttempts)
      .where(
        inArray(
          sendAttempts.noticeId,
          orm.select({ id: outbox.id }).from(outbox).where(eq(outbox.personId, id)),
        ),
      ),
  ),
  prepared((orm, { id }: OneId) =>
    orm
      .update(outbox)
      .set({ payload: {}, chatId: null, messageId: null, lastError: null })
      .where(eq(outbox.personId, id)),
  ),
  prepared((orm, { id }: OneId) => orm.delete(invites).where(eq(invites.personId, id))),
  prepared((orm, { id }: OneId) => orm.delete(extensions).where(eq(extensions.personId, id))),
  prepared((orm, { id }: OneId) => orm.delete(absences).where(eq(absences.personId, id))),
  prepared((orm, { id }: OneId) => orm.delete(callFilters).where(eq(callFilters.personId, id))),
  prepared((orm, { id }: OneId) =>
    orm.delete(clientSearches).where(eq(clientSearches.personId, id)),
  ),
  prepared((orm, { id }: OneId) =>
    orm.update(peopleChanges).set({ before: {}, after: {} }).where(eq(peopleChanges.personId, id)),
  ),
  prepared((orm, { id }: OneId) =>
    orm.update(calls).set({ sellerExternalId: null }).where(eq(calls.sellerId, id)),
  ),
  prepared((orm, { id }: OneId) =>
    orm
      .update(people)
      .set({ ...numbered(people.id), telegramId: null })
      .where(eq(people.id, id)),
  ),
];

/** Of the calls with a client's numbers also those that were never matched to them. */
const isOfClient = (id: OneId['id']) => sql`(${calls.clientId} = ${id} OR ${calls.phone} IN
  (SELECT ${clientPhones.phone} FROM ${clientPhones} WHERE ${clientPhones.clientId} = ${id}))`;

/** What takes a client's out, in this order. */
const clientErased = [
  preparedSql(
    ({ id }: OneId) => sql`
      DELETE FROM ${telephonyCalls} WHERE (${telephonyCalls.source}, ${telephonyCalls.externalId}) IN
        (SELECT ${calls.source}, ${calls.externalId} FROM ${calls} WHERE ${isOfClient(id)})`,
  ),
  prepared((orm, { id }: OneId) =>
    orm
      .update(calls)
      .set({
        phone: null,
        rawNumber: '',
        clientExternalId: null,
        recordingUrl: null,
        recordingPath: null,
        recordingFault: 'purged',
      })
      .where(isOfClient(id)),
  ),
  prepared((orm, { id }: OneId) =>
    orm
      .delete(orderPhones)
      .where(
        inArray(
          orderPhones.orderId,
          orm.select({ id: orders.id }).from(orders).where(eq(orders.clientId, id)),
        ),
      ),
  ),
  prepared((orm, { id }: OneId) => orm.delete(clientPhones).where(eq(clientPhones.clientId, id))),
  prepared((orm, { id }: OneId) => orm.delete(clientWords).where(eq(clientWords.clientId, id))),
  prepared((orm, { id }: OneId) =>
    orm.update(clients).set(numbered(clients.id)).where(eq(clients.id, id)),
  ),
];

/** @param country as `normalisePhone` takes it */
export function eraseRows(tx: Tx, subject: Subject, id: number, country: string): void {
  // While their numbers still tell whose it is.
  forgetTold(tx, toldOf(tx, subject, id, country));
  for (const statement of subject === 'people' ? personErased : clientErased) {
    statement(tx).run({ id });
  }
}
