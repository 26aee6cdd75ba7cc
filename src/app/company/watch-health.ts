import { databaseFault } from '../../db/faults.ts';
import { waitingNotices } from '../../db/outbox.ts';
import { lockProblem, waitForLock, writeProblem } from '../../db/try-write.ts';
import { writeFaults } from '../../domain/incident.ts';
import type { App } from '../app.ts';

/** What the disk of the database has, and what is to be left of it; bytes. */
export interface DiskWatch {
  free(): number;
  reserve: number;
}

/** Held for a moment at two or three looks, it is only written by the command line. */
const heldLooksMin = 3;
/** Fewer seconds late are within what a restart or a busy minute takes. */
const lateMsMax = 5 * 60_000;
/** So many looks in a row: after a start or a step of the clock what is late leaves within seconds. */
const lateLooksMax = 30;
/** So much above what is to be left, the disk is not nearly full any more. */
const enoughShare = 1.1;

/** Looks, each time it is asked, whether the database can be written, the disk has room and notices leave. */
export function createHealthWatch(app: App, disk: DiskWatch): () => void {
  const { incidents } = app;
  let lateLooks = 0;
  let heldLooks = 0;

  function lookAtDatabase(): void {
    const wasFailing = incidents.cannotWrite();
    const problem = lockProblem(app.db) ?? (wasFailing ? writeProblem(app.db) : null);
    const fault = problem === null ? null : (databaseFault(problem) ?? 'database_failing');
    heldLooks = fault === 'database_locked' ? heldLooks + 1 : 0;
    if (fault === 'database_locked' && heldLooks < heldLooksMin && !wasFailing) return;
    if (fault !== null) incidents.report(fault, problem);
    else for (const kind of writeFaults) incidents.over(kind);
    waitForLock(app.db, fault !== null);
  }

  function lookAtDisk(): void {
    const free = disk.free();
    if (free < disk.reserve) {
      incidents.report('disk_nearly_full', new Error(`${free} of ${disk.reserve} bytes are free`));
    } else if (free >= disk.reserve * enoughShare) incidents.over('disk_nearly_full');
  }

  /** Where Telegram is what fails, that is the incident. */
  function lookAtOutbox(): void {
    const isCutOff = incidents.isOpen('telegram_unreachable') || incidents.isOpen('token_refused');
    const lateMs = isCutOff ? 0 : outboxLateMs(app);
    lateLooks = lateMs > lateMsMax ? lateLooks + 1 : 0;
    if (lateLooks > lateLooksMax) {
      incidents.report('outbox_stuck', new Error(`the oldest notice is ${lateMs} ms late`));
    } else if (lateMs <= lateMsMax) incidents.over('outbox_stuck');
  }

  return () => {
    for (const look of [lookAtDatabase, lookAtDisk, lookAtOutbox]) {
      try {
        look();
      } catch (error) {
        incidents.caught(error, 'watching over health');
      }
    }
  };
}

/** How long the oldest notice that has not left has been due, however often it was tried since. */
export function outboxLateMs(app: App): number {
  const { oldestDueAt } = waitingNotices(app.db);
  return oldestDueAt === null ? 0 : Math.max(0, app.now() - oldestDueAt);
}
