import { type CallView, callFacts, callView } from '../../db/calls.ts';
import { sentSince } from '../../db/leases.ts';
import type { Db } from '../../db/open.ts';
import type { Member } from '../../db/people.ts';
import { queueSize } from '../../db/queue.ts';
import { limits } from '../../domain/checklist.ts';
import { asActor } from '../../domain/person.ts';
import { type GivenReason, keptReason, type sendReasons } from '../../domain/ready-reasons.ts';
import { type Outcome, type Refusal, refuse } from '../../domain/refusal.ts';
import { mayNow } from '../../domain/status.ts';
import { localMonthOf, startOfMonth } from '../../domain/time.ts';
import type { App } from '../app.ts';
import { moveCall } from '../calls/move-call.ts';
import { tellControllers } from '../notices/tell-of-queue.ts';

/**
 * Whether this person may send the call now, before any reason is given: nobody types one in vain.
 * `left`: how many calls of its seller can still be sent this month.
 */
export function maySend(app: App, member: Member, callId: number): Outcome<{ left: number }> {
  const call = callFacts(app.db, callId);
  const view = callView(app.db, callId);
  if (!call || !view) return refuse('not_found');
  const allowed = mayNow(call, 'send', asActor(member), app.nowEarliest());
  if (!allowed.ok) return allowed;
  const lacking = lackingOf(view);
  if (lacking) return refuse(lacking);
  const left = app.policy().sendsPerMonth - sentThisMonth(app.db, app, view.sellerId ?? 0);
  return left > 0 ? { ok: true, left } : refuse('limit_sends');
}

/** Without a seller nobody could be told of the score; without a recording nothing could be heard. */
function lackingOf({ sellerId, recordingPath, recordingUrl }: CallView): Refusal | null {
  if (sellerId === null) return 'no_seller';
  return recordingPath || recordingUrl ? null : 'no_recording';
}

/**
 * A head sends a call to the controllers: it counts like a drawn one, and its seller reads who sent it
 * and why. So many of one seller in a month (policy), since a hand-picked call is no sample.
 */
export function sendCall(
  app: App,
  member: Member,
  callId: number,
  given: GivenReason<(typeof sendReasons)[number]>,
): Outcome<object> {
  const reason = keptReason(given);
  if (reason.length > limits.messageMax) return refuse('too_long');
  return app.db.transaction((tx): Outcome<object> => {
    const now = app.now();
    const view = callView(tx, callId);
    const waiting = queueSize(tx).waiting;
    const moved = moveCall(tx, {
      callId,
      verb: 'send',
      actor: asActor(member),
      now,
      facts: {
        reason,
        sentThisMonth: sentThisMonth(tx, app, view?.sellerId ?? 0),
        sendsPerMonth: app.policy().sendsPerMonth,
      },
      note: reason,
      change: {
        sentById: member.id,
        queuedAt: now,
        queuedMonth: localMonthOf(now, app.policy().timeZone),
      },
    });
    if (!moved.ok) return moved;
    const lacking = view && lackingOf(view);
    if (lacking) return refuse(lacking);
    if (waiting === 0) tellControllers(tx, app, callId);
    return moved;
  });
}

/** Whatever became of them: a call given back was sent all the same. */
function sentThisMonth(db: Db, app: App, sellerId: number): number {
  const { timeZone } = app.policy();
  return sentSince(db, sellerId, startOfMonth(localMonthOf(app.now(), timeZone), timeZone));
}
