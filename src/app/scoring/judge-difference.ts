import { callFacts, talkSecondsOf } from '../../db/calls.ts';
import { versionById } from '../../db/checklists.ts';
import { appendTransfers } from '../../db/ledger.ts';
import type { Db, Tx } from '../../db/open.ts';
import type { Member } from '../../db/people.ts';
import { currentPolicy } from '../../db/policy.ts';
import { answersOf } from '../../db/review-answers.ts';
import { reviewById } from '../../db/reviews.ts';
import {
  judgeDifference,
  type OpenDifference,
  openDifference,
  openDifferences,
} from '../../db/second-differences.ts';
import { capacitiesOf } from '../../domain/access.ts';
import { type Item, isExplained, itemsOf, type Verdict } from '../../domain/checklist.ts';
import { asActor } from '../../domain/person.ts';
import { type Outcome, refuse } from '../../domain/refusal.ts';
import { judgedTransfers } from '../../domain/second-score.ts';
import { localMonthOf } from '../../domain/time.ts';
import type { App } from '../app.ts';
import { decidesAgain } from '../calls/undecided-view.ts';
import { notify } from '../notices/notify.ts';
import { openMonthFrom } from './open-month.ts';

/** An item of which two scores say something else, as the head who judges it sees it: not who said what. */
export interface DifferenceCase {
  callId: number;
  item: Item;
  /** The moment that either of the two noted, in seconds; null: neither did. */
  momentS: number | null;
}

const readAtOnce = 200;

type Place = Pick<OpenDifference, 'callId' | 'itemCode'>;

/** How many items wait for this head's word; `next`: the first of them after a place, else the first. */
export function differencesFor(
  app: App,
  member: Member,
  after: Place | null = null,
): { waiting: number; next: DifferenceCase | null } {
  const mine = openDifferences(app.db, readAtOnce).filter((one) => mayJudge(app.db, member, one));
  const next = mine.find((one) => after === null || isAfter(one, after)) ?? mine[0];
  return { waiting: mine.length, next: next ? caseOf(app.db, next) : null };
}

function isAfter(one: Place, other: Place): boolean {
  if (one.callId !== other.callId) return one.callId > other.callId;
  return one.itemCode > other.itemCode;
}

/**
 * Heads of the call's direction who scored it neither time, and are not its seller; not yet who is to decide
 * its appeal again, since only what is approved differs.
 */
function mayJudge(
  db: Db,
  member: Member,
  { callId, firstById, secondById }: OpenDifference,
): boolean {
  const call = callFacts(db, callId);
  if (!call || member.id === firstById || member.id === secondById) return false;
  if (decidesAgain(member, call)) return false;
  return capacitiesOf(asActor(member), call).has('supervisor');
}

function caseOf(db: Db, difference: OpenDifference): DifferenceCase | null {
  const { callId, itemCode, firstReviewId, reviewId } = difference;
  const versionId = reviewById(db, reviewId)?.versionId ?? null;
  const version = versionId === null ? null : versionById(db, versionId);
  const item = itemsOf(version?.checklist ?? { sections: [] }).find(
    ({ code }) => code === itemCode,
  );
  if (!item) return null;
  const moments = [firstReviewId, reviewId].flatMap(
    (id) => answersOf(db, id).get(itemCode)?.momentS ?? [],
  );
  return { callId, item, momentS: moments[0] ?? null };
}

/**
 * A head's word on an item of which two scores say something else. Where they find a violation that the
 * first score does not have and the second one has, it costs the first controller, who is told of it.
 */
export function judgeItem(
  app: App,
  member: Member,
  word: { callId: number; itemCode: string; judged: Verdict },
): Outcome<object> {
  return app.db.transaction((tx): Outcome<object> => {
    const open = openDifference(tx, word.callId, word.itemCode);
    if (!open) return refuse('stale');
    if (!mayJudge(tx, member, open)) return refuse('not_allowed');
    const item = caseOf(tx, open)?.item;
    if (word.judged === 'na' && !item?.na) return refuse('not_allowed');
    const now = app.now();
    if (!judgeDifference(tx, { ...word, byId: member.id, now })) return refuse('stale');
    settleWord(tx, app, open, word.judged);
    return { ok: true };
  });
}

function settleWord(tx: Tx, app: App, open: OpenDifference, judged: Verdict): void {
  const now = app.now();
  const { policy } = currentPolicy(tx);
  const {
    callId,
    itemCode,
    firstReviewId,
    reviewId,
    firstById: firstId,
    secondById: secondId,
  } = open;
  const second = reviewById(tx, reviewId);
  const answer = answersOf(tx, reviewId).get(itemCode);
  const secondEarns =
    second?.tooFast === false &&
    answer !== undefined &&
    isExplained(answer, talkSecondsOf(tx, callId));
  const moved = judgedTransfers(open, judged, { firstId, secondId, secondEarns }, policy);
  const month = openMonthFrom(tx, localMonthOf(now, policy.timeZone));
  appendTransfers(tx, moved.first, { reviewId: firstReviewId, at: now, month });
  appendTransfers(tx, moved.second, { reviewId, at: now, month });
  const [cost] = moved.first;
  if (cost?.cause !== 'missed' && cost?.cause !== 'unfounded') return;
  notify(tx, app, {
    key: `violation_judged:${callId}:${itemCode}`,
    personId: firstId,
    kind: 'violation_judged',
    callId,
    payload: { itemCode, cause: cost.cause },
  });
}
