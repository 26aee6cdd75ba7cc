import { z } from 'zod';
import type { Decision } from './call.ts';
import { plainLines } from './plain-text.ts';
import type { Refusal } from './refusal.ts';

/** Limits of DESIGN 3.3, in UTF-16 units. */
export const limits = {
  codeMax: 32,
  itemsMax: 40,
  textMax: 200,
  guidanceMax: 300,
  commentMax: 500,
  /** Whatever else somebody types in a message: a recommendation, a reason, an answer, a question. */
  messageMax: 1000,
} as const;

const code = z
  .string()
  .regex(
    new RegExp(`^[a-z0-9][a-z0-9-]{0,${limits.codeMax - 1}}$`),
    `use 1 to ${limits.codeMax} of a-z, 0-9 and "-"`,
  );

const itemSchema = z.strictObject({
  code,
  text: plainLines(limits.textMax).min(1),
  guidance: plainLines(limits.guidanceMax).optional(),
  weight: z.int().min(1).max(100).default(1),
  critical: z.enum(['none', 'section', 'call']).default('none'),
  na: z.boolean().default(false),
});

const sectionSchema = z.strictObject({
  code,
  name: plainLines(limits.textMax).min(1),
  items: z.array(itemSchema).min(1),
});

/** A checklist file: one document for one call type (DESIGN 5). */
export const checklistSchema = z
  .strictObject({
    type: code,
    name: plainLines(60).min(1),
    sections: z.array(sectionSchema).min(1),
  })
  .superRefine((checklist, context) => {
    const items = itemsOf(checklist);
    if (items.length > limits.itemsMax) {
      const message = `has ${items.length} items; at most ${limits.itemsMax} are allowed`;
      context.addIssue({ code: 'custom', path: ['sections'], message });
    }
    for (const [what, codes] of [
      ['item', items.map((item) => item.code)],
      ['section', checklist.sections.map((section) => section.code)],
    ] as const) {
      const twice = codes.find((value, index) => codes.indexOf(value) !== index);
      if (twice) {
        const message = `${what} code "${twice}" is used twice`;
        context.addIssue({ code: 'custom', path: ['sections'], message });
      }
    }
  });

export type Checklist = z.output<typeof checklistSchema>;
export type Section = Checklist['sections'][number];
export type Item = Section['items'][number];

export const verdicts = ['pass', 'fail', 'na'] as const;
export type Verdict = (typeof verdicts)[number];

export interface Answer {
  readonly verdict: Verdict;
  readonly comment: string | null;
  /** The moment in the recording, in whole seconds from its start. */
  readonly momentS: number | null;
}
export type Answers = ReadonlyMap<string, Answer>;

export function itemsOf(checklist: { sections: readonly Section[] }): Item[] {
  return checklist.sections.flatMap((section) => section.items);
}

/** Whether two wordings of an item ask the same of a seller; what it weighs does not matter. */
export function saysTheSame(one: Item | undefined, other: Item | undefined): boolean {
  return one !== undefined && one.text === other?.text && one.guidance === other.guidance;
}

export interface SectionScore {
  readonly code: string;
  readonly name: string;
  readonly earned: number;
  readonly possible: number;
}

/** Sums of integer weights; a figure with `possible` 0 has no percentage and is shown as a dash. */
export interface Score {
  readonly earned: number;
  readonly possible: number;
  readonly sections: readonly SectionScore[];
  readonly criticalMisses: readonly string[];
}

/**
 * Scores the answers given so far (DESIGN 3.3): Σ weight(pass) ÷ Σ weight(pass or fail). A failed item
 * critical to its section makes that section's earned 0; one critical to the call makes the call's
 * earned 0 and leaves the section figures alone. Unanswered items count for nothing.
 */
export function scoreOf(checklist: Checklist, answers: Answers): Score {
  const failed = (item: Item) => answers.get(item.code)?.verdict === 'fail';
  const sections = checklist.sections.map((section) => scoreSection(section, answers));
  const items = itemsOf(checklist);
  const callMissed = items.some((item) => item.critical === 'call' && failed(item));
  const sum = (pick: (section: SectionScore) => number) =>
    sections.reduce((total, section) => total + pick(section), 0);
  return {
    earned: callMissed ? 0 : sum((section) => section.earned),
    possible: sum((section) => section.possible),
    sections,
    criticalMisses: items
      .filter((item) => item.critical !== 'none' && failed(item))
      .map((item) => item.code),
  };
}

/** Whether a failed item critical to its section took away all that the section had earned. */
export function isZeroed(section: Section, answers: Answers): boolean {
  return section.items.some(
    (item) => item.critical === 'section' && answers.get(item.code)?.verdict === 'fail',
  );
}

