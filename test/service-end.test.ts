import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApp } from '../src/app/app.ts';
import { drawDue } from '../src/app/draw/draw-calls.ts';
import { registerCalls } from '../src/app/intake/register-calls.ts';
import { notify } from '../src/app/notices/notify.ts';
import { registerPeople } from '../src/app/people/register-people.ts';
import { openDatabase } from '../src/db/open.ts';
import { personByExternalId } from '../src/db/people.ts';
import { nextCron } from '../src/schedule.ts';
import { startService } from '../src/service.ts';
import { freePort } from './support/free-port.ts';
import { serviceConfig } from './support/service-config.ts';

const folder = mkdtempSync(join(tmpdir(), 'razbor-end-'));
let silent: Server;
const asked: string[] = [];
let silentHost = '';

/** Takes every request and answers none: Telegram, the recordings and the company's own system. */
beforeAll(async () => {
  silent = createServer((request) => void asked.push(request.url ?? '')).listen(0, '127.0.0.1');
  await once(silent, 'listening');
  silentHost = `127.0.0.1:${(silent.address() as AddressInfo).port}`;
});
afterAll(() => {
  silent.closeAllConnections();
  silent.close();
  rmSync(folder, { recursive: true, force: true });
});

const until = (what: RegExp, count = 1) =>
  expect
    .poll(() => asked.filter((url) => what.test(url)).length, { timeout: 60_000 })
    .toBeGreaterThanOrEqual(count);

test('the end comes within five seconds, whatever is under way, and loses nothing of it', async () => {
  let now = Date.parse('2026-11-23T10:00:00+03:00');
  const errors: object[] = [];
  const databasePath = join(folder, 'razbor.db');
  const started = await startService({
    config: serviceConfig({
      botToken: '4000:a-service-that-starts-and-stops-here',
      databasePath,
      telegramApiRoot: `http://${silentHost}`,
      recordingHosts: [silentHost],
      events: {
        url: `http://${silentHost}/events`,
        secret: 'a-secret-of-the-company-and-of-razbor',
      },
      policy: { perSeller: 20, quietHours: '' },
      recordingsDir: null,
      httpPort: await freePort(),
    }),
    clock: () => now,
    random: (count) => crypto.getRandomValues(Buffer.alloc(count)),
    log: { debug() {}, info() {}, error: (facts) => errors.push(facts) },
  });
  if (!started.ok) throw new Error(started.problem);
  const { app, schedule, httpPort, stop } = started.service;

  // Twenty recordings that do not come, a notice that Telegram does not answer, half a request.
  registerPeople(app, [
    {
      externalId: 'anna',
      name: 'Анна',
      roles: [{ role: 'seller' }],
      direction: 'Опт',
      telegramId: 7,
    },
  ]);
  const calls = Array.from({ length: 20 }, (_, at) => ({
    source: 'pbx',
    externalId: `call-${at}`,
    direction: 'in',
    sellerExternalId: 'anna',
    externalNumber: null,
    startedAt: '2026-11-23T09:00:00+03:00',
    durationS: 130,
    talkS: 120,
    recording: { url: `http://${silentHost}/recording-${at}` },
  }));
  expect(registerCalls(app, calls).map(({ result }) => result)).toEqual(Array(20).fill('created'));
  now = Date.parse('2026-11-23T19:00:00+03:00');
  const ticking = schedule.tick();
  await until(/recording/, 4);
  const personId = personByExternalId(app.db, 'anna', now)?.id ?? 0;
  const over = { kind: 'draw_failed', about: '', sinceAt: now - 60_000, overAt: now } as const;
  app.db.transaction((tx) =>
    notify(tx, app, { key: 'held', personId, kind: 'incident', payload: over }),
  );
  await until(/sendMessage/);
  const half = connect(httpPort ?? 0, '127.0.0.1');
  half.on('error', () => {});
  half.write('POST /v1/calls HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\n{');
  await once(half, 'connect');

  const beganMs = performance.now();
  await stop();
  expect(performance.now() - beganMs).toBeLessThan(5000);
  await ticking;
  half.destroy();
  expect(errors.filter((facts) => JSON.stringify(facts).includes('closing'))).toEqual([]);

  const opened = openDatabase(databasePath);
  if (!opened.ok) throw new Error(opened.problem);
  const rows = (text: string) => opened.db.orm.$client.prepare(text).all();
  expect(rows('SELECT id FROM draws WHERE drawn_at IS NOT NULL')).toEqual([]);
  expect(rows('SELECT id FROM calls WHERE recording_fault IS NOT NULL')).toEqual([]);
  expect(rows("SELECT attempts FROM outbox WHERE state = 'waiting' AND key = 'held'")).toEqual([
    { attempts: 1 },
  ]);
  const { db } = opened;
  const next = createApp({ db, clock: () => now, random: app.randomBytes, nextCron });
  expect((await drawDue(next)).map(({ drawn }) => drawn)).toEqual([20]);
  opened.db.close();
}, 180_000);
