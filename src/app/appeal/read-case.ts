import { type Appeal, appealById, openAppeals } from '../../db/appeals.ts';
import { type CallView, callFacts, callView } from '../../db/calls.ts';
import type { Tx } from '../../db/open.ts';
import type { Member } from '../../db/people.ts';
import { secondDecisionsWaiting } from '../../db/second-decisions.ts';
import { capacitiesOf } from '../../domain/access.ts';
import type { Transfer } from '../../domain/ledger.ts';
import { asActor } from '../../domain/person.ts';
import { type Tally, tallyOf } from '../../domain/precedent.ts';
import type { Outcome } from '../../domain/refusal.ts';
import type { App } from '../app.ts';
import { type FailedItem, failuresOf, type ReviewSheet, reviewSheet } from '../calls/read-call.ts';
import { previewEnding } from '../scoring/finish-review.ts';
import { decidedSame, hiddenFrom, wereDecided } from './decided-items.ts';
import { type Case, endingOf, openCase } from './open-case.ts';

/** An appeal as the head who decides it sees it. */
export interface CaseView extends Case {
  view: CallView;
  sheet: ReviewSheet;
  named: FailedItem[];
  /** What the draft would make of it; null while something is undecided. */
  outcome: {
    ending: NonNullable<ReturnType<typeof endingOf>>;
    earned: number;
    possible: number;
    transfers: Transfer[];
  } | null;
  /** How often the item to decide now was decided before, as it is worded; null where none is to be. */
  tally: Tally | null;
  /** Whether that item, or something like it, was decided before. */
  hasPrecedents: boolean;
}

export function caseView(app: App, member: Member, callId: number): Outcome<{ found: CaseView }> {
  return app.db.transaction((tx): Outcome<{ found: CaseView }> => {
    const found = openCase(tx, member, callId);
    return found.ok ? { ok: true, found: viewOfCase(tx, app, member, found) } : found;
  });
}

/** What is to be seen of an appeal beside what whoever works on it has read already. */
export function viewOfCase(tx: Tx, app: App, member: Member, found: Case): CaseView {
  const { call, review, appeal } = found;
  const view = callView(tx, call.id);
  if (!view || view.sellerId === null) throw new Error(`call ${call.id} is appealed by nobody`);
  const sheet = reviewSheet(app, review, { appeal });
  const named = failuresOf(sheet, sheet.answers).filter(({ item }) =>
    Object.hasOwn(appeal.items, item.code),
  );
  const ending = endingOf(tx, found);
  const outcome = ending && {
    ending,
    ...previewEnding(tx, app, review, view.sellerId, ending),
  };
  const undecided = undecidedOf({ ...found, named });
  const checklistId = sheet.version?.checklistId ?? 0;
  const hidden = hiddenFrom(tx, member);
  const tally = undecided ? tallyOf(decidedSame(tx, checklistId, undecided, hidden)) : null;
  const failed = undecided ? [undecided] : [];
  const hasPrecedents = wereDecided(tx, checklistId, failed, appeal.reason, hidden);
  return { ...found, view, sheet, named, outcome, tally, hasPrecedents };
}

/** The first item of an appeal that its head has not decided. */
export function undecidedOf({
  appeal,
  named,
  draft,
}: Pick<CaseView, 'appeal' | 'named' | 'draft'>): FailedItem | undefined {
  if (appeal.kind !== 'items') return undefined;
  return named.find(({ item }) => !Object.hasOwn(draft.decisions, item.code));
}

/** Appeals that this supervisor may decide, the oldest first: open ones, and such as are decided again. */
export function appealsFor(app: App, member: Member): Appeal[] {
  const actor = asActor(member);
  const again = secondDecisionsWaiting(app.db).flatMap(({ appealId, isProposal }) => {
    const appeal = isProposal ? null : appealById(app.db, appealId);
    return appeal ? [appeal] : [];
  });
  return [...openAppeals(app.db), ...again]
    .filter((appeal) => {
      const call = callFacts(app.db, appeal.callId);
      return call !== null && capacitiesOf(actor, call).has('judge');
    })
    .sort((a, b) => (a.openedAt ?? 0) - (b.openedAt ?? 0) || a.id - b.id);
}
