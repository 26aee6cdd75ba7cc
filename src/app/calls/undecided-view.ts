import { type Appeal, openAppealsOf } from '../../db/appeals.ts';
import type { HistoryEntry } from '../../db/call-history.ts';
import { callFacts } from '../../db/calls.ts';
import type { Db } from '../../db/open.ts';
import type { Member } from '../../db/people.ts';
import type { Review } from '../../db/reviews.ts';
import { secondDecisionsWaiting } from '../../db/second-decisions.ts';
import { capacitiesOf } from '../../domain/access.ts';
import type { Call } from '../../domain/call.ts';
import { asActor } from '../../domain/person.ts';
import type { Verb } from '../../domain/status.ts';

/**
 * Whether this person may be asked to decide an appeal a second time. Until somebody has, they are not to
 * learn what was decided first, nor that anything was.
 */
export function decidesAgain(member: Member, call: Call): boolean {
  return call.appeal?.again != null && capacitiesOf(asActor(member), call).has('judge');
}

/** The appeal of a call, open as whoever decides it again sees it. */
export const callAsUndecided = (call: Call): Call => ({ ...call, status: 'scored_appealed' });

const unapproved = {
  state: 'submitted',
  approvedAt: null,
  creditMonth: null,
  policyId: null,
} as const;

/** An appeal and its score as they were before anybody decided. */
export function asUndecided<T extends { review: Review; appeal: Appeal }>({ review, appeal }: T) {
  const { handedInEarned: earned, handedInPossible: possible } = review;
  const items = Object.fromEntries(Object.keys(appeal.items).map((code) => [code, null]));
  const undecided = { decisionReason: null, decidedById: null, decidedAt: null };
  return {
    review: { ...review, earned, possible, ...unapproved },
    appeal: { ...appeal, ...undecided, items, state: 'open' as const },
  };
}

const deciding: readonly Verb[] = ['uphold', 'reject', 'annul'];

/** The path without the decision; what came after it happened to an appealed call. */
export function pathAsUndecided<T extends HistoryEntry>(history: readonly T[]): T[] {
  const at = history.findLastIndex(({ verb }) => deciding.includes(verb));
  if (at === -1) return [...history];
  const status = 'scored_appealed' as const;
  const after = history.slice(at + 1).map((step) => ({ ...step, from: status, to: status }));
  return [...history.slice(0, at), ...after];
}

/** An appeal whose decision somebody is not to know of. */
export interface HiddenDecision {
  appealId: number;
  callId: number;
  sellerId: number;
}

/** The appeals that count already, and that this person may be asked to decide again. */
export function hiddenDecisions(db: Db, member: Member): HiddenDecision[] {
  if (!member.roles.includes('supervisor')) return [];
  return secondDecisionsWaiting(db).filter(({ callId, isProposal }) => {
    const call = isProposal ? null : callFacts(db, callId);
    return call !== null && decidesAgain(member, call);
  });
}

/** A seller's open appeals, those that this person may be asked to decide again among them. */
export function openAppealsSeen(db: Db, member: Member, sellerId: number): number {
  const hidden = hiddenDecisions(db, member).filter((one) => one.sellerId === sellerId);
  return openAppealsOf(db, sellerId) + hidden.length;
}
