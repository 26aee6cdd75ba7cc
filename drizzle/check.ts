/**
 * Fails where src/db/schema says something that no committed migration does: has drizzle-kit generate
 * into a copy of the migrations, where it must find nothing to do. Needs no network.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const migrations = join(root, 'drizzle', 'migrations');

const copy = mkdtempSync(join(tmpdir(), 'razbor-migrations-'));
try {
  cpSync(migrations, copy, { recursive: true });
  const said = generateInto(copy);
  // It ends with 0 even where it fails, so what counts is that it says there is nothing to do.
  if (!said.includes('No schema changes')) {
    console.error('src/db/schema is ahead of drizzle/migrations: run "npm run migrations".');
    console.error(newIn(copy) || said);
    process.exitCode = 1;
  }
} finally {
  rmSync(copy, { recursive: true, force: true });
}

function generateInto(folder: string): string {
  const kit = join(root, 'node_modules', 'drizzle-kit', 'bin.cjs');
  // drizzle-kit takes every path for one relative to where it runs.
  const where = ['--schema', 'src/db/schema', '--out', relative(root, folder)];
  const args = [kit, 'generate', '--dialect', 'sqlite', ...where];
  const { stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return stdout + stderr;
}

/** The statements that are missing among the committed migrations. */
function newIn(folder: string): string {
  const known = new Set(readdirSync(migrations));
  const missing = readdirSync(folder).filter((name) => !known.has(name));
  return missing.map((name) => readFileSync(join(folder, name), 'utf8')).join('\n');
}
