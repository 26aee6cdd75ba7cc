import { type Version, versionById } from '../../db/checklists.ts';
import { type DoubleScored, itemsJudgedTwice } from '../../db/double-scored.ts';
import type { Item, Section, Verdict } from '../../domain/checklist.ts';
import type { Instant } from '../../domain/time.ts';
import type { App } from '../app.ts';
import { pausedAt } from '../company/paused-items.ts';

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
  const paused = pausedThen(app);
  const known = new Map(calls.map((call) => [call.callId, call]));
  const judged = itemsJudgedTwice(app.db, since).flatMap(
    ({ callId, itemCode, first, second }): Judged[] => {
      const call = known.get(callId);
      const version = call && versionById(app.db, call.firstVersionId);
      const other = call && versionById(app.db, call.secondVersionId);
      if (!call || !version || version.checklistId !== other?.checklistId) return [];
      for (const section of version.checklist.sections) {
        const item = section.items.find(({ code }) => code === itemCode);
        if (!item) continue;
        const uncounted =
          (first === 'na' && paused(version, call.firstAt).has(itemCode)) ||
          (second === 'na' && paused(other, call.at).has(itemCode));
        return uncounted ? [] : [{ call, version, section, item, first, second }];
      }
      return [];
    },
  );
  return judged.sort((a, b) => a.call.at - b.call.at);
}

/** What was paused in a version at an instant, each looked up once: nobody judged that. */
function pausedThen({ db }: App): (version: Version, at: Instant) => ReadonlySet<string> {
  const known = new Map<string, ReadonlySet<string>>();
  return (version, at) => {
    const key = `${version.id}:${at}`;
    const before = known.get(key);
    if (before) return before;
    const found = new Set(pausedAt(db, version, at).keys());
    known.set(key, found);
    return found;
  };
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
