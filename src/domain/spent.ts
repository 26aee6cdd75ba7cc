import { capacitiesOf } from './access.ts';
import type { Call } from './call.ts';
import type { Actor } from './person.ts';
import { mayNow, table, type Verb } from './status.ts';
import { type Status, statusKinds } from './statuses.ts';
import type { Instant } from './time.ts';

/** A step of a call's history: what was done, by whom, and where it led. */
export interface Step {
  readonly verb: Verb;
  readonly actorId: number | null;
  readonly to: Status;
}

/** How a seller answers a score: what the status table has of them where a score waits, and nowhere else. */
const answers = table.filter(
  ({ by, from }) => by.includes('seller') && from.every((status) => status === 'scored_pending'),
);

/**
 * Answers to a score that somebody could give and cannot any more: one that they gave, and an appeal whose
 * time is over. That nobody agreed before the call was approved is not said again.
 *
 * @param steps the call's history, the oldest first
 */
export function spentVerbs(call: Call, actor: Actor, steps: readonly Step[], now: Instant): Verb[] {
  if (actor.kind !== 'person') return [];
  const scored = steps.findLastIndex(({ verb }) => verb === 'score');
  if (steps[scored]?.to !== 'scored_pending') return [];
  const mine = capacitiesOf(actor, call);
  const given = steps.slice(scored).filter(({ actorId }) => actorId === actor.id);
  return answers
    .filter(({ by }) => by.some((capacity) => mine.has(capacity)))
    .map(({ verb }) => verb)
    .filter((verb) => {
      const answer = mayNow(call, verb, actor, now);
      if (answer.ok) return false;
      if (given.some((step) => step.verb === verb)) return true;
      return verb === 'appeal' && isOver(call, answer.refusal);
    });
}

function isOver({ status }: Call, refusal: string): boolean {
  if (status === 'scored_pending') return refusal === 'too_late';
  return ['scored', 'final'].includes(statusKinds[status]);
}
