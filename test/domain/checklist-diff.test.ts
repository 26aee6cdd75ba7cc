import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Checklist, checklistSchema } from '../../src/domain/checklist.ts';
import {
  type ChecklistChange,
  checklistChanges,
  weightOf,
} from '../../src/domain/checklist-diff.ts';
import { checklist as raw } from '../support/checklist.ts';
import { anyChecklist } from '../support/checklists.ts';

const before = checklistSchema.parse(raw);

/** The checklist with something done to a copy of it. */
function edited(edit: (copy: Checklist) => void): Checklist {
  const copy = structuredClone(before);
  edit(copy);
  return checklistSchema.parse(copy);
}

const section = (copy: Checklist, at: number) => {
  const found = copy.sections[at];
  if (!found) throw new Error(`there is no section ${at}`);
  return found;
};
const item = (copy: Checklist, at: number, place: number) => {
  const found = section(copy, at).items[place];
  if (!found) throw new Error(`there is no item ${place}`);
  return found;
};
const fresh = { code: 'new', text: 'Новый', weight: 7, critical: 'none', na: false } as const;

const cases: [string, (copy: Checklist) => void, ChecklistChange[]][] = [
  ['nothing', () => {}, []],
  ['the name', (copy) => (copy.name = 'Иначе'), [{ kind: 'name', from: 'Входящий', to: 'Иначе' }]],
  [
    'a new item',
    (copy) => section(copy, 1).items.push(fresh),
    [{ kind: 'item_added', text: 'Новый', section: 'Завершение', weight: 7 }],
  ],
  [
    'an item less',
    (copy) => section(copy, 0).items.splice(1, 1),
    [{ kind: 'item_removed', text: 'Выяснил потребность', section: 'Контакт', weight: 3 }],
  ],
  [
    'a text',
    (copy) => (item(copy, 0, 0).text = 'Назвал себя'),
    [{ kind: 'item_text', from: 'Поздоровался', to: 'Назвал себя' }],
  ],
  [
    'a guidance',
    (copy) => (item(copy, 0, 0).guidance = 'Вслух'),
    [{ kind: 'item_guidance', text: 'Поздоровался', from: null, to: 'Вслух' }],
  ],
  [
    'a weight',
    (copy) => (item(copy, 0, 0).weight = 9),
    [{ kind: 'item_weight', text: 'Поздоровался', from: 1, to: 9 }],
  ],
  [
    'a critical item',
    (copy) => (item(copy, 0, 0).critical = 'section'),
    [{ kind: 'item_critical', text: 'Поздоровался', from: 'none', to: 'section' }],
  ],
  [
    'an item that may be N/A no longer',
    (copy) => (item(copy, 0, 2).na = false),
    [{ kind: 'item_na', text: 'Назвал цену', to: false }],
  ],
  [
    'an item in another section',
    (copy) => section(copy, 1).items.push(...section(copy, 0).items.splice(2, 1)),
    [{ kind: 'item_moved', text: 'Назвал цену', section: 'Завершение' }],
  ],
  [
    'the order of items',
    (copy) => section(copy, 0).items.reverse(),
    [{ kind: 'items_order', section: 'Контакт' }],
  ],
  [
    'the order of items of another section',
    (copy) => section(copy, 1).items.reverse(),
    [{ kind: 'items_order', section: 'Завершение' }],
  ],
  ['the order of sections', (copy) => copy.sections.reverse(), [{ kind: 'sections_order' }]],
  [
    'the name of a section',
    (copy) => (section(copy, 0).name = 'Начало'),
    [{ kind: 'section_name', from: 'Контакт', to: 'Начало' }],
  ],
  [
    'a new section',
    (copy) => copy.sections.unshift({ code: 'extra', name: 'Ещё', items: [fresh] }),
    [
      { kind: 'section_added', name: 'Ещё' },
      { kind: 'item_added', text: 'Новый', section: 'Ещё', weight: 7 },
    ],
  ],
  [
    'a section less',
    (copy) => copy.sections.splice(1, 1),
    [
      { kind: 'section_removed', name: 'Завершение' },
      {
        kind: 'item_removed',
        text: 'Договорился о следующем шаге',
        section: 'Завершение',
        weight: 4,
      },
      { kind: 'item_removed', text: 'Не грубил', section: 'Завершение', weight: 1 },
    ],
  ],
];

describe('what publishing a checklist changes', () => {
  it.each(cases)('%s is named', (_, edit, changes) => {
    expect(checklistChanges(before, edited(edit))).toEqual(changes);
  });

  it('is nothing for the same content, and something for any other', () => {
    fc.assert(
      fc.property(anyChecklist, anyChecklist, (one, other) => {
        expect(checklistChanges(one, structuredClone(one))).toEqual([]);
        const same = JSON.stringify(one) === JSON.stringify({ ...other, type: one.type });
        expect(checklistChanges(one, other).length === 0).toBe(same);
      }),
    );
  });

  it('any single edit of an item is named, whatever the checklist', () => {
    const edits: ((one: Checklist['sections'][number]['items'][number]) => void)[] = [
      (one) => (one.text = `${one.text}!`),
      (one) => (one.guidance = `${one.guidance ?? ''}!`),
      (one) => (one.weight = (one.weight % 100) + 1),
      (one) => (one.critical = one.critical === 'call' ? 'none' : 'call'),
      (one) => (one.na = !one.na),
    ];
    fc.assert(
      fc.property(anyChecklist, fc.nat(), fc.constantFrom(...edits), (one, pick, edit) => {
        const copy = structuredClone(one);
        const items = copy.sections.flatMap(({ items: these }) => these);
        const picked = items[pick % items.length];
        if (picked) edit(picked);
        expect(checklistChanges(one, copy)).toHaveLength(1);
      }),
    );
  });

  it('sums the weights of all items', () => {
    expect(weightOf(before)).toBe(11);
  });
});
