import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { commands } from '../src/cli/commands.ts';
import { defaultPolicy } from '../src/domain/policy.ts';
import { statusDiagram } from './support/diagram.ts';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');

test('the README draws the status table as it is', () => {
  expect(readme).toContain(statusDiagram());
});

test('the README names every rule of the policy with its first value', () => {
  const rows = readme.split('\n').filter((line) => line.startsWith('| `'));
  for (const [name, value] of Object.entries(defaultPolicy)) {
    const row = rows.find((line) => line.split('|')[1]?.includes(`\`${name}\``));
    expect(row, `${name} has no row in the README`).toBeDefined();
    expect(row, name).toContain(`\`${value}\``);
  }
});

test('the README names every command', () => {
  for (const { name } of commands) expect(readme).toContain(`| \`${name}`);
});

test('the README gives the two commands that work on a fresh machine', () => {
  expect(readme).toContain('npm ci && npm run demo');
  expect(readme).toContain('npm ci && npm test');
});
