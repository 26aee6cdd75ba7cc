import { callFacts } from '../../db/calls.ts';
import { endLease, leaseOf } from '../../db/leases.ts';
import type { Tx } from '../../db/open.ts';
import { personById } from '../../db/people.ts';
import { callsInHandOf, idleCalls, neverBegun } from '../../db/returns.ts';
import { capacitiesOf } from '../../domain/access.ts';
import { deadlineOf } from '../../domain/deadline.ts';
import { asActor, system } from '../../domain/person.ts';
import { plusDuration } from '../../domain/time.ts';
import type { App } from '../app.ts';
import { notify } from '../notices/notify.ts';
import { tellStuck } from '../notices/tell-of-queue.ts';
import { release } from './release-call.ts';

const batch = 200;

/**
 * Calls that nobody works on come back by themselves (DESIGN 2): queued for credit and never begun (once
 * given back, by nobody else), or taken for teaching and left idle. Of those that
 * no controller could begin on, the heads are told. Answers how many came back.
 */
export function returnCalls(app: App): number {
  const returned = returnUnstarted(app) + returnIdle(app);
  tellStuck(app);
  return returned;
}

function returnUnstarted(app: App): number {
  const { timeZone, unstartedWorkingDays } = app.policy();
  const delay = `P${unstartedWorkingDays}D`;
  // So many working days are at least as many days: what is younger need not be looked at.
  const before = plusDuration(app.nowEarliest(), `-${delay}`, timeZone);
  const due = neverBegun(app.db, before, batch).filter(({ waitsFrom }) => {
    const terms = { startedAt: waitsFrom, delay, zone: timeZone, workingDays: true, absences: [] };
    return deadlineOf(terms) <= app.nowEarliest();
  });
  return due.filter(
    ({ id }) =>
      app.db.transaction((tx) =>
        release(tx, app, { callId: id, actor: system, reason: 'unstarted' }),
      ).ok,
  ).length;
}

function returnIdle(app: App): number {
  const { timeZone, idleDays } = app.policy();
  const before = plusDuration(app.nowEarliest(), `-P${idleDays}D`, timeZone);
  return idleCalls(app.db, before, batch).filter(
    ({ id, reviewerId }) =>
      app.db.transaction((tx) => {
        const back = release(tx, app, { callId: id, actor: system, reason: 'idle' });
        if (back.ok) {
          notify(tx, app, {
            key: `call_returned:${id}:${app.now()}`,
            personId: reviewerId,
            kind: 'call_returned',
            callId: id,
          });
        }
        return back;
      }).ok,
  ).length;
}

/**
 * Frees what somebody holds and may hold no longer, since they were deactivated or lost a role: a
 * controller's call waits in the queue for the next, a teacher's goes back to where it came from.
 */
export function returnCallsOf(tx: Tx, app: App, personId: number): void {
  const person = personById(tx, personId, app.now());
  if (!person) return;
  const keeps = (callId: number) => {
    const call = callFacts(tx, callId);
    return person.active && call !== null && capacitiesOf(asActor(person), call).has('reviewer');
  };
  const held = leaseOf(tx, personId);
  if (held && !keeps(held.callId)) endLease(tx, held, 'freed', app.now());
  for (const callId of callsInHandOf(tx, personId)) {
    if (keeps(callId)) continue;
    release(tx, app, { callId, actor: system, reason: 'deactivated' });
  }
}
