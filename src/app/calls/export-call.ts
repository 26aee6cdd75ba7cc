import {
  type CallExport,
  callExport,
  checklistIdOf,
  directionIdNamed,
  orderIdsNamed,
} from '../../db/call-exports.ts';
import { type HistoryEntry, historyOf } from '../../db/call-history.ts';
import { callKeys } from '../../db/call-lists.ts';
import type { ListFilter, ListScope } from '../../db/call-parts.ts';
import { clientByExternalId, personIdsByExternalId } from '../../db/matching.ts';
import { type OtherTalker, otherTalksOf } from '../../db/other-talks.ts';
import { reviewsOf } from '../../db/reviews.ts';
import { statusesOf } from '../../domain/call-filter.ts';
import type { Status, StatusKind } from '../../domain/statuses.ts';
import { fromRfc3339, type Instant, plusDuration, startOfDay } from '../../domain/time.ts';
import type { App } from '../app.ts';
import type { CallKey } from './page-calls.ts';
import { type ReviewSheet, reviewSheet } from './read-call.ts';

/** A call with everything known of it, for other systems. */
export interface ExportedCall {
  call: CallExport;
  history: (HistoryEntry & { actorName: string | null })[];
  /** Who talked in it beside the seller. */
  otherTalks: (OtherTalker & { name: string | null })[];
  sheets: ReviewSheet[];
}

export function exportCall(app: App, id: number): ExportedCall | null {
  return app.db.snapshot(() => {
    const call = callExport(app.db, id);
    if (!call) return null;
    const sheets = reviewsOf(app.db, id).map((review) => reviewSheet(app, review));
    return { call, history: historyOf(app.db, id), otherTalks: otherTalksOf(app.db, id), sheets };
  });
}

export interface ExportQuery {
  status?: Status | undefined;
  kind?: StatusKind | undefined;
  /** External ids of people. */
  seller?: string | undefined;
  controller?: string | undefined;
  /** The name of a direction, the code of a call type, the external id of a client. */
  direction?: string | undefined;
  type?: string | undefined;
  client?: string | undefined;
  /** The external id of an order, or its number. */
  order?: string | undefined;
  /** RFC 3339, or a day of the policy's zone: from its beginning, or to its end. */
  from?: string | undefined;
  to?: string | undefined;
  sort: 'newest' | 'oldest';
  /** The last call already read. */
  after?: CallKey | undefined;
  limit: number;
}

/** Several orders may have the same number; so many of them are told apart. */
const ordersMax = 20;

/** A page of calls by their start; where a value is not known, the name of its parameter. */
export function exportCalls(
  app: App,
  query: ExportQuery,
): { ok: true; calls: CallExport[]; next: CallKey | null } | { ok: false; parameter: Named } {
  const read = filterOf(app, query);
  if (!read.ok) return read;
  return app.db.snapshot(() => {
    const { sort: order, after = null, limit } = query;
    const asked = { order, after, most: limit + 1 };
    const { keys, stoppedAt } = callKeys(app.db, everything, read.filter, asked);
    const page = keys.slice(0, limit);
    const calls = page.flatMap(({ id }) => callExport(app.db, id) ?? []);
    return { ok: true, calls, next: keys.length > limit ? (page.at(-1) ?? null) : stoppedAt };
  });
}

const everything: ListScope = { all: true, directionIds: [], sellerIds: [], controllerId: null };

type Named = 'seller' | 'controller' | 'direction' | 'type' | 'client' | 'order';

function filterOf(
  app: App,
  query: ExportQuery,
): { ok: true; filter: ListFilter } | { ok: false; parameter: Named } {
  const { db } = app;
  const person = (name: string) => personIdsByExternalId(db, name)?.id ?? null;
  const find: Record<Exclude<Named, 'order'>, (name: string) => number | null> = {
    seller: person,
    controller: person,
    direction: (name) => directionIdNamed(db, name),
    type: (code) => checklistIdOf(db, code),
    client: (name) => clientByExternalId(db, name),
  };
  const ids: Partial<Record<Named, number>> = {};
  for (const [name, known] of Object.entries(find) as [keyof typeof find, typeof person][]) {
    const value = query[name];
    const id = value === undefined ? undefined : known(value);
    if (id === null) return { ok: false, parameter: name };
    if (id !== undefined) ids[name] = id;
  }
  const orderIds = query.order === undefined ? null : orderIdsNamed(db, query.order, ordersMax);
  if (orderIds?.length === 0) return { ok: false, parameter: 'order' };
  const zone = app.policy().timeZone;
  const { status = null, kind = null } = query;
  const filter: ListFilter = {
    statuses: statusesOf({ status, kind }),
    sellerId: ids.seller ?? null,
    directionId: ids.direction ?? null,
    checklistId: ids.type ?? null,
    controllerId: ids.controller ?? null,
    clientId: ids.client ?? null,
    orderIds,
    from: query.from === undefined ? null : instantOf(query.from, zone, 'P0D'),
    to: query.to === undefined ? null : instantOf(query.to, zone, 'P1D'),
  };
  return { ok: true, filter };
}

/** An instant as it stands; of a day its beginning plus `ofDay`. */
function instantOf(text: string, zone: string, ofDay: string): Instant {
  return fromRfc3339(text) ?? plusDuration(startOfDay(text, zone), ofDay, zone);
}
