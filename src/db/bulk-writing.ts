import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { threadFile } from '../paths.ts';
import { checkpointPages, type Db } from './open.ts';

/** Bounds of the write-ahead log, in pages. */
interface LogBounds {
  /** So many that are not yet in the database file are moved there … */
  moveFrom: number;
  /** … and at so many in all whoever writes waits until they are, so that the log begins again. */
  logMax: number;
}

/** 64 MB at most. */
const usual: LogBounds = { moveFrom: 6000, logMax: 16_000 };

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
export function beginBulkWriting(db: Db, { moveFrom, logMax } = usual): BulkWriting {
  const { $client } = db.orm;
  const logPages = $client.prepare<[], { log: number; checkpointed: number }>(
    'PRAGMA wal_checkpoint(NOOP)',
  );
  $client.pragma('temp_store = MEMORY');
  // Only where the thread cannot keep up.
  $client.pragma(`wal_autocheckpoint = ${2 * logMax}`);
  let thread: CheckpointThread | null = null;
  let moving: Promise<void> | null = null;

  const move = () => {
    thread ??= startThread(db.path);
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
  const worker = new Worker(threadFile('db/checkpoint-thread.js'), {
    workerData: path,
    execArgv: [],
  });
  let isOver = false;
  // Without the thread, commits move the log as they always do, only later.
  const ended = once(worker, 'exit')
    .catch(() => {})
    .then(() => {
      isOver = true;
    });
  return {
    async move() {
      if (isOver) return;
      worker.postMessage('move');
      await Promise.race([once(worker, 'message').catch(() => {}), ended]);
    },
    async end() {
      worker.postMessage('end');
      await ended;
    },
  };
}
