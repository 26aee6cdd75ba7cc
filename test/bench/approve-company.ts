import { publishChecklist } from '../../src/app/company/publish-checklist.ts';
import { currentVersion } from '../../src/db/checklists.ts';
import {
  appOn,
  controllersInCompany,
  numbersTo,
  open,
  seedPeople,
  sellersInCompany,
  settle,
  startAt,
  withoutIndexes,
} from './company.ts';

export const dueReviews = 100_000;
const itemsInChecklist = 10;

/** When the deadline of every review has passed. */
export const sweepAt = startAt + 3 * 24 * 3_600_000;

const item = (n: string) => `'item-' || (${n})`;
const controllerOf = `${sellersInCompany} + 1 + i % ${controllersInCompany}`;

/**
 * 100,000 reviews whose deadline has passed, each of ten items: one in ten failed without words, one in
 * ten with a comment; one review in fifty was handed in too fast. The queue is scored oldest first, so
 * deadlines follow the calls' numbers, mixed over ten minutes (a thousand reviews). Written as drafts
 * and then handed in, since the database refuses anything else.
 */
export function seedDueReviews(path: string): void {
  const db = open(path);
  const app = appOn(db, { now: startAt });
  seedPeople(app);
  const items = Array.from({ length: itemsInChecklist }, (_, n) => ({
    code: `item-${n}`,
    text: `Item ${n}`,
  }));
  const sections = [{ code: 'all', name: 'All', items }];
  publishChecklist(app, { type: 'call', name: 'Call', sections }, null);
  const versionId = currentVersion(db, 'call')?.id ?? 0;
  withoutIndexes(db, ['calls', 'call_history', 'reviews'], () => {
    for (const text of [
      `${numbersTo(dueReviews)} INSERT INTO calls (source, external_id, flow, seller_id, seller_extension,
           direction_id, phone, raw_number, started_at, duration_s, talk_s, recording_path, ready_at,
           status, origin_status, scored_by_id, queued_at, notice_left_at, deadline_at, received_at)
         SELECT 'pbx', ${startAt / 1000} || '.' || i, 'in', 1 + i % ${sellersInCompany},
                CAST(2001 + i % ${sellersInCompany} AS TEXT), 1 + (1 + i % ${sellersInCompany}) % 10,
                '+7916' || printf('%07d', i), '8916' || printf('%07d', i), ${startAt} + i, 200, 120,
                '2026/11/23/' || i || '.ogg', ${startAt} + i, 'scored_pending', 'classified_auto',
                ${controllerOf}, ${startAt}, ${startAt} + i, ${startAt} + 172800000 + i * 600 + i * 7919 % 600000,
                ${startAt} + i FROM n`,
      `INSERT INTO call_history (call_id, at, verb, from_status, to_status)
         SELECT id, received_at, 'classify', NULL, 'classified_auto' FROM calls`,
      `INSERT INTO call_history (call_id, at, verb, from_status, to_status)
         SELECT id, queued_at, 'sample', 'classified_auto', 'listening_credit' FROM calls`,
      `INSERT INTO call_history (call_id, at, actor_id, verb, from_status, to_status)
         SELECT id, notice_left_at, scored_by_id, 'score', 'listening_credit', 'scored_pending' FROM calls`,
      `${numbersTo(dueReviews)} INSERT INTO reviews (call_id, reviewer_id, purpose, state, version_id,
           started_at, touched_at, recording_sent_at, submitted_at, too_fast, handed_in_earned, handed_in_possible,
           earned, possible)
         SELECT i, ${controllerOf}, 'credit', 'draft', ${versionId}, ${startAt}, ${startAt}, ${startAt}, ${startAt} + i,
                i % 50 = 0, 8, 10, 8, 10 FROM n`,
      `${numbersTo(itemsInChecklist)} INSERT INTO review_items (review_id, item_code, verdict, comment)
         SELECT r.id, ${item('n.i - 1')},
                CASE WHEN (r.id * 7 + n.i * 13) % 10 IN (3, 6) THEN 'fail' ELSE 'pass' END,
                CASE WHEN (r.id * 7 + n.i * 13) % 10 = 3 THEN 'He did not say his name' END
           FROM reviews r, n ORDER BY r.id, n.i`,
      "UPDATE reviews SET state = 'submitted'",
    ]) {
      db.orm.$client.prepare(text).run();
    }
  });
  settle(db);
  db.close();
}
