import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { isServed, lockForService } from '../../src/db/service-lock.ts';

function database(): string {
  const folder = mkdtempSync(join(tmpdir(), 'razbor-lock-'));
  onTestFinished(() => {
    chmodSync(folder, 0o700);
    rmSync(folder, { recursive: true });
  });
  return join(folder, 'razbor.db');
}

/** Takes a lock that has to be free. */
function locked(path: string): () => void {
  const lock = lockForService(path);
  if (!lock.ok) throw new Error(lock.problem);
  return lock.release;
}

test('a database is served by one service at a time, and by the next once that has ended', () => {
  const path = database();
  expect(isServed(path)).toBe(false);
  const release = locked(path);
  expect(isServed(path)).toBe(true);
  expect(lockForService(path)).toMatchObject({
    ok: false,
    problem: expect.stringMatching(/^\/.*razbor\.db: another Razbor serves this database already/),
  });
  locked(database())();
  release();
  expect(isServed(path)).toBe(false);
  locked(path)();
});

test('the lock of a process that was killed is nobody’s', async () => {
  const path = database();
  const module = new URL('../../src/db/service-lock.ts', import.meta.url).href;
  const script = `import { lockForService } from '${module}';
    console.log(lockForService(process.argv[1]).ok);
    setInterval(() => {}, 60_000);`;
  const words = ['--import', 'tsx', '--input-type=module', '-e', script, path];
  const child = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'inherit'] });
  const [said] = (await once(child.stdout, 'data')) as [Buffer];
  expect(String(said)).toBe('true\n');
  expect(isServed(path)).toBe(true);
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
  expect(isServed(path)).toBe(false);
  locked(path)();
});

test('a database in memory is nobody else’s', () => {
  locked(':memory:');
  locked(':memory:')();
});

test.skipIf(process.getuid?.() === 0)('a folder that may not be written is named', () => {
  const path = database();
  chmodSync(join(path, '..'), 0o500);
  expect(lockForService(path)).toMatchObject({
    ok: false,
    problem: expect.stringMatching(/may not be written .*; let user \d+ read and write/),
  });
});
