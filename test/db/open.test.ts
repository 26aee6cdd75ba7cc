import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openDatabase, openForReading } from '../../src/db/open.ts';
import { refuse } from '../../src/domain/refusal.ts';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'razbor-open-'));
  path = join(folder, 'razbor.db');
});
afterEach(() => rmSync(folder, { recursive: true }));

/**
 * What the folder holds. SQLite cannot look into a WAL database without its shared memory and an empty
 * log beside it; neither is a write to the database.
 */
function contents(): Record<string, string> {
  const files = readdirSync(folder)
    .filter((name) => !name.endsWith('-shm'))
    .map((name) => ({ name, bytes: readFileSync(join(folder, name)) }))
    .filter(({ name, bytes }) => !(name.endsWith('-wal') && bytes.length === 0));
  return Object.fromEntries(
    files.map(({ name, bytes }) => [name, createHash('sha256').update(bytes).digest('hex')]),
  );
}

function expectRefusal(problem: string): void {
  const before = contents();
  const opened = openDatabase(path);
  expect(opened).toEqual({ ok: false, problem: expect.stringContaining(problem) });
  if (!opened.ok) expect(opened.problem.startsWith(`${path}: `)).toBe(true);
  expect(contents()).toEqual(before);
}

/** A database of ours, closed again. */
function ours(change: (client: Database.Database) => void = () => {}): void {
  const opened = openDatabase(path);
  if (!opened.ok) throw new Error(opened.problem);
  opened.db.close();
  const client = new Database(path);
  change(client);
  client.close();
}

describe('is refused before anything is written', () => {
  test('a file that is no database', () => {
    writeFileSync(path, 'Дорогой дневник, '.repeat(500));
    expectRefusal('cannot be read as a database');
  });

  test('a file cut off in the middle', () => {
    ours();
    const whole = readFileSync(path);
    writeFileSync(path, whole.subarray(0, Math.floor(whole.length / 2)));
    expectRefusal('');
  });

  test('a damaged page', () => {
    ours();
    const damaged = readFileSync(path);
    damaged.fill(0xff, 8192, 16_384);
    writeFileSync(path, damaged);
    expectRefusal('');
  });

  test('a database of something else', () => {
    const client = new Database(path);
    client.exec('CREATE TABLE recipes (id INTEGER PRIMARY KEY)');
    client.close();
    expectRefusal('holds tables of something else');
  });

  test('a database of a newer version', () => {
    ours((client) =>
      client
        .prepare('INSERT INTO __drizzle_migrations (hash, created_at) VALUES (?, ?)')
        .run('f'.repeat(64), 9_999_999_999_999),
    );
    expectRefusal('newer version');
  });

  test('a database whose migrations are not these', () => {
    ours((client) =>
      client
        .prepare(
          'UPDATE __drizzle_migrations SET hash = ? WHERE created_at = (SELECT min(created_at) FROM __drizzle_migrations)',
        )
        .run('f'.repeat(64)),
    );
    expectRefusal('its migration 1 is not one of this version');
  });
});

test('a damaged table is answered with a cure that exists', () => {
  let page = 0;
  ours((client) => {
    const text = "SELECT rootpage FROM sqlite_master WHERE name = 'directions'";
    page = client.prepare<[], number>(text).pluck().get() ?? 0;
  });
  const damaged = readFileSync(path);
  damaged.fill(0xff, (page - 1) * 4096, page * 4096);
  writeFileSync(path, damaged);
  expectRefusal('put a copy made with "razbor backup" in its place');
});

describe('is opened', () => {
  test('a path where nothing is yet, with its folders', () => {
    const opened = openDatabase(join(folder, 'new', 'data', 'razbor.db'));
    if (!opened.ok) throw new Error(opened.problem);
    expect(opened.db.orm.$client.prepare('PRAGMA journal_mode').get()).toEqual({
      journal_mode: 'wal',
    });
    expect(opened.db.orm.$client.prepare('PRAGMA foreign_keys').get()).toEqual({ foreign_keys: 1 });
    opened.db.close();
  });

  test('a database of ours, as often as one likes, with what is in it', () => {
    ours((client) => client.exec("INSERT INTO directions (name) VALUES ('Опт')"));
    const opened = openDatabase(path);
    if (!opened.ok) throw new Error(opened.problem);
    expect(opened.db.orm.$client.prepare('SELECT name FROM directions').all()).toEqual([
      { name: 'Опт' },
    ]);
    opened.db.close();
  });

  test('for reading only: a write is refused', () => {
    ours();
    const db = openForReading(path);
    expect(() =>
      db.orm.$client.prepare("INSERT INTO directions (name) VALUES ('x')").run(),
    ).toThrow('readonly');
    db.close();
  });
});

test('a limit stands as an expression, which SQLite does not compile again at each call', () => {
  const opened = openDatabase(path);
  if (!opened.ok) throw new Error(opened.problem);
  const statement = opened.db.orm.$client.prepare('SELECT id FROM people ORDER BY id LIMIT ?');
  expect(statement.source).toContain('LIMIT +?');
  expect(statement.all(1)).toEqual([]);
  opened.db.close();
});

describe('a transaction', () => {
  const memory = () => {
    const opened = openDatabase(':memory:');
    if (!opened.ok) throw new Error(opened.problem);
    return opened.db;
  };
  const names = (db: ReturnType<typeof memory>) =>
    db.orm.$client.prepare('SELECT name FROM directions').all();
  const insert = "INSERT INTO directions (name) VALUES ('Опт')";

  test('keeps nothing of what was refused, and answers the refusal', () => {
    const db = memory();
    const answer = db.transaction((tx) => {
      tx.orm.$client.prepare(insert).run();
      return refuse('too_late');
    });
    expect(answer).toEqual({ ok: false, refusal: 'too_late' });
    expect(names(db)).toEqual([]);
  });

  test('keeps nothing of what threw', () => {
    const db = memory();
    expect(() =>
      db.transaction((tx) => {
        tx.orm.$client.prepare(insert).run();
        throw new Error('crash');
      }),
    ).toThrow('crash');
    expect(names(db)).toEqual([]);
    db.transaction((tx) => tx.orm.$client.prepare(insert).run());
    expect(names(db)).toHaveLength(1);
  });

  test('inside another one rolls nothing back by itself when it is refused', () => {
    const db = memory();
    db.transaction((tx) => {
      tx.transaction((inner) => {
        inner.orm.$client.prepare(insert).run();
        return refuse('too_late');
      });
    });
    expect(names(db)).toHaveLength(1);
  });

  test('inside another one is part of it', () => {
    const db = memory();
    db.transaction((tx) => {
      tx.transaction((inner) => inner.orm.$client.prepare(insert).run());
      return refuse('too_late');
    });
    expect(names(db)).toEqual([]);
  });
});
