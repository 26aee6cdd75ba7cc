import { asksSince, insertRequest, openRequestOf } from '../../db/advice.ts';
import type { Db, Tx } from '../../db/open.ts';
import { type Member, peopleWithRole } from '../../db/people.ts';
import { capacitiesOf } from '../../domain/access.ts';
import type { Call } from '../../domain/call.ts';
import { limits } from '../../domain/checklist.ts';
import { asActor } from '../../domain/person.ts';
import { type Outcome, refuse } from '../../domain/refusal.ts';
import { startOfWeek } from '../../domain/time.ts';
import type { App } from '../app.ts';
import { moveCall } from '../calls/move-call.ts';
import { notify } from '../notices/notify.ts';

/** A seller sends one of their calls to the heads of its direction, with a question where they have one. */
export function askAdvice(
  app: App,
  member: Member,
  callId: number,
  question: string | null,
): Outcome<object> {
  const text = question?.trim() || null;
  if ((text?.length ?? 0) > limits.messageMax) return refuse('too_long');
  return app.db.transaction((tx): Outcome<object> => {
    const now = app.now();
    const moved = moveCall(tx, {
      callId,
      verb: 'ask',
      actor: asActor(member),
      now,
      facts: {
        askedThisWeek: askedThisWeek(tx, app, member),
        asksPerWeek: app.policy().asksPerWeek,
      },
      note: text,
    });
    if (!moved.ok) return moved;
    insertRequest(tx, { callId, sellerId: member.id, question: text }, now);
    const request = openRequestOf(tx, callId);
    for (const head of headsOf(tx, app, moved.call)) {
      notify(tx, app, {
        key: `advice:${request?.id}:new:${head.id}`,
        personId: head.id,
        kind: 'advice_waiting',
        callId,
      });
    }
    return moved;
  });
}

/** The supervisors who may begin on a call's request. */
export function headsOf(tx: Tx, app: App, call: Call): Member[] {
  return peopleWithRole(tx, 'supervisor', app.now()).filter((head) =>
    capacitiesOf(asActor(head), call).has('supervisor'),
  );
}

function askedThisWeek(db: Db, app: App, member: Member): number {
  return asksSince(db, member.id, startOfWeek(app.now(), app.policy().timeZone));
}

/** How many requests a seller has left in this calendar week. */
export function asksLeft(app: App, member: Member): number {
  return Math.max(0, app.policy().asksPerWeek - askedThisWeek(app.db, app, member));
}
