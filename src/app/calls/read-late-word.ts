import { callFacts } from '../../db/calls.ts';
import { lateWordOf } from '../../db/late-words.ts';
import { type Capacity, canSee } from '../../domain/access.ts';
import type { LateWord } from '../../domain/late-word.ts';
import type { Actor } from '../../domain/person.ts';
import type { App } from '../app.ts';

/** What a telephone system said of a call after somebody had taken it up; null: nothing. */
export const lateWordFor = (app: App, callId: number): LateWord | null =>
  lateWordOf(app.db, callId)?.said ?? null;

/** The same, for heads and administrators alone; the call that it is one with may be none that they may see. */
export function lateWordSeenBy(
  app: App,
  actor: Actor,
  callId: number,
  capacities: ReadonlySet<Capacity>,
): LateWord | null {
  if (!capacities.has('supervisor') && !capacities.has('admin')) return null;
  const late = lateWordFor(app, callId);
  if (late?.partOf == null) return late;
  const other = callFacts(app.db, late.partOf);
  return other && canSee(actor, other) ? late : { ...late, partOf: null };
}
