import { hash } from 'node:crypto';
import type { Answer, Answers, Item } from './checklist.ts';

/** What the system answers for an item that is paused. */
export const pausedAnswer: Answer = { verdict: 'na', comment: null, momentS: null };

/** The answers with those of paused items in place of what was said of them: they count for nobody. */
export function answersWhilePaused(answers: Answers, paused: Iterable<string>): Answers {
  const after = new Map(answers);
  for (const code of paused) after.set(code, pausedAnswer);
  return after;
}

/** What an item asks of a seller as a short text, the same for two that say the same: SHA-256 in hex. */
export function wordingOf({ text, guidance }: Pick<Item, 'text' | 'guidance'>): string {
  return hash('sha256', JSON.stringify([text, guidance ?? null]), 'hex');
}
