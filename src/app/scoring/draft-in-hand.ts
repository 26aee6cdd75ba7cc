import { callFacts } from '../../db/calls.ts';
import type { Tx } from '../../db/open.ts';
import type { Member } from '../../db/people.ts';
import { draftOf, type Review } from '../../db/reviews.ts';
import type { Call } from '../../domain/call.ts';
import { asActor } from '../../domain/person.ts';
import { teaches } from '../../domain/purpose.ts';
import { type Outcome, refuse } from '../../domain/refusal.ts';
import { mayNow, type Verb } from '../../domain/status.ts';
import type { App } from '../app.ts';
import { heldDraft } from './next-call.ts';

/** The verb by which a teaching review is handed in: a side review leaves the call's status alone. */
export function teachingVerb({ purpose }: Review): Verb & ('score' | 'review') {
  return purpose === 'side' ? 'review' : 'score';
}

/**
 * The draft that this person works on: a controller's goes with the lease, a teacher's with what the
 * status table lets them do to the call now.
 */
export function draftInHand(
  tx: Tx,
  app: App,
  member: Member,
  callId: number,
): Outcome<{ review: Review; call: Call }> {
  const review = draftOf(tx, callId, member.id);
  if (!review || !teaches(review)) return heldDraft(tx, app, member, callId);
  const call = callFacts(tx, callId);
  if (!call) return refuse('not_found');
  const allowed = mayNow(call, teachingVerb(review), asActor(member), app.nowEarliest());
  return allowed.ok ? { ok: true, review, call } : allowed;
}
