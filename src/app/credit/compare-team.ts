import { sellerScores } from '../../db/credit.ts';
import type { Member } from '../../db/people.ts';
import { compare, merged, noMoments, pooledSpread } from '../../domain/compare.ts';
import { localMonthOf } from '../../domain/time.ts';
import type { App } from '../app.ts';
import { type TeamRole, teamOf } from './read-team.ts';

/** Two neighbours in the order of their means whom this month's calls cannot tell apart. */
export interface Alike {
  better: Member;
  worse: Member;
  /** How many more calls each would settle it; null: not even `callsMost` would. */
  callsMore: number | null;
}

/**
 * Who of a team cannot be told apart by the drawn calls of the month, best first, each with the next:
 * whoever has fewer calls than the policy's minimum is not compared.
 */
export function alikeInTeam(app: App, member: Member, as: TeamRole): Alike[] {
  const { timeZone, minScoredCalls } = app.policy();
  const people = new Map(teamOf(app, member, as).map((person) => [person.id, person]));
  const drawnOf = new Map<number, typeof noMoments>();
  for (const { sellerId, drawn } of sellerScores(app.db, localMonthOf(app.now(), timeZone))) {
    if (people.has(sellerId)) {
      drawnOf.set(sellerId, merged(drawnOf.get(sellerId) ?? noMoments, drawn));
    }
  }
  const counted = [...drawnOf].filter(([, { n }]) => n >= Math.max(2, minScoredCalls));
  const spread = pooledSpread(counted.map(([, moments]) => moments));
  if (!spread) return [];
  const ranked = counted
    .map(([id, moments]) => ({ person: people.get(id), moments, mean: moments.sum / moments.n }))
    .sort((a, b) => b.mean - a.mean);
  return ranked.flatMap((better, at): Alike[] => {
    const worse = ranked[at + 1];
    if (!worse?.person || !better.person) return [];
    const found = compare(better.moments, worse.moments, spread);
    if (found.apart) return [];
    const fewest = Math.min(better.moments.n, worse.moments.n);
    const callsMore = found.callsEach === null ? null : Math.max(1, found.callsEach - fewest);
    return [{ better: better.person, worse: worse.person, callsMore }];
  });
}
