import { threadId } from 'node:worker_threads';
import type { Run } from '../../src/app/thread.ts';

/** Says on which thread it works; fails or goes on for ever where the test wants it so. */
export const run: Run<{ act?: 'fail' | 'stay' }> = async ({ act }, port) => {
  port.postMessage(threadId);
  if (act === 'fail') throw new Error('broken on purpose');
  if (act === 'stay') await new Promise(() => port.ref());
};
