import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { commandRoles } from '../src/bot/roles.ts';
import { commands } from '../src/cli/commands.ts';
import { defaultPolicy } from '../src/domain/policy.ts';
import { statusDiagram } from './support/diagram.ts';

const page = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');
const readme = page('README.md');
const russian = page('README.ru.md');
const configuration = page('docs/configuration.md');
const guide = page('docs/ru/guide.md');
const russianRules = page('docs/ru/configuration.md');
/** Everything that is said in Russian to those who set Razbor up. */
const inRussian = [russian, guide, russianRules, page('docs/ru/questions.md')].join('\n');

/** The same sections in both languages, in their order. */
const sections = [
  ['What it is', 'Что это'],
  ['Try it in one minute', 'Попробовать за минуту'],
  ['Set it up for a company, in ten minutes', 'Настройка компании за десять минут'],
  ['Where to read on', 'Что читать дальше'],
] as const;
const headingsOf = (text: string) => [...text.matchAll(/^#{2,} (.+)$/gm)].map(([, name]) => name);

/** The part that sets a company up, from its heading to the next one. */
function setUpPart(text: string): string {
  const part = text.split(/^## /m).find((section) => /^.*(ten minutes|десять минут)/.test(section));
  if (!part) throw new Error('there is no set-up part');
  return part;
}

const stepsOf = (text: string) =>
  [...setUpPart(text).matchAll(/^(\d+)\. \*\*/gm)].map(([, n]) => n);
/** Blocks of code with their indentation, since a block that is not indented leaves its step. */
const blocksOf = (text: string) =>
  [...text.matchAll(/^( *)```(\w*)\n([\s\S]*?)^\1```/gm)].map(([block]) => block);
const commandsIn = (text: string) =>
  [...text.matchAll(/`((?:npm |docker |\/)[^`\n]+)`/g)].map(([, command]) => command);
/** The names in the first column of the policy's table, in their order. */
function rulesOf(text: string): string[] {
  const rows = text.split('\n').filter((line) => line.startsWith('| `'));
  const names = rows.flatMap((row) => [...(row.split('|')[1] ?? '').matchAll(/`(\w+)`/g)]);
  return names.map(([, name = '']) => name).filter((name) => Object.hasOwn(defaultPolicy, name));
}

test('both READMEs have the same sections in the same order, and at most 160 lines', () => {
  expect(headingsOf(readme)).toEqual(sections.map(([english]) => english));
  expect(headingsOf(russian)).toEqual(sections.map(([, name]) => name));
  for (const text of [readme, russian]) {
    expect(text.trimEnd().split('\n').length).toBeLessThanOrEqual(160);
    expect(text).toMatch(/^!\[.+\]\(docs\/demo(?:\.ru)?\.png\)$/m);
  }
});

test('docs/design.md draws the status table as it is', () => {
  expect(page('docs/design.md')).toContain(statusDiagram());
});

test('docs/configuration.md names every rule of the policy with its first value', () => {
  const rows = configuration.split('\n').filter((line) => line.startsWith('| `'));
  for (const [name, value] of Object.entries(defaultPolicy)) {
    const row = rows.find((line) => line.split('|')[1]?.includes(`\`${name}\``));
    expect(row, `${name} has no row`).toBeDefined();
    expect(row, name).toContain(value === '' ? '| empty,' : `\`${value}\``);
  }
});

test('docs/operations.md names every command', () => {
  const operations = page('docs/operations.md');
  for (const { name } of commands) expect(operations).toContain(`| \`${name}`);
});

test('the README gives the two commands that work on a fresh machine', () => {
  expect(readme).toContain('npm ci && npm run demo');
  expect(readme).toContain('npm ci && npm test');
});

test('both READMEs lead to each other', () => {
  expect(readme.slice(0, 200)).toContain('](README.ru.md)');
  expect(russian.slice(0, 200)).toContain('](README.md)');
});

test('a company is set up by the same steps in Russian as in English', () => {
  expect(stepsOf(readme).length).toBeGreaterThan(5);
  expect(stepsOf(russian)).toEqual(stepsOf(readme));
  expect(blocksOf(setUpPart(russian))).toEqual(blocksOf(setUpPart(readme)));
  expect(blocksOf(setUpPart(readme)).length).toBeGreaterThan(4);
  const named = new Set(commandsIn(setUpPart(russian)));
  expect(commandsIn(setUpPart(readme)).filter((command) => !named.has(command))).toEqual([]);
});

test('the rules have the same first values in Russian as in English', () => {
  expect(rulesOf(configuration)).toEqual(rulesOf(russianRules));
  expect(rulesOf(russianRules).toSorted()).toEqual(Object.keys(defaultPolicy).toSorted());
  const rows = russianRules.split('\n').filter((line) => line.startsWith('| `'));
  for (const [name, value] of Object.entries(defaultPolicy)) {
    const row = rows.find((line) => line.split('|')[1]?.includes(`\`${name}\``));
    expect(row, name).toContain(value === '' ? '| пусто,' : `\`${value}\``);
  }
});

test('Russian gives the same two commands, and names only commands that there are', () => {
  expect(russian).toContain('npm ci && npm run demo');
  expect(russian).toContain('npm ci && npm test');
  const named = [...inRussian.matchAll(/(?:razbor -- |`razbor )([a-z-]+)/g)].map(
    ([, name]) => name,
  );
  const known = commands.map(({ name }) => name);
  expect(named.length).toBeGreaterThan(5);
  expect(named.filter((name) => name !== undefined && !known.includes(name))).toEqual([]);
});

test('the Russian guide names only commands that the bot takes', () => {
  const taken = Object.keys(commandRoles);
  const named = [...guide.matchAll(/`\/([a-z]+)`/g)].map(([, name]) => name);
  expect(new Set(named).size).toBeGreaterThan(5);
  expect(named.filter((name) => name === undefined || !taken.includes(name))).toEqual([]);
});
