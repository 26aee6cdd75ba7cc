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
  const origin = originOf(client);
  switch (origin.of) {
    case 'nobody':
      return lostProblem(path);
    case 'something else':
      return 'holds tables of something else; name another DATABASE_PATH';
    case 'a newer version':
      return 'was written by a newer version of Razbor; install that version or restore an older backup';
    case 'another version':
      return `its migration ${origin.migration} is not one of this version of Razbor; restore a backup made with this version`;
    case 'this version':
      return null;
  }
}

type Origin =
  | { of: 'nobody' | 'something else' }
  /** How many of its migrations are not known here; which is the first that is another one here. */
  | { of: 'a newer version'; unknown: number }
  | { of: 'another version'; migration: number }
  /** Or an earlier one, which has so many migrations still to come. */
  | { of: 'this version'; missing: number };

/** Whose a database is, by its tables and the migrations it has had. */
export function originOf(client: Database.Database): Origin {
  const tables = client
    .prepare<[], { name: string }>(
      "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
    )
    .all();
  if (tables.length === 0) return { of: 'nobody' };
  if (!tables.some((table) => table.name === '__drizzle_migrations'))
    return { of: 'something else' };
  const applied = appliedMigrations(client);
  const known = migrationHashes();
  const strange = applied.findIndex((hash, index) => hash !== known[index]);
  if (strange === -1) return { of: 'this version', missing: known.length - applied.length };
  return applied.length > known.length && strange === known.length
    ? { of: 'a newer version', unknown: applied.length - known.length }
    : { of: 'another version', migration: strange + 1 };
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
