import { closeSync, copyFileSync, fsyncSync, openSync, rmSync } from 'node:fs';
import type { App } from '../../src/app/app.ts';
import { approveDue } from '../../src/app/scoring/approve-due.ts';
import type { Db } from '../../src/db/open.ts';
import { currentPolicy } from '../../src/db/policy.ts';
import { localMonthOf } from '../../src/domain/time.ts';
import { dueReviews, seedDueReviews, sweepAt } from './approve-company.ts';
import { appOn, assertSameRows, inTemporaryFolder, open } from './company.ts';
import { interleave, quantile } from './measure.ts';
import { meets, milliseconds, type Row, ratioRow, targetText } from './table.ts';

const repetitions = 3;
const warmUp = 1;
const sumTarget = { most: 2 };
const sliceTarget = { most: 50 };

/** What each slice of ours took, from the begin of its transaction to the end of its commit. */
interface Slice {
  wallMs: number;
  cpuMs: number;
}

/**
 * Approving 100,000 due reviews in slices, against one transaction of set-based statements that writes
 * the same rows. Every repetition begins with fresh copies of one database.
 */
export function approveRows(): Promise<Row[]> {
  return inTemporaryFolder(async (folder) => {
    const path = {
      seeded: `${folder}/seeded.db`,
      floor: `${folder}/floor.db`,
      ours: `${folder}/ours.db`,
    };
    seedDueReviews(path.seeded);
    const copies: Partial<Record<'floor' | 'ours', Db>> = {};
    const renew = (side: 'floor' | 'ours') => {
      copies[side]?.close();
      for (const suffix of ['', '-wal', '-shm']) rmSync(path[side] + suffix, { force: true });
      copyFileSync(path.seeded, path[side]);
      onDisk(path[side]);
      copies[side] = open(path[side]);
    };
    const copyOf = (side: 'floor' | 'ours') => {
      const copy = copies[side];
      if (!copy) throw new Error('not renewed');
      return copy;
    };
    const slices: Slice[] = [];
    const pairs = await interleave(
      {
        floor: { before: () => renew('floor'), run: () => approveAtOnce(copyOf('floor')) },
        ours: {
          before: () => renew('ours'),
          run: async (repetition) => {
            const app = appOn(copyOf('ours'), { now: sweepAt });
            const approved = await approveDue(repetition < warmUp ? app : timed(app, slices));
            if (approved !== dueReviews) throw new Error(`${approved} reviews were approved`);
          },
        },
      },
      { repetitions, warmUp },
    );
    copyOf('floor').close();
    assertSameRows(copyOf('ours'), path.floor, writtenTables);
    copyOf('ours').close();
    const what = 'approving 100,000 due reviews';
    return [
      ratioRow(`${what}, the sum`, pairs, {
        judged: 'wallMs',
        target: sumTarget,
        notes: ['the rows of both sides compared equal'],
      }),
      sliceRow(`${what}, the longest slice`, slices),
    ];
  });
}

/** Else the first to wait for the disk waits for the whole copy to be written. */
function onDisk(path: string): void {
  const file = openSync(path, 'r+');
  fsyncSync(file);
  closeSync(file);
}

/** All that the approval writes, but for the numbers of rows, which follow the order of writing. */
const writtenTables = {
  calls: 'id, status',
  call_history: 'call_id, at, actor_id, verb, from_status, to_status, note',
  reviews: 'id, state, approved_at, credit_month, policy_id',
  ledger:
    'at, month, from_person_id, to_person_id, points, cause, review_id, item_code, reverses_id, reason',
  outbox: 'key, person_id, kind, call_id, payload, state, created_at, due_at, attempts',
};

/** The app with every transaction of its database timed. */
function timed(app: App, slices: Slice[]): App {
  const db: Db = {
    ...app.db,
    transaction: (work) => {
      const cpuBefore = process.cpuUsage();
      const startedAt = performance.now();
      const value = app.db.transaction(work);
      const wallMs = performance.now() - startedAt;
      const { user, system } = process.cpuUsage(cpuBefore);
      slices.push({ wallMs, cpuMs: (user + system) / 1000 });
      return value;
    },
  };
  return { ...app, db };
}

function sliceRow(what: string, slices: readonly Slice[]): Row {
  const wall = slices.map((slice) => slice.wallMs);
  const cpu = slices.map((slice) => slice.cpuMs);
  const longest = Math.max(...wall);
  const of = (values: number[], share: number) => milliseconds(quantile(values, share));
  return {
    what,
    floor: '',
    ours: milliseconds(longest),
    ratio: `99th percentile ${of(wall, 0.99)}, median ${of(wall, 0.5)}`,
    target: targetText(sliceTarget, ' ms'),
    met: meets(longest, sliceTarget),
    notes: [
      `${slices.length} slices; by CPU time the longest ${of(cpu, 1)}, 99th percentile ${of(cpu, 0.99)}`,
    ],
  };
}

/** Everything that is due in one transaction; what reads `scored_pending` comes before what ends it. */
function approveAtOnce(db: Db): void {
  const { id: policyId, policy } = currentPolicy(db);
  const month = localMonthOf(sweepAt, policy.timeZone);
  const due = `c.status = 'scored_pending' AND c.deadline_at <= ${sweepAt}`;
  const review = "r.call_id = c.id AND r.purpose = 'credit' AND r.state = 'submitted'";
  const ledger =
    'INSERT INTO ledger (at, month, to_person_id, points, cause, review_id, item_code)';
  db.transaction((tx) => {
    for (const text of [
      `INSERT INTO call_history (call_id, at, verb, from_status, to_status)
         SELECT c.id, ${sweepAt}, 'approve', 'scored_pending', 'approved_scored' FROM calls c WHERE ${due}`,
      `${ledger} SELECT ${sweepAt}, '${month}', r.reviewer_id, ${policy.reviewPoints}, 'review', r.id, ''
         FROM calls c JOIN reviews r ON ${review} WHERE ${due} AND r.too_fast = 0`,
      `${ledger} SELECT ${sweepAt}, '${month}', r.reviewer_id, ${policy.violationPoints}, 'violation', r.id,
           i.item_code
         FROM calls c JOIN reviews r ON ${review} JOIN review_items i ON i.review_id = r.id
        WHERE ${due} AND r.too_fast = 0 AND i.verdict = 'fail'
          AND (i.comment IS NOT NULL OR i.moment_s IS NOT NULL)`,
      `INSERT INTO outbox (key, person_id, kind, call_id, payload, state, created_at, due_at)
         SELECT 'settled:' || r.id, c.seller_id, 'settled', c.id, '{}', 'waiting', ${sweepAt}, ${sweepAt}
           FROM calls c JOIN reviews r ON ${review} WHERE ${due}`,
      `UPDATE reviews SET state = 'approved', approved_at = ${sweepAt}, credit_month = '${month}',
           policy_id = ${policyId}
        WHERE purpose = 'credit' AND state = 'submitted'
          AND call_id IN (SELECT c.id FROM calls c WHERE ${due})`,
      `UPDATE calls AS c SET status = 'approved_scored' WHERE ${due}`,
    ]) {
      tx.orm.$client.prepare(text).run();
    }
  });
}
