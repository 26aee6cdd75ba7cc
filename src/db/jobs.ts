import type { Instant } from '../domain/time.ts';
import type { Db, Tx } from './open.ts';

/** True for whoever comes first to this run of the job. */
export function claimJob(tx: Tx, name: string, dueAt: Instant, now: Instant): boolean {
  return (
    tx
      .sql(
        'INSERT INTO job_runs (name, due_at, started_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
      )
      .run(name, dueAt, now).changes === 1
  );
}

export function finishJob(tx: Tx, name: string, dueAt: Instant, now: Instant): void {
  tx.sql('UPDATE job_runs SET finished_at = ? WHERE name = ? AND due_at = ?').run(now, name, dueAt);
}

/** Forgets runs and Telegram updates older than the instant. */
export function forgetBefore(tx: Tx, before: Instant): void {
  tx.sql('DELETE FROM job_runs WHERE due_at < ?').run(before);
  tx.sql('DELETE FROM telegram_updates WHERE at < ?').run(before);
}

/** The last run of each job. */
export function lastRuns(
  db: Db,
): { name: string; startedAt: Instant; finishedAt: Instant | null }[] {
  return db
    .sql<[], { name: string; startedAt: Instant; finishedAt: Instant | null }>(
      `SELECT name, max(started_at) startedAt, finished_at finishedAt FROM job_runs
        GROUP BY name ORDER BY name`,
    )
    .all();
}

/** The next instant at which something falls due: a notice, an approval, a draw. */
export function nextDueAt(db: Db): Instant | null {
  return (
    db
      .sql<[], { at: Instant | null }>(
        `SELECT min(at) at FROM (
           SELECT min(due_at) at FROM outbox WHERE state = 'waiting'
           UNION ALL SELECT min(deadline_at) FROM calls WHERE status = 'scored_pending'
           UNION ALL SELECT min(window_to_at) FROM draws WHERE drawn_at IS NULL)`,
      )
      .get()?.at ?? null
  );
}
