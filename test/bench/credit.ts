import { join } from 'node:path';
import { type Credit, readCredit } from '../../src/app/credit/read-credit.ts';
import type { Db } from '../../src/db/open.ts';
import { appOn, inTemporaryFolder, open } from './company.ts';
import {
  afterMonth,
  closeMonth,
  creditMonth,
  itemsInChecklist,
  seedMonth,
} from './credit-company.ts';
import { interleave } from './measure.ts';
import { type Row, ratioRow } from './table.ts';

const many = 1_000_000;
const few = 10_000;
const ppm = '(2000000 * r.earned + r.possible) / (2 * r.possible)';
const failed = Array.from(
  { length: itemsInChecklist },
  (_, n) => `sum(substr(r.verdicts, ${n + 1}, 1) = 'f') f${n}`,
).join(', ');

/**
 * The floor: the month's sums as one statement groups them, by seller, direction and checklist version:
 * calls, sums of scores, drawn and sent apart, appeals, and the failures of each item.
 */
const aggregate = `SELECT c.seller_id, c.direction_id, r.version_id, count(*) calls, sum(${ppm}) total,
    sum(c.sent_by_id IS NOT NULL) sent,
    sum(CASE WHEN c.sent_by_id IS NULL THEN ${ppm} END) drawn,
    sum(CASE WHEN c.sent_by_id IS NULL THEN 1.0 * ${ppm} * ${ppm} END) squares,
    sum((SELECT a.state FROM appeals a WHERE a.review_id = r.id AND a.state <> 'draft') = 'upheld') won,
    ${failed}
  FROM reviews r CROSS JOIN calls c ON c.id = r.call_id
 WHERE r.credit_month = '${creditMonth}' GROUP BY c.seller_id, c.direction_id, r.version_id`;

function assertSame(credit: Credit, db: Db): void {
  const rows = db.orm.$client.prepare<[], { seller_id: number; calls: number }>(aggregate).all();
  const counted = new Map(credit.sellers.map(({ sellerId, calls }) => [sellerId, calls]));
  const wrong = rows.find((row) => counted.get(row.seller_id) !== row.calls);
  if (wrong || rows.length !== counted.size) throw new Error('the credit is not that of the rows');
}

export async function creditRows(): Promise<Row[]> {
  return inTemporaryFolder(async (folder) => {
    const path = (name: string) => join(folder, `${name}.db`);
    seedMonth(path('many'), many);
    const db = open(path('many'));
    const app = appOn(db, { now: afterMonth });
    assertSame(readCredit(app, creditMonth), db);
    const open_ = await interleave(
      {
        floor: { run: () => db.orm.$client.prepare(aggregate).all() },
        ours: { run: () => readCredit(app, creditMonth) },
      },
      { repetitions: 5, warmUp: 1 },
    );
    db.close();
    seedMonth(path('few'), few);
    for (const name of ['few', 'many']) closeMonth(path(name));
    const [small, large] = [open(path('few')), open(path('many'))];
    const read = (of: Db) => () => readCredit(appOn(of, { now: afterMonth }), creditMonth);
    const closed = await interleave(
      { floor: { run: read(small) }, ours: { run: read(large) } },
      { repetitions: 20, warmUp: 3, collect: 'minor' },
    );
    small.close();
    large.close();
    return [
      ratioRow('the credit of a month of 1,000,000 reviews ÷ one SQL aggregate', open_, {
        judged: 'wallMs',
        target: { most: 1.5 },
      }),
      ratioRow('a closed month of 1,000,000 reviews ÷ one of 10,000', closed, {
        judged: 'wallMs',
        target: { most: 1.2 },
      }),
    ];
  });
}
