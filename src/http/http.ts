import type { Hono } from 'hono';

/** The API's router; `caller` is the name of the token that a request came with. */
export type Http = Hono<{ Variables: { caller: string } }>;
