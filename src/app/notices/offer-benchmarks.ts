import { startedCalibrations } from '../../db/calibrations.ts';
import type { Tx } from '../../db/open.ts';
import type { Member } from '../../db/people.ts';
import type { App } from '../app.ts';
import { notify } from './notify.ts';

/** Tells a new controller of the benchmarks, where there are any and a message reaches them. */
export function offerBenchmarks(tx: Tx, app: App, person: Member): void {
  if (!person.roles.includes('controller') || person.telegramId === null) return;
  if (app.policy().benchmarkCalls === 0) return;
  if (!startedCalibrations(tx).some(({ closedAt }) => closedAt !== null)) return;
  notify(tx, app, {
    key: `benchmarks_offered:${person.id}:${app.now()}`,
    personId: person.id,
    kind: 'benchmarks_offered',
  });
}
