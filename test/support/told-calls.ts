import { callByExternalId } from '../../src/db/intake.ts';
import type { Db } from '../../src/db/open.ts';
import { isTakenUp } from '../../src/db/taken-up.ts';
import { callItem, latestStart, readItem } from '../../src/domain/intake.ts';
import { callOfReports } from '../../src/telephony/call-of-reports.ts';
import { isReport, type Part } from '../../src/telephony/parts.ts';

interface Kept {
  source: string;
  externalId: string;
  parts: string;
}

/**
 * Calls that are not what all that their telephone system told of them says together, though nobody has taken
 * them up: whatever order it came in, and however it was cut.
 *
 * @param now what begins after it is held, not taken in
 */
export function callsToldOtherwise(db: Db, now: number): unknown[] {
  const kept = db.orm.$client
    .prepare<[], Kept>(
      `SELECT source, external_id externalId, parts FROM telephony_calls
        WHERE part_of IS NULL AND whole AND parts <> '[]'`,
    )
    .all();
  return kept.flatMap((one) => differenceIn(db, one, now));
}

function differenceIn(db: Db, { source, externalId, parts }: Kept, now: number): unknown[] {
  const reports = (JSON.parse(parts) as Part[]).filter(isReport);
  const come = callOfReports(source, reports);
  if (come.what !== 'call') return [];
  const read = readItem(callItem, come.item);
  if (!read.ok || read.item.startedAt > latestStart(now)) return [];
  const call = callByExternalId(db, source, externalId);
  if (!call) return isHeld(db, source, externalId) ? [] : [{ externalId, missing: come.item }];
  if (call.purged || isTakenUp(db, call) || hasLateWords(db, call.id)) return [];
  const { item } = read;
  const said = {
    sellerExtension: item.sellerExtension,
    flow: item.direction,
    startedAt: item.startedAt,
    talkS: item.talkS,
    durationS: item.durationS,
    ...(item.recording && 'url' in item.recording ? { recordingUrl: item.recording.url } : {}),
  };
  return Object.entries(said)
    .filter(([key, value]) => call[key as keyof typeof said] !== value)
    .map(([key, value]) => ({ externalId, key, is: call[key as keyof typeof said], said: value }));
}

const isHeld = (db: Db, source: string, externalId: string) =>
  db.orm.$client
    .prepare('SELECT 1 FROM held_calls WHERE source = ? AND external_id = ?')
    .get(source, externalId) !== undefined;

const hasLateWords = (db: Db, callId: number) =>
  db.orm.$client.prepare('SELECT 1 FROM late_words WHERE call_id = ?').get(callId) !== undefined;
