import {
  type Answers,
  type Checklist,
  type Item,
  itemsOf,
  type Verdict,
  verdicts,
} from './checklist.ts';

/** For how many working days controllers may be asked; the first is offered. */
export const calibrationDays = [3, 1, 2, 5] as const;

/** What several people said of one item. */
export interface ItemSaid {
  readonly item: Item;
  /** In the order of the people; null: they did not answer it. */
  readonly said: readonly (Verdict | null)[];
  /** What most said; null where as many said something else. */
  readonly majority: Verdict | null;
  readonly differs: boolean;
}

/** The answers of several people item by item; what they differ in first, else in the checklist's order. */
export function sideBySide(checklist: Checklist, people: readonly Answers[]): ItemSaid[] {
  const items = itemsOf(checklist).map((item) => {
    const said = people.map((answers) => answers.get(item.code)?.verdict ?? null);
    const given = said.filter((verdict) => verdict !== null);
    return { item, said, majority: majorityOf(given), differs: new Set(given).size > 1 };
  });
  return items.sort((a, b) => Number(b.differs) - Number(a.differs));
}

/** What more people said than anything else; null where there is no such verdict. */
export function majorityOf(said: readonly Verdict[]): Verdict | null {
  const counts = verdicts
    .map((verdict) => ({ verdict, n: said.filter((one) => one === verdict).length }))
    .sort((a, b) => b.n - a.n);
  const [first, second] = counts;
  return first && first.n > (second?.n ?? 0) ? first.verdict : null;
}

/** How near somebody came to what was agreed. */
export interface Nearness {
  readonly same: number;
  readonly of: number;
  /** Their score less the agreed one, in percentage points; null where either has none. */
  readonly points: number | null;
}
