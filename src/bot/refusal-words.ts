import type { App } from '../app/app.ts';
import { otherAdmin } from '../app/people/act-on-self.ts';
import type { Member } from '../app/people/members.ts';
import { yearsMax } from '../domain/absence-dates.ts';
import { limits } from '../domain/checklist.ts';
import type { Refusal } from '../domain/refusal.ts';
import type { Words } from './words.ts';

/**
 * Why something was not done, as plain text: with the limit in force where it is one, and where another
 * administrator is to do it, who that is. `member` is absent of those whom nobody knows yet; `waitMs`: how
 * long until it may be tried again.
 */
export function refusalWords(
  { app, member, words, waitMs = 0 }: { app: App; member?: Member; words: Words; waitMs?: number },
  refusal: Refusal | string,
): string {
  const asked = refusal === 'other_admin' && member;
  const { takesPerWeek, openAppealsMax } = app.policy();
  return words.plain(`refusal-${refusal}`, {
    name: (asked && otherAdmin(app, member)?.name) || '—',
    takes: takesPerWeek,
    appeals: openAppealsMax,
    comment: limits.commentMax,
    most: limits.messageMax,
    years: yearsMax,
    minutes: Math.ceil(waitMs / 60_000),
  });
}
