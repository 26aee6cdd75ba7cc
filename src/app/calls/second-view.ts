import type { HistoryEntry } from '../../db/call-history.ts';
import type { CallView } from '../../db/calls.ts';
import type { Member } from '../../db/people.ts';
import type { Review } from '../../db/reviews.ts';
import { capacitiesOf } from '../../domain/access.ts';
import type { Call } from '../../domain/call.ts';
import { asActor } from '../../domain/person.ts';
import { callAsSecondSees } from '../../domain/second-score.ts';
import type { Instant } from '../../domain/time.ts';
import { callAsUndecided, decidesAgain } from './undecided-view.ts';

/**
 * Whether this person knows of the call only by the second score that they make or made, and is not to
 * learn that it is one.
 */
export function isBlind(member: Member, call: Call): boolean {
  const mine = capacitiesOf(asActor(member), call);
  return mine.has('second') && mine.size === 1;
}

/** The call as this person is to see it. */
export function callSeenBy(member: Member, call: Call, now: Instant): Call {
  if (call.second && isBlind(member, call)) return callAsSecondSees(call, call.second, now);
  return decidesAgain(member, call) ? callAsUndecided(call) : call;
}

/** What a screen shows of the call to this person; `seen`: the call as they see it. */
export function viewSeenBy(member: Member, call: Call, seen: Call, view: CallView): CallView {
  if (!isBlind(member, call)) return { ...view, status: seen.status };
  const { status, reviewerId, scoredById, deadlineAt } = seen;
  return {
    ...view,
    status,
    deadlineAt,
    reviewerId,
    reviewerName: reviewerId === null ? null : member.name,
    scoredByName: scoredById === null ? null : member.name,
    typeName: null,
  };
}

type Step = HistoryEntry & { actorName: string | null };

/** The path up to where somebody scored it, and from there on their own score. */
export function pathOfSecond(member: Member, history: readonly Step[], own: Review | null): Step[] {
  const scoredAt = history.findIndex(({ verb }) => verb === 'score');
  const score = history[scoredAt];
  const before = history.slice(0, scoredAt === -1 ? undefined : scoredAt);
  if (!score || own?.submittedAt == null) return before;
  const step = { ...score, at: own.submittedAt, actorId: member.id, actorName: member.name };
  return [...before, { ...step, to: 'scored_pending' }];
}
