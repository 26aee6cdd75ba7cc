import { type CallExport, callExport, type ExportFilter, exportPage } from '../db/call-exports.ts';
import { type HistoryEntry, historyOf } from '../db/calls.ts';
import { personIdsByExternalId } from '../db/matching.ts';
import { reviewsOf } from '../db/reviews.ts';
import type { Status } from '../domain/status.ts';
import { fromRfc3339, type Instant, plusDuration, startOfDay } from '../domain/time.ts';
import type { App } from './app.ts';
import { type ReviewSheet, reviewSheet } from './read-call.ts';

/** A call with everything known of it, for other systems. */
export interface ExportedCall {
  call: CallExport;
  history: (HistoryEntry & { actorName: string | null })[];
  sheets: ReviewSheet[];
}

export function exportCall(app: App, id: number): ExportedCall | null {
  return app.db.snapshot(() => {
    const call = callExport(app.db, id);
    if (!call) return null;
    const sheets = reviewsOf(app.db, id).map((review) => reviewSheet(app, review));
    return { call, history: historyOf(app.db, id), sheets };
  });
}

export interface ExportQuery {
  status?: Status | undefined;
  /** The seller's external id. */
  seller?: string | undefined;
  /** RFC 3339, or a day of the policy's zone: from its beginning, or to its end. */
  from?: string | undefined;
  to?: string | undefined;
  /** The number of the last call already read. */
  before?: number | undefined;
  limit: number;
}

/** A page of calls, newest number first; null where there is no such seller. */
export function exportCalls(
  app: App,
  query: ExportQuery,
): { calls: CallExport[]; next: number | null } | null {
  const seller = query.seller === undefined ? null : personIdsByExternalId(app.db, query.seller);
  if (query.seller !== undefined && seller === null) return null;
  const zone = app.policy().timeZone;
  const filter: ExportFilter = {
    beforeId: query.before ?? Number.MAX_SAFE_INTEGER,
    ...(query.status === undefined ? {} : { status: query.status }),
    ...(seller === null ? {} : { sellerId: seller.id }),
    ...(query.from === undefined ? {} : { startedFrom: instantOf(query.from, zone, 'P0D') }),
    ...(query.to === undefined ? {} : { startedTo: instantOf(query.to, zone, 'P1D') }),
  };
  const rows = exportPage(app.db, filter, query.limit + 1);
  const calls = rows.slice(0, query.limit);
  return { calls, next: rows.length > query.limit ? (calls.at(-1)?.id ?? null) : null };
}

/** An instant as it stands; of a day its beginning plus `ofDay`. */
function instantOf(text: string, zone: string, ofDay: string): Instant {
  return fromRfc3339(text) ?? plusDuration(startOfDay(text, zone), ofDay, zone);
}
