import {
  appealById,
  markEscalated,
  markReminded,
  openAppeals,
  overdueAppeals,
} from '../../db/appeals.ts';
import { callFacts } from '../../db/calls.ts';
import { plusDuration } from '../../domain/time.ts';
import type { App } from '../app.ts';
import { judgesOf, tellJudges } from './send-appeal.ts';

/**
 * An undecided appeal reminds its heads after 24 h and goes to every supervisor after 48 h (3.5,
 * policy), at once where its last head was lost meanwhile. It is never decided by time.
 */
export function watchAppeals(app: App): void {
  const policy = app.policy();
  const before = (duration: string) => plusDuration(app.now(), `-${duration}`, policy.timeZone);
  app.db.transaction((tx) => {
    for (const appeal of openAppeals(tx)) {
      const call = appeal.escalatedAt === null ? callFacts(tx, appeal.callId) : null;
      if (!call || judgesOf(tx, app, call).length > 0) continue;
      tellJudges(tx, app, { appealId: appeal.id, callId: appeal.callId, stage: 'new' });
    }
    for (const id of overdueAppeals(tx, 'remindedAt', before(policy.appealReminder))) {
      markReminded(tx, id, app.now());
      const appeal = appealById(tx, id);
      if (appeal) tellJudges(tx, app, { appealId: id, callId: appeal.callId, stage: 'reminder' });
    }
    for (const id of overdueAppeals(tx, 'escalatedAt', before(policy.appealEscalation))) {
      markEscalated(tx, id, app.now());
      const appeal = appealById(tx, id);
      if (appeal) tellJudges(tx, app, { appealId: id, callId: appeal.callId, stage: 'escalated' });
    }
  });
}
