import { and, asc, desc, eq, isNull, sql } from 'drizzle-orm';
import type { Instant } from '../domain/time.ts';
import type { Db, Tx } from './open.ts';
import { type Given, prepared } from './query.ts';
import { bestExamples, heardItems } from './schema/best-examples.ts';

export type BestExample = typeof bestExamples.$inferSelect;

interface Marked {
  callId: number;
  itemCode: string;
  versionId: number;
  sellerId: number;
  momentS: number;
  markedById: number;
  now: Instant;
}

const mark = prepared((orm, given: Given<Marked>) => {
  const marked = {
    versionId: given.versionId,
    sellerId: given.sellerId,
    momentS: given.momentS,
    markedById: given.markedById,
    markedAt: given.now,
  };
  return orm
    .insert(bestExamples)
    .values({ callId: given.callId, itemCode: given.itemCode, ...marked })
    .onConflictDoUpdate({
      target: [bestExamples.callId, bestExamples.itemCode],
      set: { ...marked, released: null, answeredAt: null, removedAt: null },
    })
    .returning();
});

/** Marks a moment as the example of its call for an item; the seller is asked anew. */
export function insertBest(tx: Tx, marked: Marked): BestExample {
  const made = mark(tx).get({ ...marked });
  if (!made) throw new Error(`no example of call ${marked.callId} was made`);
  return made;
}

const byId = prepared((orm, { id }: Given<{ id: number }>) =>
  orm.select().from(bestExamples).where(eq(bestExamples.id, id)),
);

export function bestById(db: Db, id: number): BestExample | null {
  return byId(db).get({ id }) ?? null;
}

const byCall = prepared((orm, given: Given<{ callId: number; itemCode: string }>) =>
  orm
    .select()
    .from(bestExamples)
    .where(and(eq(bestExamples.callId, given.callId), eq(bestExamples.itemCode, given.itemCode))),
);

/** The example of a call for an item, one that was removed too. */
export function bestOfCall(db: Db, callId: number, itemCode: string): BestExample | null {
  return byCall(db).get({ callId, itemCode }) ?? null;
}

const isThere = isNull(bestExamples.removedAt);
const all = prepared((orm) =>
  orm
    .select()
    .from(bestExamples)
    .where(isThere)
    .orderBy(asc(bestExamples.itemCode), asc(bestExamples.id)),
);

/** Every example, item by item. */
export function allBest(db: Db): BestExample[] {
  return all(db).all();
}

const ofItem = prepared((orm, { itemCode }: Given<{ itemCode: string }>) =>
  orm
    .select()
    .from(bestExamples)
    .where(and(eq(bestExamples.itemCode, itemCode), isThere, eq(bestExamples.released, true)))
    .orderBy(desc(bestExamples.id)),
);

/** The examples of items of a code that their sellers have released, the latest first. */
export function releasedBest(db: Db, itemCode: string): BestExample[] {
  return ofItem(db).all({ itemCode });
}

const ofSeller = prepared((orm, { sellerId }: Given<{ sellerId: number }>) =>
  orm
    .select()
    .from(bestExamples)
    .where(and(eq(bestExamples.sellerId, sellerId), isThere))
    .orderBy(desc(bestExamples.id)),
);

/** The examples of a seller's own calls, the latest first. */
export function bestOfSeller(db: Db, sellerId: number): BestExample[] {
  return ofSeller(db).all({ sellerId });
}

const release = prepared((orm, given: Given<{ id: number; released: boolean; now: Instant }>) =>
  orm
    .update(bestExamples)
    .set({ released: given.released, answeredAt: given.now })
    .where(and(eq(bestExamples.id, given.id), isThere)),
);

export function setReleased(tx: Tx, id: number, released: boolean, now: Instant): boolean {
  return release(tx).run({ id, released, now }).changes === 1;
}

const remove = prepared((orm, { id, now }: Given<{ id: number; now: Instant }>) =>
  orm
    .update(bestExamples)
    .set({ removedAt: now })
    .where(and(eq(bestExamples.id, id), isThere)),
);

export function removeBest(tx: Tx, id: number, now: Instant): boolean {
  return remove(tx).run({ id, now }).changes === 1;
}

type Heard = { personId: number; checklistId: number; itemCode: string };

const note = prepared((orm, given: Given<Heard & { now: Instant }>) =>
  orm
    .insert(heardItems)
    .values({
      personId: given.personId,
      checklistId: given.checklistId,
      itemCode: given.itemCode,
      heardAt: given.now,
    })
    .onConflictDoUpdate({
      target: [heardItems.personId, heardItems.checklistId, heardItems.itemCode],
      set: { heardAt: given.now },
    }),
);

export function noteHeard(tx: Tx, heard: Heard & { now: Instant }): void {
  note(tx).run(heard);
}

const heardBy = prepared((orm, { personId }: Given<{ personId: number }>) =>
  orm.select().from(heardItems).where(eq(heardItems.personId, personId)),
);

/** What somebody said they heard, `checklistId itemCode` → when. */
export function heardOf(db: Db, personId: number): Map<string, Instant> {
  return new Map(
    heardBy(db)
      .all({ personId })
      .map((one) => [`${one.checklistId} ${one.itemCode}`, one.heardAt]),
  );
}

/** Takes a seller's examples away from their colleagues, and what they heard. */
export const learningErased = [
  prepared((orm, { id }: Given<{ id: number }>) =>
    orm.update(bestExamples).set({ released: false }).where(eq(bestExamples.sellerId, id)),
  ),
  prepared((orm, { id }: Given<{ id: number }>) =>
    orm.delete(heardItems).where(sql`${heardItems.personId} = ${id}`),
  ),
];
