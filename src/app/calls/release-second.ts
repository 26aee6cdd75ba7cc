import { endLease, leaseOf } from '../../db/leases.ts';
import type { Tx } from '../../db/open.ts';
import type { Member } from '../../db/people.ts';
import { discardDraft } from '../../db/review-drafts.ts';
import { dropSecond } from '../../db/second-scores.ts';
import { type Outcome, refuse } from '../../domain/refusal.ts';
import type { App } from '../app.ts';

/** A second score that cannot be made is not made: the call and its first score stay as they are. */
export function giveSecondBack(tx: Tx, app: App, member: Member, callId: number): Outcome<object> {
  const now = app.now();
  const held = leaseOf(tx, member.id);
  if (held?.callId !== callId) return refuse('lease_lost');
  endLease(tx, held, 'given_back', now);
  discardDraft(tx, callId, member.id);
  dropSecond(tx, callId, now);
  return { ok: true };
}
