import { otherAdmin } from '../app/people/act-on-self.ts';
import type { Refusal } from '../domain/refusal.ts';
import type { Ctx } from './context.ts';

/** Why something was not done, as plain text; where another administrator is to do it, who that is; which limit. */
export function refusalWords({ app, member, words }: Ctx, refusal: Refusal | string): string {
  const name = refusal === 'other_admin' ? otherAdmin(app, member)?.name : undefined;
  const takes = app.policy().takesPerWeek;
  return words.plain(`refusal-${refusal}`, { name: name ?? '—', takes });
}
