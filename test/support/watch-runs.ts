import { drizzle } from 'drizzle-orm/better-sqlite3';
import type { App } from '../../src/app/app.ts';
import type { Db, Tx } from '../../src/db/open.ts';

/** The same app; `ran` is told the text of every statement each time it is run. */
export function watchRuns(app: App, ran: (text: string) => void): App {
  const { db } = app;
  const client = new Proxy(db.orm.$client, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name);
      if (name !== 'prepare') return typeof value === 'function' ? value.bind(target) : value;
      return (text: string) => watchStatement(target.prepare(text), () => ran(text));
    },
  });
  const orm = drizzle(client);
  const watch = <T extends Db>(plain: T): T => ({ ...plain, orm });
  const watched: Db = {
    ...watch(db),
    transaction: (work) => db.transaction((tx: Tx) => work(watch(tx))),
  };
  return { ...app, db: watched };
}

const runs = ['get', 'all', 'run', 'iterate'];

/** Whether a statement reads one call: for the status table, or with the names that a screen shows. */
export const readsCall = (text: string) =>
  /^select "calls"\."id", [\s\S]* where "calls"\."id" = \?$/i.test(text);

function watchStatement<T extends object>(statement: T, ran: () => void): T {
  return new Proxy(statement, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== 'function') return value;
      return (...args: unknown[]) => {
        if (runs.includes(String(name))) ran();
        const answer: unknown = Reflect.apply(value, target, args);
        return answer === target ? watchStatement(target, ran) : answer;
      };
    },
  });
}
