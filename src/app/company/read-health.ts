import { dirname } from 'node:path';
import { databaseBytes, freeBytes } from '../../db/disk.ts';
import { undrawnBefore } from '../../db/draws.ts';
import { drawsWithoutEntropy } from '../../db/frozen-draws.ts';
import { callCounts, openAppealCount } from '../../db/health.ts';
import { lastRuns } from '../../db/jobs.ts';
import { pendingMigrations } from '../../db/open.ts';
import { waitingNotices } from '../../db/outbox.ts';
import { queueSize } from '../../db/queue.ts';
import { mayWait } from '../../domain/entropy.ts';
import type { Status } from '../../domain/statuses.ts';
import type { App } from '../app.ts';
import { outboxLateMs } from './watch-health.ts';

/** So far back draws without entropy are counted. */
const withoutEntropyMs = 30 * 86_400_000;

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
  /** Each job's last run. */
  jobs: { name: string; ageS: number; isFailed: boolean }[];
  /** Windows that have ended and are not drawn. */
  draws: {
    overdue: number;
    oldestOverdueS: number;
    /** Frozen, and their entropy is still to come. */
    waiting: number;
    /** Of the last thirty days: drawn without the entropy that their rule wanted. */
    withoutEntropy: number;
  };
}

export function readGauges(app: App): Gauges {
  return app.db.snapshot(() => {
    const now = app.now();
    const { waiting } = waitingNotices(app.db);
    const ended = undrawnBefore(app.db, now);
    const undrawn = ended.filter((draw) => !mayWait(draw, now));
    const oldestEnd = undrawn[0]?.windowToAt;
    return {
      calls: callCounts(app.db),
      queue: queueSize(app.db).waiting,
      appeals: openAppealCount(app.db),
      outboxWaiting: waiting,
      outboxOverdueS: outboxLateMs(app) / 1000,
      jobs: lastRuns(app.db).map(({ name, startedAt, error }) => ({
        name,
        ageS: Math.max(0, now - startedAt) / 1000,
        isFailed: error !== null,
      })),
      draws: {
        overdue: undrawn.length,
        oldestOverdueS: oldestEnd === undefined ? 0 : (now - oldestEnd) / 1000,
        waiting: ended.length - undrawn.length,
        withoutEntropy: drawsWithoutEntropy(app.db, now - withoutEntropyMs),
      },
    };
  });
}

/** What the database takes of its disk; null for one in memory. */
export function readDisk({
  db,
}: App): { fileBytes: number; walBytes: number; freeBytes: number } | null {
  if (db.path === ':memory:') return null;
  const { file, wal } = databaseBytes(db.path);
  return { fileBytes: file, walBytes: wal, freeBytes: freeBytes(dirname(db.path)) };
}
