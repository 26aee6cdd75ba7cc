import { callFacts } from '../../db/calls.ts';
import type { Member } from '../../db/people.ts';
import { notifiedScoresOf, type TeachingDraft, teachingDraftsOf } from '../../db/waiting.ts';
import { asActor } from '../../domain/person.ts';
import { mayNow } from '../../domain/status.ts';
import type { Instant } from '../../domain/time.ts';
import type { App } from '../app.ts';

/** A score that its seller has been told of and may still accept or appeal. */
export interface ScoreToAnswer {
  callId: number;
  /** Null while delivery of the notice is still being tried. */
  deadlineAt: Instant | null;
}

/** The scores that wait for this seller's answer, the nearest deadline first. */
export function scoresToAnswer(app: App, member: Member): ScoreToAnswer[] {
  if (!member.roles.includes('seller')) return [];
  const untilAt = ({ deadlineAt }: ScoreToAnswer) => deadlineAt ?? Number.POSITIVE_INFINITY;
  return notifiedScoresOf(app.db, member.id)
    .filter((score) => untilAt(score) > app.nowEarliest())
    .sort((a, b) => untilAt(a) - untilAt(b) || a.callId - b.callId);
}

/**
 * Teaching that this person has begun and may still hand in, the latest touched first: a call that went
 * back, or whose seller they no longer teach or head, is not theirs any more.
 */
export function teachingBegun(app: App, member: Member): TeachingDraft[] {
  const actor = asActor(member);
  return teachingDraftsOf(app.db, member.id).filter(({ callId, purpose }) => {
    const call = callFacts(app.db, callId);
    const verb = purpose === 'side' ? 'review' : 'score';
    return call !== null && mayNow(call, verb, actor, app.nowEarliest()).ok;
  });
}
