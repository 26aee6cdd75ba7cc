import { and, asc, eq, gt, lt, max, sql } from 'drizzle-orm';
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

const drop = prepared((orm, { name, dueAt }: Given<{ name: string; dueAt: Instant }>) =>
  orm.delete(jobRuns).where(and(eq(jobRuns.name, name), eq(jobRuns.dueAt, dueAt))),
);

/** True for whoever comes first to this run of the job. */
export function claimJob(tx: Tx, name: string, dueAt: Instant, now: Instant): boolean {
  return claim(tx).run({ name, dueAt, now }).changes === 1;
}

/** Notes a run that no occurrence of the clock stands for, whatever ran at this instant of it before. */
export function beginJob(tx: Tx, name: string, at: Instant): void {
  drop(tx).run({ name, dueAt: at });
  claim(tx).run({ name, dueAt: at, now: at });
}

/** What a run is known by. */
interface JobRun {
  name: string;
  dueAt: Instant;
}

const finish = prepared(
  (orm, { name, dueAt, now, error }: Given<JobRun & { now: Instant; error: string | null }>) =>
    orm
      .update(jobRuns)
      .set({ finishedAt: now, error })
      .where(and(eq(jobRuns.name, name), eq(jobRuns.dueAt, dueAt))),
);

/** @param error why it failed; null where it did not */
export function finishJob(tx: Tx, run: JobRun & { now: Instant; error: string | null }): void {
  finish(tx).run(run);
}

const forgetRuns = prepared((orm, { before }: Given<{ before: Instant }>) =>
  orm.delete(jobRuns).where(lt(jobRuns.dueAt, before)),
);

const forgetAhead = prepared((orm, { after }: Given<{ after: Instant }>) =>
  orm.delete(jobRuns).where(gt(jobRuns.dueAt, after)),
);

/** Forgets runs that were due after the instant: a clock that was ahead began them. */
export function forgetRunsAfter(tx: Tx, after: Instant): void {
  forgetAhead(tx).run({ after });
}

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
      startedAt: jobRuns.startedAt,
      finishedAt: jobRuns.finishedAt,
      error: jobRuns.error,
      // The row written last, not the latest start: the clock may have been set back. SQLite takes the bare
      // columns from there.
      last: max(sql`${jobRuns}.rowid`),
    })
    .from(jobRuns)
    .groupBy(jobRuns.name)
    .orderBy(asc(jobRuns.name)),
);

/** The last run of each job. */
export function lastRuns(
  db: Db,
): { name: string; startedAt: Instant; finishedAt: Instant | null; error: string | null }[] {
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