function scoreSection(section: Section, answers: Answers): SectionScore {
  let earned = 0;
  let possible = 0;
  for (const item of section.items) {
    const verdict = answers.get(item.code)?.verdict;
    if (verdict === 'pass') earned += item.weight;
    if (verdict === 'pass' || verdict === 'fail') possible += item.weight;
  }
  const kept = isZeroed(section, answers) ? 0 : earned;
  return { code: section.code, name: section.name, earned: kept, possible };
}

/** What still stands between these answers and a credit score; null when it can be handed in. */
export function submitProblem(checklist: Checklist, answers: Answers): Refusal | null {
  const items = itemsOf(checklist);
  if (items.some((item) => !answers.has(item.code))) return 'incomplete';
  const silent = items.some((item) => {
    const answer = answers.get(item.code);
    return item.critical !== 'none' && answer?.verdict === 'fail' && !answer.comment;
  });
  if (silent) return 'comment_missing';
  return scoreOf(checklist, answers).possible > 0 ? null : 'nothing_counts';
}

/** A teaching review says something: an item, or words, or a voice. Any part of a checklist will do. */
export function teachingProblem(said: {
  answers: Answers;
  words: string | null;
  voice: string | null;
}): Refusal | null {
  return said.answers.size > 0 || said.words !== null || said.voice !== null
    ? null
    : 'nothing_said';
}

/**
 * The answers after an appeal (3.5). An item decided for the seller passes; so does an unclear one,
 * since what nobody can judge is not held against the seller; `not_applicable` no longer counts.
 */
export function answersAfter(
  answers: Answers,
  decided: Readonly<Record<string, Decision>>,
): Map<string, Answer> {
  const verdictOf = { seller_right: 'pass', item_unclear: 'pass', not_applicable: 'na' } as const;
  return new Map(
    [...answers].map(([itemCode, answer]) => {
      const decision = Object.hasOwn(decided, itemCode) ? decided[itemCode] : undefined;
      if (!decision || decision === 'controller_right') return [itemCode, answer];
      return [itemCode, { ...answer, verdict: verdictOf[decision] }];
    }),
  );
}

/** The codes of the items that failed. */
export function failedCodes(answers: Answers): string[] {
  return [...answers].flatMap(([code, { verdict }]) => (verdict === 'fail' ? [code] : []));
}

/** So many letters make a comment an explanation. */
export const explanationLetters = 10;

/** Letters of whatever script; digits, signs and spaces between them explain nothing. */
const explanation = new RegExp(`^(?:\\P{L}*\\p{L}){${explanationLetters}}`, 'u');

/**
 * Whether a failed item is explained, so that it earns points (3.6): by a comment of ten letters or more, or
 * by a moment within the talk, after its first second.
 */
export function isExplained(
  { comment, momentS }: Pick<Answer, 'comment' | 'momentS'>,
  talkS: number,
): boolean {
  if (momentS !== null && momentS > 0 && momentS <= talkS) return true;
  return comment !== null && explanation.test(comment);
}

/**
 * A comment as typed: `1:23 interrupted` or `1:02:03 …` sets the moment and keeps the rest. A time that the
 * recording does not reach is no moment of it and stays in the words.
 */
export function parseComment(
  typed: string,
  recordedS = Number.POSITIVE_INFINITY,
): { comment: string | null; momentS: number | null } {
  const text = typed.trim();
  const found = /^(?:(\d{1,2}):)?(\d{1,3}):([0-5]\d)(?=$|[\s,.;:–—-])[\s,.;:–—-]*/.exec(text);
  if (!found) return { comment: text || null, momentS: null };
  const [matched, hours = '0', minutes = '0', seconds = '0'] = found;
  const momentS = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
  if (momentS > recordedS) return { comment: text, momentS: null };
  return { comment: text.slice(matched.length).trim() || null, momentS };
}

/** Why an item may not be answered so, or null. */
export function answerProblem(
  checklist: Checklist,
  itemCode: string,
  verdict: Verdict,
): Refusal | null {
  const item = itemsOf(checklist).find((candidate) => candidate.code === itemCode);
  if (!item) return 'stale';
  return verdict === 'na' && !item.na ? 'not_allowed' : null;
}

/**
 * The item to show after one was answered: itself while its comment is owed, then the next unanswered,
 * going round; null when all are answered.
 */
export function nextItem(checklist: Checklist, answers: Answers, itemCode: string): string | null {
  const items = itemsOf(checklist);
  const at = items.findIndex((item) => item.code === itemCode);
  const given = answers.get(itemCode);
  const owes = items[at]?.critical !== 'none' && given?.verdict === 'fail' && !given.comment;
  if (owes) return itemCode;
  const ahead = [...items.slice(at + 1), ...items.slice(0, at)];
  return ahead.find((item) => !answers.has(item.code))?.code ?? null;
}
