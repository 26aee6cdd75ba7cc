import { openRequests } from '../../db/advice.ts';
import { callFacts } from '../../db/calls.ts';
import type { Tx } from '../../db/open.ts';
import { peopleWithRole } from '../../db/people.ts';
import type { Call } from '../../domain/call.ts';
import { plusDuration } from '../../domain/time.ts';
import type { App } from '../app.ts';
import { notify } from '../notices/notify.ts';
import { headsOf } from './ask-advice.ts';

/**
 * A request for advice that nobody has begun reminds its heads after the policy's time, and after
 * twice that the administrators hear of it; at once where no head is there who could answer. Each hears of it
 * once, so that a clock that was set forward does not count.
 */
export function watchAdvice(app: App): void {
  const { adviceReminder, timeZone } = app.policy();
  const now = app.nowEarliest();
  app.db.transaction((tx) => {
    for (const request of openRequests(tx)) {
      const call = request.begunById === null ? callFacts(tx, request.callId) : null;
      if (!call) continue;
      const remindAt = plusDuration(request.askedAt, adviceReminder, timeZone);
      const heads = headsOf(tx, app, call);
      if (remindAt <= now) tell(tx, app, { call, requestId: request.id, to: heads });
      const tellAdminsAt = plusDuration(remindAt, adviceReminder, timeZone);
      if (heads.length > 0 && tellAdminsAt > now) continue;
      // Whoever asked knows that they wait, even as an administrator.
      const admins = peopleWithRole(tx, 'admin', app.now()).filter(
        ({ id }) => id !== call.sellerId,
      );
      tell(tx, app, { call, requestId: request.id, to: admins });
    }
  });
}

function tell(
  tx: Tx,
  app: App,
  about: { call: Call; requestId: number; to: readonly { id: number }[] },
): void {
  for (const { id } of about.to) {
    notify(tx, app, {
      key: `advice:${about.requestId}:overdue:${id}`,
      personId: id,
      kind: 'advice_overdue',
      callId: about.call.id,
    });
  }
}
