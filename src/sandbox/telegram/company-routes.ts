import type { Hono } from 'hono';
import type { Env } from './bot-api.ts';
import type { World } from './world.ts';

/** What a bot of which nothing else is known shows. */
const nothing = { movingIn: null };

export function companyRoutes(app: Hono<Env>, { company }: World): void {
  app.get('/company', (c) => c.json(company ? { movingIn: company.movingIn() } : nothing));
}
