import { threadId } from 'node:worker_threads';
import type { Run } from '../../src/app/thread.ts';

interface Task {
  act?: 'fail' | 'stay' | 'serve';
  /** `serve`: set to 1 once nobody can ask any more. */
  over?: Int32Array;
}

/** Says on which thread it works; fails or goes on for ever where the test wants it so. */
export const run: Run<Task> = async ({ act, over }, port, released) => {
  port.postMessage(threadId);
  if (act === 'fail') throw new Error('broken on purpose');
  if (act === 'serve') {
    await released;
    if (over) Atomics.store(over, 0, 1);
  }
  if (act === 'stay') await new Promise(() => port.ref());
};
