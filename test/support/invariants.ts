import { ledgerAfter } from '../../src/db/ledger.ts';
import type { Db } from '../../src/db/open.ts';
import { balancesOf } from '../../src/domain/ledger.ts';

/** Rows that break a rule; none where it holds. */
function broken(db: Db, text: string): unknown[] {
  return db.orm.$client.prepare<[], unknown>(text).all();
}

/** What is true of any database of Razbor after anything that anybody did. Each answers its breaches. */
export const invariants: Readonly<Record<string, (db: Db) => unknown[]>> = {
  'the balances of all accounts sum to 0': (db) => {
    const balances = [...balancesOf(ledgerAfter(db, 0, 1_000_000)).values()];
    const sum = balances.reduce((total, balance) => total + balance, 0);
    return sum === 0 ? [] : [{ sum }];
  },

  'the status of a call is the last one of its history': (db) =>
    broken(
      db,
      `SELECT c.id, c.status, (SELECT to_status FROM call_history WHERE call_id = c.id
                                ORDER BY id DESC LIMIT 1) last
         FROM calls c WHERE last IS NULL OR last <> c.status`,
    ),

  'each entry of a history begins where the one before it ended': (db) =>
    broken(
      db,
      `SELECT call_id, id FROM (
         SELECT call_id, id, from_status, lag(to_status) OVER (PARTITION BY call_id ORDER BY id) before
           FROM call_history)
        WHERE before IS NOT from_status`,
    ),

  'a controller holds at most one call, and a call is held by at most one': (db) => [
    ...broken(
      db,
      `SELECT controller_id FROM leases WHERE ended_at IS NULL GROUP BY 1 HAVING count(*) > 1`,
    ),
    ...broken(
      db,
      `SELECT call_id FROM leases WHERE ended_at IS NULL GROUP BY 1 HAVING count(*) > 1`,
    ),
  ],

  'a call of the queue is held exactly by whom its lease names': (db) =>
    broken(
      db,
      `SELECT c.id, c.status, c.reviewer_id, l.controller_id
         FROM calls c LEFT JOIN leases l ON l.call_id = c.id AND l.ended_at IS NULL
        WHERE (c.status = 'listening_credit' AND c.reviewer_id IS NOT l.controller_id)
           OR (l.id IS NOT NULL AND c.status <> 'listening_credit'
               AND l.controller_id IS NOT (SELECT controller_id FROM second_scores WHERE call_id = c.id))`,
    ),

  'nobody holds a call that they gave back': (db) =>
    broken(
      db,
      `SELECT id, reviewer_id FROM calls
        WHERE status = 'listening_credit' AND reviewer_id = returned_by_id`,
    ),

  'a call past listening has its one credit score, in the state that its status says': (db) =>
    broken(
      db,
      `SELECT c.id, c.status, r.state FROM calls c
         LEFT JOIN reviews r ON r.call_id = c.id AND r.purpose = 'credit' AND r.state <> 'draft'
        WHERE r.state IS NOT CASE c.status
                WHEN 'scored_pending' THEN 'submitted' WHEN 'scored_appealed' THEN 'submitted'
                WHEN 'approved_scored' THEN 'approved' WHEN 'approved_overturned' THEN 'overturned'
                WHEN 'approved_training' THEN CASE WHEN EXISTS (SELECT 1 FROM call_history
                  WHERE call_id = c.id AND verb = 'annul') THEN 'annulled' END END`,
    ),

  'a teaching review is in no month and moves no points': (db) =>
    broken(
      db,
      `SELECT r.id, r.purpose FROM reviews r
        WHERE r.purpose NOT IN ('credit', 'second') AND (r.credit_month IS NOT NULL OR r.state NOT IN ('draft', 'approved')
           OR EXISTS (SELECT 1 FROM ledger WHERE review_id = r.id))`,
    ),

  'a second score is of another call than its maker scored first, in no month, and earns once settled':
    (db) => [
      ...broken(
        db,
        `SELECT s.call_id FROM second_scores s JOIN reviews f ON f.id = s.first_review_id
        WHERE s.controller_id = f.reviewer_id OR f.purpose <> 'credit' OR f.call_id <> s.call_id`,
      ),
      ...broken(
        db,
        `SELECT r.id, r.state FROM reviews r LEFT JOIN second_scores s ON s.review_id = r.id
        WHERE r.purpose = 'second'
          AND (r.credit_month IS NOT NULL OR (r.state <> 'draft') <> (s.review_id IS NOT NULL)
               OR (r.state = 'approved') <> (s.settled_at IS NOT NULL)
               OR (s.settled_at IS NULL AND EXISTS (SELECT 1 FROM ledger WHERE review_id = r.id)))`,
      ),
    ],

  'sellers tap for a draw between its freeze and its draw, and it goes by all their taps or by none':
    (db) => [
      ...broken(
        db,
        `SELECT t.draw_id, t.seller_id FROM draw_taps t JOIN draws d ON d.id = t.draw_id
        WHERE d.frozen_at IS NULL OR t.tapped_at < d.frozen_at OR t.tapped_at > d.drawn_at`,
      ),
      ...broken(
        db,
        `SELECT d.id FROM draws d
        WHERE d.entropy ->> 'kind' = 'people'
          AND json_array_length(d.entropy, '$.taps') <> (SELECT count(*) FROM draw_taps WHERE draw_id = d.id)`,
      ),
    ],

  'who teaches a call holds it with a draft, and a call asked about has its request': (db) => [
    ...broken(
      db,
      `SELECT c.id, c.status, r.purpose FROM calls c
         LEFT JOIN reviews r ON r.call_id = c.id AND r.reviewer_id = c.reviewer_id AND r.state = 'draft'
        WHERE c.status IN ('listening_advice', 'listening_training') AND c.reviewer_id IS NOT NULL
          AND r.purpose IS NOT CASE c.status WHEN 'listening_advice' THEN 'advice' ELSE 'training' END`,
    ),
    ...broken(
      db,
      `SELECT c.id, c.status FROM calls c
        WHERE c.status = 'listening_advice' AND NOT EXISTS
              (SELECT 1 FROM advice_requests WHERE call_id = c.id AND ended_at IS NULL)`,
    ),
  ],

  'a final credit review is paid for, and no other': (db) =>
    broken(
      db,
      `SELECT r.id, r.state FROM reviews r
        WHERE r.purpose = 'credit' AND r.too_fast = 0
          AND coalesce((SELECT policy ->> 'reviewPoints' FROM policy_changes WHERE id = r.policy_id), 1) > 0
          AND r.state IN ('approved', 'overturned')
              <> EXISTS (SELECT 1 FROM ledger WHERE review_id = r.id AND cause = 'review')`,
    ),

  'an annulled score counts in no month, an approved one in exactly one': (db) =>
    broken(
      db,
      `SELECT id, state, credit_month FROM reviews
        WHERE purpose = 'credit'
          AND (state IN ('approved', 'overturned')) <> (credit_month IS NOT NULL)`,
    ),

  'what counts has something that counts, in the month of its draw or sending or a later one': (
    db,
  ) =>
    broken(
      db,
      `SELECT r.id, r.possible, r.credit_month, c.queued_month FROM reviews r JOIN calls c ON c.id = r.call_id
        WHERE r.credit_month IS NOT NULL
          AND (r.possible > 0 AND c.queued_month IS NOT NULL AND r.credit_month >= c.queued_month) IS NOT 1`,
    ),

  'who was drawn belongs to the month of that draw': (db) =>
    broken(
      db,
      `SELECT c.id, c.queued_month, d.month FROM calls c JOIN draws d ON d.id = c.draw_id
        WHERE c.queued_month IS NOT d.month`,
    ),

  'a call that waits for a second person was drawn and stands in the queue, or has been scored': (
    db,
  ) =>
    broken(
      db,
      `SELECT id, status FROM calls
        WHERE returned_by_id IS NOT NULL AND scored_by_id IS NULL
          AND (status <> 'listening_credit' OR draw_id IS NULL)`,
    ),

  'an open appeal belongs to an appealed call, and an appealed call has one': (db) =>
    broken(
      db,
      `SELECT c.id, c.status, a.state FROM calls c
         LEFT JOIN appeals a ON a.call_id = c.id AND a.state = 'open'
        WHERE (a.id IS NOT NULL) <> (c.status = 'scored_appealed')`,
    ),

  'nobody has scored a call of their own, nor decided on a score of their own': (db) => [
    ...broken(
      db,
      `SELECT r.id FROM reviews r JOIN calls c ON c.id = r.call_id WHERE r.reviewer_id = c.seller_id`,
    ),
    ...broken(
      db,
      `SELECT a.id FROM appeals a JOIN reviews r ON r.id = a.review_id
        WHERE a.state IN ('upheld', 'rejected', 'annulled')
          AND a.decided_by_id IN (r.reviewer_id, a.seller_id)`,
    ),
  ],

  'no score is approved by time before its deadline': (db) =>
    broken(
      db,
      `SELECT c.id FROM calls c JOIN call_history h ON h.call_id = c.id AND h.verb = 'approve'
        WHERE c.deadline_at IS NULL OR h.at < c.deadline_at`,
    ),
};

/** The names of the invariants that do not hold, with what breaks them. */
export function breaches(db: Db): Record<string, unknown[]> {
  const found = Object.entries(invariants).map(([name, check]) => [name, check(db)] as const);
  return Object.fromEntries(found.filter(([, rows]) => rows.length > 0));
}
