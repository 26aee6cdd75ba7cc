import type { Context, Hono } from 'hono';
import { z } from 'zod';
import type { Env } from './bot-api.ts';
import { askInline, pickResult } from './inline-acts.ts';
import { malformed, readJson } from './sandbox-request.ts';
import { type Chat, viewMessage, type World } from './world.ts';

const askBody = z.object({ query: z.string(), offset: z.string().default('') });
const pickBody = z.object({ queryId: z.string(), resultId: z.string() });

/** What somebody types to the bot inline in its own chat, and what they pick of the answer. */
export function inlineRoutes(app: Hono<Env>, world: World): void {
  const chatOf = (c: Context<Env>): Chat | undefined =>
    world.chats.get(Number(c.req.param('userId')));
  const nobody = (c: Context<Env>) => c.json({ error: 'no such person' }, 404);

  app.post('/chats/:userId/inline', async (c) => {
    const chat = chatOf(c);
    if (!chat) return nobody(c);
    const body = askBody.safeParse(await readJson(c));
    if (!body.success) return malformed(c, '{query, offset?}');
    const asked = askInline(world, chat, body.data.query, body.data.offset);
    if ('cannot' in asked) return c.json({ error: asked.cannot }, asked.status);
    const { results, ...answer } = await asked;
    const shown = results.map(({ id, title, description }) => ({ id, title, description }));
    return c.json({ ...answer, results: shown });
  });

  app.post('/chats/:userId/pick', async (c) => {
    const chat = chatOf(c);
    if (!chat) return nobody(c);
    const body = pickBody.safeParse(await readJson(c));
    if (!body.success) return malformed(c, '{queryId, resultId}');
    const sent = pickResult(world, chat, body.data);
    if ('cannot' in sent) return c.json({ error: sent.cannot }, sent.status);
    return c.json({ message: viewMessage(world, sent) }, 201);
  });
}
