import { and, asc, eq, lt, max, sql } from 'drizzle-orm';
import type { Instant } from '../domain/time.ts';
import type { Db, Tx } from './open.ts';
import { type Given, prepared, preparedSql } from './query.ts';
import { calls } from './schema/calls.ts';
import { telegramUpdates } from './schema/chats.ts';
import { draws } from './schema/draws.ts';
import { jobRuns } from './schema/jobs.ts';
import { outbox } from './schema/outbox.ts';

type Run = Given<{ name: string; dueAt: Instant; now: Instant }>;

const claim = prepared((orm, { name, dueAt, now }: Run) =>
  orm.insert(jobRuns).values({ name, dueAt, startedAt: now }).onConflictDoNothing(),
);

/** True for whoever comes first to this run of the job. */
export function claimJob(tx: Tx, name: string, dueAt: Instant, now: Instant): boolean {
  return claim(tx).run({ name, dueAt, now }).changes === 1;
}

const finish = prepared((orm, { name, dueAt, now }: Run) =>
  orm
    .update(jobRuns)
    .set({ finishedAt: now })
    .where(and(eq(jobRuns.name, name), eq(jobRuns.dueAt, dueAt))),
);

export function finishJob(tx: Tx, name: string, dueAt: Instant, now: Instant): void {
  finish(tx).run({ name, dueAt, now });
}

const forgetRuns = prepared((orm, { before }: Given<{ before: Instant }>) =>
  orm.delete(jobRuns).where(lt(jobRuns.dueAt, before)),
);

const forgetUpdates = prepared((orm, { before }: Given<{ before: Instant }>) =>
  orm.delete(telegramUpdates).where(lt(telegramUpdates.at, before)),
);

/** Forgets runs and Telegram updates older than the instant. */
export function forgetBefore(tx: Tx, before: Instant): void {
  forgetRuns(tx).run({ before });
  forgetUpdates(tx).run({ before });
}

const last = prepared((orm) =>
  orm
    .select({
      name: jobRuns.name,
      startedAt: sql<Instant>`${max(jobRuns.startedAt)}`,
      // Of the row with the latest start: SQLite takes a bare column from there.
      finishedAt: jobRuns.finishedAt,
    })
    .from(jobRuns)
    .groupBy(jobRuns.name)
    .orderBy(asc(jobRuns.name)),
);

/** The last run of each job. */
export function lastRuns(
  db: Db,
): { name: string; startedAt: Instant; finishedAt: Instant | null }[] {
  return last(db).all();
}

const nextDue = preparedSql(
  () => sql<{ at: Instant | null }>`
    SELECT min(at) at FROM (
      SELECT min(${outbox.dueAt}) at FROM ${outbox} WHERE ${outbox.state} = 'waiting'
      UNION ALL
      SELECT min(${calls.deadlineAt}) FROM ${calls} WHERE ${calls.status} = 'scored_pending'
      UNION ALL
      SELECT min(${draws.windowToAt}) FROM ${draws} WHERE ${draws.drawnAt} IS NULL)`,
);

/** The next instant at which something falls due: a notice, an approval, a draw. */
export function nextDueAt(db: Db): Instant | null {
  return nextDue(db).get()?.at ?? null;
}
