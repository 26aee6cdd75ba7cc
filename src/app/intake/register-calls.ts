import { readySince } from '../../db/draws.ts';
import {
  beginHistories,
  type CallRange,
  type CallRecord,
  callByExternalId,
  insertCall,
} from '../../db/intake.ts';
import { personIdsByExtension, personIdsByExternalId } from '../../db/matching.ts';
import type { Db, Tx } from '../../db/open.ts';
import { type OtherTalker, setOtherTalks } from '../../db/other-talks.ts';
import {
  type CallItem,
  callItem,
  externalIdOf,
  futureProblem,
  type ItemResult,
  type OtherTalk,
  readItem,
} from '../../domain/intake.ts';
import { normalisePhone } from '../../domain/phone.ts';
import { arrival } from '../../domain/status.ts';
import type { Instant } from '../../domain/time.ts';
import type { App } from '../app.ts';
import { tellTaughtOfCall } from '../notices/tell-taught.ts';
import { keptSince } from '../recordings/prepare-recording.ts';
import { type Match, matchCall } from './match-call.ts';
import { type Arrived, type Brought, isReady, type Registered, repeatCall } from './repeat-call.ts';
import { type Retold, restateCall } from './restate-call.ts';

/**
 * Takes calls in, one transaction a batch. Keyed by (source, externalId): a repeated call may fill what
 * was null, and is refused as `conflict` where it says something else. A refused item changes nothing
 * and holds up no other.
 *
 * The whole batch is read, then matched, then written: a third quicker than call by call, since each
 * step stays in the processor's cache. Nothing that matching reads is changed by taking in a call.
 *
 * @param retold of each item, where it is what a telephone system told of a call in all
 */
export function registerCalls(
  app: App,
  items: readonly unknown[],
  retold: readonly Retold[] = [],
): ItemResult[] {
  return app.db.transaction((tx) => {
    const now = app.now();
    const at: Arrived = { now, readyAt: readySince(tx, now) };
    const keptFrom = keptSince(app.policy(), now);
    const read = items.map((raw) => readCall(raw, at));
    const sellerOf = sellersOf(tx);
    const brought = read.map((one) =>
      one.ok ? recordOf(one.item, sellerOf(one.item), app.country, keptFrom) : null,
    );
    const matches = brought.map((call) => (call ? matchCall(tx, call) : null));
    const created = createdCalls(tx, now);
    const results = read.map((one, index): ItemResult => {
      const [call, match] = [brought[index], matches[index]];
      if (!one.ok || !call || !match) {
        return {
          index,
          externalId: externalIdOf(items[index]),
          result: 'refused',
          ...(one.ok ? {} : { error: one.error }),
        };
      }
      const told = retold[index];
      const registered = registerCall(tx, app, call, match, at, created, told);
      const { id, result } = registered;
      const { otherTalks } = one.item;
      if (id !== undefined && result !== 'refused' && (otherTalks || told?.whole)) {
        setOtherTalks(tx, id, (otherTalks ?? []).map(talkerOf(call.source, sellerOf)));
      }
      return { index, externalId: call.externalId, ...registered };
    });
    created.beginHistories();
    return results;
  });
}

/** Calls taken in whose histories are still to be begun: all at once, which is cheaper than one by one. */
interface CreatedCalls {
  add(id: number): void;
  /** Before anything is read or changed of a call that may be one of them. */
  beginHistories(): void;
}

function createdCalls(tx: Tx, now: Instant): CreatedCalls {
  let range: CallRange | null = null;
  return {
    add(id) {
      range = { first: range?.first ?? id, last: id };
    },
    beginHistories() {
      if (range) beginHistories(tx, range, now);
      range = null;
    },
  };
}

function readCall(raw: unknown, { readyAt }: Arrived): ReturnType<typeof readItem<CallItem>> {
  const read = readItem(callItem, raw);
  // A clock of ours that was set back makes no call one to come.
  const error = read.ok ? futureProblem(read.item.startedAt, readyAt) : null;
  return error ? { ok: false, error } : read;
}

function registerCall(
  tx: Tx,
  app: App,
  brought: Brought,
  match: Match,
  at: Arrived,
  created: CreatedCalls,
  retold: Retold | undefined,
): Registered {
  const known = callByExternalId(tx, brought.source, brought.externalId);
  if (known) {
    created.beginHistories();
    const repeated = retold
      ? restateCall(tx, known, brought, retold, at)
      : repeatCall(tx, known, brought, at);
    const { sellerId } = brought;
    const isGiven = known.sellerId === null && sellerId !== null && repeated.result === 'updated';
    if (isGiven) tellTaughtOfCall(tx, app, known.id, sellerId);
    return repeated;
  }
  const { to } = arrival(match);
  const record: CallRecord = {
    ...brought,
    clientId: match.clientId,
    orderId: match.orderId,
    status: to,
    readyAt: isReady(brought) ? at.readyAt : null,
  };
  const id = insertCall(tx, record, at.now);
  created.add(id);
  return { result: 'created', id, status: to };
}

type NamesSeller = Pick<CallItem, 'source' | 'sellerExternalId' | 'sellerExtension'>;
type Seller = ReturnType<typeof personIdsByExtension>;

/** Whom a call names as one who talked in it; each is looked up once a batch. */
function sellersOf(db: Db): (item: NamesSeller) => Seller {
  const known = new Map<string, Seller>();
  return ({ source, sellerExternalId, sellerExtension }) => {
    const key = JSON.stringify(sellerExternalId ? [sellerExternalId] : [source, sellerExtension]);
    const found = known.get(key);
    if (found !== undefined) return found;
    const seller = sellerExternalId
      ? personIdsByExternalId(db, sellerExternalId)
      : sellerExtension
        ? personIdsByExtension(db, source, sellerExtension)
        : null;
    known.set(key, seller);
    return seller;
  };
}

const talkerOf =
  (source: string, sellerOf: (item: NamesSeller) => Seller) =>
  ({ sellerExtension, talkS }: OtherTalk): OtherTalker => ({
    extension: sellerExtension,
    sellerId: sellerOf({ source, sellerExtension })?.id ?? null,
    talkS,
  });

function recordOf(item: CallItem, seller: Seller, country: string, keptFrom: Instant): Brought {
  const phone = normalisePhone(item.externalNumber, country);
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
