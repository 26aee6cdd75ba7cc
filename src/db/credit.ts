import type { Decision } from '../domain/call.ts';
import type { Answer } from '../domain/checklist.ts';
import { counting } from '../domain/status.ts';
import type { LocalMonth } from '../domain/time.ts';
import type { AppealState } from './appeals.ts';
import type { Db } from './open.ts';

/** A review that counts in a month. */
export interface CreditReview {
  reviewId: number;
  sellerId: number;
  controllerId: number;
  versionId: number;
  state: 'approved' | 'overturned';
  earned: number;
  possible: number;
  drawn: number;
  sent: number;
  appealState: AppealState | null;
}

/** The reviews of one person, as the seller or the controller, from their own calls and reviews. */
const ofPerson = `AND r.id IN (
  SELECT mine.id FROM calls c JOIN reviews mine ON mine.call_id = c.id
   WHERE c.seller_id = ? AND c.status IN (${counting.map((status) => `'${status}'`).join(', ')})
  UNION ALL SELECT id FROM reviews WHERE reviewer_id = ?)`;

/** Whose reviews: everybody's, or those that one person had a part in. */
function whose(personId: number | null): { sql: string; values: number[] } {
  return personId === null
    ? { sql: '', values: [] }
    : { sql: ofPerson, values: [personId, personId] };
}

export function creditReviews(
  db: Db,
  month: LocalMonth,
  personId: number | null = null,
): CreditReview[] {
  const { sql, values } = whose(personId);
  return db
    .sql<(string | number)[], CreditReview>(
      `SELECT r.id reviewId, c.seller_id sellerId, r.reviewer_id controllerId,
              r.version_id versionId, r.state, r.earned, r.possible,
              c.draw_id IS NOT NULL drawn, c.sent_by_id IS NOT NULL sent, a.state appealState
         FROM reviews r JOIN calls c ON c.id = r.call_id
         LEFT JOIN appeals a ON a.review_id = r.id AND a.state <> 'draft'
        WHERE r.credit_month = ? ${sql} ORDER BY r.id`,
    )
    .all(month, ...values);
}

export interface CreditItem {
  reviewId: number;
  itemCode: string;
  verdict: Answer['verdict'];
  decision: Decision | null;
}

/** The verdicts of those reviews, with what an appeal decided of each; by review. */
export function creditItems(
  db: Db,
  month: LocalMonth,
  personId: number | null = null,
): IterableIterator<CreditItem> {
  const { sql, values } = whose(personId);
  return db
    .sql<(string | number)[], CreditItem>(
      `SELECT r.id reviewId, i.item_code itemCode, i.verdict, ai.decision
         FROM reviews r JOIN review_items i ON i.review_id = r.id
         LEFT JOIN appeals a ON a.review_id = r.id
         LEFT JOIN appeal_items ai ON ai.appeal_id = a.id AND ai.item_code = i.item_code
        WHERE r.credit_month = ? ${sql} ORDER BY r.id`,
    )
    .iterate(month, ...values);
}

export interface MonthPoints {
  personId: number;
  /** What the person was in the review that moved them: nobody is both. */
  side: 'seller' | 'controller';
  points: number;
}

/** Points of everybody in a month, apart for what they were as sellers and as controllers. */
export function monthPoints(db: Db, month: LocalMonth): MonthPoints[] {
  const moved = (person: string, sign: string) =>
    `SELECT p.id personId, ${sign}l.points points, l.review_id reviewId
       FROM people p CROSS JOIN ledger l ON l.${person} = p.id AND l.month = ?`;
  return db
    .sql<[string, string], MonthPoints>(
      `SELECT m.personId, CASE WHEN r.reviewer_id = m.personId THEN 'controller' ELSE 'seller' END side,
              sum(m.points) points
         FROM (${moved('to_person_id', '')} UNION ALL ${moved('from_person_id', '-')}) m
         JOIN reviews r ON r.id = m.reviewId
        GROUP BY m.personId, side`,
    )
    .all(month, month);
}

export function namesOf(db: Db): Map<number, { externalId: string; name: string }> {
  const rows = db
    .sql<[], { id: number; externalId: string; name: string }>(
      'SELECT id, external_id externalId, name FROM people',
    )
    .all();
  return new Map(rows.map(({ id, ...person }) => [id, person]));
}
