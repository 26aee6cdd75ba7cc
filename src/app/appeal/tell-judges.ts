import { markEscalated } from '../../db/appeals.ts';
import type { Tx } from '../../db/open.ts';
import { type Member, peopleWithRole } from '../../db/people.ts';
import { capacitiesOf } from '../../domain/access.ts';
import type { Call } from '../../domain/call.ts';
import { asActor } from '../../domain/person.ts';
import type { Instant } from '../../domain/time.ts';
import type { App } from '../app.ts';
import { notify } from '../notices/notify.ts';

/** The supervisors who may decide the appeal of a call now. */
export function judgesOf(tx: Tx, app: App, call: Call): Member[] {
  return peopleWithRole(tx, 'supervisor', app.now()).filter((member) =>
    capacitiesOf(asActor(member), call).has('judge'),
  );
}

/**
 * Tells those who may decide an appealed call, as it is by now. Where nobody in scope may (no head, or
 * only the one who scored or sent it), it goes to every supervisor at once (3.5). Each hears of a stage once,
 * and again where something has made it theirs anew (`anewAt`).
 */
export function tellJudges(
  tx: Tx,
  app: App,
  about: {
    appealId: number;
    call: Call;
    stage: 'new' | 'reminder' | 'escalated';
    anewAt?: Instant;
  },
): void {
  const { appealId, call, stage, anewAt } = about;
  for (const judge of judgesInReach(tx, app, appealId, call)) {
    const once = `appeal:${appealId}:${stage}:${judge.id}`;
    const key = anewAt === undefined ? once : `${once}:${anewAt}`;
    const to = { key, personId: judge.id, callId: call.id };
    if (stage === 'new') {
      notify(tx, app, { ...to, kind: 'appeal_waiting', payload: { appealId, stage } });
    } else notify(tx, app, { ...to, kind: 'appeal_overdue', payload: { appealId, stage } });
  }
}

function judgesInReach(tx: Tx, app: App, appealId: number, call: Call): Member[] {
  const inScope = judgesOf(tx, app, call);
  if (inScope.length > 0 || !call.appeal) return inScope;
  const escalatedAt = app.now();
  markEscalated(tx, appealId, escalatedAt);
  return judgesOf(tx, app, { ...call, appeal: { ...call.appeal, escalatedAt } });
}
