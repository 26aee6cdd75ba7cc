import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createLocalTelegram } from '../../src/sandbox/telegram/server.ts';
import { openChats, type Person, until } from '../e2e/chat.ts';
import { buildProduct } from '../support/build-product.ts';
import { freePort } from '../support/free-port.ts';
import {
  appOn,
  inTemporaryFolder,
  numbersTo,
  open,
  seedPeople,
  settle,
  startAt,
  withoutIndexes,
} from './company.ts';
import { quantile } from './measure.ts';
import { meets, milliseconds, type Row, type Target, targetText } from './table.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const botToken = '2000:the-token-of-a-start-that-is-measured';
const targetMs: Target = { most: 2000 };
const callsHeld = 500_000;
/** Of Linux's clock ticks, in which a process's time is told. */
const tickMs = 10;

interface Start {
  readyMs: number;
  answeredMs: number;
  /** All that the process computed until both. */
  cpuMs: number | null;
}

/**
 * The service's start after it was killed, until `/readyz` says that it is ready and until a tap of the time it was down is
 * answered: built, by the sources, and with a large database, which is checked meanwhile.
 */
export async function startRows(): Promise<Row[]> {
  buildProduct();
  return await inTemporaryFolder(async (folder) => {
    const large = join(folder, 'large.db');
    seedCalls(large);
    const megabytes = Math.round(statSync(large).size / 1e6);
    // A database each: another Telegram's updates have numbers that a database knows already.
    const [small, another] = [join(folder, 'small.db'), join(folder, 'another.db')];
    return [
      rowOf('a start', await starts(small, ['bin/service.js'], 7)),
      rowOf(`a start, ${megabytes} MB of database`, await starts(large, ['bin/service.js'], 7)),
      rowOf('a start by the sources', await starts(another, bySources, 3)),
    ];
  });
}

const bySources = ['--import', './src/typescript.js', 'src/main.ts'];

function rowOf(what: string, found: readonly Start[]): Row {
  const bothMs = found.map(({ readyMs, answeredMs }) => Math.max(readyMs, answeredMs));
  const middle = (of: (start: Start) => number | null) => {
    const known = found.map(of).filter((value) => value !== null);
    return known.length === 0 ? 'not known here' : milliseconds(quantile(known, 0.5));
  };
  const slowestMs = Math.max(...bothMs);
  return {
    what,
    floor: '',
    ours: milliseconds(quantile(bothMs, 0.5)),
    ratio: `the slowest of ${found.length} ${milliseconds(slowestMs)}`,
    target: targetText(targetMs, ' ms'),
    met: meets(slowestMs, targetMs),
    notes: [
      `ready after ${middle(({ readyMs }) => readyMs)}, the tap answered after ${middle(({ answeredMs }) => answeredMs)}, CPU ${middle(({ cpuMs }) => cpuMs)} (medians), Node ${process.version}`,
    ],
  };
}

/** A company that has taken in calls for months, and none of whose windows waits to be drawn. */
function seedCalls(path: string): void {
  const db = open(path);
  seedPeople(appOn(db, { now: startAt }));
  withoutIndexes(db, ['calls'], () => {
    db.orm.$client
      .prepare(
        `${numbersTo(callsHeld)} INSERT INTO calls (source, external_id, flow, seller_id, seller_extension,
         direction_id, phone, raw_number, started_at, duration_s, talk_s, recording_path, ready_at, status, received_at)
       SELECT 'pbx', 'call-' || i, 'in', 1 + i % 1000, CAST(2001 + i % 1000 AS TEXT), 1 + i % 10,
              '+7916' || printf('%07d', i), '8916' || printf('%07d', i), ${startAt} - i * 20000, 200, 60 + i % 500,
              '2026/' || i || '.ogg', ${startAt} - i * 20000, 'classified_auto', ${startAt} - i * 20000
         FROM n`,
      )
      .run();
  });
  settle(db);
  db.close();
}

async function starts(path: string, words: readonly string[], count: number): Promise<Start[]> {
  const clock = { now: Date.now, moveTo: async () => {}, marks: () => [], timeZone: 'UTC' };
  const telegram = createLocalTelegram({ botToken, botUsername: 'razbor_start_bot', clock });
  try {
    telegram.addPerson({ id: 501, firstName: 'Юлия', languageCode: 'ru' });
    const { url } = await telegram.listen();
    const chats = await openChats(url);
    const person = chats.person('Юлия');
    const settings = {
      BOT_TOKEN: botToken,
      ADMIN_TELEGRAM_ID: '501',
      TELEGRAM_API_ROOT: url,
      DATABASE_PATH: path,
    };
    const found: Start[] = [];
    // The first is not counted: it makes the database, and the bot has to have written once.
    await chats.sandbox('POST', '/chats/501/messages', { text: '/start' });
    for (let at = 0; at <= count; at += 1) {
      const start = await startOnce(words, settings, person);
      if (at > 0) found.push(start);
    }
    return found;
  } finally {
    await telegram.close();
  }
}

async function startOnce(
  words: readonly string[],
  settings: Record<string, string>,
  person: Person,
): Promise<Start> {
  const port = await freePort();
  const { PATH } = process.env;
  const startedAt = performance.now();
  const child = spawn(process.execPath, words, {
    cwd: root,
    env: { PATH, ...settings, HTTP_PORT: String(port), LOG_LEVEL: 'error' },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const ended = once(child, 'exit');
  try {
    const sinceMs = () => performance.now() - startedAt;
    const [readyMs, answeredMs] = await Promise.all([
      until('the service is ready', () => isReady(port)).then(sinceMs),
      tapAnswered(person).then(sinceMs),
    ]);
    return { readyMs, answeredMs, cpuMs: cpuOf(child.pid) };
  } finally {
    child.kill('SIGKILL');
    await ended;
  }
}

/** The local Telegram gives a tap up after ten seconds; a person taps again, but not for ever. */
async function tapAnswered(person: Person, attemptsLeft = 5): Promise<void> {
  try {
    await person.quiet();
  } catch (error) {
    if (attemptsLeft === 1) throw error;
    await tapAnswered(person, attemptsLeft - 1);
  }
}

const isReady = (port: number) =>
  fetch(`http://127.0.0.1:${port}/readyz`).then(
    ({ ok }) => ok || undefined,
    () => undefined,
  );

/** What a process and its threads have computed, where the system says so. */
function cpuOf(pid: number | undefined): number | null {
  const file = `/proc/${pid}/stat`;
  if (!existsSync(file)) return null;
  const fields = readFileSync(file, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ');
  return (Number(fields[11]) + Number(fields[12])) * tickMs;
}
