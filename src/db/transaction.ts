import type Database from 'better-sqlite3';

class RolledBack extends Error {
  readonly value: unknown;
  constructor(value: unknown) {
    super('rolled back');
    this.value = value;
  }
}

/** Runs work in a transaction, and rolls back what throws or returns a refusal. */
export function attempts(client: Database.Database): <T>(work: () => T) => T {
  const run = client.transaction((work: () => unknown) => {
    const value = work();
    if (isRefusal(value)) throw new RolledBack(value);
    return value;
  }).immediate;
  return <T>(work: () => T): T => {
    try {
      return run(work) as T;
    } catch (error) {
      if (error instanceof RolledBack) return error.value as T;
      throw error;
    }
  };
}

function isRefusal(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'ok' in value && value.ok === false;
}
