import type { Instant } from '../domain/time.ts';
import type { Db, Tx } from './open.ts';

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

export function attemptBegun(
  tx: Tx,
  { noticeId, attempt, startedAt, chatId, buttons }: Attempt & Begun,
): void {
  tx.sql(
    `INSERT INTO send_attempts (notice_id, attempt, started_at, chat_id, buttons)
     VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
  ).run(noticeId, attempt, startedAt, chatId, buttons);
}

export interface Begun {
  startedAt: Instant;
  chatId: number;
  buttons: string;
}

/** Its answer has come, or its message is known: nothing of it is uncertain any more. */
export function attemptOver(tx: Tx, { noticeId, attempt }: Attempt): void {
  tx.sql('DELETE FROM send_attempts WHERE notice_id = ? AND attempt = ?').run(noticeId, attempt);
}

/** Its message is in the chat beside the one that the outbox knows of. */
export function attemptIsCopy(tx: Tx, { noticeId, attempt }: Attempt, messageId: number): void {
  tx.sql('UPDATE send_attempts SET message_id = ? WHERE notice_id = ? AND attempt = ?').run(
    messageId,
    noticeId,
    attempt,
  );
}

/**
 * The oldest attempt without an answer that put a message with these buttons into this chat; null where
 * there is none, or where this message is known already.
 */
export function lostAttempt(
  db: Db,
  { chatId, messageId }: Message,
  buttons: string,
): (Attempt & { startedAt: Instant }) | null {
  return (
    db
      .sql<[number, string, number, number], Attempt & { startedAt: Instant }>(
        `SELECT l.notice_id noticeId, l.attempt, l.started_at startedAt
           FROM send_attempts l JOIN outbox n ON n.id = l.notice_id
          WHERE l.chat_id = ? AND l.message_id IS NULL AND l.buttons = ?
            AND NOT EXISTS (SELECT 1 FROM outbox WHERE call_id = n.call_id AND chat_id = l.chat_id
                               AND message_id = ?)
            AND NOT EXISTS (SELECT 1 FROM send_attempts
                             WHERE chat_id = l.chat_id AND message_id = ?)
          ORDER BY l.rowid LIMIT 1`,
      )
      .get(chatId, buttons, messageId, messageId) ?? null
  );
}

/** Further messages of a notice, each as it was found. */
export function copiesOf(db: Db, noticeId: number): Message[] {
  return db
    .sql<[number], Message>(
      `SELECT chat_id chatId, message_id messageId FROM send_attempts
        WHERE notice_id = ? AND message_id IS NOT NULL ORDER BY attempt`,
    )
    .all(noticeId);
}
