import { limits } from '../../domain/checklist.ts';
import type { ChecklistChange } from '../../domain/checklist-diff.ts';
import type { ChecklistProblem } from '../../intake/read-checklists.ts';
import { causeOf } from '../refused-row.ts';
import { cut } from '../screen.ts';
import type { Words } from '../words.ts';

/** A change in a line as HTML; what it quotes is cut to `most` UTF-16 units. */
export function changeLine(words: Words, change: ChecklistChange, most: number): string {
  const short = (text: string) => cut(text, most);
  const key = `checklist-change-${change.kind}`;
  switch (change.kind) {
    case 'name':
    case 'section_name':
    case 'item_text':
      return words.t(key, { from: short(change.from), to: short(change.to) });
    case 'section_added':
    case 'section_removed':
      return words.t(key, { name: short(change.name) });
    case 'sections_order':
      return words.t(key);
    case 'item_added':
    case 'item_removed': {
      const { text, section, weight } = change;
      return words.t(key, { text: short(text), section: short(section), weight });
    }
    case 'item_guidance':
      return words.t(key, { text: short(change.text), to: short(change.to ?? '—') });
    case 'item_weight':
      return words.t(key, { text: short(change.text), from: change.from, to: change.to });
    case 'item_critical': {
      const said = (critical: string) => words.plain(`checklist-critical-${critical}`);
      const { text, from, to } = change;
      return words.t(key, { text: short(text), from: said(from), to: said(to) });
    }
    case 'item_na':
      return words.t(key, { text: short(change.text), to: change.to ? 'yes' : 'no' });
    case 'item_moved':
      return words.t(key, { text: short(change.text), section: short(change.section) });
    case 'items_order':
      return words.t(key, { section: short(change.section) });
  }
}

/** What only checklists are refused for; the first group is the value that the words name. */
const causes: readonly (readonly [cause: string, detail: RegExp])[] = [
  ['code', /^use 1 to (\d+) of/],
  ['flag', /^must be true or false/],
  ['items', /^has (\d+) items/],
  ['item-twice', /^item code "(.*)" is used twice$/],
  ['section-twice', /^section code "(.*)" is used twice$/],
  ['type-twice', /^is used twice: "(.*)"$/],
  ['yaml', /^is no YAML: ([\s\S]*)$/],
  ['none', /^holds no checklist$/],
  ['much', /^holds more than checklists do$/],
];
const valueMax = 80;

/** `Документ 2 (incoming), стр. 14: раздел 1, пункт 3, weight: нужно не больше 100`, as plain text. */
export function problemLine(words: Words, problem: ChecklistProblem): string {
  const { document, type, line } = problem;
  const which = [
    document !== null && words.plain('checklist-problem-document', { document }),
    type !== null && `(${cut(type, valueMax)})`,
  ].filter((part) => part !== false);
  const where = [
    ...(which.length > 0 ? [which.join(' ')] : []),
    ...(line === null ? [] : [words.plain('checklist-problem-line', { line: String(line) })]),
  ];
  const said = [...pathWords(words, problem.path), causeText(words, problem.detail)].join(': ');
  return where.length === 0 ? said : `${where.join(', ')}: ${said}`;
}

/** Sections and items as people count them, and the field as the file calls it. */
function pathWords(words: Words, path: readonly (string | number)[]): string[] {
  const [list, section, items, item] = path;
  const parts: string[] = [];
  let rest = path;
  if (list === 'sections' && typeof section === 'number') {
    parts.push(words.plain('checklist-problem-section', { number: section + 1 }));
    rest = path.slice(2);
    if (items === 'items' && typeof item === 'number') {
      parts.push(words.plain('checklist-problem-item', { number: item + 1 }));
      rest = path.slice(4);
    }
  }
  const place = [...parts, ...rest.map((part) => cut(String(part), valueMax))].join(', ');
  return place === '' ? [] : [place];
}

function causeText(words: Words, detail: string): string {
  for (const [cause, pattern] of causes) {
    const found = pattern.exec(detail);
    if (found) {
      const value = cut(found[1] ?? '', valueMax);
      return words.plain(`checklist-cause-${cause}`, { value, most: limits.itemsMax });
    }
  }
  const known = causeOf(detail);
  return known
    ? words.plain(`import-cause-${known.cause}`, { value: known.value })
    : words.plain('import-cause-other', { value: cut(detail, valueMax * 2) });
}
