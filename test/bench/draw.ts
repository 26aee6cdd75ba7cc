import { execFile } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type DrawSummary, drawWindow } from '../../src/app/draw/draw-calls.ts';
import type { DrawRow } from '../../src/db/draws.ts';
import type { Db } from '../../src/db/open.ts';
import { defaultPolicy, type Policy } from '../../src/domain/policy.ts';
import { appOn, inTemporaryFolder, open } from './company.ts';
import {
  drawBy,
  eligibleInDraw,
  putBack,
  seedDraw,
  seededWindow,
  windowAgain,
} from './draw-company.ts';
import type { DrawMemory } from './draw-memory.ts';
import { interleave } from './measure.ts';
import { meets, type Row, ratioRow, targetText } from './table.ts';

const warmUp = 1;
const timeTarget = { most: 1.3 };
const memoryTarget = { most: 200 };

interface Rule {
  name: string;
  policy: Partial<Policy>;
  repetitions: number;
}

const rules: readonly Rule[] = [
  { name: '2 a seller', policy: {}, repetitions: 5 },
  { name: '2,500 in all', policy: { drawBy: 'total', total: 2500 }, repetitions: 3 },
];

/** A draw of 1,000,000 calls, by two kinds of rule: its time, and its memory in a process of its own. */
export function drawRows(): Promise<Row[]> {
  return inTemporaryFolder(async (folder) => {
    const path = `${folder}/draw.db`;
    seedDraw(path);
    const rows: Row[] = [];
    for (const rule of rules) {
      const what = `a draw over 1,000,000 calls, ${rule.name}`;
      rows.push(await timeRow(what, path, rule), await memoryRow(what, path, rule.policy));
    }
    return rows;
  });
}

/** The whole of `drawWindow` (worker thread, computation, commit) against reading and signing. */
async function timeRow(what: string, path: string, { policy, repetitions }: Rule): Promise<Row> {
  const db = open(path);
  const window = seededWindow(db);
  const rule = { ...defaultPolicy, ...policy };
  drawBy(db, rule);
  const app = appOn(db, { now: window.windowToAt });
  let summary: DrawSummary | null = null;
  let drawn = 0;
  const pairs = await interleave(
    {
      floor: { run: () => readAndSign(db, window, rule.minTalkS) },
      ours: {
        run: async () => {
          summary = await drawWindow(app, windowAgain(db));
        },
        after: () => {
          if (summary?.eligible !== eligibleInDraw) throw new Error('the draw missed calls');
          drawn = summary.drawn;
          putBack(db, summary.drawId);
        },
      },
    },
    { repetitions, warmUp },
  );
  db.close();
  const notes = [
    `${drawn.toLocaleString('en')} calls drawn; with the start of the thread and the commit`,
  ];
  return ratioRow(what, pairs, { judged: 'wallMs', target: timeTarget, notes });
}

/** The same columns of the same rows, and an HMAC-SHA-256 of each. */
function readAndSign(db: Db, window: DrawRow, minTalkS: number): void {
  const rows = db.orm.$client
    .prepare<unknown[], [number, number, string, string]>(
      `SELECT id, seller_id, source, external_id FROM calls INDEXED BY calls_ready
        WHERE ready_at >= ? AND ready_at < ? AND talk_s >= ?
          AND status IN ('unclassified', 'classified_auto', 'classified_manual')`,
    )
    .raw()
    .iterate(window.windowFromAt, window.windowToAt, minTalkS);
  let signed = 0;
  let length = 0;
  for (const [, , source, externalId] of rows as IterableIterator<
    [number, number, string, string]
  >) {
    length += createHmac('sha256', window.seed)
      .update(`${source}\n${externalId}`)
      .digest('hex').length;
    signed += 1;
  }
  if (signed !== eligibleInDraw || length !== signed * 64)
    throw new Error('the floor missed calls');
}

/** Draws once in a new process and asks the system for the most memory that it ever held. */
async function memoryRow(what: string, path: string, policy: Partial<Policy>): Promise<Row> {
  const script = fileURLToPath(new URL('./draw-memory.ts', import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [
    ...['--import', 'tsx', script, path, JSON.stringify(policy)],
  ]);
  const { peakMb, beforeMb } = JSON.parse(stdout) as DrawMemory;
  const growthMb = peakMb - beforeMb;
  return {
    what: `${what}: memory`,
    floor: `${beforeMb.toFixed(0)} MB before`,
    ours: `${peakMb.toFixed(0)} MB at the peak`,
    ratio: `+${growthMb.toFixed(0)} MB`,
    target: targetText(memoryTarget, ' MB'),
    met: meets(growthMb, memoryTarget),
    notes: ['resident memory of a process of its own at its peak (maxRSS); judged is its growth'],
  };
}
