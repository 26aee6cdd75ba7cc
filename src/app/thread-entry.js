import { parentPort } from 'node:worker_threads';
import { register } from 'tsx/esm/api';

// A worker thread inherits no TypeScript loader: it registers one of its own, then loads what it is to work.
register();
parentPort.on('message', async ({ entry, task, port }) => {
  // What it throws ends the thread, which is how the other side learns of it.
  const { run } = await import(entry);
  await run(task, port);
  port.close();
  parentPort.postMessage('idle');
});
