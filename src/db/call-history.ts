import { asc, desc, eq, max } from 'drizzle-orm';
import type { Verb } from '../domain/status.ts';
import type { Status } from '../domain/statuses.ts';
import type { Instant } from '../domain/time.ts';
import type { Db, Tx } from './open.ts';
import { type Given, prepared } from './query.ts';
import { callHistory } from './schema/call-history.ts';
import { people } from './schema/people.ts';

export interface HistoryEntry {
  callId: number;
  at: Instant;
  actorId: number | null;
  verb: Verb;
  from: Status | null;
  to: Status;
  note: string | null;
}

const append = prepared((orm, given: Given<HistoryEntry>) =>
  orm.insert(callHistory).values({
    callId: given.callId,
    at: given.at,
    actorId: given.actorId,
    verb: given.verb,
    fromStatus: given.from,
    toStatus: given.to,
    note: given.note,
  }),
);

export function appendHistory(tx: Tx, entry: HistoryEntry): void {
  append(tx).run({ ...entry });
}

const history = prepared((orm, { callId }: Given<{ callId: number }>) =>
  orm
    .select({
      callId: callHistory.callId,
      at: callHistory.at,
      actorId: callHistory.actorId,
      actorName: people.name,
      verb: callHistory.verb,
      from: callHistory.fromStatus,
      to: callHistory.toStatus,
      note: callHistory.note,
    })
    .from(callHistory)
    .leftJoin(people, eq(people.id, callHistory.actorId))
    .where(eq(callHistory.callId, callId))
    .orderBy(asc(callHistory.id)),
);

export function historyOf(db: Db, callId: number): (HistoryEntry & { actorName: string | null })[] {
  return history(db).all({ callId });
}

const lately = prepared((orm, { most }: Given<{ most: number }>) =>
  orm
    .select({ callId: callHistory.callId })
    .from(callHistory)
    .groupBy(callHistory.callId)
    .orderBy(desc(max(callHistory.id)))
    .limit(most),
);

/** The calls to which something happened last, the latest first. */
export function latelyMoved(db: Db, most: number): number[] {
  return lately(db)
    .all({ most })
    .map(({ callId }) => callId);
}
