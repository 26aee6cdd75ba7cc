import { eq, sql } from 'drizzle-orm';
import type { Status } from '../domain/statuses.ts';
import type { Instant } from '../domain/time.ts';
import { isOfClient } from './calls-of-client.ts';
import type { Db, Tx } from './open.ts';
import { type Given, listed, prepared, preparedSql } from './query.ts';
import { calls } from './schema/calls.ts';
import { recordings, telegramFiles } from './schema/recordings.ts';

/** A recording that is to be had: our copy, Telegram's, or where it lies. */
export interface KeptRecording {
  callId: number;
  startedAt: Instant;
  recordingPath: string | null;
  /** Somebody listened to it, so that there is a copy. */
  heard: boolean;
}

interface Row extends Omit<KeptRecording, 'heard'> {
  heard: 0 | 1;
}

const kept = (row: Row): KeptRecording => ({ ...row, heard: row.heard === 1 });

const columns = {
  callId: calls.id,
  startedAt: calls.startedAt,
  recordingPath: calls.recordingPath,
};
const select = sql`SELECT ${listed(columns)},
  EXISTS (SELECT 1 FROM ${recordings} WHERE ${recordings.callId} = ${calls.id}) heard`;
const isRecorded = sql`(${calls.recordingUrl} IS NOT NULL OR ${calls.recordingPath} IS NOT NULL)`;

interface Expired {
  status: Status;
  afterStart: Instant;
  afterId: number;
  beforeAt: Instant;
  most: number;
}

const expired = preparedSql(
  ({ status, afterStart, afterId, beforeAt, most }: Given<Expired>) => sql<Row>`
    ${select} FROM ${calls} INDEXED BY calls_by_status
     WHERE ${calls.status} = ${status} AND (${calls.startedAt}, ${calls.id}) > (${afterStart}, ${afterId})
       AND ${calls.startedAt} < ${beforeAt} AND ${isRecorded}
     ORDER BY ${calls.startedAt}, ${calls.id} LIMIT ${most}`,
);

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
  const { status, beforeAt, after, most } = ask;
  return expired(db)
    .all({ status, afterStart: after.startedAt, afterId: after.callId, beforeAt, most })
    .map(kept);
}

const ofClient = preparedSql(
  ({ clientId }: Given<{ clientId: number }>) => sql<Row>`
    ${select} FROM ${calls} WHERE ${isOfClient(clientId)} AND ${isRecorded}`,
);

/** The calls of one client that have a recording. */
export function recordingsOfClient(db: Db, clientId: number): KeptRecording[] {
  return ofClient(db).all({ clientId }).map(kept);
}

const removeFiles = prepared((orm, { callId }: Given<{ callId: number }>) =>
  orm.delete(telegramFiles).where(eq(telegramFiles.callId, callId)),
);
const forget = prepared((orm, { callId }: Given<{ callId: number }>) =>
  orm
    .update(calls)
    .set({ recordingUrl: null, recordingPath: null, recordingFault: 'purged' })
    .where(eq(calls.id, callId)),
);

/** Forgets where a recording is to be had, and notes that it was deleted. */
export function forgetRecording(tx: Tx, callId: number): void {
  removeFiles(tx).run({ callId });
  forget(tx).run({ callId });
}
