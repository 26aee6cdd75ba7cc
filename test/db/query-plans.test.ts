import { describe, expect, test } from 'vitest';
import { asksSince, lastRequestOf, openRequestOf, openRequests } from '../../src/db/advice.ts';
import { openAppealsOf, overdueAppeals } from '../../src/db/appeals.ts';
import {
  bestById,
  bestOfCall,
  bestOfSeller,
  heardOf,
  releasedBest,
} from '../../src/db/best-examples.ts';
import { orderIdsNamed } from '../../src/db/call-exports.ts';
import { historyOf } from '../../src/db/call-history.ts';
import { callKeys, countCalls } from '../../src/db/call-lists.ts';
import { type ListFilter, type ListScope, unfiltered } from '../../src/db/call-parts.ts';
import { callFacts, callView } from '../../src/db/calls.ts';
import {
  decidedItemsSince,
  latestVersionById,
  latestVersionOf,
  scoredOnType,
  versionsBelow,
} from '../../src/db/checklist-lists.ts';
import { checklistUpload } from '../../src/db/checklist-uploads.ts';
import {
  clientFound,
  clientsByWords,
  clientsOfPhone,
  orderFound,
  ordersByNumber,
  ordersInWorkOf,
  ordersOfPhone,
  savedSearch,
} from '../../src/db/client-search.ts';
import { countedCalls, uncountedIn } from '../../src/db/credit.ts';
import { decidersOf } from '../../src/db/decision-drafts.ts';
import {
  annulledScores,
  lostAppeals,
  settledBetween,
  unclearPaid,
  upheldAppeals,
} from '../../src/db/decisions.ts';
import { doubleScored, itemsJudgedTwice, scoresHandedIn } from '../../src/db/double-scored.ts';
import { tapsOf } from '../../src/db/draw-taps.ts';
import { unreadyCalls } from '../../src/db/drawable-calls.ts';
import { drawnCallsOf } from '../../src/db/drawn-calls.ts';
import { undrawnBefore } from '../../src/db/draws.ts';
import { approvalsAfter } from '../../src/db/events.ts';
import { callByExternalId } from '../../src/db/intake.ts';
import { nextDueAt } from '../../src/db/jobs.ts';
import { expiredLeases, leaseOf, scoredSince, sentSince } from '../../src/db/leases.ts';
import { isReversed, ledgerAfter, transferById } from '../../src/db/ledger.ts';
import { choiceOf } from '../../src/db/list-choices.ts';
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
import { meetingsOf } from '../../src/db/meetings.ts';
import { type Db, openDatabase } from '../../src/db/open.ts';
import {
  dueNotices,
  noticeById,
  noticeByKey,
  sentMessage,
  waitingNotices,
} from '../../src/db/outbox.ts';
import {
  absencesOf,
  personByExternalId,
  personById,
  personByTelegramId,
} from '../../src/db/people.ts';
import { absencesFrom, runningClocksOf } from '../../src/db/people-absences.ts';
import { personChangesBefore } from '../../src/db/people-changes.ts';
import { draftsOf, openInviteUntil, walkPeople } from '../../src/db/people-lists.ts';
import { pointsOf, pointsOfReview } from '../../src/db/points.ts';
import { decidedOfItem } from '../../src/db/precedents.ts';
import {
  anyControllerFor,
  oldestBegun,
  oldestBegunSecond,
  oldestQueued,
  oldestSeconds,
  queueSize,
  unscorable,
} from '../../src/db/queue.ts';
import { readyCalls, readyCount } from '../../src/db/ready-calls.ts';
import { callsInHandOf, idleCalls, neverBegun, returnOf } from '../../src/db/returns.ts';
import { answersOf } from '../../src/db/review-answers.ts';
import { creditReviewOf, draftOf, reviewsOf } from '../../src/db/reviews.ts';
import {
  itemsDecidedSince,
  secondDecisionOf,
  secondDecisionsWaiting,
  twiceDecidedSince,
} from '../../src/db/second-decisions.ts';
import { openDifference, openDifferences } from '../../src/db/second-differences.ts';
import { secondOf, secondsToSettle } from '../../src/db/second-scores.ts';
import { copiesOf, lostAttempt } from '../../src/db/send-attempts.ts';
import {
  anyActiveWith,
  anyCall,
  anyChecklist,
  anyDrawnCall,
  anyReadyCall,
  nextDrawAt,
} from '../../src/db/setup.ts';
import {
  callsToHear,
  expiriesSince,
  firstReturnsSince,
  givenBackSince,
  keptOutParts,
  keptOutSince,
  listenedSince,
  readySince,
  takenOut,
  takenSince,
  taughtSince,
} from '../../src/db/team.ts';
import { undecidedOf, undecidedThrough } from '../../src/db/undecided.ts';
import { unheardOf, unnotifiedScores } from '../../src/db/unheard.ts';
import {
  forgottenUploads,
  nextUpload,
  refusalsOf,
  uploadById,
  uploadContent,
} from '../../src/db/uploads.ts';
import { notifiedScoresOf, teachingDraftsOf } from '../../src/db/waiting.ts';
import { planOf, watchStatements } from '../support/watch-statements.ts';

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
  'send_attempts',
  'uploads',
  'upload_refusals',
  'leases',
  'drawn_calls',
  'draw_sellers',
  'clients',
  'client_phones',
  'client_words',
  'orders',
  'order_phones',
  'telegram_updates',
  'people_changes',
  'people',
];

