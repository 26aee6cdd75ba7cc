import { type DrawnRow, drawnCallsOf } from '../../db/drawn-calls.ts';
import { type DrawRow, drawnBefore, drawsOfDate, sharesOf } from '../../db/draws.ts';
import { policyAt } from '../../db/policy.ts';
import { leftOutPairs } from '../../domain/draw-record.ts';
import { drawRuleOf, type Policy, policySchema } from '../../domain/policy.ts';
import { type Draw, drawTickets, type SellerCounts } from '../../domain/sampling.ts';
import { commitmentOf } from '../../domain/ticket.ts';
import { toRfc3339 } from '../../domain/time.ts';
import type { App } from '../app.ts';
import { entropyProblems } from './check-entropy.ts';
import { recordProblems } from './check-record.ts';
import { drawRules } from './draw-policy.ts';
import { type EligibleTicket, eligibleOf } from './read-draw.ts';

/** What recomputing one draw found. */
export interface DrawCheck {
  windowTo: string;
  ok: boolean;
  problems: string[];
  eligible: number;
  drawn: number;
  replaced: number;
}

/** All draws of a day: sums, and each on its own. */
export interface Verification {
  date: string;
  ok: boolean;
  problems: string[];
  eligible: number;
  drawn: number;
  draws: DrawCheck[];
}

/** Recomputes the draws of a day from their seeds and frozen facts; null where nothing was drawn. */
export function verifyDraw(app: App, date: string): Verification | null {
  const draws = drawsOfDate(app.db, date)
    .filter(({ drawnAt }) => drawnAt !== null)
    .map((draw) => checkDraw(app, draw));
  if (draws.length === 0) return null;
  return {
    date,
    ok: draws.every(({ ok }) => ok),
    problems: draws.flatMap(({ problems }) => problems),
    eligible: draws.reduce((sum, { eligible }) => sum + eligible, 0),
    drawn: draws.reduce((sum, { drawn }) => sum + drawn, 0),
    draws,
  };
}

/**
 * Counts and tickets come from the frozen calls alone, and what had been drawn in the month from the draws
 * before; what the record says of them is compared, not believed.
 */
function checkDraw(app: App, draw: DrawRow): DrawCheck {
  const policy = policySchema.parse(draw.policy ?? {});
  const eligible = eligibleOf(app, draw);
  const recorded = drawnCallsOf(app.db, draw.id);
  const drawn = recorded.filter((row) => row.replacesCallId === null);
  const before = drawnBefore(app.db, draw);
  const sellers = sellersOf(eligible, before);
  const again = drawTickets({
    rule: drawRuleOf(policy),
    sellers,
    calls: eligible,
  });
  const problems = [
    ...seedProblems(draw),
    ...policyProblems(app, draw, policy),
    ...lotProblems(drawn, again),
    ...shareProblems(app, draw, sellers, again),
    ...leftOutProblems(draw),
    ...recorded.flatMap((row) => replacementProblems(row, recorded, eligible)),
    ...entropyProblems(app, draw, policy),
    ...recordProblems(app, draw, policy),
  ];
  return {
    windowTo: toRfc3339(draw.windowToAt),
    ok: problems.length === 0,
    problems,
    eligible: eligible.length,
    drawn: drawn.length,
    replaced: recorded.length - drawn.length,
  };
}

function sellersOf(
  eligible: readonly EligibleTicket[],
  before: ReadonlyMap<number, number>,
): SellerCounts[] {
  const counts = new Map<number, number>();
  for (const { sellerId } of eligible) counts.set(sellerId, (counts.get(sellerId) ?? 0) + 1);
  return Array.from(counts, ([sellerId, count]) => ({
    sellerId,
    eligible: count,
    drawnThisMonth: before.get(sellerId) ?? 0,
  }));
}

function seedProblems({ seed, seedSha256 }: DrawRow): string[] {
  return commitmentOf(seed) === seedSha256
    ? []
    : ['the seed does not match the SHA-256 published before the window opened'];
}

