import { planDraws } from '../../src/app/draw/plan-draws.ts';
import { type DrawRow, drawById, windowsAfter } from '../../src/db/draws.ts';
import type { Db } from '../../src/db/open.ts';
import { appendPolicy } from '../../src/db/policy.ts';
import type { Policy } from '../../src/domain/policy.ts';
import {
  appOn,
  type Clock,
  numbersTo,
  open,
  seedPeople,
  sellersInCompany,
  settle,
  startAt,
  withoutIndexes,
} from './company.ts';

export const eligibleInDraw = 1_000_000;

/**
 * A window with 1,000,000 eligible calls of 1,000 sellers, spread over its hours. Every other call is
 * shared out evenly, the rest in favour of the sellers with low numbers: from 500 calls to 1,500.
 */
export function seedDraw(path: string): void {
  const db = open(path);
  const clock: Clock = { now: startAt };
  const app = appOn(db, clock);
  seedPeople(app);
  planDraws(app);
  const window = windowsAfter(db, startAt)[0];
  if (!window) throw new Error('no window was planned');
  const stepMs = (window.windowToAt - window.windowFromAt) / (eligibleInDraw + 1);
  withoutIndexes(db, ['calls'], () => {
    db.orm.$client
      .prepare(
        `${numbersTo(eligibleInDraw)} INSERT INTO calls (source, external_id, flow, seller_id, seller_extension,
           direction_id, phone, raw_number, started_at, duration_s, talk_s, recording_path, ready_at,
           status, received_at)
         SELECT 'pbx', (at / 1000) || '.' || i, 'in', seller, CAST(2000 + seller AS TEXT), 1 + seller % 10,
                '+7916' || printf('%07d', i), '8916' || printf('%07d', i), at, 200, 60 + i % 500,
                '2026/11/23/' || i || '.ogg', at, 'classified_auto', at
           FROM (SELECT i, CAST(${window.windowFromAt} + i * ${stepMs} AS INTEGER) at,
                        1 + CASE i % 2 WHEN 0 THEN i / 2 % ${sellersInCompany}
                            ELSE min(i * 7919 % ${sellersInCompany}, i * 6007 / 3 % ${sellersInCompany}) END seller
                   FROM n)`,
      )
      .run();
  });
  settle(db);
  db.close();
}

/** Makes a draw go by these rules, as if they had been in force when its window opened. */
export function drawBy(db: Db, policy: Policy): void {
  db.transaction((tx) => appendPolicy(tx, policy, null, 0));
}

/** The window that holds the seeded calls. */
export function seededWindow(db: Db): DrawRow {
  const window = drawById(db, 1);
  if (!window) throw new Error('the window is gone');
  return window;
}

/** The same window once more and undrawn: it begins a little sooner, when there are no calls yet. */
export function windowAgain(db: Db): DrawRow {
  const id = db.orm.$client
    .prepare<[], never>(
      `INSERT INTO draws (window_from_at, window_to_at, date, month, seed, seed_sha256, committed_at)
       SELECT (SELECT min(window_from_at) - 1 FROM draws), window_to_at, date, month, seed,
              seed_sha256, committed_at FROM draws WHERE id = 1`,
    )
    .run().lastInsertRowid;
  const window = drawById(db, Number(id));
  if (!window) throw new Error('the window was not kept');
  return window;
}

/** Puts the drawn calls back, so that the next repetition finds as many. */
export function putBack(db: Db, drawId: number): void {
  db.transaction((tx) => {
    tx.orm.$client
      .prepare<[number], never>('DELETE FROM drawn_calls WHERE draw_id = ?')
      .run(drawId);
    tx.orm.$client
      .prepare<[number], never>('DELETE FROM draw_sellers WHERE draw_id = ?')
      .run(drawId);
    tx.orm.$client
      .prepare<[number], never>(
        `UPDATE calls SET status = origin_status, origin_status = NULL, draw_id = NULL, queued_at = NULL
        WHERE draw_id = ?`,
      )
      .run(drawId);
  });
  settle(db);
}
