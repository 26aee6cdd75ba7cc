import type { Appeal } from '../../db/appeals.ts';
import { historyOf } from '../../db/call-history.ts';
import { callView } from '../../db/calls.ts';
import type { Member } from '../../db/people.ts';
import type { Review } from '../../db/reviews.ts';
import type { Call } from '../../domain/call.ts';
import type { Answers } from '../../domain/checklist.ts';
import { asActor } from '../../domain/person.ts';
import { spentVerbs } from '../../domain/spent.ts';
import type { App } from '../app.ts';
import { type CallCard, type ReviewSheet, reviewSheet } from './read-call.ts';

/** A score as the notice of it shows it to its seller. */
export interface ScoreNotice {
  scored: Pick<CallCard, 'call' | 'view' | 'history' | 'spent'>;
  sheet: ReviewSheet;
}

/** The notice of a score that whoever has worked on it has read already: `call` as it is by now. */
export function scoreNotice(
  app: App,
  member: Member,
  known: { call: Call; review: Review; answers: Answers; appeal: Appeal | null },
): ScoreNotice {
  const { call, review, ...ofSheet } = known;
  const view = callView(app.db, call.id);
  if (!view) throw new Error(`call ${call.id} is gone while it is scored`);
  const history = historyOf(app.db, call.id);
  const spent = spentVerbs(call, asActor(member), history, app.nowEarliest());
  return {
    scored: { call, view, history, spent },
    sheet: reviewSheet(app, review, ofSheet),
  };
}
