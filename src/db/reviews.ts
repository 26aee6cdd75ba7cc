import {
  and,
  asc,
  desc,
  eq,
  getTableColumns,
  gte,
  inArray,
  isNull,
  type SQL,
  sql,
} from 'drizzle-orm';
import type { Instant } from '../domain/time.ts';
import type { Db, Orm, Tx } from './open.ts';
import { type Given, prepared } from './query.ts';
import { forgetFrequentComments } from './review-answers.ts';
import { calls } from './schema/calls.ts';
import { people } from './schema/people.ts';
import { reviews } from './schema/reviews.ts';

type ReviewRow = typeof reviews.$inferSelect;
export type Review = ReviewRow & { reviewerName: string };
export type ReviewState = ReviewRow['state'];

// States and purposes stand in the text, since they choose indexes.
export const isDraft = sql`${reviews.state} = 'draft'`;
const isSubmitted = sql`${reviews.state} = 'submitted'`;
const isHandedIn = sql`${reviews.state} <> 'draft'`;
const isCredit = sql`${reviews.purpose} = 'credit'`;
const isTeaching = sql`${reviews.purpose} NOT IN ('credit', 'second')`;
const isScore = sql`${reviews.purpose} IN ('credit', 'second')`;

/** What an update of one review changed; a review that is not in the state it comes from is a bug. */
export function changedFrom(state: ReviewState, reviewId: number, run: { changes: number }): void {
  if (run.changes !== 1) throw new Error(`review ${reviewId} is not ${state}`);
}

const read = (orm: Orm, where: SQL | undefined) =>
  orm
    .select({ ...getTableColumns(reviews), reviewerName: people.name })
    .from(reviews)
    .innerJoin(people, eq(people.id, reviews.reviewerId))
    .where(where);

const draft = prepared(
  (orm, { callId, reviewerId }: Given<{ callId: number; reviewerId: number }>) =>
    read(orm, and(eq(reviews.callId, callId), eq(reviews.reviewerId, reviewerId), isDraft)),
);

export function draftOf(db: Db, callId: number, reviewerId: number): Review | null {
  return draft(db).get({ callId, reviewerId }) ?? null;
}

const byId = prepared((orm, { id }: Given<{ id: number }>) => read(orm, eq(reviews.id, id)));

export function reviewById(db: Db, id: number): Review | null {
  return byId(db).get({ id }) ?? null;
}

const touchedDrafts = prepared(
  (orm, { reviewerId, since }: Given<{ reviewerId: number; since: Instant }>) =>
    read(
      orm,
      and(eq(reviews.reviewerId, reviewerId), isDraft, gte(reviews.touchedAt, since)),
    ).orderBy(desc(reviews.touchedAt)),
);

/** The drafts that somebody worked on since then, the latest first. */
export function draftsSince(db: Db, reviewerId: number, since: Instant): Review[] {
  return touchedDrafts(db).all({ reviewerId, since });
}

const approvedOfSeller = prepared(
  (orm, { sellerId, since }: Given<{ sellerId: number; since: Instant }>) =>
    read(
      orm,
      and(
        inArray(
          reviews.callId,
          orm
            .select({ id: calls.id })
            .from(calls)
            .where(
              and(
                eq(calls.sellerId, sellerId),
                sql`${calls.status} IN ('approved_scored', 'approved_overturned')`,
              ),
            ),
        ),
        isCredit,
        gte(reviews.approvedAt, since),
      ),
    ).orderBy(desc(reviews.approvedAt), desc(reviews.id)),
);

/** The credit scores of a seller's calls that were approved since an instant, the latest first. */
export function approvedScoresOf(db: Db, sellerId: number, since: Instant): Review[] {
  return approvedOfSeller(db).all({ sellerId, since });
}

const creditReview = prepared((orm, { callId }: Given<{ callId: number }>) =>
  read(orm, and(eq(reviews.callId, callId), isCredit, isHandedIn)),
);

/** The credit score that was handed in for a call; null while there is none. */
export function creditReviewOf(db: Db, callId: number): Review | null {
  return creditReview(db).get({ callId }) ?? null;
}

