import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { writeHeapSnapshot } from 'node:v8';
import { Agent, request } from 'undici';
import { createDice } from '../simulation/dice.ts';
import { breaches } from '../support/invariants.ts';
import { callsToldOtherwise } from '../support/told-calls.ts';
import { type Fuzzed, startFuzzed, telegramIds } from './company.ts';
import { fileOf } from './hostile-files.ts';
import { growthMiB, heapNow, type Measured, rowOf } from './memory.ts';
import { type ApiRequest, hostileRequests } from './requests.ts';
import { startTelegram } from './telegram.ts';
import { hostileUpdates } from './updates.ts';

const usage = `npm run fuzz -- --minutes N --seed S   hostile updates and requests, and what memory they leave
  --every S      seconds between two lines of memory (30)
  --snapshots D  two heap snapshots into this folder: after a quarter of the time, and at the end
`;
/** More than this from the second quarter to the last, after a full collection, is a leak. */
const growthMaxMiB = 25;
const atOnce = 6;

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '5' },
    seed: { type: 'string', default: '1' },
    every: { type: 'string', default: '30' },
    snapshots: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});
const [minutes, seed, everyS] = [values.minutes, values.seed, values.every].map(Number) as [
  number,
  number,
  number,
];
if (values.help || ![minutes, seed, everyS].every((number) => number > 0)) {
  process.stderr.write(usage);
  process.exit(values.help ? 0 : 2);
}

const say = (line: string) => process.stdout.write(`${line}\n`);
const folder = mkdtempSync(join(tmpdir(), 'razbor-fuzz-'));
const dice = createDice(seed, 'fuzz');
const telegram = await startTelegram(createDice(seed, 'telegram'), (id) => fileOf(dice, id));
const fuzzed = await startFuzzed(folder, telegram.root, createDice(seed, 'service'));
const client = new Agent({ connections: atOnce });
const update = hostileUpdates(dice, telegramIds, telegram.shown);
const apiRequest = hostileRequests(dice, fuzzed.now);

/** Answers that no request may get: a fault of ours, or none at all. */
const faults = new Map<string, number>();
let [updates, requests, unanswered] = [0, 0, 0];
const endAt = performance.now() + minutes * 60_000;
const isOver = () => performance.now() >= endAt;

async function ask(asked: ApiRequest, headers: Record<string, string>): Promise<number> {
  const { statusCode, body } = await request(fuzzed.api + asked.path, {
    method: asked.method as 'GET',
    body: asked.body ?? null,
    headers: { 'content-type': 'application/json', ...asked.headers, ...headers },
    dispatcher: client,
  });
  await body.dump({ limit: 100 * 1024 * 1024 });
  if (statusCode === 500) {
    const what = `${asked.method} ${asked.path.split('?')[0]}`;
    faults.set(what, (faults.get(what) ?? 0) + 1);
  }
  return statusCode;
}

/** A body that is too long, or a connection kept too long, ends in a closed connection. */
const isClosed = (error: unknown) =>
  error instanceof Error &&
  'code' in error &&
  ['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE'].includes(String(error.code));

async function one(): Promise<void> {
  if (dice.chance(0.3)) {
    requests += 1;
    await ask(apiRequest(), { authorization: `Bearer ${fuzzed.token}` });
    return;
  }
  updates += 1;
  const asked = { method: 'POST', path: '/telegram', body: JSON.stringify(update()) };
  const status = await ask(asked, { 'x-telegram-bot-api-secret-token': fuzzed.secret });
  if (status === 503) await pause(50);
}

async function worker(): Promise<void> {
  while (!isOver()) {
    await one().catch((error: unknown) => {
      if (!isClosed(error)) throw error;
      unanswered += 1;
    });
    if (dice.chance(0.01)) fuzzed.advance(dice.below(20) * 60_000);
  }
}

async function measure(running: Fuzzed, measured: Measured[]): Promise<void> {
  const startedAt = performance.now();
  let snapshots = 0;
  for (let last = false; !last; ) {
    await pause(Math.min(everyS * 1000, Math.max(0, endAt - performance.now())));
    last = isOver();
    running.restore();
    const databaseBytes = statSync(`${folder}/razbor.db`).size;
    const minute = (performance.now() - startedAt) / 60_000;
    const now = { minute, updates, requests, databaseBytes, ...heapNow() };
    measured.push(now);
    say(rowOf(now));
    const due = last || minute > minutes / 4;
    if (values.snapshots && due && (last || snapshots === 0)) {
      snapshots += 1;
      writeHeapSnapshot(join(values.snapshots, `${snapshots}.heapsnapshot`));
    }
  }
}

const measured: Measured[] = [];
say('minute  updates  requests  heap  external  resident  database (MiB)');
await Promise.all([measure(fuzzed, measured), ...Array.from({ length: atOnce }, worker)]);
await fuzzed.service.settled();
const { db } = fuzzed.service.app;
const otherwise = callsToldOtherwise(db, fuzzed.now());
const broken = {
  ...breaches(db),
  ...(otherwise.length > 0 ? { 'a call is what all that was told of it says': otherwise } : {}),
};
const reached = db.orm.$client
  .prepare<[], { status: string; calls: number }>(
    'SELECT status, count(*) calls FROM calls GROUP BY status',
  )
  .all();
await client.close();
await fuzzed.service.stop();
await telegram.close();
rmSync(folder, { recursive: true, force: true });

const grown = growthMiB(measured);
say(reached.map(({ status, calls }) => `${status} ${calls}`).join(', '));
for (const [rule, rows] of Object.entries(broken)) say(`BROKEN: ${rule}: ${JSON.stringify(rows)}`);
for (const [said, times] of fuzzed.errors) say(`logged ${times} times: ${said}`);
for (const [what, times] of faults) say(`500 answered ${times} times: ${what}`);
say(
  `seed ${seed}: ${updates} updates, ${requests} requests, ${telegram.calls()} calls of Telegram, ${unanswered} unanswered`,
);
say(`heap and external, last quarter less second quarter: ${grown.toFixed(1)} MiB`);
process.exit(faults.size > 0 || Object.keys(broken).length > 0 || grown > growthMaxMiB ? 1 : 0);
