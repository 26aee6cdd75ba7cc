import { eq, sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { openDatabase } from '../../src/db/open.ts';
import { assembled, type Given, prepared, preparedChange } from '../../src/db/query.ts';
import { decisionDrafts } from '../../src/db/schema/appeals.ts';
import { uploads } from '../../src/db/schema/uploads.ts';

function freeDb() {
  const opened = openDatabase(':memory:');
  if (!opened.ok) throw new Error(opened.problem);
  opened.db.orm.$client.pragma('foreign_keys = OFF');
  return opened.db;
}

test.each([null, true, false])('a boolean that may be null is written as it is: %s', (annul) => {
  const db = freeDb();
  const insert = prepared((orm, given: Given<{ annul: boolean | null }>) =>
    orm
      .insert(decisionDrafts)
      .values({ appealId: 1, supervisorId: 1, decisions: {}, annul: given.annul }),
  );
  insert(db).run({ annul });
  const read = prepared((orm) => orm.select({ annul: decisionDrafts.annul }).from(decisionDrafts));
  expect(read(db).get()).toEqual({ annul });
});

test('JSON that may be null is NULL in the database, not the text of it', () => {
  const db = freeDb();
  const insert = prepared((orm, given: Given<{ report: Record<string, unknown> | null }>) =>
    orm
      .insert(uploads)
      .values({ personId: 1, fileName: '', state: 'checking', createdAt: 0, report: given.report }),
  );
  insert(db).run({ report: null });
  insert(db).run({ report: { rows: 1 } });
  const read = prepared((orm) =>
    orm.select({ type: sql<string>`typeof(${uploads.report})` }).from(uploads),
  );
  expect(read(db).all()).toEqual([{ type: 'null' }, { type: 'text' }]);
});

test('a change sets what it names, as its columns keep it, and nothing else', () => {
  const db = freeDb();
  db.orm
    .insert(uploads)
    .values({ personId: 1, fileName: 'a', state: 'checking', createdAt: 5, chatId: 7 })
    .run();
  type Change = Partial<typeof uploads.$inferInsert>;
  const change = preparedChange((orm, set: Change, { id }: Given<{ id: number }>) =>
    orm.update(uploads).set(set).where(eq(uploads.id, id)),
  );
  expect(change(db, { fileName: 'b' }, { id: 2 }).changes).toBe(0);
  expect(change(db, { fileName: 'b', chatId: null }, { id: 1 }).changes).toBe(1);
  expect(change(db, { report: { remarks: [] } }, { id: 1 }).changes).toBe(1);
  expect(db.orm.select().from(uploads).get()).toMatchObject({
    id: 1,
    fileName: 'b',
    chatId: null,
    createdAt: 5,
    report: { remarks: [] },
  });
});

test('of statements asked for in ever new ways only the latest stay compiled', () => {
  const db = freeDb();
  const { $client: client } = db.orm;
  const prepare = client.prepare.bind(client);
  let compiled = 0;
  Object.assign(client, {
    prepare: (text: string) => {
      compiled += 1;
      return prepare(text);
    },
  });
  const ask = (n: number) =>
    assembled<{ n: number }>(db, { text: `SELECT ${n} n`, values: [] }).get();
  for (let n = 0; n < 1000; n += 1) {
    expect(ask(n)).toEqual({ n });
    // Asked for all the while, it stays.
    ask(0);
  }
  expect(compiled).toBe(1000);
  ask(999);
  expect(compiled).toBe(1000);
  ask(1);
  expect(compiled).toBe(1001);
});
