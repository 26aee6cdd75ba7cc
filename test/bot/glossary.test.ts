import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type Language, languages } from '../../src/domain/person.ts';

/** Words that would be a second name of a thing that has one (docs/design.md, 6): why they are none. */
const forbidden: readonly { language: Language | 'any'; word: RegExp; because: string }[] = [
  {
    language: 'ru',
    word: /замечани/i,
    because: 'sounds like something said in passing, while it earns points: it is a нарушение',
  },
  {
    language: 'ru',
    word: /промах/i,
    because: 'a third word for what is counted as a нарушение, critical or not',
  },
  {
    language: 'ru',
    word: /(?<!\p{L})(?:не)?оспор|(?<!\p{L})оспарива/iu,
    because: 'nobody finds the button Обжаловать by it; of what was decided, снято обжалованием',
  },
  {
    language: 'ru',
    word: /(?<!\p{L})отдел(?:а|у|ом|е|ы|ов|ам|ами|ах)?(?!\p{L})/iu,
    because: 'the whole company has one; whom somebody supervises is the команда that /team shows',
  },
  {
    language: 'ru',
    word: /(?<!\p{L})(?:начальник|шеф|босс)/iu,
    because: 'the role is a руководитель, and may be one of equals',
  },
  {
    language: 'any',
    word: /штраф|\bfines?\b|\bpenalt/i,
    because: 'points are taken off (снято); nobody is fined',
  },
  {
    language: 'en',
    word: /\bheads?\b(?! of the file)/i,
    because: 'the role is called supervisor where one is given it',
  },
  {
    language: 'en',
    word: /\b(?:critical|false) (?:miss(?:es)?|marks?)\b|\bstanding remark/i,
    because: 'what is counted and paid is a violation',
  },
  { language: 'en', word: /\b(?:disput|contest)/i, because: 'the button says Appeal' },
  {
    language: 'en',
    word: /\bdepartments?\b/i,
    because: 'whom somebody supervises is the team that /team shows',
  },
  {
    language: 'any',
    word: /[✗✘✖](?!\uFE0F)/u,
    because: 'an item that was not done has the sign of the button that says so: ❌',
  },
];

const folder = (language: Language) =>
  new URL(`../../src/bot/locales/${language}/`, import.meta.url);

/** Every line of a language's files without its key and its values, as `file: words`. */
function linesOf(language: Language): string[] {
  return readdirSync(folder(language)).flatMap((name) =>
    readFileSync(new URL(name, folder(language)), 'utf8')
      .split('\n')
      .filter((line) => !line.startsWith('#'))
      .map((line) => line.replace(/^[a-z][\w-]* =/i, '').replace(/\{ ?\$[^}]*\}|\[[^\]]*\]/g, ''))
      .map((line) => `${name}: ${line.trim()}`),
  );
}

describe.each(languages)('in %s', (language) => {
  const lines = linesOf(language);
  const ofLanguage = forbidden.filter((one) => one.language === language || one.language === 'any');
  test.each(ofLanguage)('nothing says $word: $because', ({ word }) => {
    const words = (line: string) => line.slice(line.indexOf(': ') + 2);
    expect(lines.filter((line) => word.test(words(line)))).toEqual([]);
  });
});

test('no screen writes the sign of a failed item otherwise', () => {
  const root = new URL('../../src/bot/', import.meta.url);
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' });
  const signs = files
    .filter((name) => name.endsWith('.ts'))
    .filter((name) => /[✗✘]/u.test(readFileSync(new URL(name, root), 'utf8')));
  expect(signs).toEqual([]);
});
