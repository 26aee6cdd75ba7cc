import { type CallRecord, fillCall, type KnownCall } from '../../db/intake.ts';
import { keepLateWord } from '../../db/late-words.ts';
import type { Tx } from '../../db/open.ts';
import { setRecordingFault } from '../../db/recordings.ts';
import { isDrawnOver, isTakenUp } from '../../db/taken-up.ts';
import type { LateWord } from '../../domain/late-word.ts';
import { classifyAgain, matchCall } from './match-call.ts';
import {
  type Arrived,
  type Brought,
  differentRecording,
  isReady,
  numberDiffers,
  type Registered,
  repeatCall,
  withoutErased,
} from './repeat-call.ts';

/** How a call that its telephone system tells more of was known so far. */
export interface Retold {
  /** All that was told of it is at hand; false: it was known before that was kept, or is no more. */
  whole: boolean;
  /** Whether what was told before named these: only then are they taken away again. */
  had: { recording: boolean; number: boolean };
}

/** What was told before is not at hand. */
export const unkept: Retold = { whole: false, had: { recording: false, number: false } };

/**
 * Sets a call to what all its parts together say. Once somebody has taken it up, or where not all parts are at
 * hand, it may only be filled up; what it is told otherwise then is kept beside it.
 */
export function restateCall(
  tx: Tx,
  known: KnownCall,
  said: Brought,
  { whole, had }: Retold,
  at: Arrived,
): Registered {
  const brought = withoutErased(known, said);
  if (!whole || isTakenUp(tx, known)) return fillOrKeep(tx, known, brought, at);
  const { change, late } = changeOf(tx, known, brought, had);
  if (late) keepLateWord(tx, known.id, late, at.now);
  if (Object.keys(change).length === 0) {
    return { result: 'unchanged', id: known.id, status: known.status };
  }
  const merged: KnownCall = { ...known, ...change };
  if (decidesReady.some((key) => key in change)) {
    const isOpen = known.readyAt !== null && !isDrawnOver(tx, known.readyAt);
    change.readyAt = !isReady(merged) ? null : isOpen ? known.readyAt : at.readyAt;
  }
  fillCall(tx, known.id, change);
  // What was found against one recording says nothing of another.
  if (differentRecording(known, merged) && !known.purged) setRecordingFault(tx, known.id, null);
  if (change.phone) classifyAgain(tx, at.now, { phones: [change.phone] });
  return { result: 'updated', id: known.id, status: merged.status };
}

const decidesReady = ['sellerId', 'talkS', 'recordingUrl', 'recordingPath'] as const;
const stated = ['flow', 'startedAt', 'durationS', 'talkS'] as const;

function changeOf(
  tx: Tx,
  known: KnownCall,
  brought: Brought,
  had: Retold['had'],
): { change: Partial<CallRecord>; late: LateWord | null } {
  const change: Partial<Record<keyof CallRecord, unknown>> = {};
  for (const key of stated) {
    if (brought[key] !== null && brought[key] !== known[key]) change[key] = brought[key];
  }
  const isRecorded = brought.recordingUrl !== null || brought.recordingPath !== null;
  if (isRecorded || had.recording) {
    for (const key of ['recordingUrl', 'recordingPath'] as const) {
      if (brought[key] !== known[key]) change[key] = brought[key];
    }
  }
  const seller = sellerOf(known, brought);
  const number = numberOf(tx, known, brought, had);
  const late = { ...seller.late, ...number.late };
  return {
    change: { ...change, ...seller.change, ...number.change } as Partial<CallRecord>,
    late: Object.keys(late).length > 0 ? late : null,
  };
}

interface Part {
  change?: Partial<CallRecord>;
  late?: LateWord;
}

/** Whoever was named outright stays; an extension that says what it said before may be somebody else's since. */
function sellerOf(known: KnownCall, brought: Brought): Part {
  const { sellerExtension, sellerId, directionId } = brought;
  if (sellerExtension === null || sellerExtension === known.sellerExtension) {
    const isFound = known.sellerId === null && sellerId !== null;
    return isFound ? { change: { sellerId, directionId } } : {};
  }
  if (known.sellerExternalId !== null || known.sellerExtension === null) {
    return sellerId === known.sellerId ? {} : { late: { sellerExtension } };
  }
  return { change: { sellerExtension, sellerId, directionId } };
}

/** With another number the call may be another client's, unless somebody has said whose it is. */
function numberOf(tx: Tx, known: KnownCall, brought: Brought, had: Retold['had']): Part {
  const { phone, rawNumber } = brought;
  if (rawNumber === '' ? !had.number || known.rawNumber === '' : !numberDiffers(known, brought)) {
    return {};
  }
  if (known.status !== 'classified_auto') return { change: { phone, rawNumber } };
  const { matches, clientId, orderId } = matchCall(tx, { ...known, phone });
  // No verb leads back to a call without a client.
  if (matches !== 'one') return rawNumber === '' ? {} : { late: { externalNumber: rawNumber } };
  return { change: { phone, rawNumber, clientId, orderId } };
}

const kept =
  'differs from what the call is known by, which somebody has taken up or which was known before; it is kept beside the call, and administrators are told';

function fillOrKeep(tx: Tx, known: KnownCall, brought: Brought, at: Arrived): Registered {
  const repeated = repeatCall(tx, known, brought, at);
  if (repeated.error?.code !== 'conflict') return repeated;
  const late = differenceOf(known, brought);
  keepLateWord(tx, known.id, late, at.now);
  // The recording of this very talk, with which a word on the start comes, is wanted all the same.
  if (late.talkS === undefined && late.sellerExtension === undefined) {
    const { flow, startedAt, durationS, phone, rawNumber } = known;
    const agreeing = { flow, startedAt, durationS, phone, rawNumber };
    const filled = repeatCall(tx, known, { ...brought, ...agreeing }, at);
    if (filled.result === 'updated') return filled;
  }
  return { ...repeated, error: { ...repeated.error, detail: kept } };
}

/** What a call is told otherwise than it is known. */
function differenceOf(known: KnownCall, brought: Brought): LateWord {
  const other = <Key extends keyof Brought>(key: Key) =>
    brought[key] !== null && brought[key] !== known[key] ? brought[key] : null;
  const number =
    brought.rawNumber !== '' && numberDiffers(known, brought) ? brought.rawNumber : null;
  const recording = other('recordingUrl') ?? other('recordingPath');
  const said = {
    direction: other('flow'),
    sellerExtension: other('sellerExtension'),
    externalNumber: number,
    startedAt: other('startedAt'),
    durationS: other('durationS'),
    talkS: other('talkS'),
    recording,
  };
  return Object.fromEntries(Object.entries(said).filter(([, value]) => value !== null));
}
