import type { Appeal } from '../../db/appeals.ts';
import { historyOf } from '../../db/call-history.ts';
import { callView } from '../../db/calls.ts';
import type { Review } from '../../db/reviews.ts';
import type { Call } from '../../domain/call.ts';
import type { Answers } from '../../domain/checklist.ts';
import type { App } from '../app.ts';
import { type CallCard, type ReviewSheet, reviewSheet } from './read-call.ts';

/** A score as the notice of it shows it to its seller. */
export interface ScoreNotice {
  scored: Pick<CallCard, 'call' | 'view' | 'history'>;
  sheet: ReviewSheet;
}

/** The notice of a score that whoever has worked on it has read already: `call` as it is by now. */
export function scoreNotice(
  app: App,
  known: { call: Call; review: Review; answers: Answers; appeal: Appeal | null },
): ScoreNotice {
  const { call, review, ...ofSheet } = known;
  const view = callView(app.db, call.id);
  if (!view) throw new Error(`call ${call.id} is gone while it is scored`);
  return {
    scored: { call, view, history: historyOf(app.db, call.id) },
    sheet: reviewSheet(app, review, ofSheet),
  };
}
