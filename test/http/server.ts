import { randomBytes } from 'node:crypto';
import { expect, onTestFinished } from 'vitest';
import type { z } from 'zod';
import { type App, createApp } from '../../src/app/app.ts';
import { firstPolicy } from '../../src/app/draw/change-policy.ts';
import { planDraws } from '../../src/app/draw/plan-draws.ts';
import { openDatabase } from '../../src/db/open.ts';
import type { ItemResult } from '../../src/domain/intake.ts';
import { problemSchema } from '../../src/http/problem.ts';
import { routes } from '../../src/http/routes.ts';
import { createHttp, type HttpParts, listen } from '../../src/http/server.ts';
import { nextCron } from '../../src/schedule.ts';

export const token = 'a-token-of-the-crm';
/** Monday morning in Moscow. */
const morning = Date.parse('2026-11-23T07:00:00Z');

export interface Reply<T = unknown> {
  status: number;
  body: T;
  headers: Headers;
}

export interface TestServer {
  app: App;
  url: string;
  /** Asks with the token, and holds the answer to the documented shape. */
  ask<T = unknown>(method: string, path: string, body?: unknown): Promise<Reply<T>>;
  items(method: 'PUT' | 'POST', path: string, items: unknown[]): Promise<ItemResult[]>;
  raw(path: string, init?: RequestInit): Promise<Reply<unknown>>;
}

export function newApp(at = morning): App {
  const opened = openDatabase(':memory:');
  if (!opened.ok) throw new Error(opened.problem);
  const app = createApp({ db: opened.db, clock: () => at, random: randomBytes, nextCron });
  firstPolicy(app, {});
  planDraws(app);
  return app;
}

/** The real server on a free port, over a database in memory. */
export async function startServer(parts: Partial<HttpParts> = {}): Promise<TestServer> {
  const app = parts.app ?? newApp();
  const http = createHttp({
    app,
    tokens: [
      { name: 'other', token: 'another' },
      { name: 'crm', token },
    ],
    log: { debug: () => {}, info: () => {}, error: () => {} },
    ready: () => [],
    ...parts,
  });
  const server = await listen(http, { host: '127.0.0.1', port: 0 });
  onTestFinished(async () => {
    await server.close();
    app.db.close();
  });
  const url = `http://127.0.0.1:${server.port}`;

  async function raw(path: string, init: RequestInit = {}): Promise<Reply<unknown>> {
    const response = await fetch(url + path, init);
    const type = response.headers.get('content-type') ?? '';
    const text = await response.text();
    const body: unknown = type.includes('json') ? JSON.parse(text) : text;
    if (type.startsWith('application/problem+json')) {
      expect(problemSchema.parse(body).status).toBe(response.status);
    }
    return { status: response.status, body, headers: response.headers };
  }

  async function ask<T>(method: string, path: string, body?: unknown): Promise<Reply<T>> {
    const reply = await raw(path, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (reply.status === 200) documentedAnswer(method, path).parse(reply.body);
    else expect(reply.headers.get('content-type')).toContain('application/problem+json');
    return reply as Reply<T>;
  }

  async function items(method: 'PUT' | 'POST', path: string, list: unknown[]) {
    const reply = await ask<{ items: ItemResult[] }>(method, path, { items: list });
    expect(reply.status).toBe(200);
    return reply.body.items;
  }

  return { app, url, ask, items, raw };
}

function documentedAnswer(method: string, path: string): z.ZodType {
  const bare = path.split('?')[0] ?? path;
  const found = routes.find(
    (route) =>
      route.method === method && new RegExp(`^${route.path.replace(/:\w+/g, '[^/]+')}$`).test(bare),
  );
  if (!found) throw new Error(`no documented route for ${method} ${path}`);
  return found.answer;
}

// ── a small company ──────────────────────────────────────────────────────────────────────────────

export const seller = {
  externalId: 's1',
  name: 'Иван Панин',
  roles: [{ role: 'seller' }],
  direction: 'Опт',
  extensions: [{ source: 'pbx', extension: '101' }],
  telegramId: 11,
};
export const controller = {
  externalId: 'c1',
  name: 'Ольга Киселёва',
  roles: [{ role: 'controller' }],
  telegramId: 12,
};
export const head = {
  externalId: 'h1',
  name: 'Пётр Штерн',
  roles: [{ role: 'supervisor' }],
  telegramId: 13,
};

export function call(externalId: string, changes: object = {}) {
  return {
    source: 'pbx',
    externalId,
    direction: 'in',
    sellerExtension: '101',
    externalNumber: '+79161234567',
    startedAt: '2026-11-23T09:30:00+03:00',
    durationS: 100,
    talkS: 90,
    recording: { path: `${externalId}.ogg` },
    ...changes,
  };
}

export const client = (externalId: string, ...phones: string[]) => ({
  externalId,
  name: `Клиент ${externalId}`,
  phones,
});

export const order = (externalId: string, clientExternalId: string, changes: object = {}) => ({
  externalId,
  number: `№ ${externalId}`,
  clientExternalId,
  inWork: true,
  openedAt: '2026-11-20T10:00:00Z',
  ...changes,
});