/** Draws before calls left out were kept went by the rules at their end. */
function policyProblems(app: App, draw: DrawRow, policy: Policy): string[] {
  if (draw.leftOutCalls === null) return [];
  const then = policyAt(app.db, draw.windowFromAt);
  return drawRules
    .filter((rule) => policy[rule] !== then[rule])
    .map((rule) => `${rule} was ${then[rule]} when the window opened, not ${policy[rule]}`);
}

function lotProblems(drawn: readonly DrawnRow[], again: Draw): string[] {
  const expected = new Map(again.drawn.map((row) => [row.callId, row.ticket]));
  const wrong = drawn.flatMap(({ callId, ticket }) => {
    const known = expected.get(callId);
    expected.delete(callId);
    if (known === undefined) return [`call ${callId} was drawn but should not have been`];
    return known === ticket ? [] : [`the ticket of call ${callId} is ${known}, not ${ticket}`];
  });
  const missing = [...expected.keys()].map(
    (callId) => `call ${callId} should have been drawn but was not`,
  );
  return [...wrong, ...missing];
}

function shareProblems(
  app: App,
  draw: DrawRow,
  sellers: readonly SellerCounts[],
  again: Draw,
): string[] {
  const drawnOf = new Map(again.perSeller.map((share) => [share.sellerId, share.drawn]));
  const expected = new Map(
    sellers.map(({ sellerId, eligible, drawnThisMonth }) => [
      sellerId,
      `${eligible} eligible, ${drawnOf.get(sellerId)} drawn, ${drawnThisMonth} this month before`,
    ]),
  );
  const wrong = sharesOf(app.db, draw.id).flatMap((share) => {
    const { sellerId, eligible, drawn, drawnThisMonth } = share;
    const is = `${eligible} eligible, ${drawn} drawn, ${drawnThisMonth} this month before`;
    const known = expected.get(sellerId) ?? 'nothing eligible';
    expected.delete(sellerId);
    return known === is ? [] : [`seller ${sellerId}: recorded ${is}; recomputed ${known}`];
  });
  return [
    ...wrong,
    ...Array.from(expected, ([sellerId, known]) => `seller ${sellerId} is missing: ${known}`),
  ];
}

function leftOutProblems(draw: DrawRow): string[] {
  if (draw.leftOutCalls === null) return [];
  const counts = new Map<string, number>();
  for (const { reason } of leftOutPairs(draw.leftOutCalls)) {
    counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  const told = draw.leftOut ?? {};
  return [...new Set([...counts.keys(), ...Object.keys(told)])]
    .filter((reason) => (counts.get(reason) ?? 0) !== (told[reason] ?? 0))
    .map((reason) => `left out as ${reason}: ${counts.get(reason) ?? 0}, not ${told[reason] ?? 0}`);
}

/** A call's place goes to the next ticket: each lower one was drawn by then, or was passed over on record. */
function replacementProblems(
  row: DrawnRow,
  recorded: readonly DrawnRow[],
  eligible: readonly EligibleTicket[],
): string[] {
  const { callId, sellerId, replacedAt } = row;
  if (replacedAt === null) return [];
  const next = recorded.find(({ replacesCallId }) => replacesCallId === callId);
  const accounted = new Set([
    ...recorded.filter((other) => drawnBy(other, recorded, replacedAt)).map((one) => one.callId),
    ...(row.skipped ?? []).map((one) => one.callId),
  ]);
  const own = eligible.filter((call) => call.sellerId === sellerId);
  const wrong = own
    .filter(({ ticket }) => next === undefined || ticket < next.ticket)
    .filter((call) => !accounted.has(call.callId))
    .map((call) => `call ${callId} was replaced, but not by call ${call.callId}, a lower ticket`);
  const stranger = next && !own.some((call) => call.callId === next.callId);
  return stranger ? [...wrong, `call ${next.callId} stands in but was not eligible`] : wrong;
}

/** Whether a call had been drawn, or had taken another's place, by an instant. */
function drawnBy(row: DrawnRow, recorded: readonly DrawnRow[], at: number): boolean {
  if (row.replacesCallId === null) return true;
  const replaced = recorded.find(({ callId }) => callId === row.replacesCallId);
  return (replaced?.replacedAt ?? 0) <= at;
}
