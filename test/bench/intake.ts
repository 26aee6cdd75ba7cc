import { copyFileSync } from 'node:fs';
import { registerCalls } from '../../src/app/intake/register-calls.ts';
import type { Db } from '../../src/db/open.ts';
import {
  appOn,
  assertSameRows,
  type Clock,
  inTemporaryFolder,
  open,
  seedPeople,
  settle,
  startAt,
} from './company.ts';
import { callBatches, seedClientsAndOrders } from './intake-items.ts';
import { interleave, median, ratios } from './measure.ts';
import { meets, otherKind, type Row, spread, type Target, targetText } from './table.ts';

const batchSize = 1000;
const warmUp = 6;
const repetitions = 30;
const target: Target = { least: 0.5 };

const callColumns = `source, external_id, flow, seller_id, seller_extension, seller_external_id,
  direction_id, phone, raw_number, started_at, duration_s, talk_s, recording_url, recording_path,
  client_id, order_id, client_external_id, order_external_id, ready_at, status, received_at`;
const historyColumns = 'call_id, at, actor_id, verb, from_status, to_status, note';

/** The rows of one batch, as a rehearsal wrote them. */
interface BatchRows {
  calls: unknown[][];
  history: unknown[][];
}

/**
 * Taking calls in, against a prepared loop that inserts the very rows that this leads to. Each side has
 * its own copy of one database, so both meet the same indexes at the same size; afterwards the rows are
 * compared.
 */
export function intakeRow(): Promise<Row> {
  return inTemporaryFolder(async (folder) => {
    const paths = {
      ours: `${folder}/ours.db`,
      floor: `${folder}/floor.db`,
      rehearsal: `${folder}/rehearsal.db`,
    };
    seedDatabase(paths.ours);
    copyFileSync(paths.ours, paths.floor);
    copyFileSync(paths.ours, paths.rehearsal);
    const batches = callBatches(warmUp + repetitions, batchSize);
    const rows = rehearse(paths.rehearsal, batches);

    const clock: Clock = { now: startAt };
    const oursDb = open(paths.ours);
    const ours = appOn(oursDb, clock);
    const floor = open(paths.floor);
    const pairs = await interleave(
      {
        ours: {
          run: (repetition) => {
            clock.now = clockOf(repetition);
            registerCalls(ours, batches[repetition] ?? []);
          },
        },
        floor: {
          run: (repetition) => insertRows(floor, rows[repetition] ?? { calls: [], history: [] }),
        },
      },
      { repetitions, warmUp, collect: 'minor' },
    );
    floor.close();
    assertSameRows(oursDb, paths.floor, {
      calls: `id, ${callColumns}`,
      call_history: `id, ${historyColumns}`,
    });
    const statuses = statusCounts(oursDb);
    oursDb.close();

    const perSecond = (costs: { wallMs: number }[]) =>
      `${Math.round((batchSize * 1000) / median(costs.map((cost) => cost.wallMs))).toLocaleString('en')} calls/s`;
    const rates = ratios({ floor: pairs.ours, ours: pairs.floor }, 'wallMs');
    return {
      what: 'calls taken in',
      floor: perSecond(pairs.floor),
      ours: perSecond(pairs.ours),
      ratio: spread(rates),
      target: targetText(target),
      met: meets(median(rates), target),
      notes: [
        otherKind({ floor: pairs.ours, ours: pairs.floor }, 'wallMs'),
        `${repetitions} batches of ${batchSize}; ${statuses}; the rows of both sides compared equal`,
      ],
    };
  });
}

function seedDatabase(path: string): void {
  const db = open(path);
  seedPeople(appOn(db, { now: startAt }));
  db.transaction((tx) => seedClientsAndOrders(tx));
  settle(db);
  db.close();
}

function clockOf(batch: number): number {
  return startAt + batch * 60_000;
}

/** Takes everything in once, unmeasured, and reads back what was written. */
function rehearse(path: string, batches: readonly unknown[][]): BatchRows[] {
  const db = open(path);
  const clock: Clock = { now: startAt };
  const app = appOn(db, clock);
  const rows = batches.map((batch, index) => {
    clock.now = clockOf(index);
    const last = lastCall(db);
    const refused = registerCalls(app, batch).filter((item) => item.result !== 'created');
    if (refused.length > 0) throw new Error(`not taken in: ${JSON.stringify(refused[0])}`);
    return {
      calls: readRows(db, `SELECT ${callColumns} FROM calls WHERE id > ? ORDER BY id`, last),
      history: readRows(
        db,
        `SELECT ${historyColumns} FROM call_history WHERE call_id > ? ORDER BY id`,
        last,
      ),
    };
  });
  db.close();
  return rows;
}

function lastCall(db: Db): number {
  return (
    db.orm.$client.prepare<[], { id: number }>('SELECT coalesce(max(id), 0) id FROM calls').get()
      ?.id ?? 0
  );
}

function readRows(db: Db, text: string, after: number): unknown[][] {
  return db.orm.$client.prepare<[number], unknown>(text).raw().all(after) as unknown[][];
}

const questionMarks = (columns: string) =>
  columns
    .split(',')
    .map(() => '?')
    .join(', ');
const insertCall = `INSERT INTO calls (${callColumns}) VALUES (${questionMarks(callColumns)})`;
const insertHistory = `INSERT INTO call_history (${historyColumns}) VALUES (${questionMarks(historyColumns)})`;

function insertRows(db: Db, { calls, history }: BatchRows): void {
  db.transaction((tx) => {
    const intoCalls = tx.orm.$client.prepare<[unknown[]], never>(insertCall);
    const intoHistory = tx.orm.$client.prepare<[unknown[]], never>(insertHistory);
    calls.forEach((call, index) => {
      intoCalls.run(call);
      intoHistory.run(history[index] ?? []);
    });
  });
}

function statusCounts(db: Db): string {
  return db.orm.$client
    .prepare<[], { status: string; n: number }>(
      'SELECT status, count(*) n FROM calls GROUP BY 1 ORDER BY 2 DESC',
    )
    .all()
    .map(({ status, n }) => `${n.toLocaleString('en')} ${status}`)
    .join(', ');
}
