import { and, eq, inArray, or, type SQL, sql } from 'drizzle-orm';
import type { Instant } from '../domain/time.ts';
import { learningErased } from './best-examples.ts';
import { isOfClient } from './calls-of-client.ts';
import {
  forgetInFiles,
  forgetMentor,
  forgetNewcomer,
  type Named,
  numbered,
  type Subject,
} from './named-elsewhere.ts';
import type { Tx } from './open.ts';
import { type Given, nameOf, prepared, preparedSql } from './query.ts';
import { appeals } from './schema/appeals.ts';
import { blindAnswers, blindScores } from './schema/blind-scores.ts';
import { callHistory } from './schema/call-history.ts';
import { callFilters, calls } from './schema/calls.ts';
import { chatStates, telegramUpdates } from './schema/chats.ts';
import {
  clientPhones,
  clientSearches,
  clients,
  clientWords,
  orderPhones,
  orders,
} from './schema/clients.ts';
import { settings } from './schema/jobs.ts';
import { otherTalks } from './schema/other-talks.ts';
import { chatDeletions, outbox, sendAttempts } from './schema/outbox.ts';
import { absences, extensions, invites, people, peopleChanges } from './schema/people.ts';
import { reviews } from './schema/reviews.ts';
import { telephonyCalls } from './schema/telephony.ts';
import { uploads } from './schema/uploads.ts';
import { forgetTold, toldOf } from './told-calls.ts';
import { unconfirmedUploads } from './upload-queue.ts';
import { callOffUpload } from './uploads.ts';

type OneId = Given<{ id: number }>;

const accountOf = (id: OneId['id']) =>
  sql`(SELECT ${people.telegramId} FROM ${people} WHERE ${people.id} = ${id})`;

/** What telephone systems told of calls that are somebody's. */
const forgetReports = (isTheirs: (id: OneId['id']) => SQL) =>
  preparedSql(
    ({ id }: OneId) => sql`
      DELETE FROM ${telephonyCalls} WHERE (${telephonyCalls.source}, ${telephonyCalls.externalId}) IN
        (SELECT ${calls.source}, ${calls.externalId} FROM ${calls} WHERE ${isTheirs(id)})`,
  );

/** What takes a person's names and numbers out, in this order. */
const personErased = [
  // Of an account that wrote while the service was down, or was written of.
  preparedSql(
    ({ id }: OneId) => sql`
      UPDATE ${telegramUpdates} SET ${nameOf(telegramUpdates.content)} = NULL
       WHERE EXISTS (SELECT 1 FROM json_tree(${telegramUpdates.content}) part
                      WHERE part.key IN ('id', 'user_id') AND part.atom = ${accountOf(id)})`,
  ),
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
  prepared((orm, { id }: OneId) =>
    orm.delete(invites).where(or(eq(invites.personId, id), eq(invites.telegramId, accountOf(id)))),
  ),
  prepared((orm, { id }: OneId) =>
    orm
      .update(uploads)
      .set({ fileName: '', chatId: null, messageId: null })
      .where(eq(uploads.personId, id)),
  ),
  // A voice tells who it is as a name does.
  prepared((orm, { id }: OneId) =>
    orm.update(appeals).set({ reasonVoice: null }).where(eq(appeals.sellerId, id)),
  ),
  prepared((orm, { id }: OneId) =>
    orm.update(reviews).set({ voice: null }).where(eq(reviews.reviewerId, id)),
  ),
  // What sellers said of their own calls was for themselves alone.
  preparedSql(
    ({ id }: OneId) => sql`DELETE FROM ${blindAnswers} WHERE ${blindAnswers.scoreId} IN
      (SELECT ${blindScores.id} FROM ${blindScores}
        WHERE ${blindScores.purpose} = 'self' AND ${blindScores.personId} = ${id})`,
  ),
  preparedSql(
    ({ id }: OneId) => sql`DELETE FROM ${blindScores}
      WHERE ${blindScores.purpose} = 'self' AND ${blindScores.personId} = ${id}`,
  ),
  // Their voice is heard by no colleague any more.
  ...learningErased,
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
    orm
      .update(calls)
      .set({ sellerExternalId: null, sellerExtension: null })
      .where(eq(calls.sellerId, id)),
  ),
  prepared((orm, { id }: OneId) => orm.delete(otherTalks).where(eq(otherTalks.sellerId, id))),
  forgetReports((id) => sql`${calls.sellerId} = ${id}`),
];

/** What takes a client's out, in this order. */
const clientErased = [
  forgetReports(isOfClient),
  // It holds by what name a call was linked to them.
  prepared((orm, { id }: OneId) =>
    orm
      .update(callHistory)
      .set({ note: null })
      .where(
        and(
          sql`${callHistory.verb} = 'link'`,
          inArray(
            callHistory.callId,
            orm.select({ id: calls.id }).from(calls).where(isOfClient(id)),
          ),
        ),
      ),
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
  // What people last searched for may be them; all that is lost is the page of what was found.
  prepared((orm) => orm.delete(clientSearches)),
];
const renamePerson = prepared((orm, given: Given<Named>) =>
  orm
    .update(people)
    .set({ name: given.name, externalId: given.externalId, telegramId: null })
    .where(eq(people.id, given.id)),
);
const renameClient = prepared((orm, given: Given<Named>) =>
  orm
    .update(clients)
    .set({ name: given.name, externalId: given.externalId })
    .where(eq(clients.id, given.id)),
);

/**
 * @param country as `normalisePhone` takes it
 * @param now when files that wait for a word are called off: they may hold anybody, and would bring them back
 */
export function eraseRows(
  tx: Tx,
  {
    subject,
    named,
    country,
    now,
  }: { subject: Subject; named: Named; country: string; now: Instant },
): void {
  const { id } = named;
  // While their numbers still tell whose it is.
  forgetTold(tx, toldOf(tx, subject, id, country));
  forgetInFiles(tx, subject, named);
  for (const upload of unconfirmedUploads(tx)) callOffUpload(tx, upload, now);
  for (const statement of subject === 'people' ? personErased : clientErased) {
    statement(tx).run({ id });
  }
  if (subject === 'clients') {
    renameClient(tx).run({ id, ...numbered(id) });
    return;
  }
  forgetMentor(tx, named);
  forgetNewcomer(tx, named);
  renamePerson(tx).run({ id, ...numbered(id) });
}
