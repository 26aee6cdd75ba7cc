import { and, asc, count, desc, eq, inArray, lte, sql } from 'drizzle-orm';
import type { NoticeKind } from '../domain/notice-kinds.ts';
import type { Instant } from '../domain/time.ts';
import type { Db, Tx } from './open.ts';
import { type Given, prepared } from './query.ts';
import { outbox } from './schema/outbox.ts';

const columns = {
  id: outbox.id,
  key: outbox.key,
  personId: outbox.personId,
  kind: outbox.kind,
  callId: outbox.callId,
  payload: outbox.payload,
  attempts: outbox.attempts,
  dueAt: outbox.dueAt,
  firstAttemptAt: outbox.firstAttemptAt,
};

/** A notice as it is kept; `contentOf` of domain/notice-kinds.ts checks what it holds. */
export type Notice = Pick<typeof outbox.$inferSelect, keyof typeof columns>;

export interface NewNotice {
  /** One message a key, however often it is asked for. */
  key: string;
  personId: number;
  kind: NoticeKind;
  callId?: number | null;
  payload?: Record<string, unknown>;
  dueAt: Instant;
}

const isWaiting = sql`${outbox.state} = 'waiting'`;

const insert = prepared((orm, given: Given<Required<NewNotice> & { now: Instant }>) =>
  orm
    .insert(outbox)
    .values({
      key: given.key,
      personId: given.personId,
      kind: given.kind,
      callId: given.callId,
      payload: given.payload,
      state: 'waiting',
      createdAt: given.now,
      dueAt: given.dueAt,
    })
    .onConflictDoNothing({ target: outbox.key }),
);

export function enqueue(tx: Tx, notice: NewNotice, now: Instant): void {
  const { callId = null, payload = {} } = notice;
  insert(tx).run({ ...notice, callId, payload, now });
}

type Due = { now: Instant; most: number; except: string };

const due = prepared((orm, { now, most, except }: Given<Due>) =>
  orm
    .select(columns)
    .from(outbox)
    .where(
      and(
        isWaiting,
        lte(outbox.dueAt, now),
        sql`${outbox.personId} NOT IN (SELECT value FROM json_each(${except}))`,
      ),
    )
    .orderBy(asc(outbox.dueAt), asc(outbox.id))
    .limit(most),
);

/** What is due, the longest due first, but for what these people are to be told. */
export function dueNotices(
  db: Db,
  now: Instant,
  most: number,
  except: readonly number[] = [],
): Notice[] {
  return due(db).all({ now, most, except: JSON.stringify(except) });
}

const dueFirstAt = sql<Instant>`coalesce(${outbox.firstDueAt}, ${outbox.dueAt})`;

const claim = prepared(
  (orm, { id, now, retryAt }: Given<{ id: number; now: Instant; retryAt: Instant }>) =>
    orm
      .update(outbox)
      .set({
        attempts: sql`${outbox.attempts} + 1`,
        firstAttemptAt: sql`coalesce(${outbox.firstAttemptAt}, ${now})`,
        firstDueAt: dueFirstAt,
        dueAt: retryAt,
      })
      .where(and(eq(outbox.id, id), isWaiting, lte(outbox.dueAt, now))),
);

/** Counts an attempt and sets when to try again if nothing is heard of this one. */
export function claimNotice(tx: Tx, id: number, now: Instant, retryAt: Instant): boolean {
  return claim(tx).run({ id, now, retryAt }).changes === 1;
}

interface Sent {
  at: Instant;
  chatId: number;
  messageId: number;
}

const send = prepared((orm, { id, at, chatId, messageId }: Given<Sent & { id: number }>) =>
  orm
    .update(outbox)
    .set({ state: 'sent', sentAt: at, chatId, messageId, lastError: null })
    .where(eq(outbox.id, id)),
);

export function noticeSent(tx: Tx, id: number, { at, chatId, messageId }: Sent): void {
  send(tx).run({ id, at, chatId, messageId });
}

const postpone = prepared((orm, given: Given<{ id: number; dueAt: Instant; error: string }>) =>
  orm
    .update(outbox)
    .set({ dueAt: given.dueAt, lastError: given.error })
    .where(eq(outbox.id, given.id)),
);

export function noticePostponed(tx: Tx, id: number, dueAt: Instant, error: string): void {
  postpone(tx).run({ id, dueAt, error });
}

