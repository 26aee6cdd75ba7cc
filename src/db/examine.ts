import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { packageFile } from '../paths.ts';
import { databaseFault } from './faults.ts';
import { accessProblem, damagedProblem, lostProblem, openingProblem } from './open-problem.ts';

export const migrationsFolder = fileURLToPath(packageFile('drizzle/migrations'));

/** Up to this size a start reads the whole database: it takes some hundredths of a second. */
const wholeBytesMax = 32 * 1024 * 1024;

/**
 * Looks at a file without writing to it; answers what is wrong and what to do, or null.
 *
 * @param wholeMax a larger one is not read whole, which takes seconds a gigabyte, but for its head and its tables
 */
export function examine(path: string, wholeMax = wholeBytesMax): string | null {
  const refused = accessProblem(path);
  if (refused) return refused;
  let client: Database.Database | null = null;
  try {
    client = new Database(path, { readonly: true, fileMustExist: true });
    if (statSync(path).size <= wholeMax) {
      const health = client.pragma('quick_check(1)', { simple: true });
      if (health !== 'ok') return damagedProblem(path, String(health));
    }
    return migrationProblem(client, path);
  } catch (error) {
    if (databaseFault(error) !== 'database_damaged' || existsSync(`${path}-wal`)) {
      const problem = openingProblem(path, error);
      if (problem) return problem;
    }
    const detail = error instanceof Error ? error.message : String(error);
    return `cannot be read as a database (${detail}); name another DATABASE_PATH or restore a backup`;
  } finally {
    client?.close();
  }
}

function migrationProblem(client: Database.Database, path: string): string | null {
  const tables = client
    .prepare<[], { name: string }>(
      "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
    )
    .all();
  if (tables.length === 0) return lostProblem(path);
  if (!tables.some((table) => table.name === '__drizzle_migrations')) {
    return 'holds tables of something else; name another DATABASE_PATH';
  }
  const applied = appliedMigrations(client);
  const known = migrationHashes();
  const strange = applied.findIndex((hash, index) => hash !== known[index]);
  if (strange === -1) return null;
  return applied.length > known.length && strange === known.length
    ? 'was written by a newer version of Razbor; install that version or restore an older backup'
    : `its migration ${strange + 1} is not one of this version of Razbor; restore a backup made with this version`;
}

/** How many migrations of this version a database has not had yet. */
export function missingMigrations(client: Database.Database): number {
  return migrationHashes().length - appliedMigrations(client).length;
}

function appliedMigrations(client: Database.Database): string[] {
  return client
    .prepare<[], string>('SELECT hash FROM __drizzle_migrations ORDER BY created_at')
    .pluck()
    .all();
}

function migrationHashes(): string[] {
  const journal = JSON.parse(readFileSync(`${migrationsFolder}/meta/_journal.json`, 'utf8')) as {
    entries: { tag: string }[];
  };
  return journal.entries.map(({ tag }) =>
    createHash('sha256')
      .update(readFileSync(`${migrationsFolder}/${tag}.sql`))
      .digest('hex'),
  );
}
