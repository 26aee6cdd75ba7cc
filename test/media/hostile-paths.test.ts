import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { byPath } from '../../src/media/source.ts';

/** Recordings lie in `recordings`; beside it lies what nobody may read. */
const folder = mkdtempSync(join(tmpdir(), 'razbor-paths-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const dir = join(folder, 'recordings');
const secret = join(folder, 'secret.wav');
for (const name of ['recordings/sub', 'recordings-old'])
  mkdirSync(join(folder, name), { recursive: true });
for (const name of ['secret.wav', 'recordings-old/secret.wav'])
  writeFileSync(join(folder, name), 'secret');
writeFileSync(join(dir, 'a.wav'), 'sound');
for (const [to, name] of [
  [secret, 'link.wav'],
  ['../secret.wav', 'relative.wav'],
  ['link.wav', 'link-to-link.wav'],
  [folder, 'up'],
  ['loop.wav', 'loop.wav'],
  ['/dev/zero', 'endless.wav'],
  ['sub/../a.wav', 'inside.wav'],
] as const) {
  symlinkSync(to, join(dir, name));
}

const asked = (path: string) => byPath(path, { dir, hosts: [] });

test('what lies in the folder is found, also by a link that stays within it', async () => {
  for (const path of [
    'a.wav',
    './a.wav',
    'sub/../a.wav',
    'inside.wav',
    'a.wav/',
    'no/../a.wav',
    join(dir, 'a.wav'),
  ]) {
    expect(await asked(path), path).toEqual({ ok: true, file: join(dir, 'a.wav') });
  }
});

/** Each of these is what it seems: joined to the folder without a look, it leads to the secret. */
test.each([
  '../secret.wav',
  'sub/../../secret.wav',
  './/..//secret.wav',
  secret,
  `/${secret}`,
  '../recordings-old/secret.wav',
  'link.wav',
  'relative.wav',
  'link-to-link.wav',
  'up/secret.wav',
])('%s leads out of the folder, and is not there', async (path) => {
  expect(readFileSync(resolve(dir, path), 'utf8')).toBe('secret');
  expect(await asked(path)).toEqual({ ok: false, problem: 'outside' });
});

test.each(['/etc/passwd', '/dev/zero', '/proc/self/environ', '..', '/', 'endless.wav'])(
  '%s is not read',
  async (path) => {
    expect(await asked(path)).toEqual({ ok: false, problem: 'outside' });
  },
);

test.each([
  ...['..%2fsecret.wav', '%2e%2e/secret.wav', '..%c0%afsecret.wav', '..\\secret.wav'],
  ...['....//secret.wav', '．．/secret.wav', '~/secret.wav', 'file:///etc/passwd', '$HOME', '`id`'],
  ...['a.wav\u0000', '\u0000', '../secret.wav\u0000.wav', 'loop.wav'],
  ...['', '.', 'sub', 'up', 'x'.repeat(5000), `${'sub/'.repeat(2000)}a.wav`, '*.wav', '-rf'],
])('%j is no recording', async (path) => {
  const found = await asked(path);
  expect(found.ok).toBe(false);
  expect(found).toMatchObject({ problem: expect.stringMatching(/^(missing|outside)$/) });
});

test('what is no file, such as a pipe that nobody writes into, is not waited for', async ({
  skip,
}) => {
  try {
    execFileSync('mkfifo', [join(dir, 'pipe.wav')]);
  } catch {
    return skip('no pipe can be made here');
  }
  expect(await asked('pipe.wav')).toEqual({ ok: false, problem: 'missing' });
});
