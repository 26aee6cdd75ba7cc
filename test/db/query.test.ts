import { eq, sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { type Orm, openDatabase } from '../../src/db/open.ts';
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

test('rows are read as Drizzle itself reads them: booleans, JSON, SQL of its own, nulls, columns of two tables', () => {
  const db = freeDb();
  const values = { personId: 1, fileName: 'a', state: 'checking', createdAt: 5 } as const;
  db.orm
    .insert(uploads)
    .values([values, { ...values, report: { remarks: [] } }])
    .run();
  db.orm
    .insert(decisionDrafts)
    .values({ appealId: 1, supervisorId: 1, decisions: {}, annul: true })
    .run();
  const query = (orm: Orm) =>
    orm
      .select({
        report: uploads.report,
        size: sql<number>`length(${uploads.fileName})`,
        isFirst: sql`${uploads.id} = 1`.mapWith(Boolean).as('isFirst'),
        annul: decisionDrafts.annul,
        chatId: uploads.chatId,
      })
      .from(uploads)
      .leftJoin(decisionDrafts, eq(decisionDrafts.appealId, uploads.id))
      .orderBy(uploads.id);
  const read = prepared(query);
  const expected = query(db.orm).all();
  expect(expected).toHaveLength(2);
  expect(read(db).all()).toEqual(expected);
  expect(read(db).get()).toEqual(expected[0]);
  const other = freeDb();
  expect(read(other).all()).toEqual([]);
  expect(read(other).get()).toBeUndefined();
});

test('rows of objects in objects are left to Drizzle', () => {
  const db = freeDb();
  const query = (orm: Orm) => orm.select({ upload: { id: uploads.id } }).from(uploads);
  db.orm
    .insert(uploads)
    .values({ personId: 1, fileName: 'a', state: 'checking', createdAt: 5 })
    .run();
  expect(prepared(query)(db).all()).toEqual([{ upload: { id: 1 } }]);
});

test('a value that is not given is named', () => {
  const db = freeDb();
  const named = prepared((orm, { id }: Given<{ id: number }>) =>
    orm.select({ id: uploads.id }).from(uploads).where(eq(uploads.id, id)),
  );
  expect(() => named(db).get({} as { id: number })).toThrow('no value is given for "id"');
});
