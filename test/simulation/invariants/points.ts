import type { Invariant, Sql } from './invariant.ts';

interface Closed {
  id: number;
  month: string;
  sha256: string;
  rows: string;
  moved: string;
}

/** What a closed month holds, and all that was moved and counted in it. */
function closedMonths(sql: Sql): Closed[] {
  return sql.all<Closed>(
    `SELECT p.id, p.month, p.sha256,
            (SELECT group_concat(kind || of_id || body) FROM (SELECT * FROM period_rows
              WHERE period_id = p.id ORDER BY kind, of_id)) rows,
            (SELECT count(*) || ':' || coalesce(sum(points), 0) FROM ledger WHERE month = p.month) || ':' ||
            (SELECT count(*) FROM reviews WHERE credit_month = p.month) moved
       FROM periods p WHERE p.reopened_at IS NULL`,
  );
}

/** Points and months: what people are paid by. */
export function pointInvariants(): Invariant[] {
  const frozen = new Map<number, Closed>();
  return [
    {
      name: 'the ledger is zero-sum, and has no transfer twice for one cause',
      section: '3.6',
      afterDay: (sql) =>
        sql.all(
          `SELECT review_id, cause, item_code, count(*) n FROM ledger
            WHERE reverses_id IS NULL AND review_id IS NOT NULL GROUP BY 1, 2, 3 HAVING n > 1
           UNION ALL
           SELECT reverses_id, 'reversal', NULL, count(*) n FROM ledger
            WHERE reverses_id IS NOT NULL GROUP BY 1 HAVING n > 1`,
        ),
    },
    {
      name: 'a transfer has the price of the rules under which its score became final',
      section: '3.6',
      afterDay: (sql) =>
        sql.all(
          `SELECT l.id, l.cause, l.points FROM ledger l JOIN reviews r ON r.id = l.review_id
             JOIN policy_changes p ON p.id = r.policy_id
            WHERE l.reverses_id IS NULL AND l.points <> CASE l.cause
                    WHEN 'review' THEN p.policy ->> 'reviewPoints'
                    WHEN 'violation' THEN p.policy ->> 'violationPoints'
                    WHEN 'concession' THEN min(p.policy ->> 'concedeControllerPoints', p.policy ->> 'appealPoints')
                    ELSE p.policy ->> 'appealPoints' END`,
        ),
    },
    {
      name: 'teaching is in no month and moves no points',
      section: '3.6',
      afterDay: (sql) =>
        sql.all(
          `SELECT r.id, r.purpose, r.state FROM reviews r JOIN calls c ON c.id = r.call_id
            WHERE (r.purpose <> 'credit' OR c.status = 'approved_training')
              AND (r.credit_month IS NOT NULL OR EXISTS (SELECT 1 FROM ledger l WHERE l.review_id = r.id
                     AND r.state <> 'annulled'))`,
        ),
    },
    {
      name: 'a closed month does not change',
      section: '3.7',
      afterDay(sql) {
        const changed: unknown[] = [];
        for (const month of closedMonths(sql)) {
          const before = frozen.get(month.id);
          if (before && JSON.stringify(before) !== JSON.stringify(month))
            changed.push({ before, month });
          frozen.set(month.id, before ?? month);
        }
        return changed;
      },
    },
  ];
}
