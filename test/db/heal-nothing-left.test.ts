import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { migrate } from 'drizzle-orm/better-sqlite3/migrator';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createApp } from '../../src/app/app.ts';
import { closePeriod } from '../../src/app/credit/close-period.ts';
import { readCredit } from '../../src/app/credit/read-credit.ts';
import { verifyPeriod } from '../../src/app/credit/verify-period.ts';
import { ledgerAfter } from '../../src/db/ledger.ts';
import { type Db, openDatabase } from '../../src/db/open.ts';
import { personById } from '../../src/db/people.ts';
import { balancesOf } from '../../src/domain/ledger.ts';
import { defaultPolicy } from '../../src/domain/policy.ts';

/**
 * A database of the version before, in which an appeal decided "not applicable" throughout had left a
 * counted score of 0 of 0: what 0007_pay.sql makes of it.
 */
const migrations = fileURLToPath(new URL('../../drizzle/migrations', import.meta.url));
const before = 7;

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'razbor-heal-'));
  path = join(folder, 'razbor.db');
  const older = join(folder, 'migrations');
  cpSync(migrations, older, { recursive: true });
  const journalFile = join(older, 'meta', '_journal.json');
  const journal = JSON.parse(readFileSync(journalFile, 'utf8')) as { entries: unknown[] };
  const entries = journal.entries.slice(0, before);
  writeFileSync(journalFile, JSON.stringify({ ...journal, entries }));
  const client = new Database(path);
  client.pragma('foreign_keys = ON');
  migrate(drizzle(client), { migrationsFolder: older });
  seed(client);
  client.close();
});
afterEach(() => rmSync(folder, { recursive: true }));

const [olga, anna, petr] = [1, 2, 3];
/** Two windows of November and the calls that each drew; call 5 was sent on the first of December, 00:30 in Moscow. */
const sentAt = Date.parse('2026-11-30T21:30:00Z');

const item = { weight: 1, critical: 'none', na: true };
const short = {
  type: 'short',
  name: 'Короткий',
  sections: [
    {
      code: 'all',
      name: 'Все',
      items: [
        { code: 'only', text: 'Сказал', ...item },
        { code: 'other', text: 'Ещё', ...item },
      ],
    },
  ],
};

