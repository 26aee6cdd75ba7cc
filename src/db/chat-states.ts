import { desc, eq } from 'drizzle-orm';
import type { Instant } from '../domain/time.ts';
import type { Db, Tx } from './open.ts';
import { type Given, prepared } from './query.ts';
import { chatStates, telegramUpdates } from './schema/chats.ts';

const byKey = prepared((orm, { key }: Given<{ key: string }>) =>
  orm.select({ value: chatStates.value }).from(chatStates).where(eq(chatStates.key, key)),
);

export function readState(db: Db, key: string): unknown {
  return byKey(db).get({ key })?.value;
}

const write = prepared((orm, { key, value }: Given<{ key: string; value: unknown }>) =>
  orm
    .insert(chatStates)
    .values({ key, value })
    .onConflictDoUpdate({ target: chatStates.key, set: { value } }),
);

export function writeState(tx: Tx, key: string, value: unknown): void {
  write(tx).run({ key, value });
}

const remove = prepared((orm, { key }: Given<{ key: string }>) =>
  orm.delete(chatStates).where(eq(chatStates.key, key)),
);

export function removeState(tx: Tx, key: string): void {
  remove(tx).run({ key });
}

const latest = prepared((orm, { most }: Given<{ most: number }>) =>
  orm
    .select({ id: telegramUpdates.updateId })
    .from(telegramUpdates)
    .orderBy(desc(telegramUpdates.updateId))
    .limit(most),
);

/** The latest updates that were worked, oldest first. */
export function lastUpdates(db: Db, most: number): number[] {
  return latest(db)
    .all({ most })
    .map(({ id }) => id)
    .reverse();
}

const take = prepared((orm, { updateId, at }: Given<{ updateId: number; at: Instant }>) =>
  orm.insert(telegramUpdates).values({ updateId, at }).onConflictDoNothing(),
);

export function takeUpdate(tx: Tx, updateId: number, at: Instant): void {
  take(tx).run({ updateId, at });
}
