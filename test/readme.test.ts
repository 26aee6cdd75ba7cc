import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { commandRoles } from '../src/bot/roles.ts';
import { commands } from '../src/cli/commands.ts';
import { defaultPolicy } from '../src/domain/policy.ts';
import { statusDiagram } from './support/diagram.ts';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
const russian = readFileSync(new URL('../README.ru.md', import.meta.url), 'utf8');

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

test('the README draws the status table as it is', () => {
  expect(readme).toContain(statusDiagram());
});

test('the README names every rule of the policy with its first value', () => {
  const rows = readme.split('\n').filter((line) => line.startsWith('| `'));
  for (const [name, value] of Object.entries(defaultPolicy)) {
    const row = rows.find((line) => line.split('|')[1]?.includes(`\`${name}\``));
    expect(row, `${name} has no row in the README`).toBeDefined();
    expect(row, name).toContain(value === '' ? '| empty,' : `\`${value}\``);
  }
});

test('the README names every command', () => {
  for (const { name } of commands) expect(readme).toContain(`| \`${name}`);
});

test('the README gives the two commands that work on a fresh machine', () => {
  expect(readme).toContain('npm ci && npm run demo');
  expect(readme).toContain('npm ci && npm test');
});

test('both READMEs lead to each other', () => {
  expect(readme.slice(0, 200)).toContain('](README.ru.md)');
  expect(russian.slice(0, 200)).toContain('](README.md)');
  for (const [, target = ''] of russian.matchAll(/\]\(([^)#\s]+)/g)) {
    if (!/^https?:/.test(target))
      expect(existsSync(new URL(`../${target}`, import.meta.url))).toBe(true);
  }
});

test('a company is set up by the same steps in Russian as in English', () => {
  expect(stepsOf(readme).length).toBeGreaterThan(5);
  expect(stepsOf(russian)).toEqual(stepsOf(readme));
  expect(blocksOf(setUpPart(russian))).toEqual(blocksOf(setUpPart(readme)));
  expect(blocksOf(setUpPart(readme)).length).toBeGreaterThan(4);
  const named = new Set(commandsIn(setUpPart(russian)));
  expect(commandsIn(setUpPart(readme)).filter((command) => !named.has(command))).toEqual([]);
});

test('both READMEs name the same rules with the same first values', () => {
  expect(rulesOf(readme)).toEqual(rulesOf(russian));
  expect(rulesOf(russian).toSorted()).toEqual(Object.keys(defaultPolicy).toSorted());
  const rows = russian.split('\n').filter((line) => line.startsWith('| `'));
  for (const [name, value] of Object.entries(defaultPolicy)) {
    const row = rows.find((line) => line.split('|')[1]?.includes(`\`${name}\``));
    expect(row, name).toContain(value === '' ? '| пусто,' : `\`${value}\``);
  }
});

test('the Russian README gives the same two commands, and names only commands that there are', () => {
  expect(russian).toContain('npm ci && npm run demo');
  expect(russian).toContain('npm ci && npm test');
  const named = [...russian.matchAll(/(?:razbor -- |`razbor )([a-z-]+)/g)].map(([, name]) => name);
  const known = commands.map(({ name }) => name);
  expect(named.length).toBeGreaterThan(5);
  expect(named.filter((name) => name !== undefined && !known.includes(name))).toEqual([]);
});

test('the Russian README names only commands that the bot takes', () => {
  const taken = Object.keys(commandRoles);
  const guide = russian.slice(russian.indexOf('## Кто что делает'));
  const named = [...guide.matchAll(/`\/([a-z]+)`/g)].map(([, name]) => name);
  expect(new Set(named).size).toBeGreaterThan(5);
  expect(named.filter((name) => name === undefined || !taken.includes(name))).toEqual([]);
});
