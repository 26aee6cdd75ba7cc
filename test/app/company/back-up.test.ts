import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { createBackups, lastBackup } from '../../../src/app/company/back-up.ts';
import { createMetrics } from '../../../src/http/metrics.ts';
import { testCompany } from '../../support/company.ts';

/** A company on disk whose backups are made at three in the night, on its morning. */
function company() {
  const folder = mkdtempSync(join(tmpdir(), 'razbor-backups-'));
  const settings = {
    folder: join(folder, 'backups'),
    cron: '0 3 * * *',
    keep: { days: 2, weeks: 1 },
  };
  const { app: without, clock } = testCompany({}, { path: join(folder, 'razbor.db') });
  const app = { ...without, backups: settings };
  onTestFinished(() => {
    app.db.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return { app, clock, settings, backUp: createBackups(settings) };
}
type Company = ReturnType<typeof company>;

const madeBy = ({ settings }: Company) => readdirSync(settings.folder).sort();
const news = ({ app }: Company) =>
  app.incidents.news().map(({ kind, overAt }) => [kind, overAt !== null]);

test('a backup is made once where none is, and then whenever its time has come', async () => {
  const one = company();
  const { app, clock, backUp } = one;
  clock.at('2026-11-23T10:00:00+03:00');
  for (let minute = 0; minute < 3; minute += 1) await backUp(app);
  expect(madeBy(one)).toEqual(['razbor-20261123T070000Z.db']);
  clock.at('2026-11-24T02:59:59+03:00');
  await backUp(app);
  expect(madeBy(one)).toHaveLength(1);
  clock.at('2026-11-24T03:00:00+03:00');
  await backUp(app);
  expect(madeBy(one)).toEqual(['razbor-20261123T070000Z.db', 'razbor-20261124T000000Z.db']);
  // A start after days without the service makes up for all of them by one.
  clock.at('2026-11-27T12:00:00+03:00');
  await createBackups(one.settings)(app);
  expect(madeBy(one)).toEqual(['razbor-20261124T000000Z.db', 'razbor-20261127T090000Z.db']);
});

test('it opens, holds what was committed, and only its owner reads it', async () => {
  const one = company();
  const { app, backUp, settings } = one;
  app.db.orm.$client.exec("INSERT INTO directions (name) VALUES ('Запад')");
  await backUp(app);
  const [name = ''] = madeBy(one);
  const file = join(settings.folder, name);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(statSync(settings.folder).mode & 0o777).toBe(0o700);
  const copy = new Database(file, { readonly: true });
  expect(copy.pragma('integrity_check', { simple: true })).toBe('ok');
  expect(copy.prepare("SELECT 1 FROM directions WHERE name = 'Запад'").get()).toBeDefined();
  copy.close();
  expect(madeBy(one)).toEqual([name]);
});

test('what fails is told once, keeps the last good one, is tried again after an hour, and is told to be over', async () => {
  const one = company();
  const { app, clock, backUp } = one;
  clock.at('2026-11-23T10:00:00+03:00');
  await backUp(app);
  const good = madeBy(one);
  const { path } = app.db;
  app.db.orm.$client.pragma('wal_checkpoint(TRUNCATE)');
  const sound = readFileSync(path);
  const page = app.db.orm.$client
    .prepare("SELECT rootpage FROM sqlite_master WHERE name = 'directions'")
    .pluck()
    .get() as number;
  writeFileSync(path, Buffer.from(sound).fill(0xff, (page - 1) * 4096, page * 4096));
  clock.at('2026-11-24T03:00:00+03:00');
  await backUp(app);
  await backUp(app);
  expect(madeBy(one)).toEqual(good);
  expect(news(one)).toEqual([['backup_failed', false]]);
  expect(app.incidents.warnings()).toEqual([expect.stringContaining('the backup failed')]);

  writeFileSync(path, sound);
  clock.advance('PT59M');
  await backUp(app);
  expect(madeBy(one)).toEqual(good);
  for (const told of app.incidents.news()) app.incidents.told(told);
  clock.advance('PT1M');
  await backUp(app);
  expect(madeBy(one)).toEqual([...good, 'razbor-20261124T010000Z.db']);
  expect(news(one)).toEqual([['backup_failed', true]]);
});

test('what a process that was killed left half written is removed', async () => {
  const one = company();
  mkdirSync(one.settings.folder);
  const half = join(one.settings.folder, 'razbor-20261101T000000Z.db.partial');
  writeFileSync(half, 'half');
  writeFileSync(`${half}-journal`, 'half');
  expect(lastBackup(one.app, one.settings)).toBeNull();
  await one.backUp(one.app);
  expect(madeBy(one)).toHaveLength(1);
});

test('files of others in the folder are left alone, and a folder that is none is said', async () => {
  const one = company();
  mkdirSync(one.settings.folder);
  writeFileSync(join(one.settings.folder, 'razbor-mine.db'), 'x');
  await one.backUp(one.app);
  expect(madeBy(one)).toContain('razbor-mine.db');
  rmSync(one.settings.folder, { recursive: true });
  writeFileSync(one.settings.folder, 'a file');
  one.clock.advance('P1D');
  await one.backUp(one.app);
  expect(news(one)).toEqual([['backup_failed', false]]);
});

test('a backup of a clock that was ahead keeps none from being made', async () => {
  const one = company();
  const { app, clock, backUp } = one;
  clock.at('2027-11-23T10:00:00+03:00');
  await backUp(app);
  clock.at('2026-11-23T10:00:00+03:00');
  await backUp(app);
  expect(madeBy(one)).toEqual(['razbor-20261123T070000Z.db', 'razbor-20271123T070000Z.db']);
  expect(lastBackup(app, one.settings)?.at).toBe(clock.now);
});

test('the end of the service breaks it off, and nothing is left of it', async () => {
  const one = company();
  await one.backUp({ ...one.app, ending: AbortSignal.abort() });
  expect(madeBy(one)).toEqual([]);
  expect(news(one)).toEqual([]);
});

test('the metrics say when the last good one was made, and nothing of backups where none are', async () => {
  const one = company();
  const counted = { unreadable: () => new Map(), telegramAnswers: () => [] };
  const metrics = createMetrics(one.app, counted);
  expect(await metrics.text()).toMatch(/^razbor_backup_last_timestamp_seconds 0$/m);
  await one.backUp(one.app);
  const text = await metrics.text();
  expect(text).toMatch(
    new RegExp(`^razbor_backup_last_timestamp_seconds ${one.clock.now / 1000}$`, 'm'),
  );
  expect(text).toMatch(/^razbor_backup_last_bytes [1-9]/m);
  expect(await createMetrics({ ...one.app, backups: null }, counted).text()).not.toContain(
    'razbor_backup_',
  );
});

test('where a disk has no room what is to go anyway goes first, and the last good one stays', async ({
  skip,
}) => {
  const one = company();
  const { app, clock, backUp, settings } = one;
  mkdirSync(settings.folder);
  try {
    const of = ['-t', 'tmpfs', '-o', 'size=72m', 'tmpfs', settings.folder];
    execFileSync('mount', of, { stdio: 'ignore' });
  } catch {
    return skip('no file system of our own can be mounted here');
  }
  onTestFinished(() => void execFileSync('umount', [settings.folder]));
  clock.at('2026-11-23T10:00:00+03:00');
  for (let day = 0; day < 3; day += 1) {
    await backUp(app);
    clock.advance('P1D');
  }
  const [older, newer] = madeBy(one);
  writeFileSync(join(settings.folder, 'filler'), Buffer.alloc(7 * 1024 ** 2));
  await backUp(app);
  expect(madeBy(one)).toEqual(['filler', newer]);
  expect(older).not.toBe(newer);
  expect(news(one)).toEqual([['backup_failed', false]]);
  rmSync(join(settings.folder, 'filler'));
  clock.advance('PT1H');
  await backUp(app);
  expect(madeBy(one)).toHaveLength(2);
});
