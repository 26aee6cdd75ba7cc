import { type CallRecord, callByExternalId, fillCall, type KnownCall } from '../../db/intake.ts';
import type { Tx } from '../../db/open.ts';
import type { ItemError, ItemResult } from '../../domain/intake.ts';
import type { Instant } from '../../domain/time.ts';
import { classifyAgain } from './match-call.ts';

/** What is brought of a call, before it is known whose it is. */
export type Brought = Omit<CallRecord, 'clientId' | 'orderId' | 'status' | 'readyAt'>;

/** When a call comes, and when it then counts as ready to be drawn. */
export interface Arrived {
  now: Instant;
  readyAt: Instant;
}

/** What became of it. */
export type Registered = Omit<ItemResult, 'index' | 'externalId'>;

/** Seller, talk time and recording all known: from then on the call can be drawn (3.1). */
export function isReady(call: Brought): boolean {
  return call.sellerId !== null && call.talkS !== null && isRecorded(call);
}

function isRecorded(call: Brought): boolean {
  return call.recordingUrl !== null || call.recordingPath !== null;
}

/** What a repeated call may not say differently; the field as the caller knows it. */
const compared: readonly [keyof Brought, string][] = [
  ['flow', 'direction'],
  ['sellerExtension', 'sellerExtension'],
  ['sellerExternalId', 'sellerExternalId'],
  ['startedAt', 'startedAt'],
  ['durationS', 'durationS'],
  ['talkS', 'talkS'],
  ['recordingUrl', 'recording'],
  ['recordingPath', 'recording'],
  ['clientExternalId', 'clientExternalId'],
  ['orderExternalId', 'orderExternalId'],
];

/** What was deleted of a call with its recording, or erased with its client, does not come back. */
const nothing = {
  phone: null,
  rawNumber: '',
  recordingUrl: null,
  recordingPath: null,
  clientExternalId: null,
  orderExternalId: null,
};

/** What may still be said of a call. */
export const withoutErased = (known: KnownCall, said: Brought): Brought =>
  known.purged ? { ...said, ...nothing } : said;

/** Fills what was null of a call that was taken in before, or says what it says differently. */
export function repeatCall(tx: Tx, known: KnownCall, said: Brought, at: Arrived): Registered {
  const brought = withoutErased(known, said);
  const conflict = conflictOf(known, brought);
  if (conflict) return { result: 'refused', id: known.id, error: conflict };
  const filled = filledBy(known, brought);
  if (Object.keys(filled).length === 0) {
    return { result: 'unchanged', id: known.id, status: known.status };
  }
  const merged = { ...known, ...filled };
  if (known.readyAt === null && isReady(merged)) filled.readyAt = at.readyAt;
  fillCall(tx, known.id, filled);
  classifyAgain(tx, at.now, {
    phones: filled.phone ? [filled.phone] : [],
    ...(filled.clientExternalId ? { clientExternalId: filled.clientExternalId } : {}),
    ...(filled.orderExternalId ? { orderExternalId: filled.orderExternalId } : {}),
  });
  const after = callByExternalId(tx, known.source, known.externalId);
  return { result: 'updated', id: known.id, status: after?.status ?? known.status };
}

function conflictOf(known: CallRecord, brought: Brought): ItemError | null {
  const differs = (key: keyof Brought) =>
    known[key] !== null && brought[key] !== null && known[key] !== brought[key];
  const different = compared.find(([key]) => differs(key));
  const field =
    different?.[1] ??
    (isRecorded(known) && isRecorded(brought) && differentRecording(known, brought)
      ? 'recording'
      : null) ??
    fieldOfAnotherSeller(known, brought) ??
    (known.rawNumber && brought.rawNumber && numberDiffers(known, brought)
      ? 'externalNumber'
      : null);
  if (!field) return null;
  const detail =
    'differs from what was taken in before; a repeated call can only fill what was null';
  return { field, code: 'conflict', detail };
}

/** A path for a URL, or the reverse: each would only fill what was null. */
export function differentRecording(known: Brought, brought: Brought): boolean {
  return (
    known.recordingUrl !== brought.recordingUrl || known.recordingPath !== brought.recordingPath
  );
}

/** The same number written in another way is no conflict. */
export function numberDiffers(known: Brought, brought: Brought): boolean {
  return known.phone === null || brought.phone === null
    ? known.rawNumber !== brought.rawNumber
    : known.phone !== brought.phone;
}

/**
 * The field by which the call, known by another one, now names another seller; null: none does. A field
 * that says what it said before is no conflict, even where an extension has since gone to somebody else.
 */
function fieldOfAnotherSeller(known: CallRecord, brought: Brought): string | null {
  const field = brought.sellerExternalId === null ? 'sellerExtension' : 'sellerExternalId';
  if (known[field] !== null || known.sellerId === brought.sellerId) return null;
  // An external id that nobody has yet is surely not the known seller's; such an extension may be.
  const another =
    field === 'sellerExternalId'
      ? known.sellerId !== null
      : brought.sellerId !== null && (known.sellerId !== null || known.sellerExternalId !== null);
  return another ? field : null;
}

function filledBy(known: CallRecord, brought: Brought): Partial<CallRecord> {
  const filled: Partial<Record<keyof Brought, unknown>> = {};
  for (const key of [
    ...compared.map(([name]) => name),
    'phone',
    'sellerId',
    'directionId',
  ] as const) {
    if (known[key] === null && brought[key] !== null) filled[key] = brought[key];
  }
  // What names nobody is not of the seller who is known, or was theirs before they were erased.
  if (known.sellerId !== null && brought.sellerId === null) {
    delete filled.sellerExtension;
    delete filled.sellerExternalId;
  }
  // The extension may have gone to somebody of another direction since.
  if (known.sellerId !== null && known.sellerId !== brought.sellerId) delete filled.directionId;
  if (known.rawNumber === '' && brought.rawNumber !== '') filled.rawNumber = brought.rawNumber;
  return filled as Partial<CallRecord>;
}
