import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { appealKinds, decisions } from '../../src/domain/call.ts';
import { languages, roles } from '../../src/domain/person.ts';
import { refusals } from '../../src/domain/refusal.ts';
import { statuses } from '../../src/domain/statuses.ts';

const bot = new URL('../../src/bot/', import.meta.url);

const filesOf = (language: string) => readdirSync(new URL(`locales/${language}/`, bot)).sort();

/** Messages of a language's Fluent files by key, each with the names of its variables. */
function messagesOf(language: string): Map<string, { text: string; variables: string[] }> {
  const texts = filesOf(language).map((name) =>
    readFileSync(new URL(`locales/${language}/${name}`, bot), 'utf8'),
  );
  const blocks = texts.flatMap((text) => text.split(/^(?=[a-z][\w-]* =)/m).slice(1));
  return new Map(
    blocks.map((block) => {
      const [, key = '', text = ''] = /^([a-z][\w-]*) =([\s\S]*)$/.exec(block) ?? [];
      const body = text.replace(/^#.*$/gm, '').trim();
      const names = [...body.matchAll(/\$([A-Za-z]\w*)/g)].map(([, name = '']) => name);
      return [key, { text: body, variables: [...new Set(names)].sort() }];
    }),
  );
}

const locales = new Map(languages.map((language) => [language, messagesOf(language)]));
const ru = locales.get('ru') ?? new Map();
const en = locales.get('en') ?? new Map();
const sources = readdirSync(bot, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts'))
  .map((path) => readFileSync(new URL(path, bot), 'utf8'));

/** Keys that end in something listed elsewhere, such as `status-…`. */
const families: Record<string, readonly string[]> = {
  status: statuses,
  role: roles,
  refusal: refusals,
  decision: decisions,
  button: decisions,
  'appeal-kind': appealKinds,
};

/** Every literal of the bot's sources that could be a key; `*` stands for what is filled in. */
function literals(): Set<string> {
  const found = new Set<string>();
  for (const source of sources) {
    for (const [, , plain = ''] of source.matchAll(/(['"])([a-z][\w-]*)\1/g)) found.add(plain);
    for (const [, filled = ''] of source.matchAll(/`([a-z][\w-]*-\$\{[^`]*)`/g)) {
      found.add(filled.replace(/\$\{[^}]*\}/g, '*'));
    }
  }
  return found;
}

const patternOf = (literal: string) => new RegExp(`^${literal.replaceAll('*', '[\\w-]+')}$`);

describe('the words of the bot', () => {
  it('lie in files of the same names', () => {
    expect(filesOf('en')).toEqual(filesOf('ru'));
    expect(filesOf('ru').length).toBeGreaterThan(5);
  });

  it('exist in every language under the same keys', () => {
    expect([...en.keys()].sort()).toEqual([...ru.keys()].sort());
    expect(ru.size).toBeGreaterThan(150);
  });

  it('take the same values in every language', () => {
    const variables = (messages: typeof ru) =>
      Object.fromEntries([...messages].map(([key, message]) => [key, message.variables]).sort());
    expect(variables(en)).toEqual(variables(ru));
  });

  it('are in their own language', () => {
    const russianInEnglish = [...en].filter(([, { text }]) => /[а-яё]/i.test(text));
    expect(russianInEnglish.map(([key]) => key)).toEqual(['menu-language']);
    const same = [...ru].filter(
      ([key, { text }]) => /[а-яё]/i.test(text) && en.get(key)?.text === text,
    );
    expect(same.map(([key]) => key)).toEqual(['menu-language']);
  });

  it('are there wherever the bot asks for them', () => {
    const asked = sources.flatMap((source) =>
      [...source.matchAll(/\b(?:t|plain)\(\s*'([^']+)'/g)].map(([, key = '']) => key),
    );
    expect(asked.length).toBeGreaterThan(100);
    expect(asked.filter((key) => !ru.has(key))).toEqual([]);
    const filled = [...literals()].filter((literal) => literal.includes('*'));
    const asks = filled.filter((literal) =>
      sources.some((source) => source.includes(`(\`${literal.split('*')[0]}`)),
    );
    const dangling = asks.filter(
      (literal) => ![...ru.keys()].some((key) => patternOf(literal).test(key)),
    );
    expect(dangling).toEqual([]);
  });

  it('are there for every status, role, refusal and decision', () => {
    const wanted = Object.entries(families).flatMap(([family, names]) =>
      names.map((name) => `${family}-${name}`),
    );
    expect(wanted.filter((key) => !ru.has(key))).toEqual([]);
  });

  it('are all used', () => {
    const patterns = [...literals()].map(patternOf);
    const unused = [...ru.keys()].filter((key) => !patterns.some((pattern) => pattern.test(key)));
    expect(unused).toEqual([]);
  });
});

describe('the words that the company itself chose', () => {
  it('the eleven statuses are named exactly as in the contract', () => {
    expect(statuses.map((status) => ru.get(`status-${status}`)?.text)).toEqual([
      'Не классифицирован',
      'Классифицирован автоматом',
      'Классифицирован вручную',
      'На прослушке: оператором',
      'На прослушке: в зачет',
      'На прослушке: НЕ в зачет',
      'Оценен: в зачет не утверждено',
      'Оценен: на обжаловании',
      'Утверждено: не в зачет (обучение)',
      'Утверждено: оценен',
      'Утверждено: обжалован',
    ]);
  });

  it.each([
    ['listen', 'Слушать', 'Listen'],
    ['details', 'Подробнее', 'Details'],
    ['accept', 'Согласен', 'Accept'],
    ['appeal', 'Обжаловать', 'Appeal'],
    ['next-call', 'Следующий звонок', 'Next call'],
    ['done', 'Выполнено', 'Done'],
    ['not-done', 'Не выполнено', 'Not done'],
    ['na', 'Не применимо', 'N/A'],
    ['rest-done', 'Остальное ✅', 'Rest done ✅'],
    ['overview', 'Обзор', 'Overview'],
    ['recommend', 'Рекомендация', 'Recommendation'],
    ['submit', 'Отправить оценку', 'Submit score'],
    ['seller_right', 'Прав продавец', 'Seller is right'],
    ['controller_right', 'Прав контролёр', 'Controller is right'],
    ['item_unclear', 'Пункт неясен', 'Item unclear'],
    ['confirm', 'Утвердить', 'Confirm'],
    ['concede', 'Признать', 'Concede'],
    ['forward', 'Дальше', 'Next'],
    ['back', 'Назад', 'Back'],
  ])('the button %s says %s, or %s', (key, russian, english) => {
    // An icon may stand on either side, and a figure after a colon.
    const words = (text: string) =>
      text.replace(/^[^\p{L}]+/u, '').replace(/: \{ \$\w+ \}$| →$/u, '');
    expect(words(ru.get(`button-${key}`)?.text ?? '')).toBe(russian);
    expect(words(en.get(`button-${key}`)?.text ?? '')).toBe(english);
  });

  it('a контролёр is written with ё wherever a person reads the word', () => {
    const root = new URL('../../', import.meta.url);
    const read = /\.(?:ts|md|ftl|yaml|json|html|js|css)$/;
    const files = ['src', 'docs'].flatMap((folder) =>
      readdirSync(new URL(folder, root), { recursive: true, encoding: 'utf8' })
        .filter((path) => read.test(path))
        .map((path) => `${folder}/${path}`),
    );
    const lines = [...files, 'README.md', 'README.ru.md'].flatMap((path) =>
      readFileSync(new URL(path, root), 'utf8')
        .split('\n')
        .filter((line) => /контролер/i.test(line))
        .map((line) => `${path}: ${line.trim()}`),
    );
    // What somebody types in a table of people is taken either way.
    expect(lines).toEqual(["src/intake/cells.ts: контролер: 'controller',"]);
  });

  it('points are taken off, never fined', () => {
    const said = [...ru.values()].map(({ text }) => text).join('\n');
    expect(said).not.toMatch(/штраф/i);
    expect([...en.values()].map(({ text }) => text).join('\n')).not.toMatch(/\bfine[ds]?\b|penal/i);
  });
});
