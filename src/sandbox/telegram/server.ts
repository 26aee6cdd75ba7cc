import type { AddressInfo } from 'node:net';
import { createAdaptorServer, type ServerType } from '@hono/node-server';
import { Hono } from 'hono';
import { createBotApi, type Env } from './bot-api.ts';
import { createPage } from './page-files.ts';
import { createSandboxApi } from './sandbox-api.ts';
import { addPerson, createWorld, type PersonSpec, type World, type WorldOptions } from './world.ts';

export type { PersonSpec, SandboxClock } from './world.ts';

export interface LocalTelegram {
  /** All that it holds. */
  readonly world: World;
  /** Gives someone a Telegram account and a column on the page. The same id again changes the person. */
  addPerson(person: PersonSpec): void;
  /** `url` is what `TELEGRAM_API_ROOT` is set to. Port 0, the default, takes a free one. */
  listen(port?: number, host?: string): Promise<{ url: string; pageUrl: string }>;
  /** Ends hanging polls, taps, webhooks and connections at once. */
  close(): Promise<void>;
}

/**
 * Telegram for one bot, on this machine: the Bot API, the chat page and the sandbox's endpoints.
 * Everything is kept in memory, within the bounds of limits.ts.
 */
export function createLocalTelegram(options: WorldOptions): LocalTelegram {
  const world = createWorld(options);
  const closing = new AbortController();
  const app = new Hono<Env>();
  app.route('/sandbox', createSandboxApi(world, closing.signal));
  app.route('/', createPage());
  app.route('/', createBotApi(world, closing.signal));
  const server = createAdaptorServer({ fetch: app.fetch });

  return {
    world,
    addPerson: (person) => addPerson(world, person),
    listen: async (port = 0, host = '127.0.0.1') => {
      await listening(server, port, host);
      const { port: taken } = server.address() as AddressInfo;
      const url = `http://${host.includes(':') ? `[${host}]` : host}:${taken}`;
      return { url, pageUrl: `${url}/` };
    },
    close: async () => {
      closing.abort();
      world.webhook.remove();
      world.presses.close();
      world.inlineQueries.close();
      await closed(server);
    },
  };
}

function listening(server: ServerType, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve());
  });
}

function closed(server: ServerType): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    if ('closeAllConnections' in server) server.closeAllConnections();
  });
}
