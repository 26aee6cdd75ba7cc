import { and, asc, eq, isNotNull, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/sqlite-core';
import type { Instant } from '../domain/time.ts';
import type { Db, Tx } from './open.ts';
import { type Given, prepared, preparedSql } from './query.ts';
import { outbox, sendAttempts } from './schema/outbox.ts';

/** A message in somebody's chat. */
export interface Message {
  chatId: number;
  messageId: number;
}

/** One attempt to send a notice: which notice, and how many came before. */
export interface Attempt {
  noticeId: number;
  attempt: number;
}

export interface Begun {
  startedAt: Instant;
  chatId: number;
  buttons: string;
}

const begin = prepared((orm, given: Given<Attempt & Begun>) =>
  orm
    .insert(sendAttempts)
    .values({
      noticeId: given.noticeId,
      attempt: given.attempt,
      startedAt: given.startedAt,
      chatId: given.chatId,
      buttons: given.buttons,
    })
    .onConflictDoNothing(),
);

export function attemptBegun(tx: Tx, attempt: Attempt & Begun): void {
  begin(tx).run(attempt);
}

const is = ({ noticeId, attempt }: Given<Attempt>) =>
  and(eq(sendAttempts.noticeId, noticeId), eq(sendAttempts.attempt, attempt));

const remove = prepared((orm, given: Given<Attempt>) => orm.delete(sendAttempts).where(is(given)));

/** Its answer has come, or its message is known: nothing of it is uncertain any more. */
export function attemptOver(tx: Tx, { noticeId, attempt }: Attempt): void {
  remove(tx).run({ noticeId, attempt });
}

const keepCopy = prepared((orm, given: Given<Attempt & { messageId: number }>) =>
  orm.update(sendAttempts).set({ messageId: given.messageId }).where(is(given)),
);

/**
 * Its message is in the chat beside the one that the outbox knows of. False where the outbox knows one by
 * this very attempt.
 */
export function attemptIsCopy(tx: Tx, { noticeId, attempt }: Attempt, messageId: number): boolean {
  return keepCopy(tx).run({ noticeId, attempt, messageId }).changes === 1;
}

const l = alias(sendAttempts, 'l');

/** By how much Telegram's clock and ours may differ. */
const clocksDifferMsMax = 60_000;

const lost = preparedSql(
  ({
    chatId,
    messageId,
    buttons,
    before,
  }: Given<Message & { buttons: string; before: Instant }>) => sql<
    Attempt & { startedAt: Instant }
  >`
    SELECT ${l.noticeId} "noticeId", ${l.attempt} "attempt", ${l.startedAt} "startedAt"
      FROM ${sendAttempts} l
     WHERE ${l.chatId} = ${chatId} AND ${l.messageId} IS NULL AND ${l.buttons} = ${buttons}
       AND ${l.startedAt} <= ${before}
       AND NOT EXISTS (SELECT 1 FROM ${sendAttempts}
                        WHERE ${sendAttempts.chatId} = ${l.chatId}
                          AND ${sendAttempts.messageId} = ${messageId})
     ORDER BY l.rowid LIMIT 1`,
);

/** Read through by the whole outbox: asked only where an attempt is lost, which is rare. */
const known = prepared((orm, { chatId, messageId }: Given<Message>) =>
  orm
    .select({ id: outbox.id })
    .from(outbox)
    .where(and(eq(outbox.chatId, chatId), eq(outbox.messageId, messageId)))
    .limit(1),
);

/** A message as it came with a press; `sentAt` by Telegram's clock. */
export interface PressedMessage extends Message {
  sentAt: Instant;
}

/**
 * The oldest attempt without an answer that put a message with these buttons into this chat; null where
 * there is none, or where this message is known already or was there before.
 */
export function lostAttempt(
  db: Db,
  { chatId, messageId, sentAt }: PressedMessage,
  buttons: string,
): (Attempt & { startedAt: Instant }) | null {
  const before = sentAt + clocksDifferMsMax;
  const found = lost(db).get({ chatId, messageId, buttons, before });
  // Of whatever call its notice is: several may show the same buttons.
  return found && !known(db).get({ chatId, messageId }) ? found : null;
}

const copies = prepared((orm, { noticeId }: Given<{ noticeId: number }>) =>
  orm
    .select({ chatId: sendAttempts.chatId, messageId: sql<number>`${sendAttempts.messageId}` })
    .from(sendAttempts)
    .where(and(eq(sendAttempts.noticeId, noticeId), isNotNull(sendAttempts.messageId)))
    .orderBy(asc(sendAttempts.attempt)),
);

/** Further messages of a notice, each as it was found. */
export function copiesOf(db: Db, noticeId: number): Message[] {
  return copies(db).all({ noticeId });
}
