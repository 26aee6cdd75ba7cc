import { policyOfDraw } from '../../db/draw-policy.ts';
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
import { chainHead } from '../../db/frozen-draws.ts';
import { ticketKey } from '../../domain/draw-chain.ts';
import { frozenPairs, leftOutPairs } from '../../domain/draw-record.ts';
import type { Entropy, EntropyRule } from '../../domain/entropy.ts';
import type { LeftOutReason, SkippedTicket } from '../../domain/sampling.ts';
import { ticketOf } from '../../domain/ticket.ts';
import { type LocalDate, localDateOf, toRfc3339 } from '../../domain/time.ts';
import type { App } from '../app.ts';

/** The record of a draw as the API and the command line give it (docs/verify-a-draw.md). */
export interface DrawReport {
  windowFrom: string;
  windowTo: string;
  /** 2: by a frozen pool and in the chain; 1: a draw before that. A window that has not ended is of the 2nd. */
  version: 1 | 2;
  /** When the seed was chosen and its SHA-256 fixed. */
  committedAt: string;
  /** When the pool was frozen, and its SHA-256; null until then, and in version 1. */
  frozenAt: string | null;
  poolSha256: string | null;
  /** Null until the draw; so are the seed, the tickets, the entropy and the hash of the record. */
  drawnAt: string | null;
  seedSha256: string;
  /** Hex. */
  seed: string | null;
  /** What went into the tickets' key; null in version 1. */
  entropy: Entropy | null;
  /** The chain of the records (docs/verify-a-draw.md). */
  previousSha256: string | null;
  recordSha256: string | null;
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
  /** Calls of the frozen pool that could not be drawn after all; they are among those left out. */
  leftOutAfterFreeze: (Omit<EligibleTicket, 'ticket'> & { reason: LeftOutReason })[];
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

/** The same of one draw; null where there is no such. */
export function drawReportOf(app: App, drawId: number): DrawReport | null {
  const draw = drawById(app.db, drawId);
  return draw && reportOf(app, draw);
}

function reportOf(app: App, draw: DrawRow): DrawReport {
  const drawn = drawnCallsOf(app.db, draw.id);
  const { drawnAt, leftOutCalls } = draw;
  return {
    windowFrom: toRfc3339(draw.windowFromAt),
    windowTo: toRfc3339(draw.windowToAt),
    version: drawnAt !== null && draw.poolSha256 === null ? 1 : 2,
    committedAt: toRfc3339(draw.committedAt),
    frozenAt: draw.frozenAt === null ? null : toRfc3339(draw.frozenAt),
    poolSha256: draw.poolSha256,
    drawnAt: drawnAt === null ? null : toRfc3339(drawnAt),
    seedSha256: draw.seedSha256,
    seed: drawnAt === null ? null : draw.seed.toString('hex'),
    entropy: draw.entropy,
    previousSha256: draw.previousSha256,
    recordSha256: draw.recordSha256,
    policy: draw.policy,
    sellers: sharesOf(app.db, draw.id).map((share) => ({
      sellerId: share.sellerId,
      externalId: share.sellerExternalId,
      eligible: share.eligible,
      drawn: share.drawn,
      drawnThisMonth: share.drawnThisMonth,
    })),
    eligible: eligibleOf(app, draw),
    leftOut: drawnAt === null ? {} : (draw.leftOut ?? {}),
    leftOutAfterFreeze: struckOf(app, draw),
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

/** The calls that took part, each with its ticket. */
export function eligibleOf(app: App, draw: DrawRow): EligibleTicket[] {
  // Until the draw there is a hash of the pool alone.
  if (!draw.eligible || draw.drawnAt === null) return [];
  const key = ticketKey(draw);
  return [...frozenPairs(draw.eligible)].map(({ callId, sellerId }) => {
    const keys = keysOf(app, draw, callId);
    return { callId, sellerId, ...keys, ticket: ticketOf(key, keys.source, keys.externalId) };
  });
}

/** The calls of the pool that could not be drawn after all. */
export function struckOf(app: App, draw: DrawRow): DrawReport['leftOutAfterFreeze'] {
  return (draw.struck ?? []).map(({ callId, sellerId, reason }) => ({
    callId,
    sellerId,
    ...keysOf(app, draw, callId),
    reason,
  }));
}

function keysOf(app: App, draw: DrawRow, callId: number) {
  const keys = callKeys(app.db, callId);
  if (!keys) throw new Error(`call ${callId} of the draw of ${draw.date} is gone`);
  return keys;
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
  /** When the pool was frozen, and its hash; null until then, and for draws before pools were. */
  frozenAt: number | null;
  poolSha256: string | null;
  /** What the record is known by in the chain. */
  recordSha256: string | null;
  /** Where its entropy is to come from, and what came; null until it has, and for draws before pools were frozen. */
  wanted: EntropyRule;
  entropy: Entropy | null;
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
  const { frozenAt, poolSha256, recordSha256, entropy } = draw;
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
    ...{ frozenAt, poolSha256, recordSha256, entropy },
    wanted: policyOfDraw(app.db, draw).drawEntropy,
    leftOut: draw.leftOut ?? {},
    shares,
  };
}

/** What the last draw's record is known by, which no later one names yet; null before the first. */
export function headOfChain(app: App): string | null {
  return chainHead(app.db);
}
