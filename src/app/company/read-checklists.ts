import {
  type DecidedItems,
  decidedItemsSince,
  latestVersionById,
  latestVersions,
  type PublishedVersion,
  scoredOnType,
  setTypeActive,
  versionsBelow,
} from '../../db/checklist-lists.ts';
import { versionById } from '../../db/checklists.ts';
import type { Db } from '../../db/open.ts';
import { itemsOf, saysTheSame } from '../../domain/checklist.ts';
import { isOverturnedOften, type Tally } from '../../domain/precedent.ts';
import { type Outcome, type Refused, refuse } from '../../domain/refusal.ts';
import type { App } from '../app.ts';
import type { Member } from '../people/members.ts';
import { tallyOfItem } from './item-decisions.ts';
import { type Pause, pausedNow } from './paused-items.ts';

export type { PublishedVersion } from '../../db/checklist-lists.ts';

/** Calls beyond these are not counted: `1000+`. */
export const countedMax = 1000;
/** Decisions this far back tell which items are unclear. */
export const lookBackYears = 1;
const lookBackMs = lookBackYears * 365 * 86_400_000;

export interface ChecklistLine {
  readonly latest: PublishedVersion;
  /** Calls scored for credit on any of its versions, at most `countedMax` + 1. */
  readonly scored: number;
  /** Items of today's wording by their codes, and how often heads found each of them unclear. */
  readonly unclear: ReadonlyMap<string, number>;
  /** Items that are paused as they are worded today, by their codes. */
  readonly paused: ReadonlyMap<string, Pause>;
}

/** One call type, with how often its items were overturned. */
export interface ChecklistView extends ChecklistLine {
  /** Items that are overturned more often than the rule allows (`isOften`), and those paused, by their codes. */
  readonly overturned: ReadonlyMap<string, Tally & { readonly isOften: boolean }>;
}

/** How many of the items that a head decided about they found unclear. */
export interface HeadShare {
  readonly name: string;
  readonly unclear: number;
  readonly decided: number;
}

const mayRead = (member: Member): Refused | null =>
  member.roles.includes('admin') ? null : refuse('not_allowed');

/** Every call type with its current checklist, and how each head uses "item unclear" (DESIGN 3.5). */
export function allChecklists(
  app: App,
  member: Member,
): Outcome<{ lines: ChecklistLine[]; heads: HeadShare[] }> {
  return mayRead(member) ?? { ok: true, ...checklistsNow(app) };
}

/** The same for the command line, which asks nobody. */
export function checklistsNow(app: App): { lines: ChecklistLine[]; heads: HeadShare[] } {
  const decided = decidedItemsSince(app.db, app.now() - lookBackMs);
  const lines = latestVersions(app.db).map((latest) => lineOf(app.db, latest, decided));
  return { lines, heads: headShares(decided) };
}

/** One call type with its current checklist. */
export function oneChecklist(
  app: App,
  member: Member,
  checklistId: number,
): Outcome<{ line: ChecklistView }> {
  const refusal = mayRead(member);
  if (refusal) return refusal;
  const latest = latestVersionById(app.db, checklistId);
  if (!latest) return refuse('stale');
  const decided = decidedItemsSince(app.db, app.now() - lookBackMs);
  const line = lineOf(app.db, latest, decided);
  return { ok: true, line: { ...line, overturned: overturnedItems(app, line) } };
}

function lineOf(db: Db, latest: PublishedVersion, decided: readonly DecidedItems[]): ChecklistLine {
  return {
    latest,
    scored: scoredOnType(db, latest.checklistId, countedMax + 1),
    unclear: unclearItems(db, latest, decided),
    paused: pausedNow(db, latest),
  };
}

function overturnedItems(
  app: App,
  { latest, paused }: ChecklistLine,
): Map<string, Tally & { isOften: boolean }> {
  const policy = app.policy();
  return new Map(
    itemsOf(latest.checklist)
      .map((item) => {
        const tally = tallyOfItem(app.db, latest.checklistId, item);
        return [item.code, { ...tally, isOften: isOverturnedOften(tally, policy) }] as const;
      })
      .filter(([code, { isOften }]) => isOften || paused.has(code)),
  );
}

/** An item that was worded again since is another one: it has yet to be found unclear. */
function unclearItems(
  db: Db,
  latest: PublishedVersion,
  decided: readonly DecidedItems[],
): Map<string, number> {
  const now = new Map(itemsOf(latest.checklist).map((item) => [item.code, item]));
  const found = new Map<string, number>();
  for (const { versionId, itemCode, decision, n } of decided) {
    if (decision !== 'item_unclear') continue;
    const version = versionById(db, versionId);
    if (version?.checklistId !== latest.checklistId) continue;
    const then = itemsOf(version.checklist).find(({ code }) => code === itemCode);
    if (!saysTheSame(then, now.get(itemCode))) continue;
    found.set(itemCode, (found.get(itemCode) ?? 0) + n);
  }
  return found;
}

function headShares(decided: readonly DecidedItems[]): HeadShare[] {
  const shares = new Map<number, HeadShare>();
  for (const { headId, head, decision, n } of decided) {
    const before = shares.get(headId) ?? { name: head, unclear: 0, decided: 0 };
    shares.set(headId, {
      name: head,
      unclear: before.unclear + (decision === 'item_unclear' ? n : 0),
      decided: before.decided + n,
    });
  }
  return [...shares.values()].sort((a, b) => a.name.localeCompare(b.name));
}

/** A version, and the one before it that it can be compared with. */
export interface VersionStep {
  readonly version: PublishedVersion;
  readonly before: PublishedVersion | null;
}

/** Versions of a type below one, the newest first; one more than shown tells that there are older. */
export function checklistHistory(
  app: App,
  member: Member,
  checklistId: number,
  below: number,
  most: number,
): Outcome<{ steps: VersionStep[] }> {
  const refusal = mayRead(member);
  if (refusal) return refusal;
  const found = versionsBelow(app.db, checklistId, below, most + 1);
  if (found.length === 0) return refuse('stale');
  const steps = found.slice(0, most).map((version, at) => ({
    version,
    before: found[at + 1] ?? null,
  }));
  return { ok: true, steps };
}

/**
 * Takes a call type away from the controllers' choice, or brings it back. What is being scored on it
 * goes on; the last type cannot be taken away. `active` as it already is: nothing changes.
 */
export function setChecklistActive(
  app: App,
  member: Member,
  checklistId: number,
  active: boolean,
): Outcome<object> {
  return app.db.transaction((tx): Outcome<object> => {
    const refusal = mayRead(member);
    if (refusal) return refusal;
    const types = latestVersions(tx);
    if (!types.some((type) => type.checklistId === checklistId)) return refuse('stale');
    const others = types.filter((type) => type.active && type.checklistId !== checklistId);
    if (!active && others.length === 0) return refuse('last_type');
    setTypeActive(tx, checklistId, active);
    return { ok: true };
  });
}
