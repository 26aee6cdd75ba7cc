import { talkSecondsOf } from '../../db/calls.ts';
import { versionById } from '../../db/checklists.ts';
import { appendTransfers } from '../../db/ledger.ts';
import type { Tx } from '../../db/open.ts';
import { currentPolicy } from '../../db/policy.ts';
import { answersOf } from '../../db/review-answers.ts';
import { finishReview, type Review, reviewById } from '../../db/reviews.ts';
import { insertDifferences } from '../../db/second-differences.ts';
import { dropStaleSeconds, secondsToSettle, settleSecond } from '../../db/second-scores.ts';
import { type Answers, scoreOf } from '../../domain/checklist.ts';
import { differencesOf, secondTransfers } from '../../domain/second-score.ts';
import { localMonthOf, plusDuration } from '../../domain/time.ts';
import { verdictCode } from '../../domain/verdicts.ts';
import type { App } from '../app.ts';
import { reviewSheet } from '../calls/read-call.ts';
import { openMonthFrom } from './open-month.ts';

/** A second score that nobody made for so long is not waited for. */
const waitsAtMost = 'P14D';
const settledAtOnce = 50;

/**
 * Holds each second score against its first once both are final: what it earns is written to the ledger,
 * and what they differ in waits for a head. Answers how many.
 */
export function settleSeconds(app: App): number {
  const now = app.now();
  const before = plusDuration(now, `-${waitsAtMost}`, app.policy().timeZone);
  return app.db.transaction((tx) => {
    dropStaleSeconds(tx, now, before);
    const due = secondsToSettle(tx, app.nowEarliest(), settledAtOnce);
    for (const { callId, firstReviewId, reviewId } of due) {
      const first = reviewById(tx, firstReviewId);
      const second = reviewById(tx, reviewId);
      if (!first || !second) throw new Error(`call ${callId} has lost a score`);
      if (settleSecond(tx, callId, now)) settle(tx, app, first, second);
    }
    return due.length;
  });
}

function settle(tx: Tx, app: App, first: Review, second: Review): void {
  const now = app.now();
  const { id: policyId, policy } = currentPolicy(tx);
  const version = second.versionId === null ? null : versionById(tx, second.versionId);
  if (!version) throw new Error(`review ${second.id} has no checklist`);
  const answers = answersOf(tx, second.id);
  const standing = sameChecklist(tx, first, version.checklistId)
    ? standingOf(app, first)
    : new Map();
  const paused = reviewSheet(app, second).paused;
  const judged = new Map([...answers].filter(([code]) => !paused.has(code)));
  const result = { ...scoreOf(version.checklist, answers), verdicts: verdictCode(answers) };
  const { earned, possible, verdicts } = result;
  const state = 'approved' as const;
  finishReview(
    tx,
    second.id,
    { state, earned, possible, verdicts, creditMonth: null, policyId },
    now,
  );
  insertDifferences(tx, second.callId, differencesOf(standing, judged));
  const earns = {
    controllerId: second.reviewerId,
    tooFast: second.tooFast,
    answers,
    talkS: talkSecondsOf(tx, second.callId),
    first: standing,
  };
  const month = openMonthFrom(tx, localMonthOf(now, policy.timeZone));
  appendTransfers(tx, secondTransfers(earns, policy), { reviewId: second.id, at: now, month });
}

/** Two scores on different checklists say nothing about one another's items. */
function sameChecklist(tx: Tx, { versionId }: Review, checklistId: number): boolean {
  return versionId !== null && versionById(tx, versionId)?.checklistId === checklistId;
}

/** The first score as it stands, without what was paused; of an annulled one nothing does. */
function standingOf(app: App, first: Review): Answers {
  if (first.state === 'annulled') return new Map();
  const { standing, paused } = reviewSheet(app, first);
  return new Map([...standing].filter(([code]) => !paused.has(code)));
}
