import type { Context } from 'hono';
import type { Env } from './bot-api.ts';

export function malformed(c: Context<Env>, expected: string): Response {
  return c.json({ error: `expected ${expected}` }, 400);
}

export function readJson(c: Context<Env>): Promise<unknown> {
  return c.req.json().catch(() => null);
}
