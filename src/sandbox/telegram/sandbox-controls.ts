import type { Hono } from 'hono';
import { z } from 'zod';
import type { Env } from './bot-api.ts';
import { faultErrors } from './faults.ts';
import { malformed, readJson } from './sandbox-request.ts';
import { isBotApiVersion } from './server-version.ts';
import type { World } from './world.ts';

const clockBody = z.object({ now: z.union([z.number().int(), z.iso.datetime({ offset: true })]) });
const serverBody = z.object({
  botApi: z.string().refine(isBotApiVersion).optional(),
  inlineMode: z.boolean().optional(),
});
const faultBody = z.object({
  method: z.string().min(1),
  error: z.literal(faultErrors),
  times: z.number().int().min(0).max(1_000_000).default(1),
  retryAfter: z.number().int().min(1).default(1),
  description: z.string().nullable().default(null),
  chatId: z.number().int().nullable().default(null),
});

/** The clock of the sandbox: read, and moved on. */
export function clockRoutes(app: Hono<Env>, world: World): void {
  const { clock } = world;
  let moving = false;
  const tell = () => world.events.publish({ type: 'clock', now: clock.now(), moving });

  app.get('/clock', (c) =>
    c.json({ now: clock.now(), timeZone: clock.timeZone, marks: clock.marks(), moving }),
  );

  app.post('/clock', async (c) => {
    const body = clockBody.safeParse(await readJson(c));
    if (!body.success) return malformed(c, '{now}: milliseconds or RFC 3339');
    const now = typeof body.data.now === 'number' ? body.data.now : Date.parse(body.data.now);
    if (moving) return c.json({ error: 'the clock is already moving' }, 409);
    if (now < clock.now()) return c.json({ error: 'the clock cannot go back' }, 400);
    moving = true;
    tell();
    try {
      await clock.moveTo(now);
    } finally {
      moving = false;
      tell();
    }
    return c.json({ now: clock.now(), timeZone: clock.timeZone, marks: clock.marks(), moving });
  });
}

/** How new a Bot API server this one is taken for, and whether the bot's owner lets it work inline. */
export function serverRoutes(app: Hono<Env>, world: World): void {
  const shown = () => ({ botApi: world.version.get(), inlineMode: world.inlineMode.isOn });
  app.get('/server', (c) => c.json(shown()));

  app.put('/server', async (c) => {
    const body = serverBody.safeParse(await readJson(c));
    if (!body.success)
      return malformed(c, '{botApi?, inlineMode?}: a version such as 9.3, or a flag');
    const { botApi, inlineMode } = body.data;
    if (botApi !== undefined) world.version.set(botApi);
    if (inlineMode !== undefined) world.inlineMode.isOn = inlineMode;
    return c.json(shown());
  });
}

/** Faults of Telegram, switched on for the next calls. */
export function faultRoutes(app: Hono<Env>, world: World): void {
  app.get('/faults', (c) => c.json({ faults: world.faults.list() }));

  app.put('/faults', async (c) => {
    const body = faultBody.safeParse(await readJson(c));
    if (!body.success) {
      return malformed(
        c,
        `{method, error: ${faultErrors.join('|')}, times?, retryAfter?, chatId?}`,
      );
    }
    if (!world.faults.put(body.data)) return c.json({ error: 'too many faults' }, 409);
    return c.json({ faults: world.faults.list() });
  });

  app.delete('/faults', (c) => {
    world.faults.clear();
    return c.json({ faults: [] });
  });
}

/** What the bot asked of the Bot API and was answered, and what of it all is still under way. */
export function requestRoutes(app: Hono<Env>, { requests, updates, company }: World): void {
  app.get('/requests', (c) =>
    c.json({ requests: requests.since(Number(c.req.query('since') ?? 0)), last: requests.last() }),
  );

  app.get('/requests/:seq', (c) => {
    const request = requests.whole(Number(c.req.param('seq')));
    return request ? c.json(request) : c.json({ error: 'no such request is kept' }, 404);
  });

  app.get('/counts', (c) =>
    c.json({
      telegram: {
        updates: updates.lastId(),
        waiting: updates.pending().length,
        requests: requests.last(),
      },
      company: company?.counts() ?? null,
    }),
  );
}
