import { execFile } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { migrationsFolder } from '../../src/db/examine.ts';
import { openDatabase } from '../../src/db/open.ts';
import { atEachStatement } from './each-statement.ts';
import { emptyDatabase, journalIn } from './older-database.ts';

/**
 * All migrations that a database has not had are one transaction: whatever ends it, the database is as it was
 * before, and the next start brings it up to date.
 */
const { entries } = journalIn(migrationsFolder);
const folder = mkdtempSync(join(tmpdir(), 'razbor-interrupted-'));
const first = join(folder, 'first.db');
afterAll(() => rmSync(folder, { recursive: true }));

/** A database of the first version, with rows in tables that later migrations make anew. */
beforeAll(() => {
  emptyDatabase(first, 1, folder);
  const client = new Database(first);
  client.exec(`
    INSERT INTO directions (name) VALUES ('Опт');
    INSERT INTO people (external_id, name, language, created_at) VALUES ('anna', 'Анна', 'ru', 0);
    INSERT INTO calls (source, external_id, flow, seller_id, raw_number, started_at, status, received_at)
      VALUES ('pbx', 'a', 'in', 1, '', 0, 'unclassified', 0);
  `);
  const note = client.prepare(
    "INSERT INTO call_history (call_id, at, verb, to_status, note) VALUES (1, 0, 'register', 'unclassified', ?)",
  );
  client.transaction(() => {
    for (let row = 0; row < 300; row += 1) note.run('x'.repeat(200));
  })();
  client.close();
});

let copies = 0;
function copyOf(path: string): string {
  copies += 1;
  const copy = join(folder, `copy-${copies}.db`);
  for (const end of ['', '-wal']) {
    if (existsSync(path + end)) copyFileSync(path + end, copy + end);
  }
  return copy;
}

const state = (path: string) => {
  const client = new Database(path);
  try {
    return {
      migrations: client.prepare('SELECT count(*) FROM __drizzle_migrations').pluck().get(),
      schema: client.prepare('SELECT name, sql FROM sqlite_master ORDER BY name').all(),
      history: client.prepare('SELECT * FROM call_history').all(),
      check: client.pragma('integrity_check', { simple: true }),
    };
  } finally {
    client.close();
  }
};

const opens = (path: string): void => {
  const opened = openDatabase(path);
  if (!opened.ok) throw new Error(opened.problem);
  opened.db.close();
};

test('what a process killed at any statement leaves is the database as it was, and is brought up to date', () => {
  const before = state(first);
  expect([before.migrations, before.history.length]).toEqual([1, 300]);
  const path = copyOf(first);
  const left: string[] = [];
  let spilled = 0;
  atEachStatement(
    (client) => {
      // So that not all of it fits into memory, and some stands in the log before it is committed.
      if (left.length === 0) client.pragma('cache_size = 4');
      left.push(copyOf(path));
      spilled +=
        existsSync(`${left.at(-1)}-wal`) && readFileSync(`${left.at(-1)}-wal`).length > 0 ? 1 : 0;
    },
    () => opens(path),
  );
  const after = state(path);
  expect(after).toMatchObject({
    migrations: entries.length,
    check: 'ok',
    history: { length: 300 },
  });
  expect(left.length).toBeGreaterThan(entries.length);
  expect(spilled).toBeGreaterThan(0);
  for (const copy of left) expect(state(copy)).toEqual(before);
  for (const copy of [left[0], left[Math.floor(left.length / 2)], left.at(-1)] as string[]) {
    opens(copy);
    expect(state(copy)).toEqual(after);
  }
});

test('where a new database was begun, the next start makes it whole', () => {
  const path = join(folder, 'new.db');
  const left: string[] = [];
  atEachStatement(
    () => {
      if (left.length % 20 === 0) left.push(copyOf(path));
      else left.push('');
    },
    () => opens(path),
  );
  const after = state(path);
  for (const copy of left.filter((one) => one !== '')) {
    opens(copy);
    expect(state(copy)).toEqual(after);
  }
});

test.each([
  ['SQLITE_FULL', /there is no room to write into it; make room/],
  ['SQLITE_IOERR', /its disk cannot be read or written/],
])('where a statement fails by %s, that is said and nothing of it is kept', (code, said) => {
  const before = state(first);
  const path = copyOf(first);
  let statements = 0;
  const failing = () => {
    statements += 1;
    if (statements === 40) throw Object.assign(new Error('failed'), { code });
  };
  const opened = atEachStatement(failing, () => openDatabase(path));
  expect(opened).toMatchObject({ ok: false, problem: expect.stringMatching(said) });
  expect(state(path)).toEqual(before);
  opens(path);
  expect(state(path).migrations).toBe(entries.length);
});

test('a process that is really killed in the middle leaves the database as it was', async () => {
  const before = state(first);
  const path = copyOf(first);
  const script = fileURLToPath(new URL('killed-migration.ts', import.meta.url));
  const ended = promisify(execFile)(process.execPath, ['--import', 'tsx', script, path, '60']);
  await expect(ended).rejects.toMatchObject({ signal: 'SIGKILL' });
  expect(existsSync(`${path}-wal`)).toBe(true);
  expect(state(path)).toEqual(before);
  opens(path);
  expect(state(path).migrations).toBe(entries.length);
});
