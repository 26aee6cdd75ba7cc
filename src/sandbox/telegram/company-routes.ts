import type { Hono } from 'hono';
import { z } from 'zod';
import type { Env } from './bot-api.ts';
import { callers } from './company-behind.ts';
import { malformed, readJson } from './sandbox-request.ts';
import type { World } from './world.ts';

const languageBody = z.object({ language: z.enum(['ru', 'en']) });
const callBody = z.object({ from: z.enum(callers) });
const processBody = z.object({ act: z.enum(['kill', 'start']) });

/** Of a bot behind which no company is known, the page's own language is all that turns. */
const nobody = { movingIn: null, language: null, chosen: false, pastIn: null, tour: null };

export function companyRoutes(app: Hono<Env>, { company, events }: World): void {
  const view = () => {
    if (!company) return nobody;
    const { code, chosen } = company.language();
    return {
      movingIn: company.movingIn(),
      language: code,
      chosen,
      pastIn: company.pastIn(),
      tour: company.tour(),
    };
  };
  app.get('/company', (c) => c.json(view()));

  app.post('/company/language', async (c) => {
    const body = languageBody.safeParse(await readJson(c));
    if (!body.success) return malformed(c, '{language: ru|en}');
    try {
      await company?.speak(body.data.language);
    } catch {
      return c.json({ error: 'the service does not answer' }, 503);
    }
    events.publish({ type: 'company' });
    return c.json(view());
  });

  app.post('/company/again', async (c) => {
    try {
      await company?.again();
    } catch {
      return c.json({ error: 'the company could not begin again' }, 503);
    }
    events.publish({ type: 'company' });
    return c.json(view());
  });

  app.post('/company/ring', async (c) => {
    await company?.ring();
    events.publish({ type: 'company' });
    return c.json(view());
  });

  app.post('/company/call', async (c) => {
    const body = callBody.safeParse(await readJson(c));
    if (!body.success) return malformed(c, `{from: ${callers.join('|')}}`);
    const call = (await company?.call(body.data.from)) ?? null;
    events.publish({ type: 'company' });
    return call ? c.json(call) : c.json({ error: 'no calls come in here' }, 404);
  });

  app.post('/company/process', async (c) => {
    const body = processBody.safeParse(await readJson(c));
    if (!body.success) return malformed(c, '{act: kill|start}');
    const done = (await company?.[body.data.act]()) ?? false;
    events.publish({ type: 'company' });
    return done
      ? c.json(company?.counts() ?? null)
      : c.json({ error: 'the service has no process of its own here' }, 404);
  });

  app.get('/company/statuses', (c) => {
    const graph = company?.statuses();
    return graph ? c.json(graph) : c.json({ error: 'nothing is known of calls here' }, 404);
  });

  app.get('/company/calls', (c) => c.json({ calls: company?.latestCalls() ?? [] }));

  app.get('/company/calls/:callId/path', (c) => {
    const path = company?.path(Number(c.req.param('callId')));
    return path ? c.json(path) : c.json({ error: 'no such call' }, 404);
  });
}
