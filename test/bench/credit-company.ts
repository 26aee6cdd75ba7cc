import { publishChecklist } from '../../src/app/company/publish-checklist.ts';
import { closePeriod } from '../../src/app/credit/close-period.ts';
import { registerPeople } from '../../src/app/people/register-people.ts';
import { currentVersion } from '../../src/db/checklists.ts';
import { personByExternalId } from '../../src/db/people.ts';
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

export const creditMonth = '2026-11';
export const itemsInChecklist = 10;
/** After the month's end. */
export const afterMonth = Date.parse('2026-12-05T12:00:00+03:00');

const controllerOf = `${sellersInCompany} + 1 + i % ${controllersInCompany}`;
/** Each item fails in one review of ten, each on its own: a thousand different words. */
const word = Array.from(
  { length: itemsInChecklist },
  (_, n) => `CASE WHEN ((i * ${2 * n + 3} * 2654435761) >> 9) % 10 = 3 THEN 'f' ELSE 'p' END`,
).join(' || ');

/** A month with so many approved reviews of ten items each, four in five drawn, of 1,000 sellers. */
export function seedMonth(path: string, reviews: number): void {
  const db = open(path);
  const app = appOn(db, { now: startAt });
  seedPeople(app);
  const items = Array.from({ length: itemsInChecklist }, (_, n) => ({
    code: `item-${n}`,
    text: `Item ${n}`,
  }));
  const sections = [
    { code: 'first', name: 'First', items: items.slice(0, 5) },
    { code: 'second', name: 'Second', items: items.slice(5) },
  ];
  registerPeople(app, [{ externalId: 'admin', name: 'Admin', roles: [{ role: 'admin' }] }]);
  publishChecklist(app, { type: 'call', name: 'Call', sections }, null);
  const versionId = currentVersion(db, 'call')?.id ?? 0;
  const approvedAt = startAt + 1000;
  withoutIndexes(db, ['calls', 'reviews'], () => {
    for (const text of [
      `INSERT INTO draws (window_from_at, window_to_at, date, month, seed, seed_sha256, committed_at)
         VALUES (${startAt - reviews - 1}, ${startAt + 1}, '2026-11-23', '${creditMonth}', x'00', '', 0)`,
      `${numbersTo(reviews)} INSERT INTO calls (source, external_id, flow, seller_id, seller_extension,
           direction_id, phone, raw_number, started_at, duration_s, talk_s, recording_path, ready_at,
           status, origin_status, scored_by_id, sent_by_id, draw_id, received_at)
         SELECT 'pbx', 'c' || i, 'in', 1 + i % ${sellersInCompany},
                CAST(2001 + i % ${sellersInCompany} AS TEXT), 1 + (1 + i % ${sellersInCompany}) % 10,
                '+7916' || printf('%07d', i % 10000000), '8916' || printf('%07d', i % 10000000),
                ${startAt} - i, 200, 120, '2026/11/23/' || i || '.ogg', ${startAt} - i,
                'approved_scored', 'classified_auto', ${controllerOf},
                CASE WHEN i % 5 = 0 THEN ${sellersInCompany} + 1 END,
                CASE WHEN i % 5 <> 0 THEN 1 END, ${startAt} FROM n`,
      `${numbersTo(reviews)} INSERT INTO reviews (call_id, reviewer_id, purpose, state, version_id,
           started_at, touched_at, submitted_at, too_fast, handed_in_earned, handed_in_possible,
           earned, possible, verdicts)
         SELECT i, ${controllerOf}, 'credit', 'draft', ${versionId}, ${startAt}, ${startAt}, ${startAt} + i, 0,
                ${itemsInChecklist} - (length(w) - length(replace(w, 'f', ''))), ${itemsInChecklist},
                ${itemsInChecklist} - (length(w) - length(replace(w, 'f', ''))), ${itemsInChecklist}, w
           FROM (SELECT i, ${word} w FROM n)`,
      "UPDATE reviews SET state = 'submitted'",
      `UPDATE reviews SET state = 'approved', approved_at = ${approvedAt}, credit_month = '${creditMonth}',
              policy_id = (SELECT min(id) FROM policy_changes)`,
    ]) {
      db.orm.$client.prepare(text).run();
    }
  });
  settle(db);
  db.close();
}

/** Closes the month, as an admin would. */
export function closeMonth(path: string): void {
  const db = open(path);
  const app = appOn(db, { now: afterMonth });
  const admin = personByExternalId(db, 'admin', afterMonth);
  if (!admin) throw new Error('there is no admin');
  const closed = closePeriod(app, admin, creditMonth);
  if (!closed.ok) throw new Error(closed.refusal);
  db.close();
}
