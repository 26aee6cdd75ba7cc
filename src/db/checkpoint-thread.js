import { parentPort, workerData } from 'node:worker_threads';
import Database from 'better-sqlite3';

// Plain JavaScript, so that the thread loads nothing but the driver.
const client = new Database(workerData, { fileMustExist: true });
parentPort.on('message', (asked) => {
  if (asked === 'end') {
    client.close();
    parentPort.close();
    return;
  }
  try {
    client.pragma('wal_checkpoint(PASSIVE)');
  } catch {
    // A disk that is full or broken is for whoever writes to tell; here the log only stays where it is.
  }
  parentPort.postMessage('moved');
});
