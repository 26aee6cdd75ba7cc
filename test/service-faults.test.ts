import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { startService } from '../src/service.ts';
import { serviceConfig } from './support/service-config.ts';

/** A service of its own, with Telegram out of reach; `httpPort` is free a moment before. */
async function service() {
  const folder = mkdtempSync(join(tmpdir(), 'razbor-faults-'));
  const path = join(folder, 'razbor.db');
  const logged: string[] = [];
  const { createServer } = await import('node:net');
  const httpPort = await new Promise<number>((resolve) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
  const started = await startService({
    config: serviceConfig({
      botToken: '4000:a-service-whose-database-fails',
      databasePath: path,
      telegramApiRoot: 'http://127.0.0.1:9',
      recordingsDir: null,
      apiTokens: [{ name: 'crm', token: 'a-token-for-faults' }],
      httpPort,
    }),
    clock: Date.now,
    random: (count) => crypto.getRandomValues(Buffer.alloc(count)),
    log: { debug() {}, info() {}, error: (_, message) => logged.push(message) },
  });
  if (!started.ok) throw new Error(started.problem);
  onTestFinished(async () => {
    await started.service.stop();
    rmSync(folder, { recursive: true });
  });
  const ask = async (method: string, at: string, body?: unknown) => {
    const response = await fetch(`http://127.0.0.1:${httpPort}${at}`, {
      method,
      headers: { authorization: 'Bearer a-token-for-faults', 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: response.status, text: await response.text() };
  };
  const hire = () =>
    ask('PUT', '/v1/people', {
      items: [{ externalId: 'a', name: 'Анна', roles: [{ role: 'admin' }] }],
    });
  return { ...started.service, path, logged, ask, hire };
}

test('a database deleted beneath the service: posts are refused, readiness says it, the next start too', async () => {
  const { path, logged, ask, hire } = await service();
  expect((await hire()).status).toBe(200);
  for (const end of ['', '-wal', '-shm']) rmSync(`${path}${end}`);
  const refused = await hire();
  expect([refused.status, refused.text]).toEqual([
    503,
    expect.stringContaining(
      'the file of the database was deleted or replaced while the service ran',
    ),
  ]);
  const { status, text } = await ask('GET', '/readyz');
  expect([status, text]).toEqual([
    503,
    expect.stringContaining('put the database back into its place'),
  ]);
  expect(logged.filter((message) => message.includes('deleted or replaced'))).toHaveLength(1);
  expect(existsSync(path)).toBe(false);
});

test('a database that takes no more: the service stays, says so, and goes on once it does', async () => {
  const { app, ask, hire } = await service();
  app.db.orm.$client.pragma('query_only = 1');
  expect((await hire()).status).toBe(503);
  expect((await ask('GET', '/readyz')).text).toContain('the database may not be written');
  expect((await ask('GET', '/v1/calls')).status).toBe(200);
  app.db.orm.$client.pragma('query_only = 0');
  await vi.waitFor(async () => {
    expect((await ask('GET', '/readyz')).text).not.toContain('database');
  }, 20_000);
  expect((await hire()).status).toBe(200);
});
