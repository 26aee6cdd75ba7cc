import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { causes } from '../src/domain/ledger.ts';
import { table } from '../src/domain/status.ts';
import { statuses } from '../src/domain/statuses.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const under = (folder: string, ending: RegExp) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => ending.test(path))
    .map((path) => `${folder}/${path}`)
    .sort();

const pages = ['README.md', 'README.ru.md', 'CHANGELOG.md', ...under('docs', /\.md$/)];
const code = [...under('src', /\.(ts|js)$/), ...under('test', /\.ts$/)];
const design = read('docs/design.md');

/** Text without blocks and spans of code, in which brackets are no links. */
const prose = (text: string) =>
  text.replace(/^( *)```[\s\S]*?^\1```$/gm, '').replace(/`[^`\n]*`/g, '');
const headingsOf = (text: string) =>
  [...text.replace(/^```[\s\S]*?^```$/gm, '').matchAll(/^#{1,6} (.+)$/gm)].map(
    ([, name = '']) => name,
  );
/** A heading's anchor as GitHub makes it. */
const anchorOf = (heading: string) =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replace(/\s/g, '-');

test.each(pages)('every link of %s leads somewhere', (page) => {
  const wrong = [...prose(read(page)).matchAll(/\]\(([^)\s]+)\)/g)].flatMap(([, target = '']) => {
    if (/^(https?|mailto):/.test(target)) return [];
    const [path = '', anchor] = target.split('#');
    const file = path === '' ? page : join(dirname(page), path);
    if (!existsSync(join(root, file))) return [`${target}: there is no ${file}`];
    if (anchor === undefined) return [];
    return headingsOf(read(file)).map(anchorOf).includes(anchor)
      ? []
      : [`${target}: ${file} has no such heading`];
  });
  expect(wrong).toEqual([]);
});

test('what the code cites of the design is there', () => {
  const sections = new Set(
    headingsOf(design).flatMap((name) => /^\d(\.\d)?/.exec(name)?.[0] ?? []),
  );
  const cited = code.flatMap((path) => {
    const text = read(path);
    const whole = [...text.matchAll(/DESIGN ((?:\d(?:\.\d)?(?:, | and )?)+)/g)];
    const short = [...text.matchAll(/^ *(?:\/\/|\/?\*).*\((\d\.\d)(?:, policy)?\)/gm)];
    return [...whole, ...short].flatMap(([, list = '']) =>
      [...list.matchAll(/\d(?:\.\d)?/g)].map(([number]) => ({ path, number })),
    );
  });
  expect(cited.length).toBeGreaterThan(40);
  expect(cited.filter(({ number }) => !sections.has(number))).toEqual([]);
});

/** The cells of every table row of the design whose first cell is a word of code. */
const rows = design
  .split('\n')
  .filter((line) => /^\| `\w+`/.test(line))
  .map((line) => line.split('|').map((cell) => cell.trim()));

test('the design names every status as people read it', () => {
  const words = read('src/bot/locales/ru/names.ftl');
  for (const status of statuses) {
    const shown = new RegExp(`^status-${status} = (.+)$`, 'm').exec(words)?.[1];
    expect(
      rows.find(([, first, second]) => first === `\`${status}\`` && second === shown),
    ).toBeDefined();
  }
});

test('the design names who does each verb, and every cause of a transfer', () => {
  for (const { verb, by } of table) {
    const named = rows.filter(([, first]) => first === `\`${verb}\``).map((row) => row[4]);
    expect(named, verb).toContain(by.join(', '));
  }
  for (const cause of causes) expect(design).toContain(`\`${cause}\``);
});

test('decisions are numbered without a gap, each with its date, choice, why and cost', () => {
  const files = under('docs/decisions', /\d{4}-[a-z-]+\.md$/);
  const index = read('docs/decisions/README.md');
  expect(files.map((path) => Number(/(\d{4})-/.exec(path)?.[1]))).toEqual(
    files.map((_, at) => at + 1),
  );
  for (const path of files) {
    const text = read(path);
    expect(text).toMatch(/^# \d+\. .+\n\n\*\d{4}-\d\d-\d\d\*\n/);
    expect(headingsOf(text).slice(1), path).toEqual(['Choice', 'Why', 'Cost']);
    expect(index).toContain(`](${path.slice('docs/decisions/'.length)})`);
  }
});

test('the changelog begins with what is not released, then this version', () => {
  const { version } = JSON.parse(read('package.json')) as { version: string };
  const [first, second] = headingsOf(read('CHANGELOG.md')).filter((name) => name.startsWith('['));
  expect(first).toBe('[Unreleased]');
  expect(second).toMatch(
    new RegExp(`^\\[${version.replaceAll('.', '\\.')}\\] - \\d{4}-\\d\\d-\\d\\d$`),
  );
});
