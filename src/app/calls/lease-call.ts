import { talkSecondsOf } from '../../db/calls.ts';
import { giveLease, giveSecondLease } from '../../db/leases.ts';
import type { Tx } from '../../db/open.ts';
import type { Member } from '../../db/people.ts';
import { insertDraft } from '../../db/review-drafts.ts';
import { beginSecond } from '../../db/second-scores.ts';
import { leaseUntil } from '../../domain/lease.ts';
import type { Instant } from '../../domain/time.ts';
import type { App } from '../app.ts';

/** Gives this call to this controller with a draft to score it in. */
export function lease(tx: Tx, app: App, member: Member, callId: number): boolean {
  if (!giveLease(tx, newLease(tx, app, member, callId))) return false;
  insertDraft(tx, { callId, reviewerId: member.id, purpose: 'credit' }, app.now());
  return true;
}

/** Gives it to them to be scored a second time. */
export function leaseSecond(tx: Tx, app: App, member: Member, callId: number): boolean {
  if (!giveSecondLease(tx, newLease(tx, app, member, callId))) return false;
  if (!beginSecond(tx, callId, member.id))
    throw new Error(`call ${callId} has no second score to make`);
  insertDraft(tx, { callId, reviewerId: member.id, purpose: 'second' }, app.now());
  return true;
}

function newLease(tx: Tx, app: App, { id: controllerId }: Member, callId: number) {
  return { callId, controllerId, now: app.now(), untilAt: leaseEnd(tx, app, callId) };
}

/** Until when a lease of this call lasts that is given or renewed now. */
export function leaseEnd(tx: Tx, app: App, callId: number): Instant {
  return leaseUntil(app.now(), talkSecondsOf(tx, callId), app.policy());
}
