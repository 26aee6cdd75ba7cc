import { once } from 'node:events';
import { createReadStream, createWriteStream, statSync } from 'node:fs';
import { parse } from 'csv-parse';
import { cdrRules, takeCdr } from '../../src/app/intake/take-cdr.ts';
import type { Db } from '../../src/db/open.ts';
import { type CdrBatch, readCdr } from '../../src/telephony/cdr/cdr.ts';
import {
  appOn,
  assertSameRows,
  inTemporaryFolder,
  open,
  seedPeople,
  sellersInCompany,
  settle,
  startAt,
} from './company.ts';
import { meets, milliseconds, type Row, type Target, targetText } from './table.ts';

const rowCount = 1_000_000;
const warmUpRows = 20_000;
const sliceCalls = 500;
const target: Target = { most: 2 };
const memoryBytesMax = 64 * 1024 * 1024;
const firstEpoch = startAt / 1000 - rowCount;

/**
 * A million rows of Master.csv brought in, against reading the file with csv-parse and inserting the same
 * rows by prepared statements, five hundred a transaction; and whether memory grows with the file.
 */
export function cdrRows(): Promise<Row[]> {
  return inTemporaryFolder(async (folder) => {
    const [small, large] = [`${folder}/small.csv`, `${folder}/Master.csv`];
    await writeFile(small, warmUpRows);
    await writeFile(large, rowCount);
    const fresh = (name: string) => {
      const db = open(`${folder}/${name}.db`);
      seedPeople(appOn(db, { now: startAt }));
      settle(db);
      return db;
    };
    for (const [side, work] of [
      ['floor', insertFile],
      ['ours', importFile],
    ] as const) {
      const db = fresh(`warm-${side}`);
      await work(db, small);
      db.close();
    }
    const [floorDb, oursDb] = [fresh('floor'), fresh('ours')];
    const floorMs = await timed(() => insertFile(floorDb, large));
    let memory = { earlyBytes: 0, mostBytes: 0 };
    const oursMs = await timed(async () => {
      memory = await importFile(oursDb, large);
    });
    floorDb.close();
    assertSameRows(oursDb, `${folder}/floor.db`, {
      calls: callColumns,
      call_history: 'call_id, at, verb, from_status, to_status',
    });
    oursDb.close();
    const ratio = oursMs / floorMs;
    const growth = memory.mostBytes - memory.earlyBytes;
    const megabytes = (bytes: number) => `${Math.round(bytes / 1024 ** 2)} MB`;
    return [
      {
        what: '1,000,000 rows of Master.csv brought in',
        floor: milliseconds(floorMs),
        ours: milliseconds(oursMs),
        ratio: ratio.toFixed(2),
        target: targetText(target),
        met: meets(ratio, target),
        notes: [
          `one file of ${megabytes(statSync(large).size)}; the rows of both sides compared equal`,
        ],
      },
      {
        what: '1,000,000 rows of Master.csv brought in: memory',
        floor: `${megabytes(memory.earlyBytes)} after a tenth`,
        ours: `${megabytes(memory.mostBytes)} at the peak`,
        ratio: `${growth > 0 ? '+' : ''}${megabytes(growth)}`,
        target: `≤ ${megabytes(memoryBytesMax)}`,
        met: growth <= memoryBytesMax,
        notes: [],
      },
    ];
  });
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  globalThis.gc?.();
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

function lineOf(at: number): string {
  const epoch = firstEpoch + at;
  const start = new Date(epoch * 1000 + 3 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');
  const extension = 2001 + (at % sellersInCompany);
  const phone = `7916${String(at).padStart(7, '0')}`;
  const talkS = at % 5 === 0 ? 0 : 30 + (at % 600);
  const disposition = talkS === 0 ? 'NO ANSWER' : 'ANSWERED';
  return `"","${phone}","${extension}","from-trunk","""Client"" <${phone}>","PJSIP/trunk-0000000a","PJSIP/${extension}-0000000b","Dial","PJSIP/${extension},20","${start}","${talkS === 0 ? '' : start}","${start}",${talkS + 10},${talkS},"${disposition}","DOCUMENTATION","${epoch}.${at}","${epoch}.${at}.wav"\n`;
}

async function writeFile(path: string, rows: number): Promise<void> {
  const file = createWriteStream(path);
  for (let at = 0; at < rows; at += 1000) {
    const lines = Array.from({ length: 1000 }, (_, index) => lineOf(at + index)).join('');
    if (!file.write(lines)) await once(file, 'drain');
  }
  file.end();
  await once(file, 'finish');
}

async function importFile(
  db: Db,
  path: string,
): Promise<{ earlyBytes: number; mostBytes: number }> {
  const app = appOn(db, { now: startAt });
  const settings = { source: 'pbx', zone: null, extensions: '', recordingPath: null };
  const rules = cdrRules(app, settings);
  const reader = readCdr('asterisk', rules);
  const memory = { earlyBytes: 0, mostBytes: 0 };
  const size = statSync(path).size;
  let readBytes = 0;
  const take = ({ calls, ...rest }: CdrBatch) => {
    for (let at = 0; at < calls.length; at += sliceCalls) {
      takeCdr(app, rules, { ...rest, calls: calls.slice(at, at + sliceCalls) });
    }
  };
  for await (const chunk of createReadStream(path, { highWaterMark: 256 * 1024 })) {
    take(reader.push(chunk as Buffer, 0));
    readBytes += (chunk as Buffer).length;
    const { rss } = process.memoryUsage();
    if (readBytes < size / 10) memory.earlyBytes = Math.max(memory.earlyBytes, rss);
    memory.mostBytes = Math.max(memory.mostBytes, rss);
  }
  take(reader.end());
  return memory;
}

const callColumns = `source, external_id, flow, seller_id, seller_extension, direction_id, phone, raw_number,
  started_at, duration_s, talk_s, recording_path, ready_at, status, received_at`;
const marks = callColumns
  .split(',')
  .map(() => '?')
  .join(', ');

async function insertFile(db: Db, path: string): Promise<void> {
  const call = db.orm.$client.prepare<unknown[], never>(
    `INSERT INTO calls (${callColumns}) VALUES (${marks})`,
  );
  const history = db.orm.$client.prepare<unknown[], never>(
    `INSERT INTO call_history (call_id, at, actor_id, verb, from_status, to_status, note)
     VALUES (?, ?, NULL, 'register', NULL, 'unclassified', NULL)`,
  );
  const directionOf = new Map(
    db.orm.$client
      .prepare<[], { id: number; directionId: number }>(
        'SELECT id, direction_id directionId FROM people',
      )
      .all()
      .map(({ id, directionId }) => [id, directionId]),
  );
  let batch: string[][] = [];
  const insert = () => {
    db.transaction(() => {
      for (const cells of batch) {
        const [extension = '', uniqueId = ''] = [cells[2], cells[16]];
        const sellerId = Number(extension) - 2000;
        const talkS = Number(cells[13]);
        const startedAt = Number(uniqueId.split('.')[0]) * 1000;
        const recording = talkS > 0 ? cells[17] : null;
        const { lastInsertRowid } = call.run(
          ...[
            'pbx',
            uniqueId,
            'in',
            sellerId,
            extension,
            directionOf.get(sellerId),
            `+${cells[1]}`,
            cells[1],
          ],
          ...[
            startedAt,
            Number(cells[12]),
            talkS,
            recording,
            recording ? startAt : null,
            'unclassified',
            startAt,
          ],
        );
        history.run(lastInsertRowid, startAt);
      }
    });
    batch = [];
  };
  for await (const cells of createReadStream(path).pipe(parse())) {
    batch.push(cells as string[]);
    if (batch.length === sliceCalls) insert();
  }
  insert();
}