/** What SQLite would do for every statement that `work` prepares. */
function plansOf(work: (watched: Db) => unknown): string[] {
  const plans: string[] = [];
  const watched = watchStatements(db, (text) => plans.push(...planOf(db, text)));
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
      /USING (COVERING )?INDEX (calls_queued|calls_due|calls_taught|outbox_due|draws_undrawn|appeals_open|uploads_unfinished)\b/;
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
  ['p', 'people'],
]);

const nobody: ListScope = { all: false, directionIds: [], sellerIds: [], controllerId: null };
const scopes: readonly Partial<ListScope>[] = [
  { all: true },
  { directionIds: [1] },
  { directionIds: [1, 2, 3] },
  { sellerIds: [1] },
  { sellerIds: [1, 2, 3] },
  { controllerId: 1 },
  { directionIds: [1], sellerIds: [1, 2], controllerId: 1 },
];
const narrowings: readonly Partial<ListFilter>[] = [
  { statuses: ['scored_pending'] },
  { statuses: ['approved_training', 'approved_scored', 'approved_overturned'] },
  { sellerId: 1 },
  { directionId: 1 },
  { checklistId: 1 },
  { controllerId: 1 },
  { clientId: 1 },
  { orderIds: [1, 2] },
];
/** Each filter alone, and each two of them. */
const filters = [
  unfiltered,
  ...narrowings.flatMap((one, at) =>
    narrowings.slice(at).map((other) => ({ ...unfiltered, from: 0, to: 9, ...one, ...other })),
  ),
];
/** The first and a further page of a list either way round, and its count. */
const lists = (scope: Partial<ListScope>) =>
  filters.flatMap((filter) => [
    ...(['newest', 'oldest'] as const).flatMap((order) =>
      [null, { startedAt: 5, id: 5 }].map(
        (after) => (watched: Db) =>
          callKeys(watched, { ...nobody, ...scope }, filter, { order, after, most: 9 }),
      ),
    ),
    (watched: Db) => countCalls(watched, { ...nobody, ...scope }, filter, 1000),
  ]);

