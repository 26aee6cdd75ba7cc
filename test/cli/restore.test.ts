import {
  copyFileSync,
  existsSync,
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
import { lockForService } from '../../src/db/service-lock.ts';
import { commandLine, people } from './command-line.ts';

/** A company of three people and a backup of it. */
async function backedUp() {
  const cli = commandLine();
  expect((await cli.run('import', 'people', cli.file('people.yaml', people))).exit).toBe(0);
  const backup = join(mkdtempSync(join(tmpdir(), 'razbor-backup-')), 'backup.db');
  onTestFinished(() => rmSync(join(backup, '..'), { recursive: true }));
  expect((await cli.run('backup', backup)).exit).toBe(0);
  return { cli, backup, path: cli.env.DATABASE_PATH ?? '' };
}
type Company = Awaited<ReturnType<typeof backedUp>>;

/** Leaves the file and its log as a killed service does: much of what it holds is in the log alone. */
function crashAfter(path: string, sql: string): void {
  const client = new Database(path);
  client.pragma('wal_autocheckpoint = 0');
  client.exec(sql);
  for (const end of ['', '-wal']) copyFileSync(`${path}${end}`, `${path}.then${end}`);
  client.close();
  for (const end of ['', '-wal']) copyFileSync(`${path}.then${end}`, `${path}${end}`);
  for (const end of ['', '-wal']) rmSync(`${path}.then${end}`);
}

function namesIn(path: string): unknown[] {
  const client = new Database(path, { fileMustExist: true });
  try {
    expect(client.pragma('integrity_check', { simple: true })).toBe('ok');
    return client.prepare('SELECT name FROM people ORDER BY id').pluck().all();
  } finally {
    client.close();
  }
}

const later = `UPDATE people SET name = 'Позже ' || id; CREATE INDEX later ON people (name)`;
const atFirst = ['Иван', 'Ольга', 'Пётр'];
const afterwards = ['Позже 1', 'Позже 2', 'Позже 3'];

const snapshot = ({ cli: { folder } }: Company) =>
  readdirSync(folder)
    .filter((name) => !name.endsWith('.lock'))
    .map((name) => [name, readFileSync(join(folder, name)).toString('base64')]);

async function refusedWithoutATrace(company: Company, ...words: string[]): Promise<string> {
  const before = snapshot(company);
  const { exit, out } = await company.cli.run('restore', ...words);
  expect(exit).toBe(1);
  expect(snapshot(company)).toEqual(before);
  expect(out).toMatch(/^Nothing was changed\. .*; .*\.\n$/);
  return out;
}

test('a backup takes the place of a database that crashed, and its log has no part in it', async () => {
  const { cli, backup, path } = await backedUp();
  crashAfter(path, later);
  mkdirSync(join(cli.folder, '.razbor.db-litestream'));
  const { exit, out } = await cli.run('restore', backup);
  expect(out).toMatch(
    /Litestream followed what stood there: end it, remove .*\.razbor\.db-litestream/,
  );
  expect(out).toMatch(/is now what .*backup\.db holds: \d+ bytes, read through and sound\./);
  expect(exit).toBe(0);
  expect(readdirSync(cli.folder).sort()).toEqual([
    '.razbor.db-litestream',
    'people.yaml',
    'razbor.db',
    'razbor.db.lock',
    'razbor.db.replaced-20261123T070000Z',
    'razbor.db.replaced-20261123T070000Z-wal',
  ]);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(namesIn(path)).toEqual(atFirst);
  expect((await cli.run('people', 'list')).exit).toBe(0);
});

test('what was replaced is whole, and can be gone back to', async () => {
  const { cli, backup, path } = await backedUp();
  crashAfter(path, later);
  const first = await cli.json('restore', backup);
  const { replaced } = first.data as { replaced: string };
  expect((await cli.run('restore', backup)).out).toContain('replaced-20261123T070000Z-2');
  expect((await cli.run('restore', replaced)).exit).toBe(0);
  expect(namesIn(path)).toEqual(afterwards);
});

test('beside a running service nothing is restored', async () => {
  const company = await backedUp();
  const lock = lockForService(company.path);
  if (!lock.ok) throw new Error(lock.problem);
  expect(await refusedWithoutATrace(company, company.backup)).toMatch(
    /a running service uses this database; stop the service first/,
  );
  lock.release();
  expect((await company.cli.run('restore', company.backup)).exit).toBe(0);
});

const changed = (backup: string, sql: string) => {
  const client = new Database(backup);
  client.exec(sql);
  client.close();
};
const newer = `INSERT INTO __drizzle_migrations (hash, created_at) VALUES ('${'f'.repeat(64)}', 9999999999999)`;

test.each<[string, (backup: string) => void, RegExp]>([
  ['that is not there', (backup) => rmSync(backup), /is not there; name a file/],
  [
    'that is no database',
    (backup) => writeFileSync(backup, 'Дорогой дневник'.repeat(500)),
    /cannot be read as a database \(.*\); name another/,
  ],
  ['that is empty', (backup) => writeFileSync(backup, ''), /holds no tables; name another/],
  [
    'that is damaged',
    (backup) => {
      const bytes = readFileSync(backup);
      bytes.fill(0xff, 8192, 65_536);
      writeFileSync(backup, bytes);
    },
    /is damaged \(.*\); name another|cannot be read as a database/,
  ],
  [
    'of something else',
    (backup) => changed(backup, 'DROP TABLE __drizzle_migrations'),
    /holds tables of something else/,
  ],
  [
    'of a newer version',
    (backup) => changed(backup, newer),
    /written by a newer version of Razbor, which has had 1 migration more; install that version/,
  ],
  [
    'of another line of versions',
    (backup) =>
      changed(
        backup,
        `UPDATE __drizzle_migrations SET hash = 'x' WHERE created_at = (SELECT min(created_at) FROM __drizzle_migrations)`,
      ),
    /another version of Razbor: its migration 1 is not/,
  ],
])('a file %s is refused, and all stays as it was', async (_, spoil, says) => {
  const company = await backedUp();
  crashAfter(company.path, later);
  spoil(company.backup);
  expect(await refusedWithoutATrace(company, company.backup)).toMatch(says);
  expect(namesIn(company.path)).toEqual(afterwards);
});

test('the database itself is no backup, and neither is a folder', async () => {
  const company = await backedUp();
  expect(await refusedWithoutATrace(company, company.path)).toContain('is the database itself');
  expect(await refusedWithoutATrace(company, company.cli.folder)).toContain('is no file');
});

test('a log beside a backup is brought in only where it is said to belong to it', async () => {
  const company = await backedUp();
  const { cli, backup, path } = company;
  changed(backup, 'PRAGMA journal_mode = WAL');
  crashAfter(backup, later);
  expect(await refusedWithoutATrace(company, backup)).toMatch(
    /backup\.db-wal lies beside it; .* --with-wal/,
  );
  expect((await cli.run('restore', backup, '--with-wal')).exit).toBe(0);
  expect(namesIn(path)).toEqual(afterwards);
  expect(existsSync(`${path}-wal`)).toBe(false);
});

test('a backup of an earlier version is taken, and says what the next start does', async () => {
  const { cli, backup } = await backedUp();
  changed(
    backup,
    'DELETE FROM __drizzle_migrations WHERE created_at = (SELECT max(created_at) FROM __drizzle_migrations)',
  );
  expect((await cli.run('restore', backup)).out).toContain('the next start applies 1 migration.');
});

test('a restore where nothing stands begins from the backup', async () => {
  const { cli, backup, path } = await backedUp();
  rmSync(path);
  expect((await cli.run('restore', backup)).out).toContain('Nothing stood in its place.');
  expect(namesIn(path)).toEqual(atFirst);
});
