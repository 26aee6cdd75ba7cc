import type { Member } from '../../db/people.ts';
import { asActor } from '../../domain/person.ts';
import type { Outcome } from '../../domain/refusal.ts';
import type { App } from '../app.ts';
import { moveCall } from '../calls/move-call.ts';
import { finishCreditReview } from './finish-review.ts';

/** The seller agrees: the score is approved at once and can no longer be appealed. */
export function acceptScore(app: App, member: Member, callId: number): Outcome<object> {
  return app.db.transaction((tx): Outcome<object> => {
    const moved = moveCall(tx, {
      callId,
      verb: 'accept',
      actor: asActor(member),
      now: app.now(),
      facts: {},
    });
    if (moved.ok) finishCreditReview(tx, app, moved.call, { outcome: 'approved', decisions: {} });
    return moved;
  });
}
