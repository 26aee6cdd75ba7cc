import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { expiredRecordings, forgetRecording, type KeptRecording } from '../../db/purges.ts';
import { saveSetting, setting } from '../../db/settings.ts';
import { statuses } from '../../domain/statuses.ts';
import { readStored } from '../../domain/stored.ts';
import type { Instant } from '../../domain/time.ts';
import type { App } from '../app.ts';
import { keptSince } from './prepare-recording.ts';

const sliceCalls = 100;

export interface Purged {
  /** Recordings of calls begun before this instant go. */
  beforeAt: Instant;
  recordings: number;
  /** Of these, the ones that somebody listened to, so that a copy was kept here. */
  kept: number;
  oldestAt: Instant | null;
}

/**
 * Deletes the recordings whose time is over: our copies, what Telegram is asked for by, and where they
 * were to be had. Scores, comments and figures stay. Works in slices, between which others get their turn.
 *
 * @param dryRun only counts
 */
export async function purgeRecordings(app: App, dryRun = false): Promise<Purged> {
  const { recordingDays } = app.policy();
  const beforeAt = keptSince(app.policy(), app.nowEarliest());
  const purged: Purged = { beforeAt, recordings: 0, kept: 0, oldestAt: null };
  for (const status of statuses) {
    let after = { startedAt: purgedUntil(app, beforeAt, recordingDays), callId: 0 };
    for (;;) {
      const slice = expiredRecordings(app.db, { status, beforeAt, after, most: sliceCalls });
      const last = slice.at(-1);
      if (last === undefined) break;
      for (const recording of slice) {
        // Not through, and so without a mark: the next run goes on.
        if (app.ending.aborted) return purged;
        purged.recordings += 1;
        if (recording.heard) purged.kept += 1;
        purged.oldestAt = Math.min(purged.oldestAt ?? recording.startedAt, recording.startedAt);
        if (!dryRun) await purgeRecording(app, recording);
      }
      after = last;
      await pause(1);
    }
  }
  if (!dryRun)
    app.db.transaction((tx) => saveSetting(tx, mark, JSON.stringify({ beforeAt, recordingDays })));
  return purged;
}

const mark = 'purged';
const markSchema = z.object({ beforeAt: z.number(), recordingDays: z.number() });

/**
 * Where the last purge ended: what is older brings no recording any more when it is taken in. Once
 * recordings are kept for longer, or the clock was ahead then, that no longer holds, and everything is
 * looked at again.
 */
function purgedUntil(app: App, beforeAt: Instant, recordingDays: number): Instant {
  const last = readStored(markSchema, setting(app.db, mark));
  if (!last) return 0;
  const holds = recordingDays <= last.recordingDays && last.beforeAt <= beforeAt;
  return holds ? last.beforeAt : 0;
}

/** First deleted, then noted: after a crash in between the next run does both again. */
export async function purgeRecording(app: App, recording: KeptRecording): Promise<void> {
  const { callId, recordingPath } = recording;
  await app.recordings.forget(callId);
  if (recordingPath !== null) await app.recordings.forgetOriginal(recordingPath);
  app.db.transaction((tx) => forgetRecording(tx, callId));
}
