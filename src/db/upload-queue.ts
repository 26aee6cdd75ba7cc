import { and, asc, count, eq, inArray, isNotNull, isNull, lt, ne, or, sql } from 'drizzle-orm';
import type { Db } from './open.ts';
import { type Given, prepared } from './query.ts';
import { uploads } from './schema/uploads.ts';

const isWaiting = and(
  isNull(uploads.finishedAt),
  isNotNull(uploads.chatId),
  inArray(uploads.state, ['checking', 'importing']),
);

const waiting = prepared((orm) =>
  orm.select({ id: uploads.id }).from(uploads).where(isWaiting).orderBy(asc(uploads.id)),
);

/** The uploads that there is something to do for, in the order in which they are worked. */
export function waitingUploads(db: Db): number[] {
  return waiting(db)
    .all()
    .map(({ id }) => id);
}

const ahead = prepared((orm, { id }: Given<{ id: number }>) =>
  orm
    .select({ count: count() })
    .from(uploads)
    .where(and(isWaiting, lt(uploads.id, id))),
);

/** How many uploads are worked before this one. */
export function uploadsAhead(db: Db, id: number): number {
  return ahead(db).get({ id })?.count ?? 0;
}

const unshown = prepared((orm) =>
  orm
    .select({ id: uploads.id })
    .from(uploads)
    .where(
      and(
        isNull(uploads.finishedAt),
        isNull(uploads.chatId),
        eq(uploads.state, 'checking'),
        or(isNull(uploads.noun), ne(uploads.noun, sql`'checklists'`)),
      ),
    ),
);

/** Uploads that no message shows yet. */
export function unshownUploads(db: Db): number[] {
  return unshown(db)
    .all()
    .map(({ id }) => id);
}

const unconfirmed = prepared((orm) =>
  orm
    .select({ id: uploads.id })
    .from(uploads)
    .where(
      and(
        isNull(uploads.finishedAt),
        inArray(uploads.state, ['asking', 'checked']),
        or(isNull(uploads.noun), ne(uploads.noun, sql`'checklists'`)),
      ),
    ),
);

/** Files of people, clients, orders and calls that wait for a word of their person. */
export function unconfirmedUploads(db: Db): number[] {
  return unconfirmed(db)
    .all()
    .map(({ id }) => id);
}
