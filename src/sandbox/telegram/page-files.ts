import { readFile } from 'node:fs/promises';
import { Hono } from 'hono';
import type { Env } from './bot-api.ts';

const folder = new URL('./page/', import.meta.url);
const types: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
};

/** The chat page: plain files, read again at each request so that an edit shows at once. */
export function createPage(): Hono<Env> {
  const app = new Hono<Env>();
  app.get('/:name{[a-z-]*(?:\\.[a-z]+)?}', async (c) => {
    const name = c.req.param('name') || 'index.html';
    const type = types[name.split('.')[1] ?? ''];
    const content =
      type === undefined ? null : await readFile(new URL(name, folder)).catch(() => null);
    if (content === null || type === undefined) return c.notFound();
    return c.body(new Uint8Array(content), 200, {
      'content-type': type,
      'cache-control': 'no-cache',
      'content-security-policy': "default-src 'self'",
    });
  });
  return app;
}