const giveUp = prepared((orm, { id, error }: Given<{ id: number; error: string }>) =>
  orm
    .update(outbox)
    .set({ state: 'given_up', lastError: error })
    .where(and(eq(outbox.id, id), isWaiting)),
);

/** False where the notice had been found to have arrived meanwhile. */
export function noticeGivenUp(tx: Tx, id: number, error: string): boolean {
  return giveUp(tx).run({ id, error }).changes === 1;
}

interface About {
  callId: number;
  kind: NoticeKind;
}

const isAbout = ({ callId, kind }: Given<About>) =>
  and(eq(outbox.callId, callId), eq(outbox.kind, kind));

const cancelAbout = prepared((orm, given: Given<About>) =>
  orm
    .update(outbox)
    .set({ state: 'cancelled', key: sql`${outbox.key} || '#' || ${outbox.id}` })
    .where(and(isAbout(given), isWaiting)),
);

/** Takes back what has not left yet, and frees its key: the same may have to be told again. */
export function cancelNotices(tx: Tx, callId: number, kind: NoticeKind): void {
  cancelAbout(tx).run({ callId, kind });
}

const lastSent = prepared((orm, given: Given<About & { personId: number }>) =>
  orm
    .select({
      id: outbox.id,
      chatId: sql<number>`${outbox.chatId}`,
      messageId: sql<number>`${outbox.messageId}`,
    })
    .from(outbox)
    .where(and(isAbout(given), eq(outbox.personId, given.personId), sql`${outbox.state} = 'sent'`))
    .orderBy(desc(outbox.id))
    .limit(1),
);

/** The last message of this kind about a call in somebody's chat: what is edited when things move on. */
export function sentMessage(db: Db, callId: number, kind: NoticeKind, personId: number) {
  return lastSent(db).get({ callId, kind, personId }) ?? null;
}

const told = prepared((orm, given: Given<About>) =>
  orm
    .selectDistinct({ id: outbox.personId })
    .from(outbox)
    .where(and(isAbout(given), inArray(outbox.state, ['waiting', 'sent']))),
);

/** Who was told of a call by this kind of notice, or is about to be. */
export function notifiedOf(db: Db, callId: number, kind: NoticeKind): number[] {
  return told(db)
    .all({ callId, kind })
    .map(({ id }) => id);
}

const waiting = prepared((orm) =>
  orm
    .select({ waiting: count(), oldestDueAt: sql<Instant | null>`min(${dueFirstAt})` })
    .from(outbox)
    .where(isWaiting),
);

/** `oldestDueAt`: since when the one that waits for longest is due, attempts that failed since included. */
export function waitingNotices(db: Db): { waiting: number; oldestDueAt: Instant | null } {
  return waiting(db).get() ?? { waiting: 0, oldestDueAt: null };
}

const cancel = prepared((orm, { id }: Given<{ id: number }>) =>
  orm.update(outbox).set({ state: 'cancelled' }).where(eq(outbox.id, id)),
);

export function cancelNotice(tx: Tx, id: number): void {
  cancel(tx).run({ id });
}

const byKey = prepared((orm, { key }: Given<{ key: string }>) =>
  orm
    .select({ id: outbox.id, kind: outbox.kind, callId: outbox.callId, payload: outbox.payload })
    .from(outbox)
    .where(eq(outbox.key, key)),
);

/** A notice by its key, with what has become of it. */
export function noticeByKey(
  db: Db,
  key: string,
): Pick<Notice, 'id' | 'kind' | 'callId' | 'payload'> | null {
  return byKey(db).get({ key }) ?? null;
}

const byId = prepared((orm, { id }: Given<{ id: number }>) =>
  orm
    .select({ ...columns, state: outbox.state })
    .from(outbox)
    .where(eq(outbox.id, id)),
);

export function noticeById(db: Db, id: number): (Notice & { state: string }) | null {
  return byId(db).get({ id }) ?? null;
}

const setPayload = prepared(
  (orm, { id, payload }: Given<{ id: number; payload: Notice['payload'] }>) =>
    orm.update(outbox).set({ payload }).where(eq(outbox.id, id)),
);

export function changePayload(tx: Tx, id: number, payload: Notice['payload']): void {
  setPayload(tx).run({ id, payload });
}
