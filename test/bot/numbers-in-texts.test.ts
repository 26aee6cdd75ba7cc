import { readdirSync, readFileSync } from 'node:fs';
import { FluentResource } from '@fluent/bundle';
import { expect, test } from 'vitest';
import { type Language, languages } from '../../src/domain/person.ts';

/** The text of every message of a language, without what its values fill in. */
function textsOf(language: string): Map<string, string> {
  const folder = new URL(`../../src/bot/locales/${language}/`, import.meta.url);
  const entries = readdirSync(folder).flatMap(
    (name) => new FluentResource(readFileSync(new URL(name, folder), 'utf8')).body,
  );
  return new Map(entries.map(({ id, value }) => [id, spoken(value).join(' ')]));
}

type Pattern = FluentResource['body'][number]['value'];

function spoken(pattern: Pattern): string[] {
  if (pattern === null) return [];
  if (typeof pattern === 'string') return [pattern];
  return pattern.flatMap((part) => {
    if (typeof part === 'string') return [part];
    if (part.type === 'str') return [part.value];
    if (part.type === 'num') return [String(part.value)];
    return part.type === 'select' ? part.variants.flatMap(({ value }) => spoken(value)) : [];
  });
}

/** Numbers in words, from two on: "one" and "once" mostly say that something is single. */
const numberWords = {
  en: /(?<![a-z])(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty|hundreds?|thousands?|millions?|dozens?|half|twice)(?![a-z])/gi,
  ru: /(?<!\p{L})(?:дв(?:а|е|ух|ум|умя|ое)|тр(?:и|[её]х|[её]м|емя|ое)|четыр\p{L}+|(?:пят|шест|сем|восем|восьм|девят|десят|\p{L}+надцат|двадцат|тридцат|\p{L}+десят)(?:ь|и|ью)|десятк\p{L}+|сорока?|ста?|сто|сотн\p{L}*|сотен|тысяч\p{L}*|миллион\p{L}*|половин\p{L}*|полтор\p{L}+|дважды|трижды)(?!\p{L})/giu,
};

const numbersIn = (language: Language) =>
  new RegExp(String.raw`\d+|${numberWords[language].source}`, 'giu');

