import { Server } from 'node:net';
import { expect, onTestFinished, test, vi } from 'vitest';
import { listen } from '../../src/http/server.ts';

test('an error of the socket that listens is said, and it goes on listening', async () => {
  const listening = vi.spyOn(Server.prototype, 'listen');
  onTestFinished(() => listening.mockRestore());
  const errors: unknown[] = [];
  const { port, close } = await listen(
    { fetch: () => new Response('ok') },
    { host: '127.0.0.1', port: 0, onError: (error, what) => errors.push([error, what]) },
  );
  const server = listening.mock.contexts.at(-1) as Server;
  const tooMany = Object.assign(new Error('accept EMFILE'), { code: 'EMFILE' });
  // Without anybody who hears it, this throws.
  server.emit('error', tooMany);
  expect(errors).toEqual([[tooMany, 'HTTP']]);
  expect(await (await fetch(`http://127.0.0.1:${port}`)).text()).toBe('ok');
  await close();
});
