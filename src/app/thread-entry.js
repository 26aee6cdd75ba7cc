import { once } from 'node:events';
import { parentPort } from 'node:worker_threads';

parentPort.on('message', async ({ entry, task, port }) => {
  // From the start: whoever gave the task may let go of it while it is being loaded.
  const released = once(port, 'close');
  // What it throws ends the thread, which is how the other side learns of it.
  const { run } = await import(entry);
  await run(task, port, released);
  port.close();
  parentPort.postMessage('idle');
});
