import { and, asc, eq, isNull } from 'drizzle-orm';
import type { Instant } from '../domain/time.ts';
import type { Db, Orm, Tx } from './open.ts';
import { type Given, prepared } from './query.ts';
import { pausedItems } from './schema/checklists.ts';
import { people } from './schema/people.ts';

const selectPauses = (orm: Orm, { checklistId }: Given<{ checklistId: number }>) =>
  orm
    .select({
      id: pausedItems.id,
      /** In whose wording. */
      versionId: pausedItems.versionId,
      itemCode: pausedItems.itemCode,
      pausedAt: pausedItems.pausedAt,
      pausedBy: people.name,
      /** Null while it lasts. */
      resumedAt: pausedItems.resumedAt,
    })
    .from(pausedItems)
    .innerJoin(people, eq(people.id, pausedItems.pausedById))
    .where(eq(pausedItems.checklistId, checklistId))
    .orderBy(asc(pausedItems.id));

/** An item of a call type that was paused in a wording, and for how long. */
export type Pause = ReturnType<ReturnType<typeof selectPauses>['all']>[number];

const pauses = prepared(selectPauses);

/** Every pause of a call type's items, those that are over included, in their order. */
export function pausesOf(db: Db, checklistId: number): Pause[] {
  return pauses(db).all({ checklistId });
}

interface NewPause {
  checklistId: number;
  versionId: number;
  itemCode: string;
  byId: number;
  now: Instant;
}

const insert = prepared((orm, given: Given<NewPause>) =>
  orm.insert(pausedItems).values({
    checklistId: given.checklistId,
    versionId: given.versionId,
    itemCode: given.itemCode,
    pausedById: given.byId,
    pausedAt: given.now,
  }),
);

export function insertPause(tx: Tx, pause: NewPause): void {
  insert(tx).run(pause);
}

const end = prepared((orm, { id, byId, now }: Given<{ id: number; byId: number; now: Instant }>) =>
  orm
    .update(pausedItems)
    .set({ resumedById: byId, resumedAt: now })
    .where(and(eq(pausedItems.id, id), isNull(pausedItems.resumedAt))),
);

/** Ends a pause; one that is over stays as it was. */
export function endPause(tx: Tx, id: number, byId: number, now: Instant): void {
  end(tx).run({ id, byId, now });
}