const handedIn = prepared((orm, { callId }: Given<{ callId: number }>) =>
  read(orm, and(eq(reviews.callId, callId), isHandedIn)).orderBy(asc(reviews.id)),
);

/** Reviews that were handed in, oldest first. */
export function reviewsOf(db: Db, callId: number): Review[] {
  return handedIn(db).all({ callId });
}

interface Score {
  earned: number;
  possible: number;
}

interface Submission extends Score {
  /** `verdictCode` of the answers. */
  verdicts: string;
  tooFast: boolean;
}

const submit = prepared((orm, given: Given<Submission & { id: number; now: Instant }>) =>
  orm
    .update(reviews)
    .set({
      state: 'submitted',
      submittedAt: given.now,
      tooFast: given.tooFast,
      handedInEarned: given.earned,
      handedInPossible: given.possible,
      earned: given.earned,
      possible: given.possible,
      verdicts: given.verdicts,
    })
    .where(and(eq(reviews.id, given.id), isDraft, isScore)),
);

/** Hands the draft of a credit score in, or of a second one. */
export function submitReview(tx: Tx, reviewId: number, result: Submission, now: Instant): void {
  changedFrom('draft', reviewId, submit(tx).run({ ...result, id: reviewId, now }));
  forgetFrequentComments(tx);
}

const reopen = prepared((orm, { id }: Given<{ id: number }>) =>
  orm
    .update(reviews)
    .set({
      state: 'draft',
      submittedAt: null,
      cursorItem: null,
      earned: null,
      possible: null,
      handedInEarned: null,
      handedInPossible: null,
      verdicts: null,
    })
    .where(and(eq(reviews.id, id), isSubmitted)),
);

/** Makes a draft again of a score that was handed in. */
export function reopenReview(tx: Tx, reviewId: number): void {
  changedFrom('submitted', reviewId, reopen(tx).run({ id: reviewId }));
}

const teach = prepared(
  (
    orm,
    given: Given<{ id: number; earned: number | null; possible: number | null; now: Instant }>,
  ) =>
    orm
      .update(reviews)
      .set({
        state: 'approved',
        submittedAt: given.now,
        approvedAt: given.now,
        handedInEarned: given.earned,
        handedInPossible: given.possible,
        earned: given.earned,
        possible: given.possible,
      })
      .where(and(eq(reviews.id, given.id), isDraft, isTeaching)),
);

/** A teaching review is final at once, and belongs to no month: it never counts. */
export function finishTeaching(tx: Tx, reviewId: number, score: Score | null, now: Instant): void {
  const { earned = null, possible = null } = score ?? {};
  changedFrom('draft', reviewId, teach(tx).run({ id: reviewId, earned, possible, now }));
}

const readAt = prepared((orm, { id, now }: Given<{ id: number; now: Instant }>) =>
  orm
    .update(reviews)
    .set({ readAt: now })
    .where(and(eq(reviews.id, id), isNull(reviews.readAt))),
);

/** Answers whether it had not been read before. */
export function markRead(tx: Tx, reviewId: number, now: Instant): boolean {
  return readAt(tx).run({ id: reviewId, now }).changes === 1;
}

export interface FinalResult extends Score {
  state: 'approved' | 'overturned' | 'annulled';
  /** `verdictCode` of the answers as they stand. */
  verdicts: string;
  /** Null: never counts. */
  creditMonth: string | null;
  policyId: number;
}

const finish = prepared((orm, given: Given<FinalResult & { id: number; now: Instant }>) =>
  orm
    .update(reviews)
    .set({
      state: given.state,
      earned: given.earned,
      possible: given.possible,
      verdicts: given.verdicts,
      approvedAt: given.now,
      creditMonth: given.creditMonth,
      policyId: given.policyId,
    })
    .where(and(eq(reviews.id, given.id), isSubmitted)),
);

/** The final approval of a score that was handed in, or what became of it on appeal. */
export function finishReview(tx: Tx, reviewId: number, result: FinalResult, now: Instant): void {
  changedFrom('submitted', reviewId, finish(tx).run({ ...result, id: reviewId, now }));
}
