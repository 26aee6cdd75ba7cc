import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { checkpointPages, type Db } from './open.ts';

/** Pages of the write-ahead log: so many not yet in the database file are moved there … */
const moveFrom = 6000;
/** … and at so many (64 MB) whoever writes waits until all are, so that the log begins again. */
const logMax = 16_000;
/** Only where the thread that moves them cannot keep up does a commit do so. */
const commitMovesFrom = 2 * logMax;

/** A stretch of many transactions, one after another. */
export interface BulkWriting {
  /** To be awaited between two of them. */
  between(): Promise<void>;
  end(): Promise<void>;
}

/**
 * Prepares the connection for many transactions that touch many pages each, so that none of them waits for
 * the disk:
 * - What a statement would need for being undone by itself is kept in memory. SQLite writes it into a file
 *   of its own from sixteen pages on, as much as it writes into the log.
 * - No commit moves the log into the database file, which ends in waiting for the disk: a thread does, while
 *   the next transactions are under way.
 *
 * Not in a transaction, nor while a temporary table is needed: it takes those of the connection away.
 */
export function beginBulkWriting({ orm: { $client }, path }: Db): BulkWriting {
  const logPages = $client.prepare<[], { log: number; checkpointed: number }>(
    'PRAGMA wal_checkpoint(NOOP)',
  );
  $client.pragma('temp_store = MEMORY');
  $client.pragma(`wal_autocheckpoint = ${commitMovesFrom}`);
  let thread: CheckpointThread | null = null;
  let moving: Promise<void> | null = null;

  const move = () => {
    thread ??= startThread(path);
    moving = thread.move().finally(() => {
      moving = null;
    });
    return moving;
  };

  return {
    async between() {
      const { log, checkpointed } = logPages.get() ?? { log: 0, checkpointed: 0 };
      if (moving === null && log - checkpointed >= moveFrom) void move();
      if (log < logMax) return;
      await moving;
      // What was written while the thread was at it.
      await move();
    },
    async end() {
      $client.pragma(`wal_autocheckpoint = ${checkpointPages}`);
      $client.pragma('temp_store = DEFAULT');
      await moving;
      await thread?.end();
    },
  };
}

interface CheckpointThread {
  /** Moves what the log holds into the database file, as far as that holds up nobody. */
  move(): Promise<void>;
  end(): Promise<void>;
}

function startThread(path: string): CheckpointThread {
  const worker = new Worker(new URL('./checkpoint-thread.js', import.meta.url), {
    workerData: path,
    execArgv: [],
  });
  // Without the thread, commits move the log as they always do, only later.
  const ended = once(worker, 'exit').catch(() => {});
  return {
    async move() {
      worker.postMessage('move');
      await Promise.race([once(worker, 'message').catch(() => {}), ended]);
    },
    async end() {
      worker.postMessage('end');
      await ended;
    },
  };
}
