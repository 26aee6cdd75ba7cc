import type { Db } from './open.ts';
import { saveSetting } from './settings.ts';

/** How long a use case waits for a database that another program writes; the thread waits with it. */
const defaultWaitMs = 5000;
/** The same while it is known to be held: whoever asks then hears so at once. */
const shortWaitMs = 100;

/**
 * Does what nobody asked for just now: waiting for the lock, it would hold up the thread and all who wait.
 *
 * @throws SQLITE_BUSY where another program writes
 */
function hardlyWaiting<T>({ orm: { $client: client } }: Db, work: () => T): T {
  const waitMs = client.pragma('busy_timeout', { simple: true });
  client.pragma(`busy_timeout = ${shortWaitMs}`);
  try {
    return work();
  } finally {
    client.pragma(`busy_timeout = ${waitMs}`);
  }
}

/** Sets how long whoever writes waits for the lock. */
export function waitForLock(db: Db, isHeld: boolean): void {
  db.orm.$client.pragma(`busy_timeout = ${isHeld ? shortWaitMs : defaultWaitMs}`);
}

/** What keeps the database from being written just now, found out without a write and hardly a wait. */
export function lockProblem(db: Db): unknown {
  return problemOf(() => hardlyWaiting(db, () => db.transaction(() => {})));
}

/** About what a busy second writes. */
const trialBytes = 64 * 1024;

/** The same found out by a write: begun without one, a transaction says nothing of a disk that is full. */
export function writeProblem(db: Db): unknown {
  return problemOf(() => {
    db.transaction((tx) => saveSetting(tx, 'trial', 'x'.repeat(trialBytes)));
    db.transaction((tx) => saveSetting(tx, 'trial', ''));
  });
}

function problemOf(work: () => void): unknown {
  try {
    work();
    return null;
  } catch (error) {
    return error;
  }
}
