import { readySince } from '../../db/draws.ts';
import {
  type CallRecord,
  callByExternalId,
  fillCall,
  insertCall,
  type KnownCall,
} from '../../db/intake.ts';
import { personIdsByExtension, personIdsByExternalId } from '../../db/matching.ts';
import type { Db, Tx } from '../../db/open.ts';
import {
  type CallItem,
  callItem,
  externalIdOf,
  futureProblem,
  type ItemError,
  type ItemResult,
  readItem,
} from '../../domain/intake.ts';
import { normalisePhone } from '../../domain/phone.ts';
import { arrival } from '../../domain/status.ts';
import type { Instant } from '../../domain/time.ts';
import type { App } from '../app.ts';
import { keptSince } from '../recordings/prepare-recording.ts';
import { classifyAgain, type Match, matchCall } from './match-call.ts';

/**
 * Takes calls in, one transaction a batch. Keyed by (source, externalId): a repeated call may fill what
 * was null, and is refused as `conflict` where it says something else. A refused item changes nothing
 * and holds up no other.
 *
 * The whole batch is read, then matched, then written: a third quicker than call by call, since each
 * step stays in the processor's cache. Nothing that matching reads is changed by taking in a call.
 */
export function registerCalls(app: App, items: readonly unknown[]): ItemResult[] {
  return app.db.transaction((tx) => {
    const now = app.now();
    const at: Arrived = { now, readyAt: readySince(tx, now) };
    const keptFrom = keptSince(app.policy(), now);
    const read = items.map((raw) => readCall(raw, at));
    const brought = read.map((one) =>
      one.ok ? recordOf(tx, one.item, app.country, keptFrom) : null,
    );
    const matches = brought.map((call) => (call ? matchCall(tx, call) : null));
    return read.map((one, index) => {
      const [call, match] = [brought[index], matches[index]];
      if (!one.ok || !call || !match) {
        return {
          index,
          externalId: externalIdOf(items[index]),
          result: 'refused',
          ...(one.ok ? {} : { error: one.error }),
        };
      }
      return { index, externalId: call.externalId, ...registerCall(tx, call, match, at) };
    });
  });
}

/** When a call comes, and when it then counts as ready to be drawn. */
interface Arrived {
  now: Instant;
  readyAt: Instant;
}

function readCall(raw: unknown, { readyAt }: Arrived): ReturnType<typeof readItem<CallItem>> {
  const read = readItem(callItem, raw);
  // A clock of ours that was set back makes no call one to come.
  const error = read.ok ? futureProblem(read.item.startedAt, readyAt) : null;
  return error ? { ok: false, error } : read;
}

type Registered = Omit<ItemResult, 'index' | 'externalId'>;

function registerCall(tx: Tx, brought: Brought, match: Match, at: Arrived): Registered {
  const known = callByExternalId(tx, brought.source, brought.externalId);
  if (known) return repeatCall(tx, known, known.purged ? { ...brought, ...nothing } : brought, at);
  const { verb, to } = arrival(match);
  const record: CallRecord = {
    ...brought,
    clientId: match.clientId,
    orderId: match.orderId,
    status: to,
    readyAt: isReady(brought) ? at.readyAt : null,
  };
  return { result: 'created', id: insertCall(tx, record, verb, at.now), status: to };
}

type Brought = Omit<CallRecord, 'clientId' | 'orderId' | 'status' | 'readyAt'>;

function recordOf(db: Db, item: CallItem, country: string, keptFrom: Instant): Brought {
  const phone = normalisePhone(item.externalNumber, country);
  const seller = item.sellerExternalId
    ? personIdsByExternalId(db, item.sellerExternalId)
    : item.sellerExtension
      ? personIdsByExtension(db, item.source, item.sellerExtension)
      : null;
  // A recording past its time is not even noted: its name may hold the client's number.
  const kept = item.startedAt >= keptFrom ? item.recording : null;
  const recording: { url?: string; path?: string } = kept ?? {};
  return {
    source: item.source,
    externalId: item.externalId,
    flow: item.direction,
    sellerId: seller?.id ?? null,
    sellerExtension: item.sellerExtension ?? null,
    sellerExternalId: item.sellerExternalId ?? null,
    directionId: seller?.directionId ?? null,
    phone: phone.kind === 'e164' ? phone.e164 : null,
    rawNumber: item.externalNumber ?? '',
    startedAt: item.startedAt,
    durationS: item.durationS,
    talkS: item.talkS,
    recordingUrl: recording.url ?? null,
    recordingPath: recording.path ?? null,
    clientExternalId: item.clientExternalId ?? null,
    orderExternalId: item.orderExternalId ?? null,
  };
}

/** Seller, talk time and recording all known: from then on the call can be drawn (3.1). */
function isReady(call: Brought): boolean {
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

function repeatCall(tx: Tx, known: KnownCall, brought: Brought, at: Arrived): Registered {
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
    (recordingDiffers() ? 'recording' : null) ??
    fieldOfAnotherSeller(known, brought) ??
    (known.rawNumber && brought.rawNumber && numberDiffers() ? 'externalNumber' : null);
  if (!field) return null;
  const detail =
    'differs from what was taken in before; a repeated call can only fill what was null';
  return { field, code: 'conflict', detail };

  /** A path for a URL, or the reverse: each would only fill what was null. */
  function recordingDiffers(): boolean {
    if (!isRecorded(known) || !isRecorded(brought)) return false;
    return (
      known.recordingUrl !== brought.recordingUrl || known.recordingPath !== brought.recordingPath
    );
  }

  /** The same number written in another way is no conflict. */
  function numberDiffers(): boolean {
    return known.phone === null || brought.phone === null
      ? known.rawNumber !== brought.rawNumber
      : known.phone !== brought.phone;
  }
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
  // The extension may have gone to somebody of another direction since.
  if (known.sellerId !== null && known.sellerId !== brought.sellerId) delete filled.directionId;
  if (known.rawNumber === '' && brought.rawNumber !== '') filled.rawNumber = brought.rawNumber;
  return filled as Partial<CallRecord>;
}
