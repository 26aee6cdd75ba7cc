import { asc, eq, sql } from 'drizzle-orm';
import type { Db, Tx } from './open.ts';
import { type Given, prepared, preparedChange, preparedSql } from './query.ts';
import { calls } from './schema/calls.ts';
import { extensions } from './schema/people.ts';
import { telephonyMarks as marks } from './schema/telephony.ts';

type MarkRow = typeof marks.$inferSelect;

/** How far a telephone system was read, and what last went wrong. */
export interface TelephonyMark extends Omit<MarkRow, 'name' | 'skippedNames'> {
  skippedNames: readonly string[];
}

const markOf = ({ name, skippedNames, ...row }: MarkRow) => ({
  ...row,
  skippedNames: skippedNames ?? [],
});

const byName = prepared((orm, { name }: Given<{ name: string }>) =>
  orm.select().from(marks).where(eq(marks.name, name)),
);

export function telephonyMark(db: Db, name: string): TelephonyMark | null {
  const row = byName(db).get({ name });
  return row ? markOf(row) : null;
}

const all = prepared((orm) => orm.select().from(marks).orderBy(asc(marks.name)));

export function telephonyMarks(db: Db): (TelephonyMark & { name: string })[] {
  return all(db)
    .all()
    .map((row) => ({ name: row.name, ...markOf(row) }));
}

const make = prepared((orm, { name }: Given<{ name: string }>) =>
  orm.insert(marks).values({ name }).onConflictDoNothing(),
);

const change = preparedChange(
  (orm, set: Partial<TelephonyMark>, { name }: Given<{ name: string }>) =>
    orm.update(marks).set(set).where(eq(marks.name, name)),
);

/** Notes what changed of a mark, making it where there is none. */
export function setTelephonyMark(tx: Tx, name: string, changed: Partial<TelephonyMark>): void {
  make(tx).run({ name });
  if (Object.keys(changed).length > 0) change(tx, changed, { name });
}

const join = prepared((orm, { name, calls: more }: Given<{ name: string; calls: number }>) =>
  orm
    .update(marks)
    .set({ joined: sql`${marks.joined} + ${more}` })
    .where(eq(marks.name, name)),
);

/** Counts calls that a system told of by two ids. */
export function joinedCalls(tx: Tx, name: string, joined: number): void {
  make(tx).run({ name });
  join(tx).run({ name, calls: joined });
}

const ofSource = prepared((orm, { source }: Given<{ source: string }>) =>
  orm
    .select({ extension: extensions.extension })
    .from(extensions)
    .where(eq(extensions.source, source)),
);

/** The extensions that people have in a telephone system. */
export function extensionsOfSource(db: Db, source: string): Set<string> {
  const rows = ofSource(db).all({ source });
  return new Set(rows.map(({ extension }) => extension));
}

const atEnds = preparedSql(
  () => sql<{ source: string | null }>`
  SELECT min(${extensions.source}) source FROM ${extensions}
  UNION SELECT max(${extensions.source}) FROM ${extensions}
  UNION SELECT min(${calls.source}) FROM ${calls}
  UNION SELECT max(${calls.source}) FROM ${calls}`,
);

/** The first and the last source by name of people's extensions and of calls: one where there is only one. */
export function sourcesAtEnds(db: Db): string[] {
  return atEnds(db)
    .all()
    .flatMap(({ source }) => source ?? []);
}
