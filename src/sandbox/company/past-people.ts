import type { App } from '../../app/app.ts';
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
