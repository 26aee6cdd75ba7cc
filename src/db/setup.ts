import { and, eq, gt, isNull, min, sql } from 'drizzle-orm';
import type { Role } from '../domain/person.ts';
import type { Instant } from '../domain/time.ts';
import type { Db } from './open.ts';
import { type Given, prepared, preparedSql } from './query.ts';
import { calls } from './schema/calls.ts';
import { checklists } from './schema/checklists.ts';
import { drawnCalls } from './schema/drawn-calls.ts';
import { draws } from './schema/draws.ts';
import { people, personRoles } from './schema/people.ts';

/** Whether there is any of what a company needs before its first score: a step into an index each. */

const activeWith = prepared((orm, { role }: Given<{ role: Role }>) =>
  orm
    .select({ id: people.id })
    .from(personRoles)
    .innerJoin(people, eq(people.id, personRoles.personId))
    .where(and(eq(personRoles.role, role), eq(people.active, true)))
    .limit(1),
);

export function anyActiveWith(db: Db, role: Role): boolean {
  return activeWith(db).get({ role }) !== undefined;
}

const activeType = prepared((orm) =>
  orm.select({ id: checklists.id }).from(checklists).where(eq(checklists.active, true)).limit(1),
);

export function anyChecklist(db: Db): boolean {
  return activeType(db).get() !== undefined;
}

const firstCall = prepared((orm) =>
  orm.select({ id: calls.id }).from(calls).where(gt(calls.id, 0)).limit(1),
);

export function anyCall(db: Db): boolean {
  return firstCall(db).get() !== undefined;
}

const readyCall = preparedSql(
  () => sql<{ one: 1 }>`
    SELECT 1 one FROM ${calls} INDEXED BY calls_ready WHERE ${calls.readyAt} > 0 LIMIT 1`,
);

/** Whether any call has its seller, its talk time and its recording. */
export function anyReadyCall(db: Db): boolean {
  return readyCall(db).get() !== undefined;
}

const drawnCall = prepared((orm) =>
  orm.select({ id: drawnCalls.drawId }).from(drawnCalls).where(gt(drawnCalls.drawId, 0)).limit(1),
);

export function anyDrawnCall(db: Db): boolean {
  return drawnCall(db).get() !== undefined;
}

const coming = prepared((orm) =>
  orm
    .select({ at: min(draws.windowToAt) })
    .from(draws)
    .where(isNull(draws.drawnAt)),
);

/** When the coming draw takes place; null where none is planned. */
export function nextDrawAt(db: Db): Instant | null {
  return coming(db).get()?.at ?? null;
}
