import { type Version, versionById } from '../../db/checklists.ts';
import { type DoubleScored, itemsJudgedTwice } from '../../db/double-scored.ts';
import type { Item, Section, Verdict } from '../../domain/checklist.ts';
import type { Instant } from '../../domain/time.ts';
import type { App } from '../app.ts';

/** An item that two controllers judged on the same checklist, each as they handed it in. */
export interface Judged {
  call: DoubleScored;
  version: Version;
  section: Section;
  item: Item;
  first: Verdict;
  second: Verdict;
}

/** The items of these calls that both judged, those scored again last at the end; where they chose different types there are none. */
export function judgedSince(app: App, calls: readonly DoubleScored[], since: Instant): Judged[] {
  const known = new Map(calls.map((call) => [call.callId, call]));
  const judged = itemsJudgedTwice(app.db, since).flatMap(
    ({ callId, itemCode, first, second }): Judged[] => {
      const call = known.get(callId);
      const version = call && versionById(app.db, call.firstVersionId);
      const other = call && versionById(app.db, call.secondVersionId);
      if (!call || !version || version.checklistId !== other?.checklistId) return [];
      for (const section of version.checklist.sections) {
        const item = section.items.find(({ code }) => code === itemCode);
        if (item) return [{ call, version, section, item, first, second }];
      }
      return [];
    },
  );
  return judged.sort((a, b) => a.call.at - b.call.at);
}

/** The two who scored a call, the one of the lower number first. */
export const pairOf = ({ firstById, secondById }: DoubleScored): [number, number] =>
  firstById < secondById ? [firstById, secondById] : [secondById, firstById];

/** How much higher second scores are on average, in points of a hundred; null: none to compare. */
export function secondHigherOf(calls: readonly DoubleScored[]): number | null {
  const share = (earned: number, possible: number) => (100 * earned) / possible;
  const apart = calls
    .filter((call) => call.firstVersionId === call.secondVersionId)
    .filter(({ firstPossible, secondPossible }) => firstPossible > 0 && secondPossible > 0)
    .map(
      (call) =>
        share(call.secondEarned, call.secondPossible) - share(call.firstEarned, call.firstPossible),
    );
  if (apart.length === 0) return null;
  return apart.reduce((sum, one) => sum + one, 0) / apart.length;
}

export function grouped<T>(list: readonly T[], keyOf: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of list) {
    const key = keyOf(one);
    const group = groups.get(key);
    if (group) group.push(one);
    else groups.set(key, [one]);
  }
  return groups;
}
