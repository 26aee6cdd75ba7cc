import { type Appeal, closeAppeal, setBegun } from '../../db/appeals.ts';
import { type DecisionDraft, decidersOf, saveDecisionDraft } from '../../db/decision-drafts.ts';
import { drawIdOf } from '../../db/drawn-calls.ts';
import { drawById } from '../../db/draws.ts';
import type { Tx } from '../../db/open.ts';
import { type Member, personById } from '../../db/people.ts';
import { capacitiesOf } from '../../domain/access.ts';
import type { Call, Decision } from '../../domain/call.ts';
import { limits } from '../../domain/checklist.ts';
import { asActor } from '../../domain/person.ts';
import { type decisionReasons, type GivenReason, keptReason } from '../../domain/ready-reasons.ts';
import { type Outcome, type Refused, refuse } from '../../domain/refusal.ts';
import type { App } from '../app.ts';
import { moveCall } from '../calls/move-call.ts';
import { replaceDrawn } from '../calls/replace-drawn.ts';
import { notify } from '../notices/notify.ts';
import { finishCreditReview } from '../scoring/finish-review.ts';
import { type Case, endingOf, openCase } from './open-case.ts';
import { type CaseView, viewOfCase } from './read-case.ts';
import { chooseAgain, isProposed, settleAgain } from './second-decision.ts';
import { tellOverturned } from './tell-overturned.ts';

/** Answers the appeal as its head sees it from then on. */
function onCase(
  app: App,
  member: Member,
  callId: number,
  change: (found: Case) => DecisionDraft | Refused,
): Outcome<{ found: CaseView }> {
  return app.db.transaction((tx): Outcome<{ found: CaseView }> => {
    const found = openCase(tx, member, callId);
    if (!found.ok) return found;
    const draft = change(found);
    if ('ok' in draft) return draft;
    saveDecisionDraft(tx, found.appeal.id, member.id, draft);
    const appeal = found.isAgain ? found.appeal : settleBegun(tx, app, found);
    return { ok: true, found: viewOfCase(tx, app, member, { ...found, appeal, draft }) };
  });
}

/**
 * A head has begun while their draft holds a decision (3.5): what is taken back bars the controller from
 * conceding no longer. Another head who has decided something meanwhile takes the place of the first.
 */
function settleBegun(tx: Tx, app: App, { call, review, appeal }: Case): Appeal {
  const deciders = decidersOf(tx, appeal.id).filter((id) => mayDecide(tx, app, id, call));
  const was = appeal.begunById;
  // Whoever has proposed a decision has begun.
  const proposed = call.appeal?.again?.firstById ?? null;
  const byId = deciders.find((id) => id === was) ?? deciders[0] ?? proposed;
  if (byId === was) return appeal;
  const now = app.now();
  setBegun(tx, appeal.id, byId === null ? null : { byId, at: now });
  const settled = { ...appeal, begunById: byId, begunAt: byId === null ? null : now };
  if (was !== null && byId !== null) return settled;
  notify(tx, app, {
    key: `appeal_begun:${appeal.id}:${byId ?? 0}:${now}`,
    personId: review.reviewerId,
    kind: 'appeal_begun',
    callId: call.id,
    dueAt: now,
  });
  return settled;
}

function mayDecide(tx: Tx, app: App, id: number, call: Call): boolean {
  const head = personById(tx, id, app.now());
  return head?.active === true && capacitiesOf(asActor(head), call).has('judge');
}

/** Decides one disputed item; kept as a draft until the whole is confirmed. */
export function decideItem(
  app: App,
  member: Member,
  callId: number,
  decided: { itemCode: string; decision: Decision | null },
): Outcome<{ found: CaseView }> {
  return onCase(app, member, callId, ({ appeal, draft }) => {
    if (!Object.hasOwn(appeal.items, decided.itemCode)) return refuse('stale');
    const { [decided.itemCode]: _, ...others } = draft.decisions;
    const decisions = decided.decision
      ? { ...others, [decided.itemCode]: decided.decision }
      : others;
    return { ...draft, decisions };
  });
}

