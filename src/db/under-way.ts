import { count, min, sql } from 'drizzle-orm';
import type { Instant } from '../domain/time.ts';
import type { Db } from './open.ts';
import { type Given, prepared } from './query.ts';
import { telegramUpdates } from './schema/chats.ts';
import { outbox } from './schema/outbox.ts';

/** What has come and what is to leave, counted: for whoever wants to see that nothing gets lost. */

const updates = prepared((orm) =>
  orm
    .select({
      oldest: min(telegramUpdates.updateId),
      kept: count(),
      open: sql<number>`count(${telegramUpdates.content})`,
    })
    .from(telegramUpdates),
);

/** How many updates are kept from the oldest one on, and how many of these are still to be worked. */
export function keptUpdates(db: Db): { oldest: number | null; kept: number; open: number } {
  return updates(db).get() ?? { oldest: null, kept: 0, open: 0 };
}

const notices = prepared((orm, { now }: Given<{ now: Instant }>) =>
  orm
    .select({
      delivered: sql<number>`count(*) FILTER (WHERE ${outbox.state} = 'sent')`,
      due: sql<number>`count(*) FILTER (WHERE ${outbox.state} = 'waiting' AND (${outbox.dueAt} <= ${now} OR ${outbox.attempts} > 0))`,
      later: sql<number>`count(*) FILTER (WHERE ${outbox.state} = 'waiting' AND ${outbox.dueAt} > ${now} AND ${outbox.attempts} = 0)`,
      givenUp: sql<number>`count(*) FILTER (WHERE ${outbox.state} IN ('given_up', 'caught_up'))`,
    })
    .from(outbox),
);

export interface NoticeCounts {
  delivered: number;
  /** On their way, those included that are tried again in a while. */
  due: number;
  /** Held for a time of theirs. */
  later: number;
  /** They could not be delivered. */
  givenUp: number;
}

export function noticeCounts(db: Db, now: Instant): NoticeCounts {
  return notices(db).get({ now }) ?? { delivered: 0, due: 0, later: 0, givenUp: 0 };
}
