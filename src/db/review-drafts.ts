import { and, eq, inArray, sql } from 'drizzle-orm';
import type { Purpose } from '../domain/purpose.ts';
import type { Instant } from '../domain/time.ts';
import type { Orm, Tx } from './open.ts';
import { type Given, prepared } from './query.ts';
import { changedFrom, draftOf, isDraft } from './reviews.ts';
import { reviewItems, reviews } from './schema/reviews.ts';

/** Reviews while they are being made: every change is of a draft, and of nothing handed in. */

interface NewDraft<Of extends Purpose = Purpose> {
  callId: number;
  reviewerId: number;
  purpose: Of;
}

const insert = prepared((orm, given: Given<NewDraft & { now: Instant }>) =>
  orm
    .insert(reviews)
    .values({
      callId: given.callId,
      reviewerId: given.reviewerId,
      purpose: given.purpose,
      state: 'draft',
      startedAt: given.now,
      touchedAt: given.now,
    })
    .onConflictDoNothing(),
);

/** A draft, unless its reviewer has one of that call already. */
export function insertDraft(tx: Tx, draft: NewDraft, now: Instant): void {
  insert(tx).run({ ...draft, now });
}

const turnTo = prepared((orm, given: Given<NewDraft & { now: Instant }>) =>
  orm
    .update(reviews)
    .set({ purpose: given.purpose, touchedAt: given.now })
    .where(
      and(eq(reviews.callId, given.callId), eq(reviews.reviewerId, given.reviewerId), isDraft),
    ),
);

/** The draft of a call that somebody takes for teaching, one that lay there from before included. */
export function beginTeachingDraft(
  tx: Tx,
  draft: NewDraft<'advice' | 'training'>,
  now: Instant,
): void {
  insertDraft(tx, draft, now);
  const { changes } = turnTo(tx).run({ ...draft, now });
  if (changes !== 1) throw new Error(`call ${draft.callId} has no draft of ${draft.reviewerId}`);
}

const dropItems = prepared((orm, { id }: Given<{ id: number }>) =>
  orm.delete(reviewItems).where(eq(reviewItems.reviewId, id)),
);

const drop = prepared((orm, { id }: Given<{ id: number }>) =>
  orm.delete(reviews).where(and(eq(reviews.id, id), isDraft)),
);

/** Forgets what was begun on a call that is handed back. */
export function discardDraft(tx: Tx, callId: number, reviewerId: number): void {
  const draft = draftOf(tx, callId, reviewerId);
  if (!draft) return;
  dropItems(tx).run({ id: draft.id });
  drop(tx).run({ id: draft.id });
}

const draftsOn = (orm: Orm, { callId }: Given<{ callId: number }>) =>
  orm
    .select({ id: reviews.id })
    .from(reviews)
    .where(and(eq(reviews.callId, callId), isDraft, sql`${reviews.purpose} <> 'side'`));

const dropItemsOn = prepared((orm, given: Given<{ callId: number }>) =>
  orm.delete(reviewItems).where(inArray(reviewItems.reviewId, draftsOn(orm, given))),
);

const dropOn = prepared((orm, given: Given<{ callId: number }>) =>
  orm.delete(reviews).where(inArray(reviews.id, draftsOn(orm, given))),
);

/** Forgets whatever anybody had begun on a call that goes back; side reviews are nobody's to end. */
export function discardDrafts(tx: Tx, callId: number): void {
  dropItemsOn(tx).run({ callId });
  dropOn(tx).run({ callId });
}

const version = prepared(
  (orm, given: Given<{ id: number; versionId: number; firstItem: string; now: Instant }>) =>
    orm
      .update(reviews)
      .set({
        versionId: given.versionId,
        cursorItem: given.firstItem,
        lastFailedItem: null,
        touchedAt: given.now,
      })
      .where(and(eq(reviews.id, given.id), isDraft)),
);

/** Another call type starts the checklist again. */
export function setVersion(
  tx: Tx,
  reviewId: number,
  { id: versionId, firstItem }: { id: number; firstItem: string },
  now: Instant,
): void {
  dropItems(tx).run({ id: reviewId });
  changedFrom('draft', reviewId, version(tx).run({ id: reviewId, versionId, firstItem, now }));
}

interface Cursor {
  item: string | null;
  lastFailed: string | null;
}

const cursor = prepared((orm, given: Given<Cursor & { id: number; now: Instant }>) =>
  orm
    .update(reviews)
    .set({ cursorItem: given.item, lastFailedItem: given.lastFailed, touchedAt: given.now })
    .where(and(eq(reviews.id, given.id), isDraft)),
);

/** Where the scoring screen stands; a null cursor is the overview. */
export function setCursor(tx: Tx, reviewId: number, to: Cursor, now: Instant): void {
  changedFrom('draft', reviewId, cursor(tx).run({ ...to, id: reviewId, now }));
}

const recommendation = prepared(
  (orm, { id, words, now }: Given<{ id: number; words: string | null; now: Instant }>) =>
    orm
      .update(reviews)
      .set({ recommendation: words, touchedAt: now })
      .where(and(eq(reviews.id, id), isDraft)),
);

export function setRecommendation(
  tx: Tx,
  reviewId: number,
  words: string | null,
  now: Instant,
): void {
  changedFrom('draft', reviewId, recommendation(tx).run({ id: reviewId, words, now }));
}

const voice = prepared(
  (orm, { id, fileId, now }: Given<{ id: number; fileId: string; now: Instant }>) =>
    orm
      .update(reviews)
      .set({ voice: fileId, touchedAt: now })
      .where(and(eq(reviews.id, id), isDraft)),
);

export function setVoice(tx: Tx, reviewId: number, fileId: string, now: Instant): void {
  changedFrom('draft', reviewId, voice(tx).run({ id: reviewId, fileId, now }));
}

const touch = prepared((orm, { id, now }: Given<{ id: number; now: Instant }>) =>
  orm
    .update(reviews)
    .set({ touchedAt: now })
    .where(and(eq(reviews.id, id), isDraft)),
);

/** Its sheet was opened again: what is typed next belongs to it. */
export function touchDraft(tx: Tx, reviewId: number, now: Instant): void {
  changedFrom('draft', reviewId, touch(tx).run({ id: reviewId, now }));
}

const recordingSent = prepared((orm, { id, at }: Given<{ id: number; at: Instant }>) =>
  orm
    .update(reviews)
    .set({ recordingSentAt: sql`coalesce(${reviews.recordingSentAt}, ${at})` })
    .where(and(eq(reviews.id, id), isDraft)),
);

/** The first time counts. */
export function setRecordingSent(tx: Tx, reviewId: number, at: Instant): void {
  changedFrom('draft', reviewId, recordingSent(tx).run({ id: reviewId, at }));
}
