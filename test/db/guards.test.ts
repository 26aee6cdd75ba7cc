import { isDeepStrictEqual } from 'node:util';
import { describe, expect, test } from 'vitest';
import { linkCall } from '../../src/app/calls/link-call.ts';
import { registerClients } from '../../src/app/intake/register-clients.ts';
import { acceptScore } from '../../src/app/scoring/accept-score.ts';
import {
  deleteAppealDraft,
  openAppeal,
  setAppealKind,
  setAppealReason,
  toggleAppealItem,
} from '../../src/db/appeal-drafts.ts';
import {
  closeAppeal,
  markEscalated,
  markReminded,
  setAnswer,
  setBegun,
} from '../../src/db/appeals.ts';
import type { Tx } from '../../src/db/open.ts';
import { table, transitions } from '../../src/domain/status.ts';
import { statuses } from '../../src/domain/statuses.ts';
import { must, testCompany } from '../support/company.ts';

/** A database with a whole route behind it, so that every guarded table has rows. */
async function lived() {
  const company = testCompany();
  const id = await company.told();
  registerClients(company.app, [{ externalId: 'c', name: 'Север', phones: ['+79161234567'] }]);
  must(linkCall(company.app, company.as('root'), id, { clientId: 1 }));
  acceptScore(company.app, company.as('anna'), id);
  return company.app.db;
}

describe('what has happened stays', () => {
  test.each([
    ['the history', 'UPDATE call_history SET at = 0', 'append-only'],
    ['the history', 'DELETE FROM call_history', 'append-only'],
    ['what was said of a step', 'UPDATE call_history SET note = NULL', 'append-only'],
    [
      'to whom a call was linked',
      "UPDATE call_history SET note = 'x' WHERE verb = 'link'",
      'append-only',
    ],
    ['the ledger', 'UPDATE ledger SET points = 100', 'append-only'],
    ['the ledger', 'DELETE FROM ledger', 'append-only'],
    ['a published checklist', "UPDATE checklist_versions SET name = 'x'", 'immutable'],
    ['a published checklist', 'DELETE FROM checklist_versions', 'immutable'],
    ['the policy', "UPDATE policy_changes SET policy = '{}'", 'append-only'],
    ['the policy', 'DELETE FROM policy_changes', 'append-only'],
    ['the history of a person', 'UPDATE people_changes SET at = 0', 'append-only'],
    ['the history of a person', 'DELETE FROM people_changes', 'append-only'],
    [
      'what became of a person',
      "UPDATE people_changes SET after = json_set(after, '$.name', 'x')",
      'append-only',
    ],
    ['the seed of a draw', "UPDATE draws SET seed = x'00' WHERE drawn_at IS NULL", 'is fixed'],
    ['its commitment', "UPDATE draws SET seed_sha256 = '' WHERE drawn_at IS NULL", 'is fixed'],
    ['a draw', 'UPDATE draws SET drawn_at = NULL WHERE drawn_at IS NOT NULL', 'takes place once'],
    ['a final score', 'UPDATE reviews SET earned = 0', 'not changed'],
    ['the month of a score', "UPDATE reviews SET credit_month = '2020-01'", 'not changed'],
    ['an answer handed in', "UPDATE review_items SET verdict = 'pass'", 'only a draft'],
    ['an answer handed in', 'DELETE FROM review_items', 'only a draft'],
    [
      'the answers handed in',
      "INSERT INTO review_items (review_id, item_code, verdict) VALUES (1, 'new', 'fail')",
      'only a draft',
    ],
  ])('%s: %s', async (_, text, message) => {
    const db = await lived();
    expect(() => db.orm.$client.prepare(text).run()).toThrow(message);
  });
});

