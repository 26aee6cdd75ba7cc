import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { beginBulkWriting } from '../../src/db/bulk-writing.ts';
import { type Db, openDatabase } from '../../src/db/open.ts';

const bounds = { moveFrom: 40, logMax: 120 };
const pagesEach = 20;

function opened(): Db {
  const folder = mkdtempSync(join(tmpdir(), 'razbor-bulk-'));
  const file = openDatabase(join(folder, 'razbor.db'));
  if (!file.ok) throw new Error(file.problem);
  onTestFinished(() => {
    file.db.close();
    rmSync(folder, { recursive: true });
  });
  file.db.orm.$client.prepare('CREATE TABLE filler (id INTEGER PRIMARY KEY, bytes BLOB)').run();
  file.db.orm.$client.pragma('wal_checkpoint(TRUNCATE)');
  return file.db;
}

const logOf = (db: Db) =>
  (db.orm.$client.pragma('wal_checkpoint(NOOP)') as { log: number; checkpointed: number }[])[0] ?? {
    log: 0,
    checkpointed: 0,
  };
const settings = ({ orm: { $client } }: Db) => ({
  commitMovesFrom: $client.pragma('wal_autocheckpoint', { simple: true }),
  temporary: $client.pragma('temp_store', { simple: true }),
});
const inMemory = 2;
const rowsOf = (db: Db) => db.orm.$client.prepare('SELECT count(*) FROM filler').pluck().get();

function fill(db: Db): void {
  db.transaction((tx) => {
    const insert = tx.orm.$client.prepare('INSERT INTO filler (bytes) VALUES (zeroblob(4000))');
    for (let page = 0; page < pagesEach; page += 1) insert.run();
  });
}

test('many transactions leave a bounded log, which begins again and again', async () => {
  const db = opened();
  const writing = beginBulkWriting(db, bounds);
  const logs: number[] = [];
  for (let n = 0; n < 40; n += 1) {
    fill(db);
    logs.push(logOf(db).log);
    await writing.between();
  }
  await writing.end();
  expect(Math.max(...logs)).toBeLessThan(bounds.logMax + 2 * pagesEach);
  expect(logs.filter((log, n) => log < (logs[n - 1] ?? 0)).length).toBeGreaterThan(3);
  expect(rowsOf(db)).toBe(40 * pagesEach);
});

test('no commit moves the log meanwhile, and what a statement would need to be undone is in memory', async () => {
  const db = opened();
  const before = settings(db);
  const writing = beginBulkWriting(db, bounds);
  expect(settings(db)).toEqual({ commitMovesFrom: 2 * bounds.logMax, temporary: inMemory });
  for (let n = 0; n < 5; n += 1) fill(db);
  expect(logOf(db)).toMatchObject({ checkpointed: 0 });
  await writing.end();
  expect(settings(db)).toEqual(before);
});

test('goes on without the thread, where there can be none', async () => {
  const db = opened();
  const writing = beginBulkWriting({ ...db, path: `${db.path}-nowhere` }, bounds);
  for (let n = 0; n < 40; n += 1) {
    fill(db);
    await writing.between();
  }
  await writing.end();
  expect(rowsOf(db)).toBe(40 * pagesEach);
});

test('a database in memory has no log to move', async () => {
  const found = openDatabase(':memory:');
  if (!found.ok) throw new Error(found.problem);
  const writing = beginBulkWriting(found.db, bounds);
  await writing.between();
  await writing.end();
  found.db.close();
});