const anyone = { active: true, name: 'x', id: 1 };
const hot: Record<string, ((watched: Db) => unknown) | ((watched: Db) => unknown)[]> = {
  'the size of the queue': queueSize,
  'the next call of the queue': (w) => oldestQueued(w, 1, { now: 0, since: 0 }),
  'the next call to be scored a second time, and one that was begun': [
    (w) => oldestSeconds(w, 1, { now: 0, since: 0 }),
    (w) => oldestBegunSecond(w, 1),
    (w) => secondOf(w, 1),
  ],
  'who met whom': (w) => meetingsOf(w, [1], 0),
  'appeals to decide a second time, and what is known of their head': [
    secondDecisionsWaiting,
    (w) => secondDecisionOf(w, 1),
    (w) => twiceDecidedSince(w, 0),
    (w) => itemsDecidedSince(w, 0),
  ],
  'what was tapped for a draw': (w) => tapsOf(w, 1),
  'examples, and what somebody may learn from their own scores': [
    (w) => bestById(w, 1),
    (w) => bestOfCall(w, 1, 'a'),
    (w) => releasedBest(w, 'a'),
    (w) => bestOfSeller(w, 1),
    (w) => heardOf(w, 1),
  ],
  'second scores to settle': (w) => secondsToSettle(w, 0, 50),
  'what was scored twice, and who scored how': [
    (w) => doubleScored(w, 0),
    (w) => itemsJudgedTwice(w, 0),
    (w) => scoresHandedIn(w, 0),
  ],
  'differences that no head has judged, and one': [
    (w) => openDifferences(w, 200),
    (w) => openDifference(w, 1, 'greet'),
  ],
  'calls that no controller could score, all and one': [
    (w) => unscorable(w, 200),
    (w) => anyControllerFor(w, 1),
    (w) => returnOf(w, 1),
  ],
  'what is set up': [
    (w) => anyActiveWith(w, 'seller'),
    anyChecklist,
    anyCall,
    anyReadyCall,
    anyDrawnCall,
    nextDrawAt,
  ],
  'what waits in the menu': [
    (w) => notifiedScoresOf(w, 1),
    (w) => teachingDraftsOf(w, 1),
    unnotifiedScores,
  ],
  'the lease of a controller': (w) => leaseOf(w, 1),
  'leases that ran out': (w) => expiredLeases(w, 0),
  'what a controller scored today': (w) => scoredSince(w, 1, 0),
  'what falls due next': nextDueAt,
  'notices that are due': (w) => dueNotices(w, 0, 50),
  'notices that wait': waitingNotices,
  'the last message of a kind about a call': (w) => sentMessage(w, 1, 'scored', 1),
  'a notice, and where else it stands': [
    (w) => noticeById(w, 1),
    (w) => noticeByKey(w, 'key'),
    (w) => copiesOf(w, 1),
    (w) => lostAttempt(w, { chatId: 1, messageId: 1, sentAt: 1 }, 'accept:1'),
  ],
  'what somebody has not heard': (w) => unheardOf(w, 1),
  'the search for clients and orders': [
    (w) => clientsByWords(w, ['иван', 'петр'], 40),
    (w) => clientsOfPhone(w, '+79161234567', 40),
    (w) => ordersOfPhone(w, '+79161234567', true, 40),
    (w) => ordersByNumber(w, '55', false, 40),
    (w) => ordersInWorkOf(w, 1, 8),
    (w) => clientFound(w, 1),
    (w) => orderFound(w, 1),
    (w) => orderIdsNamed(w, '5521', 20),
    (w) => savedSearch(w, 1),
    (w) => choiceOf(w, 'client', { ...nobody, all: true }, 1),
    (w) => choiceOf(w, 'order', { ...nobody, all: true }, 1),
  ],
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
  'how many calls of a window are ready': (w) => readyCount(w, [0, 1]),
  'draws that are due': (w) => undrawnBefore(w, 0),
  'the calls of a window': [
    (w) => [...readyCalls(w, [0, 1, 60], false)],
    (w) => [...readyCalls(w, [0, 1, 60], true)],
    (w) => unreadyCalls(w, [0, 1]),
  ],
  'the drawn calls of a seller’s page of the ledger': (w) => ledgerAfter(w, 0, 100),
  'the calls that count in a month, of all and of one': [
    (w) => countedCalls(w, { month: '2026-11' }, { personId: null, after: 0, most: 10 }),
    (w) => countedCalls(w, { month: '2026-11' }, { personId: 1, after: 0, most: 10 }),
  ],
  'the calls that were approved in a week': (w) =>
    countedCalls(w, { approved: { from: 0, to: 1 } }, { personId: 1, after: 0, most: 10 }),
  'what of a seller can still change': (w) =>
    undecidedOf(w, 1, { month: '2026-11', firstOpenMonth: '2026-11' }),
  'what of a month is undecided': (w) => undecidedThrough(w, '2026-11'),
  'what of a month cannot be counted': (w) => uncountedIn(w, '2026-11'),
  'the events after a cursor': (w) => approvalsAfter(w, 1, 10),
  'the appeals settled in a month': (w) => settledBetween(w, 0, 1),
  'a transfer and its reversal': [(w) => transferById(w, 1), (w) => isReversed(w, 1)],
  'the points of a person in a month': (w) => pointsOf(w, 1, '2026-11'),
  'unclear items paid for': (w) => unclearPaid(w, { sellerId: 1, month: '2026-11' }),
  'a page of the people, either way': [
    (w) => walkPeople(w, '2026-11-23', { way: 'after', from: null, words: [], most: 10 }),
    (w) => walkPeople(w, '2026-11-23', { way: 'before', from: anyone, words: [], most: 10 }),
    (w) => walkPeople(w, '2026-11-23', { way: 'after', from: anyone, words: ['a'], most: 10 }),
  ],
  'what a person has in hand, and the open invitation': [
    (w) => draftsOf(w, 1),
    (w) => callsInHandOf(w, 1),
    (w) => openInviteUntil(w, 1, 0),
  ],
  'the changes of people, of one and of all': [
    (w) => personChangesBefore(w, 1, 1000, 9),
    (w) => personChangesBefore(w, null, 1000, 9),
  ],
  'the absences of a person from today on': (w) => absencesFrom(w, 1, '2026-11-23', 9),
  'the running clocks of a seller': (w) => runningClocksOf(w, 1),
  'open appeals of a seller': (w) => openAppealsOf(w, 1),
  'appeals that are overdue': [
    (w) => overdueAppeals(w, 'remindedAt', 0),
    (w) => overdueAppeals(w, 'escalatedAt', 0),
  ],
  'an upload, and what there is to do': [
    (w) => uploadById(w, 1),
    (w) => uploadContent(w, 1),
    nextUpload,
    (w) => forgottenUploads(w, 0),
  ],
  'checklists: a type, its versions, its scores, and one that was sent': [
    (w) => latestVersionById(w, 1),
    (w) => latestVersionOf(w, 'incoming'),
    (w) => versionsBelow(w, 1, 9, 9),
    (w) => scoredOnType(w, 1, 1001),
    (w) => checklistUpload(w, 1),
  ],
  'the refused rows of an upload': (w) => refusalsOf(w, 1, 0, 500),
  'a seller’s month in the team': [
    (w) => readySince(w, 1, 0),
    (w) => keptOutSince(w, 1, 0),
    (w) => callsToHear(w, 1, { since: 0, minTalkS: 60 }),
    (w) => openAppealsOf(w, 1),
  ],
  'a controller’s month in the team': [
    (w) => scoredSince(w, 1, 0),
    (w) => givenBackSince(w, 1, 0),
    (w) => firstReturnsSince(w, 1, 0),
    (w) => listenedSince(w, 1, 0),
    (w) => takenSince(w, { teacherId: 1, sellerId: 1, since: 0 }),
    (w) => expiriesSince(w, 1, 0),
    (w) => taughtSince(w, 1, 0),
  ],
  'calls of a seller that were sent': (w) => sentSince(w, 1, 0),
  'calls that come back by themselves': [
    (w) => neverBegun(w, 0, 200),
    (w) => idleCalls(w, 0, 200),
    (w) => callsInHandOf(w, 1),
  ],
  'requests for advice': [
    openRequests,
    (w) => openRequestOf(w, 1),
    (w) => lastRequestOf(w, 1),
    (w) => asksSince(w, 1, 0),
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

test.each(scopes)('a list of calls walks down indexes only, whatever the filter: %j', (scope) => {
  for (const list of lists(scope)) {
    const plans = plansOf(list);
    if (plans.length === 0) continue;
    expect(plans.filter((step) => /^SEARCH calls USING/.test(step)).length).toBeGreaterThan(0);
    expect(slowSteps(plans), plans.join('\n')).toEqual([]);
  }
});

const stretch = { from: 0, to: 9 };

/** Found by index, and then sorted: the few drafts or absences of one person, the few rows of one call. */
const few: Record<string, (watched: Db) => unknown> = {
  'the next call of the queue: drafts of a controller': (w) => oldestBegun(w, 1),
  'the absences of a person': (w) => absencesOf(w, 1, '2026-01-01'),
  'the points of a review': (w) => pointsOfReview(w, 1),
  'what the heads decided in a year': (w) => decidedItemsSince(w, 0),
  'the drawn calls of one draw': (w) => drawnCallsOf(w, 1),
  'the appeals that ended in a stretch, by seller': (w) => lostAppeals(w, stretch),
  'the appeals that ended in a stretch, by head': (w) => upheldAppeals(w, stretch),
  'the scores annulled in a stretch': (w) => annulledScores(w, stretch),
  'the calls kept out of credit, by seller': (w) => keptOutParts(w, 0),
  'the calls that a teacher took': (w) => takenOut(w, 1, 0),
  'whose draft of a decision holds one': (w) => decidersOf(w, 1),
  'what was decided of an item': (w) =>
    decidedOfItem(w, { checklistId: 1, itemCode: 'greet', most: 200 }),
};

test.each(Object.entries(few))('sorts few rows, found by index: %s', (_, work) => {
  const read = slowSteps(plansOf(work)).filter((detail) => detail.startsWith('SCAN'));
  expect(read).toEqual([]);
});

test('a seller’s calls of a month are ranges of one index', () => {
  const plans = plansOf((w) => [readySince(w, 1, 0), keptOutSince(w, 1, 0)]);
  const ranges = plans.filter((detail) =>
    /^SEARCH c USING INDEX calls_by_seller_status \(seller_id=\? AND status=\? AND started_at>\?\)$/.test(
      detail,
    ),
  );
  expect(ranges).toHaveLength(2);
});

test('a read of a big table whole, and a sort, would be noticed', () => {
  const slow = (text: string) => slowSteps(plansOf((w) => w.orm.$client.prepare(text)));
  expect(slow('SELECT * FROM calls WHERE raw_number = ?')).toEqual(['SCAN calls']);
  expect(slow('SELECT * FROM calls c WHERE raw_number = ?')).toEqual(['SCAN c']);
  expect(slow('SELECT * FROM outbox WHERE call_id = ? ORDER BY sent_at')).toEqual([
    'USE TEMP B-TREE FOR ORDER BY',
  ]);
});
