import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { backupTo } from '../../src/db/backup.ts';
import { type Db, openDatabase } from '../../src/db/open.ts';
import { openingProblem } from '../../src/db/open-problem.ts';
import { forbidWriting } from '../support/forbid-writing.ts';

function newPath(): string {
  const folder = mkdtempSync(join(tmpdir(), 'razbor-problem-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, 'razbor.db');
}

function opened(path: string): Db {
  const result = openDatabase(path);
  if (!result.ok) throw new Error(result.problem);
  return result.db;
}

function problemOf(path: string): string {
  const result = openDatabase(path);
  if (result.ok) result.db.close();
  return result.ok ? 'opened' : result.problem;
}

test('a backup put beside the log of the database before it is refused with the cure', () => {
  const path = newPath();
  const db = opened(path);
  const backup = `${path}.backup`;
  expect(backupTo(db, backup)).toEqual({ ok: true });
  const { $client: client } = db.orm;
  client.exec('CREATE TABLE later (a TEXT)');
  const insert = client.prepare('INSERT INTO later VALUES (hex(zeroblob(500)))');
  for (let row = 0; row < 500; row += 1) insert.run();
  // What follows stays in the log, as after a crash, and is of pages that the backup has not.
  client.pragma('wal_checkpoint(TRUNCATE)');
  client.exec('CREATE INDEX later_a ON later (a); DELETE FROM later WHERE rowid % 7 = 0');
  const crashed = `${dirname(path)}/crashed.db`;
  copyFileSync(`${path}-wal`, `${crashed}-wal`);
  copyFileSync(backup, crashed);
  db.close();
  expect(problemOf(crashed)).toMatch(
    /damaged .*, or crashed\.db-wal beside it belongs to another copy of it; put a copy .* with "razbor restore FILE", which moves both away/,
  );
  for (const end of ['-wal', '-shm']) rmSync(`${crashed}${end}`, { force: true });
  copyFileSync(backup, crashed);
  expect(problemOf(crashed)).toBe('opened');
});

test.each(['the file', 'the folder'])(
  '%s that may not be written is named with the cure',
  (which) => {
    const path = newPath();
    opened(path).close();
    const at = which === 'the file' ? path : dirname(path);
    if (!forbidWriting(at)) return;
    expect(problemOf(path)).toMatch(
      /may not be written \(E\w+\); let user \d+ read and write the file and its folder$/,
    );
    expect(problemOf(path)).toContain(which === 'the file' ? 'the file' : at);
  },
);

test.each(['-wal', '-shm'])(
  'what another user left beside it (%s) is named, where it cannot be written',
  (end) => {
    const path = newPath();
    const db = opened(path);
    db.orm.$client.exec("INSERT INTO directions (name) VALUES ('Опт')");
    const crashed = `${dirname(path)}/crashed.db`;
    for (const one of ['', '-wal', '-shm']) copyFileSync(`${path}${one}`, `${crashed}${one}`);
    db.close();
    const allow = forbidWriting(`${crashed}${end}`);
    if (!allow) return;
    expect(problemOf(crashed)).toMatch(
      new RegExp(`crashed\\.db${end} beside it may not be written \\(E\\w+\\); let user \\d+ read`),
    );
    allow();
    expect(problemOf(crashed)).toBe('opened');
  },
);

test('a database that is gone is not begun anew where what lies beside it says that there was one', () => {
  const path = newPath();
  const db = opened(path);
  db.orm.$client.exec("INSERT INTO directions (name) VALUES ('Опт')");
  rmSync(path);
  expect(problemOf(path)).toMatch(
    /is not there, though razbor\.db-wal and razbor\.db-shm beside it show that there was a database; put it in its place, or a backup with "razbor restore FILE", or move them away/,
  );
  db.close();
  for (const end of ['-wal', '-shm']) rmSync(`${path}${end}`, { force: true });
  // A restore that was killed before the backup had its place.
  writeFileSync(`${path}.restoring`, '');
  expect(problemOf(path)).toMatch(/is not there, though razbor\.db\.restoring beside it/);
  rmSync(`${path}.restoring`);
  mkdirSync(join(dirname(path), 'heard', '0'), { recursive: true });
  expect(problemOf(path)).toMatch(/is not there, though heard\/ beside it/);
  writeFileSync(path, '');
  expect(problemOf(path)).toMatch(/is empty, though heard\/ beside it/);
  rmSync(join(dirname(path), 'heard'), { recursive: true });
  expect(problemOf(path)).toBe('opened');
});

test('what SQLite says in opening is answered with what to do', () => {
  const path = newPath();
  opened(path).close();
  const said = (code: string) =>
    openingProblem(path, Object.assign(new Error('said'), { code })) ?? 'a bug';
  expect(said('SQLITE_FULL')).toMatch(/^there is no room .*; make room/);
  expect(said('SQLITE_BUSY')).toMatch(/^another program holds it; end/);
  expect(said('SQLITE_READONLY')).toMatch(/^cannot be opened to be written .*; let this user/);
  expect(said('SQLITE_IOERR_SHMSIZE')).toMatch(/^its disk cannot be read or written/);
  expect(said('SQLITE_CORRUPT')).toMatch(/^the database is damaged \(said\); put a copy/);
  expect(said('SQLITE_ERROR')).toBe('a bug');
});

test('on a full disk the database is opened all the same, or it is said why', ({ skip }) => {
  const folder = mkdtempSync(join(tmpdir(), 'razbor-full-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', folder], { stdio: 'ignore' });
  } catch {
    rmSync(folder, { recursive: true });
    return skip('no file system of our own can be mounted here');
  }
  onTestFinished(() => {
    execFileSync('umount', [folder]);
    rmSync(folder, { recursive: true });
  });
  const path = join(folder, 'razbor.db');
  const client = new Database(path);
  client.close();
  opened(path).close();
  const { bavail, bsize } = statfsSync(folder);
  writeFileSync(join(folder, 'filler'), Buffer.alloc(bavail * bsize));
  expect(statfsSync(folder).bavail).toBe(0);
  expect(problemOf(path)).toMatch(/^opened$|: there is no room to write into it; make room/);
});
