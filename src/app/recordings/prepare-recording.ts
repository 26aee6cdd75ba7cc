import { callRecording, saveHeard, setRecordingFault } from '../../db/recordings.ts';
import type { Policy } from '../../domain/policy.ts';
import type { Prepared, RecordingFacts, RecordingFault } from '../../domain/recording.ts';
import type { Instant } from '../../domain/time.ts';
import type { App } from '../app.ts';

const dayMs = 86_400_000;

/** Recordings of calls begun before this instant are not kept any longer. */
export function keptSince(policy: Policy, now: Instant): Instant {
  return now - policy.recordingDays * dayMs;
}

/**
 * Fetches a call's recording and listens to it, when somebody wants to hear it or it was drawn, and notes
 * what was found. A recording that was missing or damaged is looked for again: its file may have come
 * since.
 */
export async function prepareRecording(app: App, callId: number): Promise<Prepared> {
  const known = callRecording(app.db, callId);
  if (!known) return { ok: false, problem: 'none' };
  if (known.fault === 'purged') return { ok: false, fault: 'purged' };
  if (known.recordingPath === null && known.recordingUrl === null) {
    return { ok: false, problem: 'none' };
  }
  const policy = app.policy();
  if (known.startedAt < keptSince(policy, app.nowEarliest())) return { ok: false, fault: 'purged' };
  const { sellerChannel, longSilenceS } = policy;
  const prepared = await app.recordings.prepare(known, { sellerChannel, longSilenceS });
  // Where nothing could be found out, what was known stays.
  if (prepared.ok) note(app, callId, prepared.fault, prepared.facts);
  else if ('fault' in prepared) note(app, callId, prepared.fault, null);
  return prepared;
}

function note(
  app: App,
  callId: number,
  fault: RecordingFault | null,
  facts: RecordingFacts | null,
): void {
  app.db.transaction((tx) => {
    const now = callRecording(tx, callId);
    // Deleted while it was being listened to: nothing of it is to come back.
    if (!now || now.fault === 'purged') return;
    if (fault !== now.fault) setRecordingFault(tx, callId, fault);
    if (facts) saveHeard(tx, callId, facts, app.now());
  });
}