/** What may stand in a text as it is, since no rule is said by it: why, and in which message what. */
const allowed: Record<string, Record<string, readonly string[]>> = {
  'an example of a date or a time': {
    'filter-period-typed': ['01.11-15.11', '03.11', '1-15 Nov', '3 Nov'],
    'filter-period-strange': ['01.11-15.11', '1-15 Nov'],
    'import-note-orders': ['23.11.2026 14:05'],
    'import-note-calls': ['23.11.2026 14:05'],
    'import-cause-instant': ['23.11.2026 14:05'],
    'import-cause-wall-time': ['2026-11-23 14:05:00'],
    'draw-unread': ['17.11', '17 Nov'],
    'month-unread': ['2026-10'],
    'draw-proof-how': ['SHA-256'],
    'mentor-day-how': ['01.12', '1 Dec'],
    'mentor-day-unread': ['01.12', '1 Dec'],
    'absence-dates-how': ['01.12-14.12', '01.12', '1-14 Dec', '1 Dec'],
    'absence-unread': ['01.12-14.12', '1-14 Dec'],
  },
  'an example of a moment in a call': {
    'help-controller': ['2:15'],
    'scoring-failed': ['2:15'],
  },
  'an example of a phone number or an extension': {
    'import-cause-phone': ['+7 916 123-45-67'],
    'import-note-people': ['pbx:101'],
    'person-extensions-how': ['pbx 101'],
    'person-extension-unread': ['pbx 101'],
  },
  'an example of a value, or how one is written': {
    'best-moment': ['0:41'],
    'policy-how-cron': ['0 19 * * 1-6', '19:00', 'пять полей', 'five cron fields'],
    'policy-how-count': ['например 3', 'such as 3'],
    'policy-how-seconds': ['например 60', 'such as 60'],
    'policy-how-minutes': ['например 30', 'such as 30'],
    'policy-how-days': ['например 7', 'such as 7'],
    'policy-how-duration': [
      'ISO 8601: 5 минут, 24 часа, 2 дня, PT5M',
      'ISO 8601: 5 minutes, 24 hours, 2 days, PT5M',
    ],
    'policy-how-hours': ['20:00-09:00'],
    'policy-how-percent': ['например 5 или 2,5', 'such as 5 or 2.5'],
    'policy-how-share': ['0,5 или 50 %', '0.5 or 50%'],
    'policy-how-money': ['50 или 12,5', '50 or 12.5'],
    'policy-how-points': ['например 2', 'such as 2'],
    'policy-how-currency': ['ISO 4217'],
    'policy-how-scale': [
      '80:1 90:1,1 95:1,2',
      '60:0,8 100:1,2',
      '70:0,9 100:1,3',
      '80:1 90:1.1 95:1.2',
      '60:0.8 100:1.2',
      '70:0.9 100:1.3',
    ],
    'policy-approvalDelay-hint': [
      'P2D: то же время через два дня, PT48H: ровно 48 часов',
      'P2D: the same time two days later, PT48H: exactly 48 hours',
    ],
    'policy-pointPriceMinor-hint': ['0 — баллы', '0: points'],
    'policy-secondHeadFellPercent-hint': ['100: никогда', '100: never'],
    'policy-secondHeadSellerItems-hint': ['100: никогда', '100: never'],
  },
  'the name of an encoding, of characters, of a hash or of a system': {
    'button-copy-hash': ['SHA-256'],
    'import-how': ['UTF-8', 'Windows-1251'],
    'import-problem-strange_table': ['3CX'],
    'checklist-cause-code': ['0–9'],
  },
  'it counts what stands in the same sentence or file': {
    'policy-drawBy-hint': ['Последние два', 'The last two'],
    'policy-sellerChannel-hint': ['two-channel'],
    'import-problem-twice': ['дважды', 'twice'],
    'checklist-cause-item-twice': ['twice'],
    'checklist-cause-section-twice': ['twice'],
    'agreement-about': ['дважды', 'twice'],
    'second-decisions-about': ['дважды', 'twice'],
    'second-decisions-few': ['дважды', 'twice'],
    'picture-deciders-items': ['дважды', 'twice'],
    'difference-about': ['Два контролёра', 'Two controllers'],
    'waiting-differences': ['Два контролёра', 'Two controllers'],
    'picture-agreement-about': ['дважды', 'twice'],
  },
  'the name of a coefficient, between which it lies, and how sure its interval is': {
    'agreement-line': ['AC1'],
    'calibration-figures': ['AC1'],
    'agreement-how': ['AC1', '1 — сходятся', '0 — как', '1 is always', '0 is as'],
    'picture-agreement-interval': ['AC1', '95 %'],
    'picture-agreement-ac1': ['AC1 × 100'],
  },
  'the name of a figure whose measure is fixed (domain/listened.ts)': {
    'controllers-listened': ['меньше половины', 'less than half'],
  },
};

const spans = Object.values(allowed).flatMap((messages) => Object.entries(messages));

test.each(languages)('no text states a rule by a number of its own, in %s', (language) => {
  const numbers = numbersIn(language);
  const texts = textsOf(language);
  expect(texts.size).toBeGreaterThan(500);
  const left = [...texts].flatMap(([key, text]) => {
    const known = spans.filter(([of]) => of === key).flatMap(([, said]) => said);
    const rest = known.reduce((now, said) => now.replaceAll(said, ''), text);
    return (rest.match(numbers) ?? []).map((number) => `${key}: ${number}`);
  });
  expect(left).toEqual([]);
});

test('what may stand in a text does stand there', () => {
  const texts = languages.map(textsOf);
  const gone = spans.flatMap(([key, said]) =>
    said.filter((part) => !texts.some((of) => of.get(key)?.includes(part))),
  );
  expect(gone).toEqual([]);
});

test.each([
  ['ru', 'до двух лет', 'двух'],
  ['ru', 'десятью проверками', 'десятью'],
  ['ru', 'пять обжалований', 'пять'],
  ['ru', 'сотни звонков', 'сотни'],
  ['ru', 'до 20 МБ', '20'],
  ['en', 'two years at most', 'two'],
  ['en', 'ten reviews each', 'ten'],
  ['en', 'Twenty calls', 'Twenty'],
] as const)('a number is found in words too: in %s "%s" holds %s', (language, text, number) => {
  const numbers = numbersIn(language);
  expect(text.match(numbers)).toEqual([number]);
});

test.each([
  ['ru', 'среди сотрудников'],
  ['ru', 'стало, семья, устарело'],
  ['en', 'often, weight, someone'],
] as const)('a word that only looks like a number is none: in %s "%s"', (language, text) => {
  const numbers = numbersIn(language);
  expect(text.match(numbers)).toBeNull();
});
