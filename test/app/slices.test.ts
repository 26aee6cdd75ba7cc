import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { App } from '../../src/app/app.ts';
import { followFile } from '../../src/app/intake/follow-file.ts';
import { confirmUpload, receiveUpload, uploadIsShown } from '../../src/app/intake/uploads.ts';
import { workUpload } from '../../src/app/intake/work-uploads.ts';
import { approveDue } from '../../src/app/scoring/approve-due.ts';
import { type Company, must, testCompany } from '../support/company.ts';

/**
 * Work that is done beside those who tap goes in slices: each a transaction, small, and in a turn of the
 * thread of its own, so that whoever waits gets theirs in between.
 */
interface Slice {
  /** Which turn of the event loop it was done in. */
  turn: number;
  /** How many rows it changed. */
  rows: number;
}

async function slicesOf(company: Company, work: (app: App) => Promise<unknown>): Promise<Slice[]> {
  const { app } = company;
  const changed = app.db.orm.$client.prepare<[], number>('SELECT total_changes()').pluck();
  const slices: Slice[] = [];
  let [turn, ends] = [0, false];
  const count = () => {
    turn += 1;
    if (!ends) setImmediate(count);
  };
  setImmediate(count);
  const transaction: App['db']['transaction'] = (act) => {
    if (app.db.orm.$client.inTransaction) return app.db.transaction(act);
    const before = changed.get() ?? 0;
    const done = app.db.transaction(act);
    const rows = (changed.get() ?? 0) - before;
    if (rows > 0) slices.push({ turn, rows });
    return done;
  };
  try {
    await work({ ...app, db: { ...app.db, transaction } });
  } finally {
    ends = true;
  }
  return slices;
}

/** Two slices may share a turn only by what ends the work, which changes a row or two. */
function expectSlices(slices: readonly Slice[], most: { rows: number; least: number }): void {
  const large = slices.filter(({ rows }) => rows > 3);
  expect(large.length).toBeGreaterThanOrEqual(most.least);
  expect(Math.max(...large.map(({ rows }) => rows))).toBeLessThanOrEqual(most.rows);
  expect(new Set(large.map(({ turn }) => turn)).size).toBe(large.length);
}

test('scores that are due at once are approved in slices, with a turn for others after each', async () => {
  const company = testCompany();
  for (let at = 0; at < 5; at += 1) await company.told();
  company.clock.advance('P9D');
  const slices = await slicesOf(company, (app) => approveDue(app, { batchMax: 1, sliceMs: 0 }));
  expectSlices(slices, { rows: 10, least: 5 });
});

const rowsOfFile = (count: number) =>
  Array.from({ length: count }, (_, at) => `k${at};Клиент ${at};+7916${1_000_000 + at}\n`).join('');

/** An upload of clients that was confirmed. */
async function confirmed({ app, as }: Company, count: number): Promise<void> {
  const file = {
    name: 'file.csv',
    bytes: Buffer.from(`Код;Название;Телефоны\n${rowsOfFile(count)}`),
  };
  const { upload } = must(await receiveUpload(app, as('root'), file, null));
  uploadIsShown(app, upload.id, 1, 1);
  await workUpload(app, quiet, going);
  must(confirmUpload(app, as('root'), upload.id));
}
const quiet = { progress() {}, async turned() {} };
const going = { signal: new AbortController().signal };

test('the rows of a file are taken in in slices, with a turn for others after each', async () => {
  const company = testCompany();
  await confirmed(company, 1000);
  const slices = await slicesOf(company, (app) => workUpload(app, quiet, going));
  expectSlices(slices, { rows: 250 * 5, least: 4 });
});

test('where a row takes long a slice is of few rows', async () => {
  const company = testCompany();
  await confirmed(company, 200);
  const { $client } = company.app.db.orm;
  $client.function('long', { deterministic: false }, () => {
    const endMs = performance.now() + 2;
    while (performance.now() < endMs);
    return null;
  });
  $client.exec('CREATE TEMP TRIGGER long AFTER INSERT ON main.clients BEGIN SELECT long(); END');
  const slices = await slicesOf(company, (app) => workUpload(app, quiet, going));
  // At first nobody knows how long one takes.
  expectSlices(slices.slice(3), { rows: 16 * 5, least: 10 });
});

test('a slice that fails leaves nothing of it', async () => {
  const company = testCompany();
  await confirmed(company, 100);
  company.app.db.orm.$client.exec(`
    CREATE TEMP TRIGGER full BEFORE UPDATE OF rows_done ON main.uploads WHEN NEW.rows_done > OLD.rows_done
    BEGIN SELECT RAISE(ABORT, 'no room'); END`);
  await expect(workUpload(company.app, quiet, going)).rejects.toThrow('no room');
  const kept = company.app.db.orm.$client.prepare('SELECT count(*) FROM clients').pluck().get();
  expect(kept).toBe(0);
});

const callOf = (at: number) =>
  `"","79161234567","101","in","","SIP/trunk-01","SIP/101-02","Dial","","2026-11-23 14:05:00","","2026-11-23 14:06:10",70,60,"ANSWERED","DOC","1795431900.${at}","","","1795431900.${at}",1\n`;

test('a file of a telephone system that grew by much is taken in in slices, with a turn for others after each', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'razbor-slices-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'Master.csv');
  writeFileSync(file, Array.from({ length: 900 }, (_, at) => callOf(at)).join(''));
  const company = testCompany();
  company.clock.at('2026-11-23T14:07:00+03:00');
  company.hire({
    ...{ externalId: 'follow', roles: [{ role: 'seller' }], direction: 'Опт' },
    extensions: [{ source: 'asterisk', extension: '101' }],
  });
  const slices = await slicesOf(company, async (app) => {
    const settings = {
      source: 'asterisk',
      zone: null,
      extensions: '',
      recordingPath: null,
    } as const;
    const follower = followFile(app, { name: 'asterisk', file, settings, onRefused() {} });
    await follower.step();
    company.clock.advance('PT31S');
    await follower.step();
    await follower.stop();
  });
  const calls = company.app.db.orm.$client.prepare('SELECT count(*) FROM calls').pluck().get();
  expect(calls).toBe(900);
  expectSlices(slices, { rows: 200 * 3, least: 5 });
});
