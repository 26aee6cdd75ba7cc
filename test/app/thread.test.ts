import { once } from 'node:events';
import type { MessagePort } from 'node:worker_threads';
import { expect, test } from 'vitest';
import { onThread, startThread } from '../../src/app/thread.ts';

const entry = new URL('./thread-task.ts', import.meta.url);

async function threadOf(port: MessagePort): Promise<number> {
  const [id] = (await once(port, 'message')) as [number];
  return id;
}

test('a thread that has done its work takes the next task, with what it loaded', async () => {
  const first = await onThread(entry, {}, threadOf);
  expect(await onThread(entry, {}, threadOf)).toBe(first);
});

test('two tasks at the same time have a thread each', async () => {
  const [one, other] = [startThread(entry, {}), startThread(entry, {})];
  expect(await threadOf(one.port)).not.toBe(await threadOf(other.port));
  await Promise.all([one.release(), other.release()]);
});

test('what fails on a thread reaches whoever waits for it, and the thread is not used again', async () => {
  const thread = startThread(entry, { act: 'fail' });
  const failed = await threadOf(thread.port);
  await expect(thread.ended).rejects.toThrow('broken on purpose');
  expect(await onThread(entry, {}, threadOf)).not.toBe(failed);
});

test('what nobody wants any longer is ended with its thread', async () => {
  let ended = 0;
  const calledOff = onThread(entry, { act: 'stay' }, async (port) => {
    ended = await threadOf(port);
    throw new Error('called off');
  });
  await expect(calledOff).rejects.toThrow('called off');
  expect(await onThread(entry, {}, threadOf)).not.toBe(ended);
});

test('a task that is let go of while it is still being loaded ends all the same', async () => {
  const over = new Int32Array(new SharedArrayBuffer(4));
  await startThread(entry, { act: 'serve', over }).release();
  expect(Atomics.load(over, 0)).toBe(1);
});
