import { callFacts } from '../../db/calls.ts';
import { endLease, expiredLeases, leaseOf, renewLease } from '../../db/leases.ts';
import { meetingsOf } from '../../db/meetings.ts';
import type { Tx } from '../../db/open.ts';
import type { Member } from '../../db/people.ts';
import { oldestBegun, oldestBegunSecond, oldestQueued, oldestSeconds } from '../../db/queue.ts';
import { draftOf, type Review } from '../../db/reviews.ts';
import { secondOf } from '../../db/second-scores.ts';
import { capacitiesOf } from '../../domain/access.ts';
import type { Call } from '../../domain/call.ts';
import { fairest } from '../../domain/fair-lots.ts';
import { asActor } from '../../domain/person.ts';
import { type Outcome, type Refusal, refuse } from '../../domain/refusal.ts';
import { mayNow } from '../../domain/status.ts';
import { plusDuration } from '../../domain/time.ts';
import type { App } from '../app.ts';
import { lease, leaseEnd, leaseSecond } from '../calls/lease-call.ts';
import { notify } from '../notices/notify.ts';
import { tellTied } from '../notices/tell-of-queue.ts';

/** Two people score each other where both did within this time. */
const mutualWithin = 'P90D';

/**
 * Leases a controller the call to score next: the one they hold, else one they had begun, else the
 * oldest of the queue that is for them (3.2). A controller holds one at a time, and a call is held by one.
 * A head goes on with a returned call that they hold or had begun.
 */
export function nextCall(app: App, member: Member): Outcome<{ callId: number }> {
  return app.db.transaction((tx): Outcome<{ callId: number }> => {
    freeExpired(tx, app, member);
    const held = leaseOf(tx, member.id);
    if (held) {
      renewLease(tx, held.id, leaseEnd(tx, app, held.callId));
      return { ok: true, callId: held.callId };
    }
    const begun = oldestBegun(tx, member.id);
    if (begun !== null && mayHold(tx, member, begun)) return leased(tx, app, member, begun);
    if (!member.roles.includes('controller')) return refuse('not_allowed');
    return secondBegun(tx, app, member) ?? fromQueue(tx, app, member);
  });
}

function secondBegun(tx: Tx, app: App, member: Member): Outcome<{ callId: number }> | null {
  const callId = oldestBegunSecond(tx, member.id);
  if (callId === null || !leaseSecond(tx, app, member, callId)) return null;
  return { ok: true, callId };
}

/**
 * The oldest of what waits to be scored, for the first time or the second, whose seller this controller has
 * not met more often than their share.
 */
function fromQueue(tx: Tx, app: App, member: Member): Outcome<{ callId: number }> {
  const now = app.now();
  const since = plusDuration(now, `-${mutualWithin}`, app.policy().timeZone);
  const firsts = oldestQueued(tx, member.id, { now, since }).map((one) => ({
    ...one,
    first: true,
  }));
  const seconds = oldestSeconds(tx, member.id, { now, since }).map((one) => {
    return { ...one, tie: null, first: false };
  });
  const waiting = [...firsts, ...seconds].sort((a, b) => a.queuedAt - b.queuedAt);
  const met = meetingsOf(
    tx,
    waiting.flatMap(({ sellerId }) => sellerId ?? []),
    since,
  );
  const found = fairest(waiting, member.id, met);
  if (found === null) return refuse('queue_empty');
  const { id: callId, tie, first } = found;
  if (!first) return leaseSecond(tx, app, member, callId) ? { ok: true, callId } : refuse('stale');
  if (tie !== null) tellTied(tx, app, { callId, controller: member, tie });
  return leased(tx, app, member, callId);
}

function leased(tx: Tx, app: App, member: Member, callId: number): Outcome<{ callId: number }> {
  return lease(tx, app, member, callId) ? { ok: true, callId } : refuse('stale');
}

function mayHold(tx: Tx, member: Member, callId: number): boolean {
  const call = callFacts(tx, callId);
  return (
    call !== null &&
    capacitiesOf(asActor(member), { ...call, reviewerId: member.id }).has('reviewer')
  );
}

/**
 * Ends the leases that ran out, so that others may take those calls; answers how many. Whoever lost a
 * call so is told, unless they are at work right now.
 */
function freeExpired(tx: Tx, app: App, atWork?: Member): number {
  const expired = expiredLeases(tx, app.now());
  for (const held of expired) {
    endLease(tx, held, 'expired', app.now());
    if (held.controllerId === atWork?.id) continue;
    notify(tx, app, {
      key: `lease:${held.id}`,
      personId: held.controllerId,
      kind: 'lease_expired',
      callId: held.callId,
    });
  }
  return expired.length;
}

/** A renewal that would win less than this is not worth a write. */
const renewalStepMs = 60_000;

/**
 * The draft of a call that this person holds; each look renews the lease. A lease that ran out is taken
 * up again as long as nobody else has the call.
 */
export function heldDraft(
  tx: Tx,
  app: App,
  member: Member,
  callId: number,
): Outcome<{ review: Review; call: Call }> {
  const review = draftOf(tx, callId, member.id);
  let call = callFacts(tx, callId);
  if (call && review?.purpose === 'second') return heldSecond(tx, app, member, { review, call });
  if (review && call?.reviewerId === null && call.status === 'listening_credit') {
    freeExpired(tx, app, member);
    if (!lease(tx, app, member, callId)) return refuse('already_held');
    call = callFacts(tx, callId);
  }
  if (!call) return refuse('not_found');
  const allowed = mayNow(call, 'score', asActor(member), app.nowEarliest());
  if (!allowed.ok) return refuse(refusalOf(allowed.refusal, review, call));
  if (!review) return refuse('stale');
  renew(tx, app, member);
  return { ok: true, review, call };
}

/** The draft of a second score; like that of a first one it is taken up again where nobody else has it. */
function heldSecond(
  tx: Tx,
  app: App,
  member: Member,
  { review, call }: { review: Review; call: Call },
): Outcome<{ review: Review; call: Call }> {
  const second = secondOf(tx, call.id);
  const isOpen = second?.reviewId === null && second.droppedAt === null;
  if (!isOpen || !capacitiesOf(asActor(member), call).has('second')) return refuse('lease_lost');
  if (leaseOf(tx, member.id)?.callId !== call.id) {
    freeExpired(tx, app, member);
    if (!leaseSecond(tx, app, member, call.id)) return refuse('already_held');
  }
  renew(tx, app, member);
  return { ok: true, review, call };
}

/** Somebody else has it by now, it was handed in already, or what the table says. */
function refusalOf(refusal: Refusal, review: Review | null, call: Call): Refusal {
  if (review) return 'lease_lost';
  return refusal === 'not_allowed' && call.status !== 'listening_credit' ? 'wrong_status' : refusal;
}

function renew(tx: Tx, app: App, member: Member): void {
  const held = leaseOf(tx, member.id);
  if (!held) return;
  const untilAt = leaseEnd(tx, app, held.callId);
  if (untilAt - held.untilAt >= renewalStepMs) renewLease(tx, held.id, untilAt);
}

export function freeExpiredLeases(app: App): number {
  return app.db.transaction((tx) => freeExpired(tx, app));
}
