import { and, asc, eq, isNotNull } from 'drizzle-orm';
import type { Db, Tx } from './open.ts';
import { type Given, prepared } from './query.ts';
import { people } from './schema/people.ts';

const readers = prepared((orm) =>
  orm
    .select({ id: people.id })
    .from(people)
    .where(and(eq(people.active, true), eq(people.digest, true), isNotNull(people.telegramId)))
    .orderBy(asc(people.id)),
);

/** Active people with a chat who want the week's digest. */
export function digestReaders(db: Db): number[] {
  return readers(db)
    .all()
    .map(({ id }) => id);
}

const wanted = prepared((orm, { id }: Given<{ id: number }>) =>
  orm.select({ digest: people.digest }).from(people).where(eq(people.id, id)),
);

export function wantsDigest(db: Db, personId: number): boolean {
  return wanted(db).get({ id: personId })?.digest ?? false;
}

const saveWanted = prepared((orm, { id, digest }: Given<{ id: number; digest: boolean }>) =>
  orm.update(people).set({ digest }).where(eq(people.id, id)),
);

export function saveWantsDigest(tx: Tx, personId: number, digest: boolean): void {
  saveWanted(tx).run({ id: personId, digest });
}
