import {
  callKeys,
  type DrawnRow,
  type DrawRow,
  type DrawShare,
  drawById,
  drawnCallsOf,
  drawOfDate,
  sharesOf,
} from '../db/draws.ts';
import { drawRuleOf, policySchema } from '../domain/policy.ts';
import { commitmentOf, drawLots, ticketOf } from '../domain/sampling.ts';
import { toRfc3339 } from '../domain/time.ts';
import type { App } from './app.ts';
import { frozenPairs } from './compute-draw.ts';

/** The record of a draw as the API and the command line give it (DESIGN 5). */
export interface DrawReport {
  windowFrom: string;
  windowTo: string;
  seedSha256: string;
  /** Hex; null until the draw. */
  seed: string | null;
  policy: unknown;
  eligible: {
    callId: number;
    sellerId: number;
    source: string;
    externalId: string;
    ticket: string;
  }[];
  leftOut: Record<string, number>;
  drawn: number[];
  replaced: { from: number; to: number }[];
}

export function readDraw(app: App, date: string): DrawReport | null {
  const draw = drawOfDate(app.db, date);
  if (!draw) return null;
  const drawn = drawnCallsOf(app.db, draw.id);
  return {
    windowFrom: toRfc3339(draw.windowFromAt),
    windowTo: toRfc3339(draw.windowToAt),
    seedSha256: draw.seedSha256,
    seed: draw.drawnAt === null ? null : draw.seed.toString('hex'),
    policy: draw.policy === null ? null : JSON.parse(draw.policy),
    eligible: eligibleOf(app, draw),
    leftOut: JSON.parse(draw.leftOut ?? '{}') as Record<string, number>,
    drawn: drawn.filter((row) => row.replacesCallId === null).map((row) => row.callId),
    replaced: replacements(drawn),
  };
}

function replacements(drawn: readonly DrawnRow[]): { from: number; to: number }[] {
  return drawn.flatMap(({ replacesCallId, callId }) =>
    replacesCallId === null ? [] : [{ from: replacesCallId, to: callId }],
  );
}

function eligibleOf(app: App, draw: DrawRow): DrawReport['eligible'] {
  if (!draw.eligible) return [];
  return [...frozenPairs(draw.eligible)].map(({ callId, sellerId }) => {
    const keys = callKeys(app.db, callId);
    if (!keys) throw new Error(`call ${callId} of the draw of ${draw.date} is gone`);
    return { callId, sellerId, ...keys, ticket: ticketOf(draw.seed, keys.source, keys.externalId) };
  });
}

export interface Verification {
  date: string;
  ok: boolean;
  problems: string[];
  eligible: number;
  drawn: number;
}

/** Recomputes a draw from its published seed and its frozen facts; null where there was none. */
export function verifyDraw(app: App, date: string): Verification | null {
  const draw = drawOfDate(app.db, date);
  if (!draw?.drawnAt) return null;
  const problems: string[] = [];
  if (commitmentOf(draw.seed) !== draw.seedSha256) {
    problems.push('the seed does not match the SHA-256 published before the window opened');
  }
  const shares = sharesOf(app.db, draw.id);
  const again = drawLots({
    seed: draw.seed,
    rule: drawRuleOf(policySchema.parse(JSON.parse(draw.policy ?? '{}'))),
    sellers: shares,
    calls: eligibleOf(app, draw),
  });
  const recorded = drawnCallsOf(app.db, draw.id).filter((row) => row.replacesCallId === null);
  const expected = new Set(again.drawn.map((row) => row.callId));
  for (const { callId } of recorded) {
    if (!expected.delete(callId))
      problems.push(`call ${callId} was drawn but should not have been`);
  }
  for (const callId of expected) problems.push(`call ${callId} should have been drawn but was not`);
  const eligible = shares.reduce((sum, share) => sum + share.eligible, 0);
  return { date, ok: problems.length === 0, problems, eligible, drawn: recorded.length };
}

/** What the chat shows of a draw: each seller's calls, and which were drawn. */
export interface DrawOverview {
  date: string;
  seedSha256: string;
  drawnAt: number | null;
  windowToAt: number;
  /** How many calls could not be drawn, by reason. */
  leftOut: Record<string, number>;
  shares: (DrawShare & {
    callIds: number[];
    /** Calls given back, each with the one that stands in for it. */
    replaced: { from: number; to: number }[];
  })[];
}

export function drawOverview(app: App, date: string): DrawOverview | null {
  const draw = drawOfDate(app.db, date);
  return draw && overviewOf(app, draw);
}

/** The same for a draw by its id. */
export function drawOverviewOf(app: App, drawId: number): DrawOverview | null {
  const draw = drawById(app.db, drawId);
  return draw && overviewOf(app, draw);
}

function overviewOf(app: App, draw: DrawRow): DrawOverview {
  const drawn = drawnCallsOf(app.db, draw.id);
  const { date, seedSha256, drawnAt, windowToAt } = draw;
  const shares = sharesOf(app.db, draw.id).map((share) => ({
    ...share,
    callIds: drawn
      .filter((row) => row.sellerId === share.sellerId)
      .map((row) => row.callId)
      .sort((a, b) => a - b),
    replaced: replacements(drawn.filter((row) => row.sellerId === share.sellerId)),
  }));
  const leftOut = JSON.parse(draw.leftOut ?? '{}') as Record<string, number>;
  return { date, seedSha256, drawnAt, windowToAt, leftOut, shares };
}
