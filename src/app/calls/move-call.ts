import { appendHistory } from '../../db/call-history.ts';
import { type CallChange, callFacts, changeStatus, enterNextDraw } from '../../db/calls.ts';
import { readySince } from '../../db/draws.ts';
import type { Tx } from '../../db/open.ts';
import type { Call } from '../../domain/call.ts';
import type { Actor } from '../../domain/person.ts';
import { type Outcome, refuse } from '../../domain/refusal.ts';
import { type FactsOf, type Move, move, type Verb } from '../../domain/status.ts';
import { type Status, statusKinds } from '../../domain/statuses.ts';
import type { Instant } from '../../domain/time.ts';

export interface MoveRequest<V extends Verb> {
  callId: number;
  /** The call, where this very transaction has read it already. */
  call?: Call;
  verb: V;
  actor: Actor;
  now: Instant;
  /** What a deadline is held against: the earliest that it can be now. Else `now` itself. */
  earliestAt?: Instant;
  facts: FactsOf[V];
  /** Kept in the history: a reason, in the person's own words. */
  note?: string | null;
  /** Columns that change along with the status. */
  change?: CallChange;
}

/**
 * The only way a call changes its status: asks the table, updates guarded by the status it expects, and
 * appends to the history, in the caller's transaction. A race lost in between is the refusal `stale`.
 * Answers the call as it was before, and as it is after.
 */
export function moveCall<V extends Verb>(
  tx: Tx,
  request: MoveRequest<V>,
): Outcome<{ call: Call; after: Call; move: Move }> {
  const call = request.call ?? callFacts(tx, request.callId);
  if (!call) return refuse('not_found');
  const allowed = move(
    call,
    request.verb,
    request.actor,
    request.earliestAt ?? request.now,
    request.facts,
  );
  if (!allowed.ok) return allowed;
  const { from, to } = allowed.move;
  const change = { ...originAfter(allowed.move), ...request.change };
  if (!changeStatus(tx, { id: call.id, from, to }, change)) return refuse('stale');
  appendHistory(tx, {
    callId: call.id,
    at: request.now,
    actorId: request.actor.kind === 'person' ? request.actor.id : null,
    verb: request.verb,
    from,
    to,
    note: request.note ?? null,
  });
  if (request.verb === 'give_back' && from !== 'listening_credit') {
    enterNextDraw(tx, call.id, readySince(tx, request.now));
  }
  return { ok: true, call, after: callAfter(call, to, change), move: allowed.move };
}

function callAfter(call: Call, to: Status, change: CallChange): Call {
  const { drawId, noticeLeftAt } = change;
  const same = { ...call, ...change };
  return {
    ...call,
    status: to,
    originStatus: same.originStatus,
    reviewerId: same.reviewerId,
    scoredById: same.scoredById,
    sentById: same.sentById,
    returnedById: same.returnedById,
    deadlineAt: same.deadlineAt,
    drawn: drawId === undefined ? call.drawn : drawId !== null,
    noticeLeft: noticeLeftAt === undefined ? call.noticeLeft : noticeLeftAt !== null,
  };
}

/** A call that leaves the preliminary statuses remembers the one it left. */
function originAfter({ from, to }: Move): CallChange {
  const leaves = statusKinds[from] === 'preliminary' && statusKinds[to] !== 'preliminary';
  if (leaves) return { originStatus: from };
  return statusKinds[to] === 'preliminary' ? { originStatus: null } : {};
}
