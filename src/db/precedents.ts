import { sql } from 'drizzle-orm';
import { alias, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { Decision } from '../domain/call.ts';
import type { Instant } from '../domain/time.ts';
import type { Db } from './open.ts';
import { type Given, listed, preparedSql } from './query.ts';
import { appealItems, appeals } from './schema/appeals.ts';
import { checklistVersions } from './schema/checklists.ts';
import { reviewItems, reviews } from './schema/reviews.ts';

/** An item of an appeal that has been decided, or conceded. */
export interface DecidedItem {
  appealId: number;
  versionId: number;
  itemCode: string;
  decision: Decision;
  /** The head's; null where the controller conceded. */
  reason: string | null;
  comment: string | null;
  decidedAt: Instant;
}

/** FTS5, filled by a trigger (drizzle/migrations/0014_precedents.sql), which the schema language cannot say. */
const precedentWords = sqliteTable('precedent_words', {
  rowid: integer('rowid'),
  match: text('precedent_words'),
  rank: integer('rank'),
});
/** So many numbers of its rows belong to one appeal. */
const itemsOfAppeal = sql.raw('64');
const other = alias(appealItems, 'other');

const columns = listed({
  appealId: appealItems.appealId,
  versionId: reviews.versionId,
  itemCode: appealItems.itemCode,
  decision: appealItems.decision,
  reason: appeals.decisionReason,
  comment: reviewItems.comment,
  decidedAt: appeals.decidedAt,
});
const joined = sql`
  JOIN ${appeals} ON ${appeals.id} = ${appealItems.appealId}
  JOIN ${reviews} ON ${reviews.id} = ${appeals.reviewId}
  JOIN ${checklistVersions} ON ${checklistVersions.id} = ${reviews.versionId}
  LEFT JOIN ${reviewItems} ON ${reviewItems.reviewId} = ${appeals.reviewId}
   AND ${reviewItems.itemCode} = ${appealItems.itemCode}`;

type OfItem = { checklistId: number; itemCode: string; most: number };

const ofItem = preparedSql(
  ({ checklistId, itemCode, most }: Given<OfItem>) => sql<DecidedItem>`
    SELECT ${columns} FROM ${appealItems} INDEXED BY appeal_items_decided ${joined}
     WHERE ${appealItems.itemCode} = ${itemCode} AND ${appealItems.decision} IS NOT NULL
       AND ${checklistVersions.checklistId} = ${checklistId}
     ORDER BY ${appealItems.appealId} DESC LIMIT ${most}`,
);

/** What was decided of an item in any of its wordings, the latest appeals first. */
export function decidedOfItem(db: Db, of: OfItem): DecidedItem[] {
  return ofItem(db).all(of);
}

const byWords = preparedSql(
  ({ match, most }: Given<{ match: string; most: number }>) => sql<DecidedItem>`
    SELECT ${columns} FROM (
      SELECT ${precedentWords.rowid} "row", ${precedentWords.rank} "rank" FROM ${precedentWords}
       WHERE ${precedentWords.match} MATCH ${match} ORDER BY ${precedentWords.rank} LIMIT ${most}) found
      JOIN ${appealItems} ON ${appealItems.appealId} = found."row" / ${itemsOfAppeal}
       AND (SELECT count(*) FROM ${appealItems} ${other}
             WHERE ${other.appealId} = ${appealItems.appealId} AND ${other.itemCode} < ${appealItems.itemCode})
         = found."row" % ${itemsOfAppeal} ${joined}
     ORDER BY found."rank"`,
);

/**
 * What was decided where item, comment or reason have words that begin so, the nearest first (bm25).
 *
 * @param stems beginnings of words, letters and digits alone
 */
export function decidedByWords(db: Db, stems: readonly string[], most: number): DecidedItem[] {
  if (stems.length === 0) return [];
  return byWords(db).all({ match: stems.map((stem) => `"${stem}"*`).join(' OR '), most });
}
