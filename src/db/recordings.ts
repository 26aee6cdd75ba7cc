import type { RecordingFacts, RecordingFault, RecordingRef } from '../domain/recording.ts';
import type { Instant } from '../domain/time.ts';
import type { Db, Tx } from './open.ts';

/** How Telegram keeps a sound: somebody who forbids voices gets it as audio. */
export type SoundKind = 'voice' | 'audio';

/** A recording or a stretch of it that Telegram has; `toS` 0: to its end. */
export interface TelegramFile {
  kind: SoundKind;
  fromS: number;
  toS: number;
  fileId: string;
}

/** The parts of the whole recording in their order, or its clips. */
export function telegramFilesOf(
  db: Db,
  { callId, kind, clip }: { callId: number; kind: SoundKind; clip: boolean },
): TelegramFile[] {
  return db
    .sql<[number, string, number], TelegramFile>(
      `SELECT kind, from_s fromS, to_s toS, file_id fileId FROM telegram_files
        WHERE call_id = ? AND kind = ? AND clip = ? ORDER BY from_s`,
    )
    .all(callId, kind, clip ? 1 : 0);
}

export function saveTelegramFile(
  tx: Tx,
  callId: number,
  clip: boolean,
  { kind, fromS, toS, fileId }: TelegramFile,
): void {
  tx.sql(
    `INSERT INTO telegram_files (call_id, kind, from_s, to_s, clip, file_id) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (call_id, kind, clip, from_s, to_s) DO UPDATE SET file_id = excluded.file_id`,
  ).run(callId, kind, fromS, toS, clip ? 1 : 0, fileId);
}

/** What is known of a call's recording before anybody has listened. */
export interface CallRecording extends RecordingRef {
  startedAt: Instant;
  fault: RecordingFault | null;
}

export function callRecording(db: Db, callId: number): CallRecording | null {
  const text = `SELECT id callId, recording_path recordingPath, recording_url recordingUrl,
                       talk_s talkS, started_at startedAt, recording_fault fault
                  FROM calls WHERE id = ?`;
  return db.sql<[number], CallRecording>(text).get(callId) ?? null;
}

export function setRecordingFault(tx: Tx, callId: number, fault: RecordingFault | null): void {
  tx.sql('UPDATE calls SET recording_fault = ? WHERE id = ?').run(fault, callId);
}

export function saveHeard(tx: Tx, callId: number, facts: RecordingFacts, now: Instant): void {
  tx.sql(
    `INSERT INTO recordings
       (call_id, length_s, channels, seller_talk_s, client_talk_s, long_silences, heard_at)
     VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (call_id) DO UPDATE SET length_s = excluded.length_s, channels = excluded.channels,
       seller_talk_s = excluded.seller_talk_s, client_talk_s = excluded.client_talk_s,
       long_silences = excluded.long_silences`,
  ).run(
    callId,
    Math.round(facts.lengthS),
    facts.channels,
    rounded(facts.sellerTalkS),
    rounded(facts.clientTalkS),
    JSON.stringify(facts.longSilences),
    now,
  );
}

const rounded = (seconds: number | null) => (seconds === null ? null : Math.round(seconds));

/** What was heard of a recording; null: nobody has listened yet. */
export function heardOf(db: Db, callId: number): RecordingFacts | null {
  const row = db
    .sql<[number], Omit<RecordingFacts, 'longSilences'> & { longSilences: string }>(
      `SELECT length_s lengthS, channels, seller_talk_s sellerTalkS, client_talk_s clientTalkS,
              long_silences longSilences FROM recordings WHERE call_id = ?`,
    )
    .get(callId);
  return row ? { ...row, longSilences: JSON.parse(row.longSilences) } : null;
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
