import type { Call } from './call.ts';
import type { Actor } from './person.ts';

/**
 * What somebody is to one call. The status table speaks of these, never of roles, so that scope and
 * the rule against judging oneself are decided here and nowhere else.
 */
export type Capacity =
  | 'system'
  | 'admin'
  /** The call is theirs. */
  | 'seller'
  /** They teach its seller at present. */
  | 'mentor'
  /** They head its direction. */
  | 'supervisor'
  /** They hold it: the leased controller (of a returned call also a head), or the head or mentor who took or began it. */
  | 'reviewer'
  /** Whose credit score is in question: a controller, or the head who scored a call that had been returned. */
  | 'scorer'
  /** They make its second score, or made it, and are not told that it is one. */
  | 'second'
  /** A supervisor who may decide its appeal. */
  | 'judge';

/** All that `actor` is to `call`. On a call of one's own one is its seller and nothing else. */
export function capacitiesOf(actor: Actor, call: Call): Set<Capacity> {
  if (actor.kind === 'system') return new Set(['system']);
  const has = (role: string) => actor.roles.some((held) => held === role);
  if (call.sellerId === actor.id) return new Set(has('seller') ? ['seller'] : []);

  const found = new Set<Capacity>();
  if (has('admin')) found.add('admin');
  if (has('mentor') && actor.menteeIds.some((id) => id === call.sellerId)) found.add('mentor');
  if (has('supervisor') && headsDirectionOf(actor.heads, call)) found.add('supervisor');
  if (has('supervisor') && mayJudge(actor, call)) found.add('judge');
  // Whoever gave a call back never holds it again.
  const holds = call.reviewerId === actor.id && call.returnedById !== actor.id;
  if (holds && mayHold(found, has('controller'), call)) found.add('reviewer');
  const scores = has('controller') || scoresReturned(found, call);
  if (scores && call.scoredById === actor.id) found.add('scorer');
  if (has('controller') && call.second?.byId === actor.id) found.add('second');
  return found;
}

function headsDirectionOf(heads: 'all' | readonly number[], call: Call): boolean {
  return heads === 'all' || heads.some((id) => id === call.directionId);
}

/**
 * In scope or escalated, and neither the one who scored it nor the one who sent it, nor, where a second
 * head is to decide, the first.
 */
function mayJudge(actor: Extract<Actor, { kind: 'person' }>, call: Call): boolean {
  if (call.scoredById === actor.id || call.sentById === actor.id) return false;
  if (call.appeal?.again?.firstById === actor.id) return false;
  return headsDirectionOf(actor.heads, call) || isForAnyHead(call);
}

const isForAnyHead = ({ appeal }: Call): boolean =>
  appeal?.escalatedAt != null || appeal?.again?.anyHead === true;

/** Where no other controller is left a head scores what one gave back (3.2). */
function scoresReturned(found: Set<Capacity>, call: Call): boolean {
  return found.has('supervisor') && call.returnedById !== null;
}

/** A role or a scope lost since the call was taken is lost for the call as well. */
function mayHold(found: Set<Capacity>, isController: boolean, call: Call): boolean {
  if (call.status === 'listening_credit') return isController || scoresReturned(found, call);
  return found.has('supervisor') || found.has('mentor');
}

/**
 * Who sees what (DESIGN 1). What a person may not see does not exist for them. Seeing is wider than
 * acting: heads and admins see their own old calls, and any head an escalated appeal's.
 */
export function canSee(actor: Actor, call: Call): boolean {
  if (capacitiesOf(actor, call).size > 0) return true;
  if (actor.kind === 'system') return true;
  if (actor.roles.includes('admin')) return true;
  if (!actor.roles.includes('supervisor')) return false;
  return headsDirectionOf(actor.heads, call) || isForAnyHead(call);
}
