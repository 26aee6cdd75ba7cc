import type { App } from '../../app/app.ts';
import type { Member } from '../../app/people/members.ts';
import { recordingWasSent } from '../../app/scoring/score-call.ts';
import { talkSecondsOf } from '../../db/calls.ts';
import { personByExternalId } from '../../db/people.ts';
import type { Language } from '../../domain/person.ts';

/** The clock of the past, which only past.ts moves. */
export interface PastClock {
  now: number;
}

/** The demo company in its past. */
export interface Past {
  app: App;
  clock: PastClock;
  zone: string;
  /** What everybody speaks and writes. */
  language: Language;
  roll(n: number): number;
}

export const controllers = ['controller-kiseleva', 'controller-mishin'];

/** One of its people as they are by then. */
export function as({ app, clock }: Past, externalId: string) {
  const person = personByExternalId(app.db, externalId, clock.now);
  if (!person) throw new Error(`the demo's past has no ${externalId}`);
  return person;
}

/** A controller hears most of a call, or some of it twice, before the score is handed in. */
export function hear({ app, clock }: Past, controller: Member, callId: number): void {
  recordingWasSent(app, controller, callId);
  const share = 0.7 + (callId % 6) / 10;
  clock.now += Math.round(talkSecondsOf(app.db, callId) * share) * 1000;
}
