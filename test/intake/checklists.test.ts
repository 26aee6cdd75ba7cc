import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { looksLikeChecklists, readChecklists } from '../../src/intake/read-checklists.ts';
import { checklistYaml } from '../../src/intake/write-checklist.ts';
import { anyChecklist } from '../support/checklists.ts';

const problemsIn = (text: string) => {
  const read = readChecklists(text);
  return read.ok ? [] : read.problems;
};

const good = `type: in
name: Входящий
sections:
  - code: a
    name: A
    items:
      - code: x
        text: X
      - code: y
        text: Y
        weight: 5
`;

describe('a checklist as YAML', () => {
  it('reads back as the very same checklist', () => {
    fc.assert(
      fc.property(anyChecklist, (checklist) => {
        expect(readChecklists(checklistYaml(checklist))).toEqual({
          ok: true,
          checklists: [checklist],
        });
      }),
      { numRuns: 300 },
    );
  });

  it('several in one file, as documents or as a list', () => {
    const [one, two] = [good, good.replace('type: in', 'type: out')];
    const listed = [one, two].map((text) => `- ${text.trimEnd().replaceAll('\n', '\n  ')}`);
    for (const text of [`${one}---\n${two}`, listed.join('\n')]) {
      const read = readChecklists(text);
      expect(read.ok && read.checklists.map(({ type }) => type)).toEqual(['in', 'out']);
    }
  });

  it('those that the demo company uses are read, and written are the same', () => {
    const folder = new URL('../../src/sandbox/company/checklists/', import.meta.url);
    const files = readdirSync(folder);
    expect(files.length).toBeGreaterThan(2);
    for (const name of files) {
      const read = readChecklists(readFileSync(new URL(name, folder), 'utf8'));
      const [checklist] = read.ok ? read.checklists : [];
      expect(checklist && readChecklists(checklistYaml(checklist))).toEqual(read);
    }
  });
});

describe('what is wrong is named with its place and its line', () => {
  it.each([
    ['a weight', 'weight: 5', 'weight: 500', ['sections', 0, 'items', 1, 'weight'], 11],
    ['a missing text', '        text: X\n', '', ['sections', 0, 'items', 0, 'text'], 7],
    ['a strange field', 'name: A', 'nmae: A', ['sections', 0, 'nmae'], 5],
    ['a bad code', 'type: in', 'type: Входящий', ['type'], 1],
    ['an item code used twice', 'code: y', 'code: x', ['sections'], 3],
  ] as const)('%s', (_, from, to, path, line) => {
    const problems = problemsIn(good.replace(from, to));
    const found = problems.find((problem) => problem.path.join() === path.join());
    expect(found).toMatchObject({ document: 1, line });
  });

  it('in the second document, with every problem of every document', () => {
    const bad = good.replace('weight: 5', 'weight: 0').replace('type: in', 'type: out');
    expect(problemsIn(`${good.replace('text: X', 'text: ""')}---\n${bad}`)).toMatchObject([
      { document: 1, type: 'in', line: 8, detail: 'must not be empty' },
      { document: 2, type: 'out', line: 23, detail: 'must be at least 1' },
    ]);
  });

  it('41 items, a type twice, broken YAML, nothing, and aliases without end', () => {
    const items = Array.from({ length: 41 }, (_, n) => `{code: i${n}, text: t}`).join(', ');
    const many = `type: in\nname: N\nsections: [{code: a, name: A, items: [${items}]}]`;
    expect(problemsIn(many)).toMatchObject([
      { path: ['sections'], line: 3, detail: 'has 41 items; at most 40 are allowed' },
    ]);
    expect(problemsIn(`${good}---\n${good}`)).toMatchObject([{ document: 2, path: ['type'] }]);
    expect(problemsIn('type: in\nsections: [')).toMatchObject([{ document: null, line: 2 }]);
    expect(problemsIn('')).toMatchObject([{ document: null, line: null }]);
    expect(problemsIn(`sections:\n${'- a\n'.repeat(200_000)}`)).toMatchObject([
      { document: null, detail: 'holds more than checklists do' },
    ]);
    const bomb = `a: &a [x, x]\n${Array.from('bcdefghijklmnopqrst', (name, n) => {
      const last = String.fromCharCode(97 + n);
      return `${name}: &${name} [*${last}, *${last}, *${last}, *${last}]`;
    }).join('\n')}\nsections: *t\n`;
    expect(problemsIn(bomb)).toHaveLength(1);
  });
});

