import { execFile } from 'node:child_process';
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildProduct } from '../support/build-product.ts';
import { commandLine } from './command-line.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const { bin, dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  bin: { razbor: string };
  dependencies: Record<string, string>;
};

const folder = mkdtempSync(join(tmpdir(), 'razbor-installed-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Copies files of the checkout to where they may find these packages. */
function copy(to: string, names: readonly string[], packages: readonly string[]): string {
  const sandbox = join(root, 'src', 'sandbox');
  const filter = (path: string) => path !== sandbox;
  for (const name of names) cpSync(join(root, name), join(to, name), { recursive: true, filter });
  for (const name of packages) {
    const link = join(to, 'node_modules', name);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(join(root, 'node_modules', name), link);
  }
  return to;
}

/** Runs a file as a shell does, by its first line. */
function run(file: string, cwd: string, words: string[], env: Record<string, string> = {}) {
  return new Promise<{ exit: number; out: string; err: string }>((resolve) => {
    const { PATH = '' } = process.env;
    const child = execFile(file, words, { cwd, env: { PATH, ...env } }, (_, out, err) =>
      resolve({ exit: child.exitCode ?? -1, out, err }),
    );
  });
}

/** Runs it with a database of its own, in a folder that is not the product's. */
function razbor(file: string, ...words: string[]) {
  const { folder: elsewhere, env } = commandLine();
  return run(file, elsewhere, words, env);
}

it('razbor is a file that can be run, from any folder', async () => {
  expect(statSync(join(root, bin.razbor)).mode & 0o111).toBe(0o111);
  const { exit, out } = await razbor(join(root, bin.razbor), '--help');
  expect(exit).toBe(0);
  expect(out).toContain('usage: razbor <command>');
});

describe('an install without development packages', () => {
  let file = '';
  let installed = '';
  beforeAll(() => {
    buildProduct();
    installed = copy(
      join(folder, 'production', 'node_modules', 'razbor'),
      ['package.json', 'bin', 'drizzle/migrations', 'dist'],
      Object.keys(dependencies),
    );
    const commands = join(folder, 'production', 'node_modules', '.bin');
    mkdirSync(commands);
    file = join(commands, 'razbor');
    symlinkSync(join(installed, bin.razbor), file);
  });

  it('works without the sources, on threads of its own as well', async () => {
    const { folder: elsewhere, env } = commandLine();
    const sheets = join(elsewhere, 'credit.xlsx');
    const { exit, err } = await run(file, elsewhere, ['credit', '2026-11', '--xlsx', sheets], env);
    expect([exit, err]).toEqual([0, '']);
    expect(statSync(sheets).size).toBeGreaterThan(1000);
  });

  it('has all that threads run', () => {
    const [src, dist] = [join(root, 'src'), join(installed, 'dist')];
    const sources = readdirSync(src, { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.ts'))
      .map((path) => readFileSync(join(src, path), 'utf8'));
    const named = sources.flatMap((text) => [...text.matchAll(/\bthreadFile\('(.+?)'\)/g)]);
    const missing = named
      .map(([, path = '']) => path)
      .filter((path) => !existsSync(join(dist, basename(path).replace(/\.ts$/, '.js'))));
    expect([named.length > 4, missing]).toEqual([true, []]);
  });

  it('names the place in the sources where it fails', async () => {
    rmSync(join(installed, 'dist', 'locales'), { recursive: true });
    const { exit, err } = await razbor(process.execPath, join(installed, 'bin', 'service.js'));
    expect(exit).not.toBe(0);
    expect(err).toMatch(/ENOENT[\s\S]*\bsrc\/bot\/words\.ts:\d+/);
  });
});

describe('a checkout', () => {
  const sources = [
    'package.json',
    'package-lock.json',
    'build.js',
    'tsconfig.json',
    'bin',
    'drizzle/migrations',
    'src',
  ];

  it('runs by its sources, on threads of its own as well, unless what was built is of these very sources', async () => {
    buildProduct();
    const packages = [...Object.keys(dependencies), 'tsx'];
    const checkout = copy(join(folder, 'checkout'), [...sources, 'dist'], packages);
    const [file, command] = [join(checkout, bin.razbor), join(checkout, 'src/cli/main.ts')];
    const built = readFileSync(command, 'utf8');
    appendFileSync(command, "process.stdout.write('sources');\n");
    appendFileSync(join(checkout, 'dist/cli.js'), "\nprocess.stdout.write('built');\n");

    const { folder: elsewhere, env } = commandLine();
    const sheets = join(elsewhere, 'credit.xlsx');
    const { exit, out, err } = await run(
      file,
      elsewhere,
      ['credit', '2026-11', '--xlsx', sheets],
      env,
    );
    expect([exit, err, /\w+$/.exec(out)?.[0]]).toEqual([0, '', 'sources']);
    expect(statSync(sheets).size).toBeGreaterThan(1000);

    writeFileSync(command, built);
    expect((await razbor(file, '--help')).out).toMatch(/built$/);
  });

  it('says how to build it where the sources cannot be read', async () => {
    const checkout = copy(join(folder, 'unbuilt'), ['package.json', 'bin'], []);
    mkdirSync(join(checkout, 'src'));
    writeFileSync(join(checkout, 'src/typescript.js'), "await import('tsx/esm/api');");
    const { exit, err } = await razbor(join(checkout, bin.razbor), '--help');
    expect([exit, err]).toEqual([78, expect.stringContaining('npm ci && npm run build')]);
  });
});
