import { talkSecondsOf } from '../../db/calls.ts';
import { giveLease } from '../../db/leases.ts';
import type { Tx } from '../../db/open.ts';
import type { Member } from '../../db/people.ts';
import { insertDraft } from '../../db/review-drafts.ts';
import { leaseUntil } from '../../domain/lease.ts';
import type { Instant } from '../../domain/time.ts';
import type { App } from '../app.ts';

/** Gives this call to this controller with a draft to score it in. */
export function lease(tx: Tx, app: App, member: Member, callId: number): boolean {
  const now = app.now();
  const untilAt = leaseEnd(tx, app, callId);
  if (!giveLease(tx, { callId, controllerId: member.id, now, untilAt })) return false;
  insertDraft(tx, { callId, reviewerId: member.id, purpose: 'credit' }, now);
  return true;
}

/** Until when a lease of this call lasts that is given or renewed now. */
export function leaseEnd(tx: Tx, app: App, callId: number): Instant {
  return leaseUntil(app.now(), talkSecondsOf(tx, callId), app.policy());
}
