import { and, asc, desc, eq, isNull, sql } from 'drizzle-orm';
import type { Db, Tx } from './open.ts';
import { type Given, prepared } from './query.ts';
import { calls } from './schema/calls.ts';
import { otherTalks } from './schema/other-talks.ts';
import { people } from './schema/people.ts';

/** Somebody else who talked in a call than its seller. */
export interface OtherTalker {
  extension: string;
  /** Null: nobody of ours has that extension. */
  sellerId: number | null;
  /** Null: the system does not tell. */
  talkS: number | null;
}

const clear = prepared((orm, { callId }: Given<{ callId: number }>) =>
  orm.delete(otherTalks).where(eq(otherTalks.callId, callId)),
);
const insert = prepared((orm, given: Given<OtherTalker & { callId: number }>) =>
  orm
    .insert(otherTalks)
    .values({
      callId: given.callId,
      extension: given.extension,
      sellerId: given.sellerId,
      talkS: given.talkS,
    })
    .onConflictDoNothing(),
);

/** What is told last stands: it tells of all that talked. */
export function setOtherTalks(tx: Tx, callId: number, talkers: readonly OtherTalker[]): void {
  clear(tx).run({ callId });
  for (const talker of talkers) insert(tx).run({ callId, ...talker });
}

const talks = prepared((orm, { callId }: Given<{ callId: number }>) =>
  orm
    .select({
      extension: otherTalks.extension,
      sellerId: otherTalks.sellerId,
      name: people.name,
      talkS: otherTalks.talkS,
    })
    .from(otherTalks)
    .innerJoin(calls, eq(calls.id, otherTalks.callId))
    .leftJoin(people, eq(people.id, otherTalks.sellerId))
    // Two extensions may be one person's; then nobody else talked.
    .where(
      and(
        eq(otherTalks.callId, callId),
        sql`${otherTalks.extension} IS NOT ${calls.sellerExtension}`,
        sql`(${otherTalks.sellerId} IS NULL OR ${otherTalks.sellerId} IS NOT ${calls.sellerId})`,
      ),
    )
    .orderBy(desc(otherTalks.talkS), asc(otherTalks.extension)),
);

/** Who else talked in a call, the longest first. */
export function otherTalksOf(db: Db, callId: number): (OtherTalker & { name: string | null })[] {
  return talks(db).all({ callId });
}

type Adopted = { sellerId: number; source: string; extension: string };

const adopt = prepared((orm, given: Given<Adopted>) =>
  orm
    .update(otherTalks)
    .set({ sellerId: sql`${given.sellerId}` })
    .where(
      and(
        isNull(otherTalks.sellerId),
        eq(otherTalks.extension, given.extension),
        sql`(SELECT ${calls.source} FROM ${calls} WHERE ${calls.id} = ${otherTalks.callId}) = ${given.source}`,
      ),
    ),
);

/** Names who had an extension that was nobody's so far. */
export function adoptOtherTalks(tx: Tx, adopted: Adopted): void {
  adopt(tx).run(adopted);
}
