import { describe, expect, test } from 'vitest';
import { openAppealsOf, overdueAppeals, unclearPaid } from '../../src/db/appeals.ts';
import { callPage } from '../../src/db/call-lists.ts';
import { callFacts, callView, historyOf } from '../../src/db/calls.ts';
import { eligibleCalls, leftOutCounts, readyCount } from '../../src/db/drawable-calls.ts';
import { drawnCallsOf, undrawnBefore } from '../../src/db/draws.ts';
import { callByExternalId } from '../../src/db/intake.ts';
import { nextDueAt } from '../../src/db/jobs.ts';
import {
  expiredLeases,
  leaseOf,
  oldestQueued,
  queueSize,
  scoredSince,
} from '../../src/db/leases.ts';
import { ledgerAfter, pointsOf, pointsOfReview } from '../../src/db/ledger.ts';
import {
  clientsByPhone,
  openOrdersByPhone,
  openOrdersOfClient,
  openOrdersOfClientByPhone,
  personIdsByExtension,
  unmatchedByClient,
  unmatchedByOrder,
  unmatchedByPhone,
} from '../../src/db/matching.ts';
import { type Db, openDatabase } from '../../src/db/open.ts';
import { dueNotices, sentMessage, waitingNotices } from '../../src/db/outbox.ts';
import {
  absencesOf,
  personByExternalId,
  personById,
  personByTelegramId,
} from '../../src/db/people.ts';
import { answersOf, creditReviewOf, draftOf, reviewsOf } from '../../src/db/reviews.ts';
import {
  anyActiveWith,
  anyCall,
  anyChecklist,
  anyDrawnCall,
  anyReadyCall,
  nextDrawAt,
} from '../../src/db/setup.ts';
import { teachingDraftsOf, toldScoresOf } from '../../src/db/waiting.ts';
import { statuses } from '../../src/domain/status.ts';

const opened = openDatabase(':memory:');
if (!opened.ok) throw new Error(opened.problem);
const { db } = opened;

/** The tables that grow with the company's calls; reading one of them whole is never right. */
const big = [
  'calls',
  'call_history',
  'reviews',
  'review_items',
  'appeals',
  'appeal_items',
  'ledger',
  'outbox',
  'leases',
  'drawn_calls',
  'draw_sellers',
  'clients',
  'client_phones',
  'orders',
  'order_phones',
  'telegram_updates',
];

/** What SQLite would do for every statement that `work` prepares. */
function plansOf(work: (watched: Db) => unknown): string[] {
  const plans: string[] = [];
  const watched: Db = {
    ...db,
    sql<Params extends unknown[], Row>(text: string) {
      const explained = db.orm.all<{ detail: string }>(
        `EXPLAIN QUERY PLAN ${text.replaceAll('?', 'NULL')}`,
      );
      plans.push(...explained.map(({ detail }) => detail));
      return db.sql<Params, Row>(text);
    },
  };
  const answer = work(watched);
  // A generator prepares its statement only when it is read.
  if (answer && typeof answer === 'object' && Symbol.iterator in answer) {
    Array.from(answer as Iterable<unknown>);
  }
  return plans;
}

/** Steps that read a big table whole, or sort what an index should bring in order. */
function slowSteps(plans: readonly string[]): string[] {
  return plans.filter((detail) => {
    if (/USE TEMP B-TREE/.test(detail)) return true;
    const scanned = /^SCAN (\w+)(.*)$/.exec(detail);
    if (!scanned) return false;
    const names = aliases.get(scanned[1] ?? '') ?? scanned[1] ?? '';
    const bounded =
      /USING (COVERING )?INDEX (calls_queued|calls_due|outbox_due|draws_undrawn|appeals_open)\b/;
    return big.includes(names) && !bounded.test(scanned[2] ?? '');
  });
}

/** The short names under which the statements know their tables. */
const aliases = new Map([
  ['c', 'calls'],
  ['h', 'call_history'],
  ['r', 'reviews'],
  ['i', 'review_items'],
  ['a', 'appeals'],
  ['l', 'ledger'],
  ['o', 'orders'],
]);

const nobody = { all: false, directionIds: [], sellerIds: [], controllerId: null };
const page = (scope: Partial<Parameters<typeof callPage>[1]>) =>
  [null, ...statuses].map(
    (status) => (watched: Db) =>
      callPage(watched, { ...nobody, ...scope }, { status, beforeId: 1000, most: 9 }),
  );

