import { and, eq, sql } from 'drizzle-orm';
import type { Answer } from '../domain/checklist.ts';
import type { Db, Tx } from './open.ts';
import { type Given, prepared, preparedSql } from './query.ts';
import { reviewItems, reviews } from './schema/reviews.ts';

/** The answers of a review, an item each; the database itself keeps those handed in as they are. */

const save = prepared((orm, given: Given<typeof reviewItems.$inferSelect>) => {
  const answer = { verdict: given.verdict, comment: given.comment, momentS: given.momentS };
  return orm
    .insert(reviewItems)
    .values({ reviewId: given.reviewId, itemCode: given.itemCode, ...answer })
    .onConflictDoUpdate({ target: [reviewItems.reviewId, reviewItems.itemCode], set: answer });
});

export function saveAnswer(tx: Tx, reviewId: number, itemCode: string, answer: Answer): void {
  const { verdict, comment, momentS } = answer;
  save(tx).run({ reviewId, itemCode, verdict, comment, momentS });
}

const drop = prepared((orm, given: Given<{ reviewId: number; itemCode: string }>) =>
  orm
    .delete(reviewItems)
    .where(and(eq(reviewItems.reviewId, given.reviewId), eq(reviewItems.itemCode, given.itemCode))),
);

/** An item of a draft is unanswered again. */
export function dropAnswer(tx: Tx, reviewId: number, itemCode: string): void {
  drop(tx).run({ reviewId, itemCode });
}

const answers = prepared((orm, { reviewId }: Given<{ reviewId: number }>) =>
  orm
    .select({
      itemCode: reviewItems.itemCode,
      verdict: reviewItems.verdict,
      comment: reviewItems.comment,
      momentS: reviewItems.momentS,
    })
    .from(reviewItems)
    .where(eq(reviewItems.reviewId, reviewId)),
);

export function answersOf(db: Db, reviewId: number): Map<string, Answer> {
  const rows = answers(db).all({ reviewId });
  return new Map(rows.map(({ itemCode, ...answer }) => [itemCode, answer]));
}

const rememberedComments = new WeakMap<Db['orm'], Map<string, string[]>>();

/**
 * The comments most used on an item when it failed, to be offered as buttons. Kept until the next score
 * is handed in, since a screen asks for them at every tap.
 */
export function frequentComments(
  db: Db,
  versionId: number,
  itemCode: string,
  most: number,
): string[] {
  const known = rememberedComments.get(db.orm) ?? new Map<string, string[]>();
  rememberedComments.set(db.orm, known);
  const key = `${versionId}:${itemCode}`;
  const comments = known.get(key) ?? readFrequentComments(db, versionId, itemCode, most);
  known.set(key, comments);
  return comments;
}

/** A score was handed in: what is used most may be something else now. */
export function forgetFrequentComments(tx: Tx): void {
  rememberedComments.delete(tx.orm);
}

const frequent = preparedSql(
  ({ versionId, itemCode, most }: Given<{ versionId: number; itemCode: string; most: number }>) =>
    sql<{ comment: string }>`SELECT ${reviewItems.comment} comment
      FROM ${reviewItems} JOIN (
         SELECT ${reviews.id} id FROM ${reviews}
          WHERE ${reviews.versionId} = ${versionId} AND ${reviews.state} <> 'draft'
          ORDER BY ${reviews.id} DESC LIMIT 500
       ) r ON r.id = ${reviewItems.reviewId}
     WHERE ${reviewItems.itemCode} = ${itemCode} AND ${reviewItems.verdict} = 'fail'
       AND ${reviewItems.comment} IS NOT NULL
     GROUP BY ${reviewItems.comment}
     ORDER BY count(*) DESC, ${reviewItems.comment} LIMIT ${most}`,
);

function readFrequentComments(db: Db, versionId: number, itemCode: string, most: number): string[] {
  const rows = frequent(db).all({ versionId, itemCode, most });
  return rows.map(({ comment }) => comment);
}
