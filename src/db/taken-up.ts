import { sql } from 'drizzle-orm';
import { frozenPairs } from '../domain/draw-record.ts';
import { preliminary } from '../domain/status.ts';
import type { Instant } from '../domain/time.ts';
import type { KnownCall } from './intake.ts';
import type { Db } from './open.ts';
import { type Given, preparedSql } from './query.ts';
import { callHistory } from './schema/call-history.ts';
import { draws } from './schema/draws.ts';
import { recordings } from './schema/recordings.ts';
import { reviews } from './schema/reviews.ts';

const touched = preparedSql(
  ({ id }: Given<{ id: number }>) => sql<{ isTouched: 0 | 1 }>`
    SELECT EXISTS (SELECT 1 FROM ${callHistory}
                    WHERE ${callHistory.callId} = ${id}
                      AND ${callHistory.verb} NOT IN ('register', 'classify', 'link'))
        OR EXISTS (SELECT 1 FROM ${reviews} WHERE ${reviews.callId} = ${id})
        OR EXISTS (SELECT 1 FROM ${recordings} WHERE ${recordings.callId} = ${id}) "isTouched"`,
);

const drawnOver = preparedSql(
  ({ at }: Given<{ at: Instant }>) => sql<{ eligible: Buffer | null }>`
    SELECT ${draws.eligible} eligible FROM ${draws}
     WHERE ${draws.windowFromAt} = (SELECT max(${draws.windowFromAt}) FROM ${draws}
                                     WHERE ${draws.windowFromAt} <= ${at})
       AND ${draws.windowToAt} > ${at} AND ${draws.eligible} IS NOT NULL`,
);

/**
 * Whether anybody has done something with a call by what it was then: asked, taken, sent, scored or heard it, or
 * had it among those that a draw could fall on. A client who is linked to it says nothing of it.
 */
export function isTakenUp(db: Db, { id, status, readyAt }: KnownCall): boolean {
  if (!preliminary.includes(status) || touched(db).get({ id })?.isTouched === 1) return true;
  if (readyAt === null) return false;
  const { eligible = null } = drawnOver(db).get({ at: readyAt }) ?? {};
  if (eligible === null) return false;
  for (const { callId } of frozenPairs(eligible)) if (callId === id) return true;
  return false;
}

/** Whether the window that an instant lies in was drawn. */
export const isDrawnOver = (db: Db, at: Instant): boolean =>
  drawnOver(db).get({ at }) !== undefined;
