import { asc, eq } from 'drizzle-orm';
import type { Instant } from '../domain/time.ts';
import type { Db, Tx } from './open.ts';
import { type Given, prepared } from './query.ts';
import { drawTaps } from './schema/draws.ts';

const ofDraw = prepared((orm, { drawId }: Given<{ drawId: number }>) =>
  orm
    .select({
      sellerId: drawTaps.sellerId,
      choice: drawTaps.choice,
      tappedAt: drawTaps.tappedAt,
    })
    .from(drawTaps)
    .where(eq(drawTaps.drawId, drawId))
    .orderBy(asc(drawTaps.sellerId)),
);

/** What was tapped for a draw, by rising seller. */
export function tapsOf(db: Db, drawId: number) {
  return ofDraw(db).all({ drawId });
}

const insert = prepared(
  (orm, given: Given<{ drawId: number; sellerId: number; choice: number; now: Instant }>) =>
    orm
      .insert(drawTaps)
      .values({
        drawId: given.drawId,
        sellerId: given.sellerId,
        choice: given.choice,
        tappedAt: given.now,
      })
      .onConflictDoNothing(),
);

/** Keeps a seller's tap; the first one stands. */
export function insertTap(
  tx: Tx,
  tap: { drawId: number; sellerId: number; choice: number },
  now: Instant,
): void {
  insert(tx).run({ ...tap, now });
}
