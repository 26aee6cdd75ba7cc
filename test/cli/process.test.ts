import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { beforeAll, expect, it } from 'vitest';
import { commands } from '../../src/cli/commands.ts';
import { buildProduct } from '../support/build-product.ts';
import { commandLine, people } from './command-line.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

beforeAll(buildProduct);

/** The command line as a shell starts it. */
function razbor(words: string[], env: Record<string, string> = {}) {
  return new Promise<{ exit: number; out: string; err: string }>((resolve) => {
    const { PATH = '' } = process.env;
    const child = execFile(
      process.execPath,
      ['bin/cli.js', ...words],
      { cwd: root, env: { PATH, ...env } },
      (_, out, err) => resolve({ exit: child.exitCode ?? -1, out, err }),
    );
  });
}

it('imports from a shell, and prints nothing but JSON for --json', async () => {
  const cli = commandLine();
  const file = cli.file('people.yaml', people);
  const { exit, out, err } = await razbor(['import', 'people', file, '--json'], cli.env);
  expect([exit, err]).toEqual([0, '']);
  expect(JSON.parse(out)).toMatchObject({ kind: 'people', created: 3 });
});

it('lists every wrong setting on stderr and exits 78', async () => {
  const wrong = { HTTP_PORT: 'http', POLICY_PER_SELER: '2' };
  const { exit, out, err } = await razbor(['doctor'], wrong);
  expect([exit, out]).toEqual([78, '']);
  expect(err).toMatch(
    /HTTP_PORT is "http"[\s\S]*POLICY_PER_SELER .*did you mean POLICY_PER_SELLER\?/,
  );
});

it('helps, and exits 2 where it cannot make out what is meant', async () => {
  const cli = commandLine();
  const help = await cli.run('--help');
  expect(help.exit).toBe(0);
  for (const { name } of commands) {
    expect(help.out).toContain(`  ${name} `);
    expect((await cli.run(name, '--help')).out).toContain(`usage: npm run razbor -- ${name}`);
  }
  for (const [words, said] of [
    [[], 'usage:'],
    [['purg'], 'unknown command "purg"'],
    [['drew'], 'did you mean draw?'],
    [['import', 'people'], 'something is missing'],
    [['approve', 'all'], '"all" is one word too many'],
    [['draw', '--dte', '2026-11-23'], "Unknown option '--dte'"],
    [['draw', '--date', 'today'], '"today" is no day'],
  ] as const) {
    expect(await cli.run(...words)).toMatchObject({
      exit: 2,
      out: '',
      err: expect.stringContaining(said),
    });
  }
});