describe('what cannot be is refused by the database itself', () => {
  test.each([
    ['a status outside the eleven', "UPDATE calls SET status = 'lost'"],
    ['an origin that is not preliminary', "UPDATE calls SET origin_status = 'scored_pending'"],
    ['a call of negative talk', 'UPDATE calls SET talk_s = -1'],
    [
      'a verdict outside the three',
      "INSERT INTO review_items VALUES (1, 'x', 'perhaps', NULL, NULL)",
    ],
    [
      'a transfer of nothing',
      "INSERT INTO ledger (at, month, to_person_id, points, cause, review_id) VALUES (0, '2026-11', 1, 0, 'review', 1)",
    ],
    [
      'a transfer from an account to itself',
      "INSERT INTO ledger (at, month, from_person_id, to_person_id, points, cause, review_id) VALUES (0, '2026-11', 1, 1, 5, 'appeal', 1)",
    ],
    [
      'a cause that nobody knows',
      "INSERT INTO ledger (at, month, to_person_id, points, cause, review_id) VALUES (0, '2026-11', 1, 5, 'bonus', 1)",
    ],
    [
      'the same cause twice',
      "INSERT INTO ledger (at, month, to_person_id, points, cause, review_id) VALUES (0, '2026-11', 1, 5, 'review', 1)",
    ],
    [
      'a second credit score of a call',
      "INSERT INTO reviews (call_id, reviewer_id, purpose, state, started_at, touched_at) VALUES (1, 1, 'credit', 'submitted', 0, 0)",
    ],
    ['a seller who is not there', 'UPDATE calls SET seller_id = 999'],
    [
      'a role that nobody can hold',
      "INSERT INTO person_roles (person_id, role) VALUES (1, 'owner')",
    ],
  ])('%s', async (_, text) => {
    const db = await lived();
    expect(() => db.orm.$client.prepare(text).run()).toThrow(/constraint failed|only a draft/);
  });

  test('of all transitions exactly those of the status table', async () => {
    const db = await lived();
    const allowed = new Set([
      ...transitions().map(({ verb, from, to }) => `${verb}|${from ?? ''}|${to}`),
      // Written once, by the migration that healed scores in which nothing counted.
      'annul|approved_overturned|approved_training',
    ]);
    const verbs = [...new Set(table.map(({ verb }) => verb)), 'forge'];
    const insert = db.orm.$client.prepare<unknown[], never>(
      'INSERT INTO call_history (call_id, at, verb, from_status, to_status) VALUES (1, 0, ?, ?, ?)',
    );
    const taken = new Set<string>();
    for (const verb of verbs) {
      for (const from of [null, ...statuses]) {
        for (const to of statuses) {
          try {
            insert.run(verb, from, to);
            taken.add(`${verb}|${from ?? ''}|${to}`);
          } catch (error) {
            expect(String(error)).toContain('call_history_transition');
          }
        }
      }
    }
    expect(taken).toEqual(allowed);
  });
});

describe('an appeal changes only from the state that the change begins from', () => {
  const decided = { decisions: {}, reason: null, by: 1 };
  const changes: Record<'draft' | 'open', Record<string, (tx: Tx, id: number) => void>> = {
    draft: {
      'is dropped': deleteAppealDraft,
      'is about another kind': (tx, id) => setAppealKind(tx, id, 'not_my_call'),
      'is about an item more': (tx, id) => toggleAppealItem(tx, id, 'greeting'),
      'is about an item less': (tx, id) => toggleAppealItem(tx, id, 'farewell'),
      'is given a reason': (tx, id) => setAppealReason(tx, id, { text: 'why', voice: null }),
      'is sent': (tx, id) => openAppeal(tx, id, 9),
    },
    open: {
      'is answered': (tx, id) => {
        if (!setAnswer(tx, id, 'so it was', 9)) throw new Error('answered, or not open');
      },
      'is begun': (tx, id) => setBegun(tx, id, { byId: 1, at: 9 }),
      'is begun by nobody any more': (tx, id) => setBegun(tx, id, null),
      'is reminded of': (tx, id) => markReminded(tx, id, 9),
      'is escalated': (tx, id) => markEscalated(tx, id, 9),
      'is upheld': (tx, id) => closeAppeal(tx, id, { state: 'upheld', ...decided }, 9),
      'is rejected': (tx, id) => closeAppeal(tx, id, { state: 'rejected', ...decided }, 9),
      'is annulled': (tx, id) => closeAppeal(tx, id, { state: 'annulled', ...decided }, 9),
      'is conceded': (tx, id) => closeAppeal(tx, id, { state: 'conceded', ...decided }, 9),
    },
  };
  const states = ['draft', 'open', 'upheld', 'rejected', 'annulled', 'conceded'] as const;
  const every = (['draft', 'open'] as const).flatMap((from) =>
    Object.entries(changes[from]).map(([name, change]) => [from, name, change] as const),
  );

  test.each(every)('%s: it %s', async (from, _, change) => {
    const db = await lived();
    const client = db.orm.$client;
    for (const state of states) {
      client.exec('DELETE FROM appeal_items; DELETE FROM appeals');
      const id = Number(
        client
          .prepare(
            "INSERT INTO appeals (call_id, review_id, seller_id, state, kind, begun_by_id) VALUES (1, 1, 1, ?, 'items', 2)",
          )
          .run(state).lastInsertRowid,
      );
      client.prepare("INSERT INTO appeal_items VALUES (?, 'farewell', NULL)").run(id);
      const stored = () => [
        client.prepare('SELECT * FROM appeals').all(),
        client.prepare('SELECT * FROM appeal_items').all(),
      ];
      const before = stored();
      const work = () => db.transaction((tx) => change(tx, id));
      if (state === from) expect(work, state).not.toThrow();
      else expect(work, state).toThrow(/open|draft/);
      expect(isDeepStrictEqual(stored(), before), state).toBe(state !== from);
    }
  });
});
