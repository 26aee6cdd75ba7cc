import { Worker, type WorkerOptions } from 'node:worker_threads';

/** Starts a TypeScript file on a thread of its own, with the values it is given as `workerData`. */
export function startWorker(
  entry: URL,
  data: object,
  options: Pick<WorkerOptions, 'resourceLimits'> = {},
): Worker {
  return new Worker(new URL('./worker.js', import.meta.url), {
    ...options,
    workerData: { ...data, entry: entry.href },
    execArgv: [],
  });
}
