import { eq } from 'drizzle-orm';
import type { Db, Tx } from './open.ts';
import { type Given, prepared } from './query.ts';
import { chatStates } from './schema/chats.ts';

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