function seed(client: Database.Database): void {
  const { appealPoints: _, ...rest } = defaultPolicy;
  const prices = JSON.stringify({ ...rest, appealPoints: 7 });
  client.exec(`
    INSERT INTO people (external_id, name, language, created_at)
      VALUES ('olga', 'Ольга', 'ru', 0), ('anna', 'Анна', 'ru', 0), ('petr', 'Пётр', 'ru', 0);
    INSERT INTO checklists (code) VALUES ('short');
    INSERT INTO checklist_versions (checklist_id, version, name, body, published_at) VALUES (1, 1, 'Короткий',
      '${JSON.stringify(short)}', 0);
    INSERT INTO draws (window_from_at, window_to_at, date, month, seed, seed_sha256, committed_at, drawn_at)
      VALUES (1, 2, '2026-11-20', '2026-11', x'00', 'a', 0, 2), (2, 3, '2026-11-21', '2026-11', x'01', 'b', 0, 3);
    INSERT INTO draw_sellers (draw_id, seller_id, month, eligible, drawn)
      VALUES (1, ${anna}, '2026-11', 5, 2), (2, ${anna}, '2026-11', 4, 2);
  `);
  client
    .prepare('INSERT INTO policy_changes (at, policy) VALUES (0, ?), (5, ?)')
    .run(prices, JSON.stringify(defaultPolicy));
  const call = client.prepare(
    `INSERT INTO calls (source, external_id, flow, seller_id, raw_number, started_at, talk_s, status, draw_id,
       sent_by_id, queued_at, received_at) VALUES ('pbx', ?, 'in', ${anna}, '', 0, 60, ?, ?, ?, ?, 0)`,
  );
  call.run('broken', 'approved_overturned', 1, null, 2);
  call.run('healthy', 'approved_scored', 1, null, 2);
  call.run('queued', 'listening_credit', 2, null, 3);
  call.run('plain', 'unclassified', null, null, null);
  call.run('sent', 'listening_credit', null, petr, sentAt);
  client.exec(`
    INSERT INTO reviews (call_id, reviewer_id, purpose, state, version_id, started_at, touched_at, submitted_at)
      VALUES (1, ${olga}, 'credit', 'draft', 1, 0, 0, 1), (2, ${olga}, 'credit', 'draft', 1, 0, 0, 1);
    INSERT INTO review_items (review_id, item_code, verdict)
      VALUES (1, 'only', 'fail'), (1, 'other', 'fail'), (2, 'only', 'pass'), (2, 'other', 'pass');
    UPDATE reviews SET state = 'overturned', earned = 0, possible = 0, handed_in_earned = 0, handed_in_possible = 2,
      verdicts = 'nn', approved_at = 4, credit_month = '2026-11', policy_id = 1 WHERE id = 1;
    UPDATE reviews SET state = 'approved', earned = 2, possible = 2, handed_in_earned = 2, handed_in_possible = 2,
      verdicts = 'pp', approved_at = 4, credit_month = '2026-11', policy_id = 1 WHERE id = 2;
    INSERT INTO appeals (call_id, review_id, seller_id, state, kind, reason, opened_at, decided_by_id, decided_at)
      VALUES (1, 1, ${anna}, 'upheld', 'items', 'нет', 2, ${petr}, 4);
    INSERT INTO appeal_items (appeal_id, item_code, decision)
      VALUES (1, 'only', 'not_applicable'), (1, 'other', 'not_applicable');
    INSERT INTO call_history (call_id, at, verb, from_status, to_status) VALUES
      (1, 0, 'register', NULL, 'unclassified'), (1, 2, 'sample', 'unclassified', 'listening_credit'),
      (1, 2, 'score', 'listening_credit', 'scored_pending'), (1, 3, 'appeal', 'scored_pending', 'scored_appealed'),
      (1, 4, 'uphold', 'scored_appealed', 'approved_overturned');
    INSERT INTO ledger (at, month, from_person_id, to_person_id, points, cause, review_id, item_code, reverses_id, reason)
      VALUES (4, '2026-11', NULL, ${olga}, 1, 'review', 1, '', NULL, NULL),
             (4, '2026-11', ${olga}, ${anna}, 7, 'appeal', 1, 'only', NULL, NULL),
             (4, '2026-11', ${olga}, ${anna}, 7, 'appeal', 1, 'other', NULL, NULL),
             (5, '2026-11', ${anna}, ${olga}, 7, 'reversal', 1, 'other', 3, 'ошибка'),
             (4, '2026-11', NULL, ${olga}, 1, 'review', 2, '', NULL, NULL);
  `);
}

function healed(): Db {
  const opened = openDatabase(path);
  if (!opened.ok) throw new Error(opened.problem);
  return opened.db;
}

const all = (db: Db, text: string) => db.orm.$client.prepare<[], unknown>(text).all();

test('a score of nothing is annulled as it would be now, and nobody else is touched', () => {
  const db = healed();
  expect(all(db, 'SELECT id, status FROM calls ORDER BY id')).toEqual([
    { id: 1, status: 'approved_training' },
    { id: 2, status: 'approved_scored' },
    { id: 3, status: 'listening_credit' },
    { id: 4, status: 'unclassified' },
    { id: 5, status: 'listening_credit' },
  ]);
  expect(all(db, 'SELECT state, credit_month, earned, possible FROM reviews')).toEqual([
    { state: 'annulled', credit_month: null, earned: 0, possible: 0 },
    { state: 'approved', credit_month: '2026-11', earned: 2, possible: 2 },
  ]);
  expect(all(db, 'SELECT state FROM appeals')).toEqual([{ state: 'annulled' }]);
  expect(
    all(db, 'SELECT verb, from_status, to_status, note FROM call_history WHERE call_id = 1').slice(
      -2,
    ),
  ).toEqual([
    {
      verb: 'uphold',
      from_status: 'scored_appealed',
      to_status: 'approved_overturned',
      note: null,
    },
    {
      verb: 'annul',
      from_status: 'approved_overturned',
      to_status: 'approved_training',
      note: 'after the appeal nothing counts in this score',
    },
  ]);
  db.close();
});

