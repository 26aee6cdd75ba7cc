import { execFile } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { commandLine } from './command-line.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const { bin, dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  bin: { razbor: string };
  dependencies: Record<string, string>;
};

/** A folder somewhere else, with the product among its modules as an install without dev puts it. */
const folder = mkdtempSync(join(tmpdir(), 'razbor-installed-'));
const modules = join(folder, 'node_modules');
const installed = join(modules, 'razbor');

beforeAll(() => {
  for (const name of ['package.json', 'tsconfig.json', 'bin', 'drizzle/migrations', 'src']) {
    const sandbox = join(root, 'src', 'sandbox');
    const filter = (path: string) => path !== sandbox;
    cpSync(join(root, name), join(installed, name), { recursive: true, filter });
  }
  for (const name of Object.keys(dependencies)) {
    mkdirSync(dirname(join(modules, name)), { recursive: true });
    symlinkSync(join(root, 'node_modules', name), join(modules, name));
  }
  mkdirSync(join(modules, '.bin'));
  symlinkSync(join(installed, bin.razbor), join(modules, '.bin', 'razbor'));
});

afterAll(() => rmSync(folder, { recursive: true }));

/** Runs a file as a shell does, by its first line. */
function run(file: string, cwd: string, words: string[], env: Record<string, string> = {}) {
  return new Promise<{ exit: number; out: string; err: string }>((resolve) => {
    const { PATH = '' } = process.env;
    const child = execFile(file, words, { cwd, env: { PATH, ...env } }, (_, out, err) =>
      resolve({ exit: child.exitCode ?? -1, out, err }),
    );
  });
}

it('razbor is a file that can be run', () => {
  expect(statSync(join(root, bin.razbor)).mode & 0o111).toBe(0o111);
});

/** A process reads all of the product's files, which takes its time where others are at work. */
const patienceMs = 120_000;

it(
  'razbor of the checkout works from any folder',
  async () => {
    const { folder: elsewhere, env } = commandLine();
    const { exit, out } = await run(join(root, bin.razbor), elsewhere, ['--help'], env);
    expect(exit).toBe(0);
    expect(out).toContain('usage: razbor <command>');
  },
  patienceMs,
);

it(
  'razbor of an install without development packages works, on threads of its own as well',
  async () => {
    const { folder: elsewhere, env } = commandLine();
    const sheets = join(elsewhere, 'credit.xlsx');
    const file = join(modules, '.bin', 'razbor');
    const { exit, err } = await run(file, elsewhere, ['credit', '2026-11', '--xlsx', sheets], env);
    expect([exit, err]).toEqual([0, '']);
    expect(statSync(sheets).size).toBeGreaterThan(1000);
  },
  patienceMs,
);
