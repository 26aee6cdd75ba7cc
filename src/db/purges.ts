import type { Status } from '../domain/statuses.ts';
import type { Instant } from '../domain/time.ts';
import type { Db, Tx } from './open.ts';

/** A recording that is to be had: our copy, Telegram's, or where it lies. */
export interface KeptRecording {
  callId: number;
  startedAt: Instant;
  recordingPath: string | null;
  /** Somebody listened to it, so that there is a copy. */
  heard: boolean;
}

interface Row extends Omit<KeptRecording, 'heard'> {
  heard: number;
}

const kept = (row: Row): KeptRecording => ({ ...row, heard: row.heard === 1 });

const columns = `c.id callId, c.started_at startedAt, c.recording_path recordingPath,
  EXISTS (SELECT 1 FROM recordings r WHERE r.call_id = c.id) heard`;
const isRecorded = '(c.recording_url IS NOT NULL OR c.recording_path IS NOT NULL)';

/** Calls of a status with a recording, begun before an instant, in the order of their start. */
export function expiredRecordings(
  db: Db,
  ask: {
    status: Status;
    beforeAt: Instant;
    after: { startedAt: Instant; callId: number };
    most: number;
  },
): KeptRecording[] {
  return db
    .sql<unknown[], Row>(
      `SELECT ${columns} FROM calls c INDEXED BY calls_by_status
        WHERE c.status = ? AND (c.started_at, c.id) > (?, ?) AND c.started_at < ? AND ${isRecorded}
        ORDER BY c.started_at, c.id LIMIT ?`,
    )
    .all(ask.status, ask.after.startedAt, ask.after.callId, ask.beforeAt, ask.most)
    .map(kept);
}

/** The calls with a recording of one client. */
export function recordingsOfClient(db: Db, clientId: number): KeptRecording[] {
  const text = `SELECT ${columns} FROM calls c WHERE c.client_id = ? AND ${isRecorded}`;
  return db.sql<[number], Row>(text).all(clientId).map(kept);
}

/** Forgets where a recording is to be had, and notes that it was deleted. */
export function forgetRecording(tx: Tx, callId: number): void {
  tx.sql('DELETE FROM telegram_files WHERE call_id = ?').run(callId);
  tx.sql(
    `UPDATE calls SET recording_url = NULL, recording_path = NULL, recording_fault = 'purged'
      WHERE id = ?`,
  ).run(callId);
}
