import { and, eq, exists, sql } from 'drizzle-orm';
import type { AppealKind } from '../domain/call.ts';
import type { Instant } from '../domain/time.ts';
import { mustBe } from './appeals.ts';
import type { Orm, Tx } from './open.ts';
import { type Given, nameOf, prepared, preparedSql } from './query.ts';
import { appealItems, appeals } from './schema/appeals.ts';

/** A seller's draft of an appeal: begun by the first touch, kept until it is sent or dropped. */

const isDraft = sql`${appeals.state} = 'draft'`;

type OfDraft = Given<{ id: number }>;

const draftWith = (orm: Orm, { id }: OfDraft) =>
  orm
    .select({ id: appeals.id })
    .from(appeals)
    .where(and(eq(appeals.id, id), isDraft));

const insert = prepared(
  (orm, given: Given<{ callId: number; reviewId: number; sellerId: number }>) =>
    orm
      .insert(appeals)
      .values({
        callId: given.callId,
        reviewId: given.reviewId,
        sellerId: given.sellerId,
        state: 'draft',
        kind: 'items',
      })
      .onConflictDoNothing(),
);

/** Begins a draft, unless the review has an appeal already. */
export function insertAppealDraft(
  tx: Tx,
  draft: { callId: number; reviewId: number; sellerId: number },
): void {
  insert(tx).run(draft);
}

const removeItems = prepared((orm, given: OfDraft) =>
  orm
    .delete(appealItems)
    .where(and(eq(appealItems.appealId, given.id), exists(draftWith(orm, given)))),
);

const remove = prepared((orm, { id }: OfDraft) =>
  orm.delete(appeals).where(and(eq(appeals.id, id), isDraft)),
);

export function deleteAppealDraft(tx: Tx, id: number): void {
  removeItems(tx).run({ id });
  mustBe('draft', id, remove(tx).run({ id }));
}

const setKind = prepared((orm, { id, kind }: Given<{ id: number; kind: AppealKind }>) =>
  orm
    .update(appeals)
    .set({ kind })
    .where(and(eq(appeals.id, id), isDraft)),
);

export function setAppealKind(tx: Tx, id: number, kind: AppealKind): void {
  mustBe('draft', id, setKind(tx).run({ id, kind }));
  if (kind !== 'items') removeItems(tx).run({ id });
}

const removeItem = prepared((orm, given: Given<{ id: number; itemCode: string }>) =>
  orm
    .delete(appealItems)
    .where(
      and(
        eq(appealItems.appealId, given.id),
        eq(appealItems.itemCode, given.itemCode),
        exists(draftWith(orm, given)),
      ),
    ),
);

const insertItem = preparedSql(
  ({ id, itemCode }: Given<{ id: number; itemCode: string }>) => sql<never>`
    INSERT INTO ${appealItems} (${nameOf(appealItems.appealId)}, ${nameOf(appealItems.itemCode)})
    SELECT ${appeals.id}, ${itemCode} FROM ${appeals} WHERE ${appeals.id} = ${id} AND ${isDraft}`,
);

/** Takes an item into a draft, or out of it again. */
export function toggleAppealItem(tx: Tx, id: number, itemCode: string): void {
  if (removeItem(tx).run({ id, itemCode }).changes > 0) return;
  mustBe('draft', id, insertItem(tx).run({ id, itemCode }));
}

const setReason = prepared(
  (orm, given: Given<{ id: number; text: string | null; voice: string | null }>) =>
    orm
      .update(appeals)
      .set({ reason: given.text, reasonVoice: given.voice })
      .where(and(eq(appeals.id, given.id), isDraft)),
);

export function setAppealReason(
  tx: Tx,
  id: number,
  { text, voice }: { text: string | null; voice: string | null },
): void {
  mustBe('draft', id, setReason(tx).run({ id, text, voice }));
}

const send = prepared((orm, { id, now }: Given<{ id: number; now: Instant }>) =>
  orm
    .update(appeals)
    .set({ state: 'open', openedAt: now })
    .where(and(eq(appeals.id, id), isDraft)),
);

/** Sends a draft: from here on the appeal is its heads' to decide. */
export function openAppeal(tx: Tx, id: number, now: Instant): void {
  mustBe('draft', id, send(tx).run({ id, now }));
}
