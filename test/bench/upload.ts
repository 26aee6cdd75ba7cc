import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import type { App } from '../../src/app/app.ts';
import { startUploads } from '../../src/app/intake/start-uploads.ts';
import {
  confirmUpload,
  receiveUpload,
  type Upload,
  uploadIsShown,
} from '../../src/app/intake/uploads.ts';
import type { UploadTeller } from '../../src/app/intake/work-uploads.ts';
import { createUploadTeller } from '../../src/bot/intake/upload-teller.ts';
import { personByExternalId } from '../../src/db/people.ts';
import { botOn, holdCall, ready, withTelegram } from './bot-company.ts';
import { appOn, type Clock, inTemporaryFolder, open, settle, startAt } from './company.ts';
import { seedClientsAndOrders } from './intake-items.ts';
import { median, quantile } from './measure.ts';
import { milliseconds, type Row } from './table.ts';
import { verdictPress } from './verdict.ts';

const rows = 100_000;
const targetMs = 100;
/** Between the end of one tap and the next. */
const pauseMs = 20;
const quietMs = 5000;
const adminChat = 778;

const raise = (error: unknown) => {
  throw error;
};

/**
 * An admin sends 100,000 clients and says yes, through the service's own way of working uploads, while
 * a controller goes on tapping verdicts through the whole bot. What is judged is the longest that one
 * of the controller's taps waited, from when it was due until Telegram had answered both its calls.
 */
export function uploadRows(): Promise<Row> {
  return inTemporaryFolder((folder) =>
    withTelegram(async (apiRoot) => {
      const clock: Clock = { now: startAt };
      const db = open(`${folder}/upload.db`);
      let wake = () => {};
      const app: App = { ...appOn(db, clock), onUpload: () => wake() };
      const callId = await holdCall(app, clock);
      db.transaction((tx) => seedClientsAndOrders(tx));
      settle(db);
      makeAdmin(app);
      const bot = ready(botOn(app, apiRoot));
      let updateId = 0;
      const tap = () => {
        updateId += 1;
        return bot.handleUpdate(verdictPress(updateId, callId));
      };
      await tapWhile(tap, sleep(1000));
      const quiet = await tapWhile(tap, sleep(quietMs));

      const turns = turnsOf(createUploadTeller({ app, api: bot.api, onError: raise }));
      const work = startUploads({
        app,
        teller: turns.teller,
        onError: raise,
        ready: Promise.resolve(),
      });
      wake = work.wake;
      const bytes = table();
      globalThis.gc?.();
      const delay = monitorEventLoopDelay({ resolution: 1 });
      delay.enable();
      const startedAt = performance.now();
      const checking = await tapWhile(tap, send(app, bytes, turns.next));
      const checkedAt = performance.now();
      const importing = await tapWhile(tap, confirm(app, turns.next));
      const endedAt = performance.now();
      delay.disable();
      await work.stop();
      const known = db.orm.$client.prepare<[], number>(
        "SELECT count(*) FROM clients WHERE name LIKE 'Клиент %'",
      );
      if (known.pluck().get() !== rows) throw new Error('not every client was taken in');
      db.close();

      const waits = [...checking, ...importing];
      const longest = Math.max(...waits);
      const figures = (taps: readonly number[]) =>
        `longest ${milliseconds(Math.max(...taps))}, 99th percentile ${milliseconds(quantile(taps, 0.99))}, median ${milliseconds(median(taps))} of ${taps.length} taps`;
      return {
        what: 'a tap while 100,000 clients are brought in, the longest wait',
        floor: milliseconds(Math.max(...quiet)),
        ours: milliseconds(longest),
        ratio: `99th percentile ${milliseconds(quantile(waits, 0.99))}, median ${milliseconds(median(waits))}`,
        target: `≤ ${targetMs} ms`,
        met: longest <= targetMs,
        notes: [
          `with nothing beside it: ${figures(quiet)}`,
          `while the file is looked through (${milliseconds(checkedAt - startedAt)}): ${figures(checking)}`,
          `while it is taken in (${milliseconds(endedAt - checkedAt)}): ${figures(importing)}`,
          `the event loop was held up for ${milliseconds(delay.max / 1e6)} at most`,
        ],
      };
    }),
  );
}

/** Taps again and again until the work is done; answers how long each tap waited, in milliseconds. */
async function tapWhile(tap: () => Promise<void>, work: Promise<unknown>): Promise<number[]> {
  const waits: number[] = [];
  let working = true;
  const done = work.finally(() => {
    working = false;
  });
  while (working) {
    // A tap is due at a moment of its own: a loop held up then is part of its wait.
    const dueAt = performance.now() + pauseMs;
    await sleep(pauseMs);
    await tap();
    waits.push(performance.now() - dueAt);
  }
  await done;
  return waits;
}

function makeAdmin({ db }: App): void {
  db.orm.$client
    .prepare<[number, number], never>(
      `INSERT INTO people (external_id, name, language, active, telegram_id, created_at)
     VALUES ('admin', 'Admin', 'ru', 1, ?, ?)`,
    )
    .run(adminChat, startAt);
  db.orm.$client
    .prepare(
      "INSERT INTO person_roles (person_id, role) SELECT id, 'admin' FROM people WHERE external_id = 'admin'",
    )
    .run();
}

const adminOf = (app: App) => {
  const admin = personByExternalId(app.db, 'admin', app.now());
  if (!admin) throw new Error('the admin is gone');
  return admin;
};

/** 100,000 clients as a program writes them, some 6 MB. */
function table(): Buffer {
  const two = (n: number) => String(n % 100).padStart(2, '0');
  const lines = Array.from({ length: rows }, (_, n) => {
    const phone = `+7 (9${two(n)}) ${String(1000 + n).slice(0, 3)}-${two(n)}-${two(n * 7)}`;
    return `new-${n};Клиент ${n};${phone}\n`;
  });
  return Buffer.from(`Код;Название;Телефоны\n${lines.join('')}`);
}

async function send(app: App, bytes: Buffer, turned: () => Promise<Upload>): Promise<void> {
  const file = { name: 'clients.csv', bytes };
  const received = await receiveUpload(app, adminOf(app), file, null);
  if (!received.ok) throw new Error(received.refusal);
  const next = turned();
  uploadIsShown(app, received.upload.id, adminChat, 1);
  const { state, report } = await next;
  if (state !== 'checked' || report.checked?.created !== rows)
    throw new Error(JSON.stringify(report));
}

async function confirm(app: App, turned: () => Promise<Upload>): Promise<void> {
  const next = turned();
  const confirmed = confirmUpload(app, adminOf(app), 1);
  if (!confirmed.ok) throw new Error(confirmed.refusal);
  const { state, report } = await next;
  if (state !== 'done') throw new Error(JSON.stringify(report));
}

/** The real teller, and a promise of the next time an upload comes to a turn. */
function turnsOf(teller: UploadTeller) {
  let arrive = (_: Upload) => {};
  return {
    next: () =>
      new Promise<Upload>((resolve) => {
        arrive = resolve;
      }),
    teller: {
      progress: teller.progress,
      nearer: teller.nearer,
      stop: teller.stop,
      async turned(upload: Upload, news: Parameters<UploadTeller['turned']>[1]) {
        await teller.turned(upload, news);
        arrive(upload);
      },
    },
  };
}
