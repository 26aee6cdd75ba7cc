import { drizzle } from 'drizzle-orm/better-sqlite3';
import type { Db, Tx } from '../../src/db/open.ts';

/** The same database; `seen` is told the text of every statement that is compiled on it from now on. */
export function watchStatements(db: Db, seen: (text: string) => void): Db {
  const client = new Proxy(db.orm.$client, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name);
      if (name !== 'prepare') return typeof value === 'function' ? value.bind(target) : value;
      return (text: string) => {
        seen(text);
        return target.prepare(text);
      };
    },
  });
  const orm = drizzle(client);
  const watch = <T extends Db>(plain: T): T => ({ ...plain, orm });
  return { ...watch(db), transaction: (work) => db.transaction((tx: Tx) => work(watch(tx))) };
}

/** How SQLite would find what a statement reads, a line a step. */
export function planOf(db: Db, text: string): string[] {
  const explained = db.orm.$client
    .prepare<[], { detail: string }>(`EXPLAIN QUERY PLAN ${text.replaceAll('?', 'NULL')}`)
    .all();
  return explained.map(({ detail }) => detail);
}
