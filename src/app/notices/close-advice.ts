import type { AdviceRequest } from '../../db/advice.ts';
import type { Tx } from '../../db/open.ts';
import { notifiedOf } from '../../db/outbox.ts';
import type { App } from '../app.ts';
import { notify } from './notify.ts';

/** What was told of a request, reminders included, says from now on what became of it. */
export function closeAdviceNotices(
  tx: Tx,
  app: App,
  request: AdviceRequest,
  stage: 'begun' | 'answered' | 'withdrawn' | 'given_back',
): void {
  for (const edits of ['advice_waiting', 'advice_overdue'] as const) {
    for (const personId of notifiedOf(tx, request.callId, edits)) {
      notify(tx, app, {
        key: `advice:${request.id}:${stage}:${edits}:${personId}`,
        personId,
        kind: 'advice_closed',
        callId: request.callId,
        payload: { edits },
        dueAt: app.now(),
      });
    }
  }
}