test('what was paid for it and stood is taken back, and the controller pays one appeal of that time', () => {
  const db = healed();
  expect(
    all(
      db,
      `SELECT from_person_id "from", to_person_id "to", points, cause, month, reverses_id reverses
         FROM ledger WHERE id > 5 ORDER BY id`,
    ),
  ).toEqual([
    { from: olga, to: null, points: 1, cause: 'reversal', month: '2026-11', reverses: 1 },
    { from: anna, to: olga, points: 7, cause: 'reversal', month: '2026-11', reverses: 2 },
    { from: olga, to: anna, points: 7, cause: 'nothing_left', month: '2026-11', reverses: null },
  ]);
  db.close();
});

test('every call drawn or sent has its month, every draw what had been drawn before', () => {
  const db = healed();
  expect(all(db, 'SELECT queued_month month FROM calls ORDER BY id')).toEqual([
    { month: '2026-11' },
    { month: '2026-11' },
    { month: '2026-11' },
    { month: null },
    { month: '2026-12' },
  ]);
  expect(all(db, 'SELECT drawn_this_month n FROM draw_sellers ORDER BY draw_id')).toEqual([
    { n: 0 },
    { n: 2 },
  ]);
  db.close();
});

test('what guarded history, ledger and final scores still does, and nothing refers into the void', () => {
  const db = healed();
  for (const text of [
    'UPDATE call_history SET note = 1',
    'DELETE FROM call_history',
    'UPDATE ledger SET points = 9',
    'DELETE FROM ledger',
    'UPDATE reviews SET earned = 1 WHERE id = 2',
  ]) {
    expect(() => db.orm.$client.prepare(text).run(), text).toThrow(/append-only|not changed/);
  }
  expect(all(db, 'PRAGMA foreign_key_check')).toEqual([]);
  expect(all(db, "SELECT name FROM sqlite_master WHERE name IN ('nothing_left')")).toEqual([]);
  const count = () =>
    all(db, 'SELECT (SELECT count(*) FROM ledger) + (SELECT count(*) FROM call_history) n');
  const once = count();
  db.close();
  const again = healed();
  expect(
    all(again, 'SELECT (SELECT count(*) FROM ledger) + (SELECT count(*) FROM call_history) n'),
  ).toEqual(once);
  again.close();
});

test('the month is counted without it, closes, and what moved comes to nothing', () => {
  const db = healed();
  expect([...balancesOf(ledgerAfter(db, 0, 100))]).toEqual([
    ['fund', -1],
    [olga, -6],
    [anna, 7],
  ]);
  const now = Date.parse('2026-12-02T10:00:00Z');
  const random = (bytes: number) => Buffer.alloc(bytes);
  const app = createApp({ db, clock: () => now, random, nextCron: () => null });
  expect(readCredit(app, '2026-11')).toMatchObject({
    total: { calls: 1, meanPercent: '100.0' },
    sellers: [{ sellerId: anna, calls: 1, points: 7 }],
    controllers: [{ controllerId: olga, reviews: 1, overturned: 0, points: -6 }],
    payouts: [
      { personId: anna, paidPoints: 7, carriedPoints: 0 },
      { personId: olga, paidPoints: 0, carriedPoints: -6 },
    ],
  });
  db.orm.$client
    .prepare(`INSERT INTO person_roles (person_id, role) VALUES (${petr}, 'admin')`)
    .run();
  const admin = personById(db, petr, now);
  if (!admin) throw new Error('petr is gone');
  expect(closePeriod(app, admin, '2026-11').ok).toBe(true);
  expect(verifyPeriod(app, '2026-11')).toMatchObject({ ok: true, problems: [] });
  db.close();
});
