import { and, asc, eq, sql } from 'drizzle-orm';
import type { Instant } from '../domain/time.ts';
import type { Db, Tx } from './open.ts';
import { type Given, prepared } from './query.ts';
import { telegramUpdates } from './schema/chats.ts';

type NewUpdate = { updateId: number; content: unknown; at: Instant };

const keep = prepared((orm, { updateId, content, at }: Given<NewUpdate>) =>
  orm.insert(telegramUpdates).values({ updateId, content, at }).onConflictDoNothing(),
);

/** False where this update has come before. */
export function keepUpdate(tx: Tx, update: NewUpdate): boolean {
  return keep(tx).run(update).changes === 1;
}

const worked = prepared((orm, { updateId, at }: Given<{ updateId: number; at: Instant }>) =>
  orm
    .insert(telegramUpdates)
    .values({ updateId, at })
    .onConflictDoUpdate({ target: telegramUpdates.updateId, set: { content: null } }),
);

/** The update is worked; what it held is not needed any more. */
export function updateWorked(tx: Tx, updateId: number, at: Instant): void {
  worked(tx).run({ updateId, at });
}

const isOpen = sql`${telegramUpdates.content} IS NOT NULL`;

const byId = prepared((orm, { updateId }: Given<{ updateId: number }>) =>
  orm
    .select({ open: sql<number>`${isOpen}` })
    .from(telegramUpdates)
    .where(eq(telegramUpdates.updateId, updateId)),
);

/** Whether this update was taken, worked or not. */
export function isUpdateKept(db: Db, updateId: number): boolean {
  return byId(db).get({ updateId }) !== undefined;
}

export function isUpdateWorked(db: Db, updateId: number): boolean {
  return byId(db).get({ updateId })?.open === 0;
}

const open = prepared((orm) =>
  orm
    .select({
      updateId: telegramUpdates.updateId,
      content: telegramUpdates.content,
      starts: telegramUpdates.starts,
    })
    .from(telegramUpdates)
    .where(isOpen)
    .orderBy(asc(telegramUpdates.updateId)),
);

/** What has come and is not worked, in the order in which it came. */
export function openUpdates(db: Db): { updateId: number; content: unknown; starts: number }[] {
  return open(db).all();
}

const begin = prepared((orm, { updateId }: Given<{ updateId: number }>) =>
  orm
    .update(telegramUpdates)
    .set({ starts: sql`${telegramUpdates.starts} + 1` })
    .where(and(eq(telegramUpdates.updateId, updateId), isOpen)),
);

/** Another process begins to work it. */
export function updateBegun(tx: Tx, updateId: number): void {
  begin(tx).run({ updateId });
}