/** Where the seller says `wrong_type` or `not_my_call`: take it off the credit, or leave it. */
export function decideWhole(
  app: App,
  member: Member,
  callId: number,
  annul: boolean | null,
): Outcome<{ found: CaseView }> {
  return onCase(app, member, callId, ({ appeal, draft }) =>
    appeal.kind === 'items' ? refuse('stale') : { ...draft, annul },
  );
}

export function decideReason(
  app: App,
  member: Member,
  callId: number,
  reason: GivenReason<(typeof decisionReasons)[number]> | null,
): Outcome<{ found: CaseView }> {
  return onCase(app, member, callId, ({ draft }) => {
    const kept = reason === null ? '' : keptReason(reason);
    if (kept.length > limits.messageMax) return refuse('too_long');
    return { ...draft, reason: kept || null };
  });
}

const verbOf = { upheld: 'uphold', rejected: 'reject', annulled: 'annul' } as const;

/** It waits for a second head; or another decision counts already, and it is only compared with that. */
type Confirmed = Outcome<{ isProposed: boolean; isAgain: boolean }>;

/**
 * Confirms the decision: the score, the points and both notices follow from it, once. Past the shares of
 * the rules it is a proposal, and they follow from what a second head decides.
 */
export function confirmDecision(app: App, member: Member, callId: number): Confirmed {
  return app.db.transaction((tx): Confirmed => {
    const found = openCase(tx, member, callId);
    if (!found.ok) return found;
    const ending = endingOf(tx, found);
    if (!ending) return refuse('undecided');
    const { isAgain } = found;
    if (isAgain) {
      settleAgain(tx, app, member, found, ending);
      return { ok: true, isProposed: false, isAgain };
    }
    if (isProposed(tx, app, member, found, ending)) return { ok: true, isProposed: true, isAgain };
    const decided = decide(tx, app, member, found, ending);
    return decided.ok ? { ok: true, isProposed: false, isAgain } : decided;
  });
}

type CaseEnding = NonNullable<ReturnType<typeof endingOf>>;

function decide(
  tx: Tx,
  app: App,
  member: Member,
  found: Case,
  ending: CaseEnding,
): Outcome<object> {
  const now = app.now();
  const callId = found.call.id;
  const reason = found.draft.reason ?? '';
  const moved = moveCall(tx, {
    callId,
    call: found.call,
    verb: verbOf[ending.outcome],
    actor: asActor(member),
    now,
    facts: {
      decisions: ending.decisions,
      reason,
      nothingLeft: ending.outcome === 'annulled' && found.appeal.kind === 'items',
    },
    note: reason,
  });
  if (!moved.ok) return moved;
  finishCreditReview(tx, app, moved.call, ending);
  if (ending.outcome === 'annulled') replaceAnnulled(tx, app, moved.call);
  const closed = { state: ending.outcome, decisions: ending.decisions, reason, by: member.id };
  closeAppeal(tx, found.appeal.id, closed, now);
  tellOverturned(tx, app, found.review, Object.keys(ending.decisions));
  notify(tx, app, {
    key: `appeal_closed:${found.appeal.id}`,
    personId: found.review.reviewerId,
    kind: 'appeal_closed',
    callId,
    dueAt: now,
  });
  for (const personId of [found.appeal.sellerId, found.review.reviewerId]) {
    notify(tx, app, {
      key: `appeal_decided:${found.appeal.id}:${personId}`,
      personId,
      kind: 'appeal_decided',
      callId,
    });
  }
  settleAgain(tx, app, member, found, ending);
  chooseAgain(tx, app, member, found, ending);
  return { ok: true };
}

/** An annulled call that was drawn leaves no gap: its seller's next ticket of that draw takes its place. */
function replaceAnnulled(tx: Tx, app: App, { id, sellerId }: Call): void {
  const drawId = drawIdOf(tx, id);
  const draw = drawId === null ? null : drawById(tx, drawId);
  if (draw && sellerId !== null) replaceDrawn(tx, app, draw, id, sellerId);
}
