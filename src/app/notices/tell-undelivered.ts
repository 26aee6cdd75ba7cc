import { callFacts, callView } from '../../db/calls.ts';
import type { Tx } from '../../db/open.ts';
import { changePayload, noticeByKey } from '../../db/outbox.ts';
import { type Member, peopleWithRole } from '../../db/people.ts';
import { unnotifiedScores } from '../../db/unheard.ts';
import { capacitiesOf } from '../../domain/access.ts';
import type { Call } from '../../domain/call.ts';
import { contentOf } from '../../domain/notice-kinds.ts';
import { asActor } from '../../domain/person.ts';
import { localDateOf } from '../../domain/time.ts';
import type { App } from '../app.ts';
import { notify } from './notify.ts';

/** A head of the call's direction, or an administrator: whoever may tell its seller in person. */
function mayTell(member: Member, call: Call): boolean {
  const mine = capacitiesOf(asActor(member), call);
  return mine.has('supervisor') || mine.has('admin');
}

/**
 * Heads and administrators are told of a score that its seller could not be told of: one message a
 * seller and day, which gathers each further one.
 */
export function tellUndelivered(tx: Tx, app: App, callId: number): void {
  const call = callFacts(tx, callId);
  if (!call) return;
  const today = localDateOf(app.now(), app.policy().timeZone);
  const heads = [
    ...peopleWithRole(tx, 'supervisor', app.now()),
    ...peopleWithRole(tx, 'admin', app.now()),
  ];
  for (const [personId, head] of new Map(heads.map((member) => [member.id, member]))) {
    if (mayTell(head, call)) {
      tell(tx, app, `unreachable:${call.sellerId}:${today}:${personId}`, personId, callId);
    }
  }
}

function tell(tx: Tx, app: App, key: string, personId: number, callId: number): void {
  const told = noticeByKey(tx, key);
  if (!told) {
    const payload = { calls: [callId] };
    notify(tx, app, { key, personId, kind: 'unreachable', callId, payload });
    return;
  }
  const content = contentOf(told);
  const known = (content?.kind === 'unreachable' && content.payload.calls) || [];
  if (known.includes(callId)) return;
  const calls = [...known, callId];
  changePayload(tx, told.id, { calls });
  // Where the message has not left yet this changes nothing: it leaves with all of them.
  notify(tx, app, {
    key: `${key}:${calls.length}`,
    personId,
    kind: 'unreachable_more',
    callId: calls[0] ?? callId,
    payload: { calls },
    dueAt: app.now(),
  });
}

/** A seller with scores that wait for them and that they were not told of. */
export interface Undelivered {
  sellerId: number;
  sellerName: string | null;
  callIds: number[];
}

/** What this person is to tell its sellers in person, the nearest deadline first. */
export function undeliveredFor(app: App, member: Member): Undelivered[] {
  const found = new Map<number, Undelivered>();
  for (const callId of unnotifiedScores(app.db)) {
    const call = callFacts(app.db, callId);
    if (!call || call.sellerId === null || !mayTell(member, call)) continue;
    const { sellerId } = call;
    const sellerName = callView(app.db, callId)?.sellerName ?? null;
    const of = found.get(sellerId) ?? { sellerId, sellerName, callIds: [] };
    of.callIds.push(callId);
    found.set(sellerId, of);
  }
  return [...found.values()];
}
