import { type Checklist, type Item, itemsOf, type Section } from './checklist.ts';

/** One thing in which a checklist differs from the version before it. */
export type ChecklistChange =
  | { kind: 'name'; from: string; to: string }
  | { kind: 'section_added' | 'section_removed'; name: string }
  | { kind: 'section_name'; from: string; to: string }
  | { kind: 'sections_order' }
  | { kind: 'item_added' | 'item_removed'; text: string; section: string; weight: number }
  | { kind: 'item_text'; from: string; to: string }
  | { kind: 'item_guidance'; text: string; from: string | null; to: string | null }
  | { kind: 'item_weight'; text: string; from: number; to: number }
  | { kind: 'item_critical'; text: string; from: Item['critical']; to: Item['critical'] }
  | { kind: 'item_na'; text: string; to: boolean }
  | { kind: 'item_moved'; text: string; section: string }
  | { kind: 'items_order'; section: string };

/** The sum of all weights: what a call with every item done earns. */
export function weightOf(checklist: { sections: readonly Section[] }): number {
  return itemsOf(checklist).reduce((sum, { weight }) => sum + weight, 0);
}

/**
 * All that publishing `after` would change. Sections and items are known by their codes, which stay the
 * same from version to version; an item is called by its new text. Nothing differs exactly where the
 * list is empty.
 */
export function checklistChanges(before: Checklist, after: Checklist): ChecklistChange[] {
  const changes: ChecklistChange[] = [];
  if (before.name !== after.name) {
    changes.push({ kind: 'name', from: before.name, to: after.name });
  }
  changes.push(...sectionChanges(before, after));
  const old = placesOf(before);
  const now = placesOf(after);
  for (const [code, place] of now) {
    const was = old.get(code);
    changes.push(...(was ? itemChanges(was, place) : [gained('item_added', place)]));
  }
  for (const [code, place] of old) {
    if (!now.has(code)) changes.push(gained('item_removed', place));
  }
  for (const section of after.sections) {
    const was = before.sections.find(({ code }) => code === section.code);
    if (was && !sameOrder(was.items, section.items)) {
      changes.push({ kind: 'items_order', section: section.name });
    }
  }
  return changes;
}

function sectionChanges(before: Checklist, after: Checklist): ChecklistChange[] {
  const old = new Map(before.sections.map((section) => [section.code, section.name]));
  const now = new Set(after.sections.map(({ code }) => code));
  const changes: ChecklistChange[] = [];
  for (const { code, name } of after.sections) {
    const was = old.get(code);
    if (was === undefined) changes.push({ kind: 'section_added', name });
    else if (was !== name) changes.push({ kind: 'section_name', from: was, to: name });
  }
  for (const { code, name } of before.sections) {
    if (!now.has(code)) changes.push({ kind: 'section_removed', name });
  }
  if (!sameOrder(before.sections, after.sections)) changes.push({ kind: 'sections_order' });
  return changes;
}

interface Place {
  item: Item;
  section: Section;
}

function placesOf({ sections }: Checklist): Map<string, Place> {
  return new Map(
    sections.flatMap((section) =>
      section.items.map((item) => [item.code, { item, section }] as const),
    ),
  );
}

function gained(kind: 'item_added' | 'item_removed', { item, section }: Place): ChecklistChange {
  return { kind, text: item.text, section: section.name, weight: item.weight };
}

function itemChanges(was: Place, is: Place): ChecklistChange[] {
  const [from, to] = [was.item, is.item];
  const { text } = to;
  const changes: ChecklistChange[] = [];
  if (from.text !== text) changes.push({ kind: 'item_text', from: from.text, to: text });
  if (from.guidance !== to.guidance) {
    const said = { from: from.guidance ?? null, to: to.guidance ?? null };
    changes.push({ kind: 'item_guidance', text, ...said });
  }
  if (from.weight !== to.weight) {
    changes.push({ kind: 'item_weight', text, from: from.weight, to: to.weight });
  }
  if (from.critical !== to.critical) {
    changes.push({ kind: 'item_critical', text, from: from.critical, to: to.critical });
  }
  if (from.na !== to.na) changes.push({ kind: 'item_na', text, to: to.na });
  if (was.section.code !== is.section.code) {
    changes.push({ kind: 'item_moved', text, section: is.section.name });
  }
  return changes;
}

/** Whether those of one list that are in the other too follow one another in the same way there. */
function sameOrder(before: readonly { code: string }[], after: readonly { code: string }[]) {
  const shared = (these: readonly { code: string }[], those: readonly { code: string }[]) => {
    const known = new Set(those.map(({ code }) => code));
    return these.map(({ code }) => code).filter((code) => known.has(code));
  };
  return shared(before, after).join() === shared(after, before).join();
}
