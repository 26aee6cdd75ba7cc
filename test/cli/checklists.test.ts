import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { commandLine } from './command-line.ts';

const yaml = (name: string) => `type: in
name: ${name}
sections:
  - code: a
    name: A
    items: [{code: x, text: "Сказал: «да»", weight: 5, critical: call}, {code: y, text: Y, na: true}]
`;

test('checklists are listed, shown, and written so that they read back as they were', async () => {
  const cli = commandLine();
  expect(await cli.run('checklists', 'list')).toMatchObject({
    exit: 0,
    out: expect.stringContaining('import checklists FILE'),
  });
  await cli.run('import', 'checklists', cli.file('1.yaml', yaml('Входящий')));
  await cli.run('import', 'checklists', cli.file('2.yaml', yaml('Входящий заказ')));
  expect((await cli.json('checklists', 'list')).data).toMatchObject({
    types: [{ type: 'in', name: 'Входящий заказ', version: 2, items: 2, weight: 6, active: true }],
  });
  expect((await cli.run('checklists', 'list')).out).toMatch(/in +Входящий заказ +2 +2026-11-23/);
  expect((await cli.run('checklists', 'show', 'in')).out).toContain(
    '  x: Сказал: «да» (weight 5, critical to the call)',
  );

  const file = join(cli.folder, 'out.yaml');
  expect((await cli.run('checklists', 'export', 'in', file)).exit).toBe(0);
  expect((await cli.run('checklists', 'export', 'in')).out).toBe(readFileSync(file, 'utf8'));
  expect((await cli.json('import', 'checklists', file)).data).toMatchObject({ unchanged: 1 });
  const before = readFileSync(file, 'utf8');
  expect(await cli.run('checklists', 'export', 'in', file)).toMatchObject({ exit: 2 });
  expect(readFileSync(file, 'utf8')).toBe(before);
});

test.each([
  [['checklists', 'show', 'inn'], 'did you mean in?'],
  [['checklists', 'export', 'nothing-like-it'], 'known are: in'],
  [['checklists', 'list', 'in'], 'say "checklists list"'],
  [['checklists', 'show', 'in', 'file'], 'one word too many'],
  [['checklists', 'remove', 'in'], 'say "checklists list"'],
])('%s is answered with what can be said', async (words, said) => {
  const cli = commandLine();
  await cli.run('import', 'checklists', cli.file('1.yaml', yaml('Входящий')));
  const { exit, err } = await cli.run(...words);
  expect([exit, err]).toEqual([2, expect.stringContaining(said)]);
});
