import { meetingsOf } from '../../db/meetings.ts';
import { namesOf } from '../../db/names.ts';
import { type Member, peopleWithRole } from '../../db/people.ts';
import { shareOf } from '../../domain/fair-lots.ts';
import { type Outcome, refuse } from '../../domain/refusal.ts';
import { type Instant, plusDuration } from '../../domain/time.ts';
import type { App } from '../app.ts';

/** A controller who scored somebody's calls. */
export interface Scorer {
  name: string;
  calls: number;
  /** So many it would be if the controllers shared this seller's calls as they share all sellers'. */
  expected: number;
}

/** So far back it is counted who scored whom. */
const span = 'P90D';

/** Who scored one's own calls and how often, the most often first. */
export function scorersOf(
  app: App,
  member: Member,
): Outcome<{ sinceAt: Instant; scorers: Scorer[] }> {
  if (!member.roles.includes('seller')) return refuse('not_allowed');
  const sinceAt = plusDuration(app.now(), `-${span}`, app.policy().timeZone);
  const sellers = peopleWithRole(app.db, 'seller', app.now()).map(({ id }) => id);
  const met = meetingsOf(app.db, [...sellers, member.id], sinceAt);
  const own = met.get(member.id) ?? new Map<number, number>();
  const all = [...own.values()].reduce((sum, calls) => sum + calls, 0);
  const names = namesOf(app.db);
  const scorers = [...own]
    .map(([id, calls]) => ({
      name: names.get(id)?.name ?? '',
      calls,
      expected: all * shareOf(id, met),
    }))
    .sort((a, b) => b.calls - a.calls);
  return { ok: true, sinceAt, scorers };
}
