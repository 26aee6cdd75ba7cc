import { callCounts, openAppealCount } from '../../db/health.ts';
import { pendingMigrations } from '../../db/open.ts';
import { waitingNotices } from '../../db/outbox.ts';
import { queueSize } from '../../db/queue.ts';
import type { Status } from '../../domain/statuses.ts';
import type { App } from '../app.ts';
import { outboxLateMs } from './watch-health.ts';

/** What keeps the database from serving; empty when it answers and is up to date. */
export function databaseProblems(app: App): string[] {
  try {
    const pending = pendingMigrations(app.db);
    return pending === 0
      ? []
      : [`the database lacks ${pending} migrations; start the service again`];
  } catch (error) {
    return [`the database does not answer: ${error instanceof Error ? error.message : error}`];
  }
}

export interface Gauges {
  calls: Record<Status, number>;
  /** Calls that no controller holds yet. */
  queue: number;
  appeals: number;
  outboxWaiting: number;
  outboxOverdueS: number;
}

export function readGauges(app: App): Gauges {
  return app.db.snapshot(() => {
    const { waiting } = waitingNotices(app.db);
    return {
      calls: callCounts(app.db),
      queue: queueSize(app.db).waiting,
      appeals: openAppealCount(app.db),
      outboxWaiting: waiting,
      outboxOverdueS: outboxLateMs(app) / 1000,
    };
  });
}