describe('what YAML does with words is told, with how they are written', () => {
  const withText = (text: string) => good.replace('text: X', () => `text: ${text}`);
  const place = { document: 1, path: ['sections', 0, 'items', 0, 'text'], line: 8 };

  it.each([
    ['номер заказа #, имя', /^lost what follows a "#".*in quotes: "номер заказа #, имя"$/],
    ['#важно', /^lost what follows a "#".*in quotes: "#важно"$/],
    ['Сказал «"да"» # и нет', /in quotes: 'Сказал «"да"» # и нет'$/],
    ['&важно сказать цену', /^lost "&важно".*in quotes: "&важно сказать цену"$/],
    ['&# "#"', /^lost "&#".*in quotes: '&# "#"'$/],
    ['!!# важно', /^lost "!!#".*in quotes: "!!# важно"$/],
    ['! важно', /^lost "!".*in quotes: "! важно"$/],
    ['*звезда', /^begins with "\*".*in quotes: "\*звезда"$/],
    ['010', /^was read as 10, .*in quotes: "010"$/],
    ['1.50', /^was read as 1.5, .*in quotes: "1.50"$/],
    ['true', /^was read as true, .*in quotes: "true"$/],
    ['~', /^was read as null, .*in quotes: "~"$/],
  ])('text: %s', (text, said) => {
    expect(problemsIn(withText(text))).toMatchObject([
      { ...place, detail: expect.stringMatching(said) },
    ]);
  });

  it.each([
    ['%скидка', /^begins with "%".*in quotes: "%скидка"$/],
    ['@имя', /^begins with "@"/],
    ['`x`', /^begins with "`"/],
    ['[Имя] клиента', /^begins with "\[".*in quotes: "\[Имя\] клиента"$/],
    ['{имя} клиента', /^begins with "\{"/],
    ['*звезда тут', /^begins with "\*"/],
    ['!важно сказать', /^begins with "!"/],
    ['- поздоровался', /^begins with "-"/],
    ['> порога', /^begins with ">"/],
    ['"Да" или нет', /^begins with ".*in quotes: '"Да" или нет'$/],
    ['Цена: пять', /^holds a ":" that begins another field.*in quotes: "Цена: пять"$/],
  ])('text: %s, which is no YAML', (text, said) => {
    expect(problemsIn(withText(text))).toMatchObject([
      { document: null, line: 8, detail: expect.stringMatching(said) },
    ]);
  });

  it('tabs, a field twice, and checklists that nothing parts', () => {
    expect(problemsIn(good.replace('        text: X', '\ttext: X'))).toMatchObject([
      { line: 8, detail: 'a tab indents this line; use spaces' },
    ]);
    const twice = good.replace('        text: X', '        text: X\n        text: Z');
    expect(problemsIn(twice)).toMatchObject([
      { line: 9, detail: 'the field "text" is there twice in one place; keep one' },
    ]);
    const three = ['in', 'out', 'back'].map((type) => good.replace('type: in', `type: ${type}`));
    expect(problemsIn(three.join(''))).toMatchObject([
      { line: 12, detail: expect.stringContaining('a line of ---') },
    ]);
    expect(problemsIn(three.join('---\n'))).toEqual([]);
  });

  it.each(['номер #, имя', '&важно сказать', '%скидка', 'Цена: пять', '"Да" или', "it's # 1"])(
    'quoted as it is told, %s is read whole',
    (text) => {
      const [problem] = problemsIn(withText(text));
      const quoted = /in quotes: (.+)$/.exec(problem?.detail ?? '')?.[1] ?? '';
      const read = readChecklists(withText(quoted));
      expect(read.ok && read.checklists[0]?.sections[0]?.items[0]?.text).toBe(text);
    },
  );

  it('comments where they lose no words, references that lead somewhere, and blocks are left alone', () => {
    const text = good
      .replace('weight: 5', 'weight: 5 # важнее')
      .replace('code: x', 'code: x # приветствие')
      .replace('text: X', 'text: &hello Поздоровался')
      .replace('text: Y', 'text: *hello\n        guidance: |\n          №1 # не комментарий');
    expect(problemsIn(`# всё о входящих\n${text}`)).toEqual([]);
  });

  it('every word of a text is read, or it is said that it is not', () => {
    const sign = fc.constantFrom(...'#&*!|>%@`"\'{}[],:-? аб1~'.split(''));
    fc.assert(
      fc.property(fc.array(sign, { minLength: 1, maxLength: 12 }), (signs) => {
        const text = signs.join('').trim();
        const read = readChecklists(withText(text));
        if (text === '' || !read.ok) return;
        const [first] = read.checklists[0]?.sections[0]?.items ?? [];
        // What is taken in is the very text, or what stood in quotes, after which there may be a comment.
        if (!/^(["']).*\1(\s+#.*)?$/.test(text)) expect(first?.text).toBe(text);
      }),
      { numRuns: 3000 },
    );
  });
});

describe('a file is known as checklists', () => {
  const file = (name: string, text: string) => ({ name, bytes: Buffer.from(text) });

  it.each([
    ['in.yaml', good, true],
    ['in.txt', good, true],
    ['in.json', '{"type":"in","sections":[]}', true],
    ['list.yml', `- ${good.replaceAll('\n', '\n  ')}`, true],
    ['people.yaml', '- externalId: s1\n  name: sections\n', false],
    ['clients.csv', 'externalId,sections:\n', false],
  ])('%s', (name, text, is) => {
    expect(looksLikeChecklists(file(name, text))).toBe(is);
  });
});
