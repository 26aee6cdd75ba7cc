import fc from 'fast-check';
import { type Checklist, checklistSchema } from '../../src/domain/checklist.ts';

const code = fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,7}$/);
/** Words with everything in them that YAML reads in a way of its own. */
const text = (most: number) =>
  fc
    .oneof(
      fc.string({ minLength: 1, maxLength: most, unit: 'grapheme' }),
      fc.constantFrom('да', 'no', '- a: b', '#', '1:23', "it's", '"', '«Да», нет?', 'a\nb', '~'),
    )
    .map((said) => said.trim())
    .filter((said) => said.length > 0 && said.length <= most);

const item = fc.record(
  {
    code,
    text: text(40),
    guidance: text(40),
    weight: fc.integer({ min: 1, max: 100 }),
    critical: fc.constantFrom('none', 'section', 'call'),
    na: fc.boolean(),
  },
  { requiredKeys: ['code', 'text', 'weight', 'critical', 'na'] },
);

/** Any checklist that may be published, of a few items so that two of them often share some. */
export const anyChecklist: fc.Arbitrary<Checklist> = fc
  .record({
    type: code,
    name: text(20),
    sections: fc.uniqueArray(
      fc.record({
        code: fc.constantFrom('a', 'b', 'c'),
        name: text(10),
        items: fc.array(item, { minLength: 1, maxLength: 4 }),
      }),
      { minLength: 1, maxLength: 3, selector: ({ code: one }) => one },
    ),
  })
  .map(({ sections, ...rest }) => {
    const seen = new Set<string>();
    const once = sections.map((section) => ({
      ...section,
      items: section.items.filter(({ code: one }) => !seen.has(one) && seen.add(one)),
    }));
    return { ...rest, sections: once.filter(({ items }) => items.length > 0) };
  })
  .map((raw) => checklistSchema.parse(raw));
