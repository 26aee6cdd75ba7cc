import type { Instant } from '../domain/time.ts';
import type { Db, Tx } from './open.ts';

export function telegramFileOf(db: Db, callId: number) {
  return (
    db
      .sql<[number], { kind: 'voice' | 'audio'; fileId: string }>(
        'SELECT kind, file_id fileId FROM telegram_files WHERE call_id = ?',
      )
      .get(callId) ?? null
  );
}

export function saveTelegramFile(tx: Tx, callId: number, kind: string, fileId: string): void {
  tx.sql(
    `INSERT INTO telegram_files (call_id, kind, file_id) VALUES (?, ?, ?)
     ON CONFLICT (call_id) DO UPDATE SET kind = excluded.kind, file_id = excluded.file_id`,
  ).run(callId, kind, fileId);
}

export function saveDeletion(tx: Tx, chatId: number, messageId: number, dueAt: Instant): void {
  tx.sql(
    `INSERT INTO chat_deletions (chat_id, message_id, due_at) VALUES (?, ?, ?)
     ON CONFLICT DO NOTHING`,
  ).run(chatId, messageId, dueAt);
}

export function dueDeletions(db: Db, now: Instant, most: number) {
  return db
    .sql<[Instant, number], { chatId: number; messageId: number }>(
      `SELECT chat_id chatId, message_id messageId FROM chat_deletions
        WHERE due_at <= ? ORDER BY due_at LIMIT ?`,
    )
    .all(now, most);
}

export function dropDeletion(tx: Tx, chatId: number, messageId: number): void {
  tx.sql('DELETE FROM chat_deletions WHERE chat_id = ? AND message_id = ?').run(chatId, messageId);
}
