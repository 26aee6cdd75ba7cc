import { byTicket, compareTickets, lowestTickets, offer, settle } from './lowest-tickets.ts';
import { ticketOf } from './ticket.ts';

/**
 * How many calls a draw takes (DESIGN 3.1).
 * - `perSeller`: at most `count` of each seller; nothing spills over to the others.
 * - `total`: `count` in all, shared equally.
 * - `percent`: that share of all eligible calls, rounded up, shared equally; two decimals at most.
 */
export type DrawRule =
  | { kind: 'perSeller'; count: number }
  | { kind: 'total'; count: number }
  | { kind: 'percent'; percent: number };

/** A seller at the cut-off: `drawnThisMonth` counts the month's drawn calls without replacements. */
export type SellerCounts = { sellerId: number; eligible: number; drawnThisMonth: number };

export type EligibleCall = {
  callId: number;
  sellerId: number;
  source: string;
  externalId: string;
};

/** Why calls of a window take no part in its draw, in the order in which draws number them. */
export const leftOutReasons = [
  'no_seller',
  'no_talk_time',
  'no_recording',
  'too_short',
  'already_taken',
  'absent',
  'recording_missing',
  'recording_damaged',
  'recording_stub',
  'recording_silent',
  'recording_purged',
  'recording_other_length',
  'recording_unread',
] as const;
export type LeftOutReason = (typeof leftOutReasons)[number];

/** A ticket passed over when a call was replaced. */
export type SkippedTicket = { callId: number; reason: LeftOutReason };

/** A call of a frozen pool that could not be drawn after all. */
export type StruckCall = SkippedTicket & { sellerId: number };

/** An eligible call with its ticket, as `ticketOf` gives it. */
export type TicketedCall = { callId: number; sellerId: number; ticket: string };

export type Draw = {
  /** By ticket, lowest first. */
  drawn: TicketedCall[];
  /** In the order of the sellers given. */
  perSeller: { sellerId: number; eligible: number; drawn: number }[];
};

/**
 * How many calls each seller gives.
 *
 * Equal shares by water-filling: what a seller with few calls cannot fill is shared equally by the
 * others. The remainder goes one each to those drawn least this month, among equals to those with
 * the lowest next ticket.
 *
 * @param nextTicket a seller's ticket at a rank, 0 the lowest; asked only to part equals
 */
export function quotas(
  rule: DrawRule,
  sellers: readonly SellerCounts[],
  nextTicket: (sellerId: number, index: number) => string,
): Map<number, number> {
  const { level, remainder } = waterLevel(rule, sellers);
  const quotaOf = new Map(sellers.map((s) => [s.sellerId, Math.min(s.eligible, level)]));
  if (remainder === 0) return quotaOf;
  const byTurn = sellers
    .filter((s) => s.eligible > level)
    .sort(
      (a, b) =>
        a.drawnThisMonth - b.drawnThisMonth ||
        compareTickets(nextTicket(a.sellerId, level), nextTicket(b.sellerId, level)),
    );
  for (const { sellerId } of byTurn.slice(0, remainder)) quotaOf.set(sellerId, level + 1);
  return quotaOf;
}

/**
 * Draws by lowest ticket. The calls are read once and in any order; of each seller only those that
 * can still win are kept, so memory grows with the number drawn, not with the number of calls.
 *
 * @param sellers every seller of `calls` once, with the true number of their calls: a difference is
 *   a bug of the caller and throws
 */
export function drawTickets(input: {
  rule: DrawRule;
  sellers: readonly SellerCounts[];
  calls: Iterable<TicketedCall>;
}): Draw {
  const { rule, sellers, calls } = input;
  // Counts alone fix each quota but for the remainder's one: no more tickets than that can matter.
  const keep = waterLevel(rule, sellers).level + 1;
  const bySeller = new Map(sellers.map((s) => [s.sellerId, lowestTickets(keep)]));

  for (const { callId, sellerId, ticket } of calls) {
    const lowest = bySeller.get(sellerId);
    if (lowest === undefined) throw new Error(`call ${callId}: its seller is not in the draw`);
    offer(lowest, callId, ticket);
  }
  for (const { sellerId, eligible } of sellers) {
    const seen = bySeller.get(sellerId)?.seen;
    if (seen !== eligible) throw new Error(`seller ${sellerId}: ${eligible} calls, saw ${seen}`);
  }

  const ranked = new Map(Array.from(bySeller, ([sellerId, lowest]) => [sellerId, settle(lowest)]));
  const quotaOf = quotas(rule, sellers, (id, index) => ranked.get(id)?.[index]?.ticket ?? '');
  const drawn: TicketedCall[] = [];
  for (const [sellerId, quota] of quotaOf) {
    const won = ranked.get(sellerId)?.slice(0, quota) ?? [];
    for (const { callId, ticket } of won) drawn.push({ callId, sellerId, ticket });
  }
  return {
    drawn: drawn.sort(byTicket),
    perSeller: sellers.map(({ sellerId, eligible }) => ({
      sellerId,
      eligible,
      drawn: quotaOf.get(sellerId) ?? 0,
    })),
  };
}

/**
 * The calls that may take the place of one given back or annulled, in the order in which they are tried:
 * the lowest ticket first.
 *
 * @param callsOfSeller the seller's eligible calls of the draw, in any order
 * @param drawnCallIds those drawn or used as a replacement already
 */
export function ticketsLeft(
  seed: Uint8Array,
  callsOfSeller: Iterable<{ callId: number; source: string; externalId: string }>,
  drawnCallIds: ReadonlySet<number>,
): { callId: number; ticket: string }[] {
  const left: { callId: number; ticket: string }[] = [];
  for (const { callId, source, externalId } of callsOfSeller) {
    if (!drawnCallIds.has(callId)) {
      left.push({ callId, ticket: ticketOf(seed, source, externalId) });
    }
  }
  return left.sort(byTicket);
}

/**
 * Fills every seller to the same level or to what they have, whichever is less. `remainder` are the
 * calls left over, fewer than there are sellers above the level.
 */
function waterLevel(
  rule: DrawRule,
  sellers: readonly SellerCounts[],
): { level: number; remainder: number } {
  if (rule.kind === 'perSeller') return { level: wholeNumber(rule.count), remainder: 0 };
  const ascending = sellers.map((s) => s.eligible).sort((a, b) => a - b);
  const eligible = ascending.reduce((sum, n) => sum + n, 0);
  let left = totalOf(rule, eligible);
  let open = ascending.length;
  for (const has of ascending) {
    const level = Math.floor(left / open);
    if (has > level) return { level, remainder: left % open };
    left -= has;
    open -= 1;
  }
  // Everyone gives all they have.
  return { level: ascending.at(-1) ?? 0, remainder: 0 };
}

function totalOf(rule: Exclude<DrawRule, { kind: 'perSeller' }>, eligible: number): number {
  if (rule.kind === 'total') return wholeNumber(rule.count);
  // In whole hundredths of a percent: 0.07 × 100 is not 7 in floating point.
  const hundredths = Math.round(rule.percent * 100);
  if (!(hundredths >= 0 && hundredths <= 10_000) || hundredths / 100 !== rule.percent) {
    throw new RangeError(`percent ${rule.percent}: 0 to 100 with at most two decimals`);
  }
  const parts = hundredths * eligible;
  const rest = parts % 10_000;
  return (parts - rest) / 10_000 + (rest === 0 ? 0 : 1);
}

function wholeNumber(count: number): number {
  if (!Number.isSafeInteger(count) || count < 0) throw new RangeError(`count ${count}`);
  return count;
}
