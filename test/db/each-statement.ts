import Database from 'better-sqlite3';

/** Does `work`, and `look` before each statement that is prepared within a transaction. */
export function atEachStatement<T>(look: (client: Database.Database) => void, work: () => T): T {
  const { prepare } = Database.prototype;
  Database.prototype.prepare = function (this: Database.Database, text: string) {
    if (this.inTransaction) look(this);
    return prepare.call(this, text);
  } as typeof prepare;
  try {
    return work();
  } finally {
    Database.prototype.prepare = prepare;
  }
}
