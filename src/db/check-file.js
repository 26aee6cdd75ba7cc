import { parentPort, workerData } from 'node:worker_threads';
import Database from 'better-sqlite3';

// Plain JavaScript, so that the thread loads nothing but the driver.
const client = new Database(workerData, { readonly: true, fileMustExist: true });
try {
  parentPort.postMessage(client.pragma('quick_check(1)', { simple: true }));
} finally {
  client.close();
}
