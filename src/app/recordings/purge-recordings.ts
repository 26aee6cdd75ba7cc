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
  /** Of these, the ones of which a file could not be deleted: they are tried again the next time. */
  left: number;
  /** What kept the first of these from it. */
  problem: string | null;
  oldestAt: Instant | null;
}

/**
 * Deletes the recordings whose time is over: our copies, what Telegram is asked for by, and where they
 * were to be had. Scores, comments and figures stay. Works in slices, between which others get their turn.
 * One that cannot be deleted holds up no other.
 *
 * @param dryRun only counts
 */
export async function purgeRecordings(app: App, dryRun = false): Promise<Purged> {
  const { recordingDays } = app.policy();
  const beforeAt = keptSince(app.policy(), app.nowEarliest());
  const purged: Purged = {
    beforeAt,
    recordings: 0,
    kept: 0,
    left: 0,
    problem: null,
    oldestAt: null,
  };
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
        const problem = dryRun ? null : await purgeRecording(app, recording);
        if (problem !== null) purged.left += 1;
        purged.problem ??= problem;
      }
      after = last;
      await pause(1);
    }
  }
  if (!dryRun && purged.left === 0)
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

/** The purge as a job of the schedule: fails where something could not be deleted, so that it is said. */
export async function purgeOrFail(app: App): Promise<void> {
  const { left, problem } = await purgeRecordings(app);
  if (left > 0) throw new Error(leftText({ left, problem }));
}

/** What could not be deleted, why, and the cure. */
export function leftText({ left, problem }: Pick<Purged, 'left' | 'problem'>): string {
  return `${left} recordings could not be deleted (${problem}); let this user write their folder, or set RECORDINGS_PURGE=copies where the originals are to stay`;
}

/**
 * First deleted, then noted: after a crash in between the next run does both again. Answers what kept it from
 * being deleted: nobody hears it all the same, but where it lies is still known.
 */
export async function purgeRecording(app: App, recording: KeptRecording): Promise<string | null> {
  const { callId, recordingPath } = recording;
  const kept = await app.recordings.forget(callId);
  const original =
    recordingPath === null ? null : await app.recordings.forgetOriginal(recordingPath);
  const problem = kept ?? original;
  if (problem !== null) return problem;
  app.db.transaction((tx) => forgetRecording(tx, callId));
  return null;
}
