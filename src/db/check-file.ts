import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { threadFile } from '../paths.ts';

/**
 * Reads a whole database on a thread of its own and answers what is damaged, or null. It takes as long as
 * reading the file does, some seconds a gigabyte; meanwhile others read and write.
 *
 * @throws where `signal` is aborted before that, or the file cannot be read at all
 */
export async function damageOf(path: string, signal: AbortSignal): Promise<string | null> {
  const worker = new Worker(threadFile('db/check-file.js'), {
    workerData: path,
    execArgv: [],
  });
  try {
    const [said] = (await once(worker, 'message', { signal })) as [unknown];
    return said === 'ok' ? null : String(said);
  } finally {
    await worker.terminate();
  }
}
