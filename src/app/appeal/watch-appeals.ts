import {
  appealById,
  dropDecisionDrafts,
  markEscalated,
  markReminded,
  openAppeals,
  overdueAppeals,
} from '../../db/appeals.ts';
import { callFacts } from '../../db/calls.ts';
import type { Tx } from '../../db/open.ts';
import {
  dropStaleDecisions,
  secondDecisionsWaiting,
  withdrawProposal,
} from '../../db/second-decisions.ts';
import { type Instant, plusDuration } from '../../domain/time.ts';
import type { App } from '../app.ts';
import { othersOf } from './second-decision.ts';
import { judgesOf, tellJudges } from './tell-judges.ts';

/**
 * An undecided appeal reminds its heads after 24 h and goes to every supervisor after 48 h (3.5,
 * policy), at once where its last head was lost meanwhile. It is never decided by time, and a clock that was
 * set forward takes it from no head.
 */
export function watchAppeals(app: App): void {
  watchSecondDecisions(app);
  const policy = app.policy();
  const before = (duration: string) =>
    plusDuration(app.nowEarliest(), `-${duration}`, policy.timeZone);
  app.db.transaction((tx) => {
    for (const appeal of openAppeals(tx)) {
      const call = appeal.escalatedAt === null ? callFacts(tx, appeal.callId) : null;
      if (!call || judgesOf(tx, app, call).length > 0) continue;
      tellJudges(tx, app, { appealId: appeal.id, call, stage: 'new' });
    }
    for (const id of overdueAppeals(tx, 'remindedAt', before(policy.appealReminder))) {
      markReminded(tx, id, app.now());
      tellAgain(tx, app, id, 'reminder');
    }
    for (const id of overdueAppeals(tx, 'escalatedAt', before(policy.appealEscalation))) {
      markEscalated(tx, id, app.now());
      tellAgain(tx, app, id, 'escalated');
    }
  });
}

function tellAgain(
  tx: Tx,
  app: App,
  appealId: number,
  stage: 'reminder' | 'escalated',
  anewAt?: Instant,
): void {
  const appeal = appealById(tx, appealId);
  const call = appeal && callFacts(tx, appeal.callId);
  if (call)
    tellJudges(tx, app, { appealId, call, stage, ...(anewAt === undefined ? {} : { anewAt }) });
}

/** A second decision that changes nothing is not waited for any longer. */
const againAtMost = 'P14D';

/** What nobody else may decide any more its first head decides alone; what only compares is not waited for without end. */
function watchSecondDecisions(app: App): void {
  const before = plusDuration(app.nowEarliest(), `-${againAtMost}`, app.policy().timeZone);
  app.db.transaction((tx) => {
    for (const appealId of dropStaleDecisions(tx, app.now(), before))
      dropDecisionDrafts(tx, appealId);
    for (const { appealId, isProposal } of secondDecisionsWaiting(tx)) {
      const appeal = isProposal ? appealById(tx, appealId) : null;
      const call = appeal && callFacts(tx, appeal.callId);
      const again = call?.appeal?.again;
      if (!call || !again) continue;
      if (othersOf(tx, app, call, { ...again, anyHead: true }).length > 0) continue;
      withdrawProposal(tx, appealId);
      tellAgain(tx, app, appealId, 'reminder', app.now());
    }
  });
}
