import { z } from 'zod';
import { absenceKinds } from '../domain/person-facts.ts';
import { policyKeys } from '../domain/policy.ts';
import type { Refusal } from '../domain/refusal.ts';
import { isLocalMonth } from '../domain/time.ts';
import type { Ctx } from './context.ts';
import type { Screen } from './screen.ts';

const id = z.int().nonnegative();
const ofCall = z.object({ callId: id });
const ofPerson = z.object({ personId: id });
/** Of somebody who is just being added. */
const ofNewcomer = z.object({ newcomer: z.literal(true) });
const ofNothing = z.object({});

/**
 * What somebody may be asked to type (or say), and about what. It is kept while they think, through restarts
 * and new versions of Razbor, so that it is read again when they answer.
 */
const questions = {
  appeal_reason: ofCall,
  appeal_answer: ofCall,
  decision_reason: ofCall,
  blind_comment: z.object({ scoreId: id, item: z.string() }),
  advice_question: ofCall,
  best_moment: ofCall.extend({ item: z.string() }),
  send_reason: ofCall,
  policy_value: z.object({ key: z.enum(policyKeys) }),
  checklist_yaml: ofNothing,
  reversal_reason: z.object({ transferId: id }),
  period_reason: z.object({ month: z.string().refine(isLocalMonth) }),
  debt_reason: ofPerson,
  link_search: ofCall,
  calls_search: z.object({ by: z.enum(['client', 'period']) }),
  person_name: z.union([ofNewcomer, ofPerson]),
  person_search: ofNothing,
  person_direction: z.union([ofNewcomer, ofPerson.extend({ why: z.enum(['seller', 'only']) })]),
  person_extension: ofPerson,
  person_absence: ofPerson.extend({ kind: z.enum(absenceKinds) }),
  person_mentor_day: ofPerson.extend({ mentorId: id, page: id }),
} as const;

export type QuestionKind = keyof typeof questions;
type About = { [Kind in QuestionKind]: z.output<(typeof questions)[Kind]> };

export type Question<Kind extends QuestionKind = QuestionKind> = {
  [One in Kind]: { kind: One; about: About[One] };
}[Kind];

/** A question with the message in which it stands; null: nobody knows. */
export type Asked = Question & { messageId: number | null };

/** What an answer brought: words, or a voice message by Telegram's name for it. */
export type Given = { text: string | null; voice: string | null };

/**
 * Takes what was typed; answers the screen to go on with, or why it cannot be taken. `again`: the next
 * message answers the same question, as when somebody searches and finds something else. `below`: a new
 * message, for a new fact.
 */
export type AnswerHandler<Kind extends QuestionKind> = (
  ctx: Ctx,
  about: About[Kind],
  given: Given,
) => Taken;

export type Taken =
  | { ok: true; screen: Screen; below?: Screen; again?: boolean }
  | { ok: false; refusal: Refusal };

export type AnswerHandlers = { [Kind in QuestionKind]: AnswerHandler<Kind> };

const asked = z.object({
  kind: z.enum(Object.keys(questions) as [QuestionKind, ...QuestionKind[]]),
  messageId: z.int().nullable(),
  about: z.unknown(),
});

/** A question as it was kept; null where this version cannot make it out. */
export function readAsked(kept: unknown): Asked | null {
  const read = asked.safeParse(kept);
  if (!read.success) return null;
  const { kind, messageId } = read.data;
  const about = questions[kind].safeParse(read.data.about);
  return about.success ? ({ kind, messageId, about: about.data } as Asked) : null;
}

/** Hands an answer to whoever takes what was asked. */
export function answer<Kind extends QuestionKind>(
  handlers: AnswerHandlers,
  ctx: Ctx,
  { kind, about }: Question<Kind>,
  given: Given,
): Taken {
  return handlers[kind](ctx, about, given);
}