const hot: Record<string, ((watched: Db) => unknown) | ((watched: Db) => unknown)[]> = {
  'the size of the queue': queueSize,
  'what is set up': [
    (w) => anyActiveWith(w, 'seller'),
    anyChecklist,
    anyCall,
    anyReadyCall,
    anyDrawnCall,
    nextDrawAt,
  ],
  'what waits in the menu': [(w) => toldScoresOf(w, 1), (w) => teachingDraftsOf(w, 1)],
  'the lease of a controller': (w) => leaseOf(w, 1),
  'leases that ran out': (w) => expiredLeases(w, 0),
  'what a controller scored today': (w) => scoredSince(w, 1, 0),
  'what falls due next': nextDueAt,
  'notices that are due': (w) => dueNotices(w, 0, 50),
  'notices that wait': waitingNotices,
  'the last message of a kind about a call': (w) => sentMessage(w, 1, 'scored', 1),
  'calls of a seller, with and without a status': page({ sellerIds: [1] }),
  'calls of a direction, with and without a status': page({ directionIds: [1] }),
  'calls of a controller, with and without a status': page({ controllerId: 1 }),
  'all calls, with and without a status': page({ all: true }),
  'the facts of a call': (w) => callFacts(w, 1),
  'the card of a call': (w) => callView(w, 1),
  'the history of a call': (w) => historyOf(w, 1),
  'the reviews of a call': [
    (w) => reviewsOf(w, 1),
    (w) => creditReviewOf(w, 1),
    (w) => draftOf(w, 1, 1),
  ],
  'the answers of a review': (w) => answersOf(w, 1),
  'a call by its external id': (w) => callByExternalId(w, 'pbx', '1'),
  'a person by id, Telegram account or external id': [
    (w) => personById(w, 1, 0),
    (w) => personByTelegramId(w, 1, 0),
    (w) => personByExternalId(w, '1', 0),
  ],
  'a client by phone': (w) => clientsByPhone(w, '+79161234567'),
  'open orders by phone or client': [
    (w) => openOrdersByPhone(w, '+79161234567'),
    (w) => openOrdersOfClient(w, 1),
    (w) => openOrdersOfClientByPhone(w, 1, '+79161234567'),
  ],
  'a person by extension': (w) => personIdsByExtension(w, 'pbx', '101'),
  'calls that wait for a client, an order or a number': [
    (w) => unmatchedByPhone(w, '+79161234567'),
    (w) => unmatchedByClient(w, '1'),
    (w) => unmatchedByOrder(w, '1'),
  ],
  'draws that are due': (w) => undrawnBefore(w, 0),
  'the eligible calls of a window': [
    (w) => eligibleCalls(w, [0, 1, 60], false),
    (w) => eligibleCalls(w, [0, 1, 60], true),
  ],
  'the drawn calls of a seller’s page of the ledger': (w) => ledgerAfter(w, 0, 100),
  'the points of a person in a month': (w) => pointsOf(w, 1, '2026-11'),
  'unclear items paid for': (w) => unclearPaid(w, { sellerId: 1, versionId: 1, month: '2026-11' }),
  'open appeals of a seller': (w) => openAppealsOf(w, 1),
  'appeals that are overdue': [
    (w) => overdueAppeals(w, 'reminded_at', 0),
    (w) => overdueAppeals(w, 'escalated_at', 0),
  ],
};

describe('uses an index, and reads no big table whole nor sorts it', () => {
  test.each(Object.entries(hot))('%s', (_, work) => {
    for (const one of [work].flat()) {
      const plans = plansOf(one);
      expect(plans.length).toBeGreaterThan(0);
      expect(slowSteps(plans), plans.join('\n')).toEqual([]);
    }
  });
});

test('the counts of a draw read its window by index; only their few groups are sorted', () => {
  const plans = plansOf((w) => [readyCount(w, [0, 1, 60]), leftOutCounts(w, [0, 1, 60], true)]);
  expect(plans.filter((detail) => /^SCAN/.test(detail))).toEqual([]);
  expect(plans.filter((detail) => /^SEARCH/.test(detail)).length).toBe(3);
});

/** Found by index, and then sorted: the few drafts or absences of one person, the few rows of one call. */
const few: Record<string, (watched: Db) => unknown> = {
  'the next call of the queue: drafts of a controller': (w) => oldestQueued(w, 1),
  'the absences of a person': (w) => absencesOf(w, 1, '2026-01-01'),
  'the points of a review': (w) => pointsOfReview(w, 1),
  'the drawn calls of one draw': (w) => drawnCallsOf(w, 1),
};

test.each(Object.entries(few))('sorts few rows, found by index: %s', (_, work) => {
  const read = slowSteps(plansOf(work)).filter((detail) => detail.startsWith('SCAN'));
  expect(read).toEqual([]);
});

test('a read of a big table whole, and a sort, would be noticed', () => {
  const slow = (text: string) => slowSteps(plansOf((w) => w.sql(text)));
  expect(slow('SELECT * FROM calls WHERE raw_number = ?')).toEqual(['SCAN calls']);
  expect(slow('SELECT * FROM calls c WHERE raw_number = ?')).toEqual(['SCAN c']);
  expect(slow('SELECT * FROM outbox WHERE call_id = ? ORDER BY sent_at')).toEqual([
    'USE TEMP B-TREE FOR ORDER BY',
  ]);
});
