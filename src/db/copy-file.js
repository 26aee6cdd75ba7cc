import { closeSync, openSync, rmSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import Database from 'better-sqlite3';

// Plain JavaScript, so that the thread loads nothing but the driver.
const { from, to } = workerData;
/** So many at a time: in between the thread can be ended. */
const pages = 1000;

// It holds personal data and the seeds of coming draws: nobody else reads it, not even while it grows.
closeSync(openSync(to, 'w', 0o600));
const source = new Database(from, { readonly: true, fileMustExist: true });
try {
  source.pragma('busy_timeout = 5000');
  // One state of the database, whatever others write meanwhile: else each write begins the copy again.
  source.exec('BEGIN');
  source.prepare('SELECT count(*) FROM sqlite_master').get();
  await source.backup(to, { progress: () => pages });
  source.exec('COMMIT');
} finally {
  source.close();
}
const copy = new Database(to, { fileMustExist: true });
try {
  // A file without a log, which is all there is of it.
  copy.pragma('journal_mode = DELETE');
  parentPort.postMessage(copy.pragma('quick_check(1)', { simple: true }));
} finally {
  copy.close();
  for (const end of ['-wal', '-shm']) rmSync(`${to}${end}`, { force: true });
}
