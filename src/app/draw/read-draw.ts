import { callKeys, type DrawnRow, drawnCallsOf } from '../../db/drawn-calls.ts';
import {
  type DrawRow,
  type DrawShare,
  drawById,
  drawDaysAround,
  drawsOfDate,
  lastDrawnDate,
  sharesOf,
} from '../../db/draws.ts';
import { frozenPairs, leftOutPairs } from '../../domain/draw-record.ts';
import type { LeftOutReason, SkippedTicket } from '../../domain/sampling.ts';
import { ticketOf } from '../../domain/ticket.ts';
import { type LocalDate, localDateOf, toRfc3339 } from '../../domain/time.ts';
import type { App } from '../app.ts';

/** The record of a draw as the API and the command line give it (docs/verify-a-draw.md). */
export interface DrawReport {
  windowFrom: string;
  windowTo: string;
  /** When the seed was chosen and its SHA-256 fixed. */
  committedAt: string;
  /** Null until the draw; so are the seed and the policy. */
  drawnAt: string | null;
  seedSha256: string;
  /** Hex. */
  seed: string | null;
  policy: Record<string, unknown> | null;
  sellers: {
    sellerId: number;
    externalId: string;
    eligible: number;
    drawn: number;
    drawnThisMonth: number;
  }[];
  eligible: EligibleTicket[];
  leftOut: Record<string, number>;
  /** Null: a draw before they were kept. */
  leftOutCalls: { callId: number; reason: LeftOutReason }[] | null;
  drawn: number[];
  replaced: Replaced[];
}

export interface EligibleTicket {
  callId: number;
  sellerId: number;
  source: string;
  externalId: string;
  ticket: string;
}

/** A drawn call that was given back or annulled. */
export interface Replaced {
  from: number;
  /** The seller's next ticket; null where none was left. */
  to: number | null;
  /** Null, as `skipped`: replaced before that was kept. */
  at: string | null;
  skipped: SkippedTicket[] | null;
}

/** The last draw of a day, and those before it in their order; null where none is recorded or planned. */
export function readDraw(app: App, date: string): (DrawReport & { earlier: DrawReport[] }) | null {
  const reports = drawsOfDate(app.db, date).map((draw) => reportOf(app, draw));
  const last = reports.pop();
  return last ? { ...last, earlier: reports } : null;
}

function reportOf(app: App, draw: DrawRow): DrawReport {
  const drawn = drawnCallsOf(app.db, draw.id);
  const { drawnAt, leftOutCalls } = draw;
  return {
    windowFrom: toRfc3339(draw.windowFromAt),
    windowTo: toRfc3339(draw.windowToAt),
    committedAt: toRfc3339(draw.committedAt),
    drawnAt: drawnAt === null ? null : toRfc3339(drawnAt),
    seedSha256: draw.seedSha256,
    seed: drawnAt === null ? null : draw.seed.toString('hex'),
    policy: draw.policy,
    sellers: sharesOf(app.db, draw.id).map((share) => ({
      sellerId: share.sellerId,
      externalId: share.sellerExternalId,
      eligible: share.eligible,
      drawn: share.drawn,
      drawnThisMonth: share.drawnThisMonth,
    })),
    eligible: eligibleOf(app, draw),
    leftOut: draw.leftOut ?? {},
    leftOutCalls: drawnAt === null ? [] : leftOutCalls && [...leftOutPairs(leftOutCalls)],
    drawn: drawn.filter((row) => row.replacesCallId === null).map((row) => row.callId),
    replaced: replacements(drawn),
  };
}

/** Calls given back or annulled, each with the one that stands in for it, in the order in which that was. */
function replacements(drawn: readonly DrawnRow[]): Replaced[] {
  const standIn = new Map(drawn.map((row) => [row.replacesCallId, row.callId]));
  return drawn
    .filter((row) => row.replacedAt !== null || standIn.has(row.callId))
    .sort((a, b) => (a.replacedAt ?? 0) - (b.replacedAt ?? 0))
    .map(({ callId, replacedAt, skipped }) => ({
      from: callId,
      to: standIn.get(callId) ?? null,
      at: replacedAt === null ? null : toRfc3339(replacedAt),
      skipped: skipped && [...skipped],
    }));
}

/** The calls as they were frozen at the draw, each with its ticket. */
export function eligibleOf(app: App, draw: DrawRow): EligibleTicket[] {
  if (!draw.eligible) return [];
  return [...frozenPairs(draw.eligible)].map(({ callId, sellerId }) => {
    const keys = callKeys(app.db, callId);
    if (!keys) throw new Error(`call ${callId} of the draw of ${draw.date} is gone`);
    return { callId, sellerId, ...keys, ticket: ticketOf(draw.seed, keys.source, keys.externalId) };
  });
}

/** What the chat shows of a draw: each seller's calls, and which were drawn. */
export interface DrawOverview {
  id: number;
  date: string;
  /** Not the only draw of its day, so that its hour is to be said. */
  ofSeveral: boolean;
  drawnAt: number | null;
  windowToAt: number;
  /** When the SHA-256 of its seed was fixed; both as lowercase hex, the seed null until the draw. */
  committedAt: number;
  seedSha256: string;
  seed: string | null;
  /** How many calls could not be drawn, by reason. */
  leftOut: Record<string, number>;
  shares: (DrawShare & {
    callIds: number[];
    replaced: Replaced[];
  })[];
}

/** The day whose draws are looked at first: of the last one that took place, or today before any did. */
export function dayOfLastDraw(app: App): LocalDate {
  return lastDrawnDate(app.db) ?? localDateOf(app.now(), app.policy().timeZone);
}

/** The nearest days with a draw, the coming one's among them. */
export function neighbourDays(app: App, date: LocalDate) {
  return drawDaysAround(app.db, date);
}

/** The draws of a day in their order. */
export function drawOverviews(app: App, date: string): DrawOverview[] {
  const draws = drawsOfDate(app.db, date);
  return draws.map((draw) => overviewOf(app, draw, draws.length > 1));
}

/** The same for a draw by its id. */
export function drawOverviewOf(app: App, drawId: number): DrawOverview | null {
  const draw = drawById(app.db, drawId);
  return draw && overviewOf(app, draw, drawsOfDate(app.db, draw.date).length > 1);
}

function overviewOf(app: App, draw: DrawRow, ofSeveral: boolean): DrawOverview {
  const drawn = drawnCallsOf(app.db, draw.id);
  const { id, date, drawnAt, windowToAt, committedAt, seedSha256 } = draw;
  const shares = sharesOf(app.db, draw.id).map((share) => ({
    ...share,
    callIds: drawn
      .filter((row) => row.sellerId === share.sellerId)
      .map((row) => row.callId)
      .sort((a, b) => a - b),
    replaced: replacements(drawn.filter((row) => row.sellerId === share.sellerId)),
  }));
  return {
    id,
    date,
    ofSeveral,
    drawnAt,
    windowToAt,
    committedAt,
    seedSha256,
    seed: drawnAt === null ? null : draw.seed.toString('hex'),
    leftOut: draw.leftOut ?? {},
    shares,
  };
}
