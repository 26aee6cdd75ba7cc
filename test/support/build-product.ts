import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { isBuilt } from '../../bin/built.js';

const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Builds the product where it is not built of the sources as they are: what a test starts as a process of its
 * own loads in a fifth of the time. Several files of tests run at once, and one of them builds.
 */
export function buildProduct(): void {
  if (isBuilt()) return;
  const folder = join(root, 'node_modules', '.cache');
  mkdirSync(folder, { recursive: true });
  // A lock that ends with the process that holds it.
  const lock = new Database(join(folder, 'razbor-build.lock'), { timeout: 120_000 });
  try {
    lock.exec('BEGIN EXCLUSIVE');
    if (!isBuilt()) execFileSync(process.execPath, ['build.js'], { cwd: root });
  } finally {
    lock.close();
  }
  if (!isBuilt()) throw new Error('the sources changed while they were built: run this again');
}
