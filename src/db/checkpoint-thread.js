import { parentPort, workerData } from 'node:worker_threads';
import Database from 'better-sqlite3';

// Plain JavaScript, so that the thread loads nothing but the driver.
const client = new Database(workerData, { fileMustExist: true });
parentPort.on('message', (asked) => {
  if (asked === 'end') {
    client.close();
    parentPort.close();
  } else {
    parentPort.postMessage(moved());
  }
});

/** What is wrong with the disk, whoever writes is told by it: here it only stays undone. */
function moved() {
  try {
    client.pragma('wal_checkpoint(PASSIVE)');
    return true;
  } catch {
    return false;
  }
}
