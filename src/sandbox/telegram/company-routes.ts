import type { Hono } from 'hono';
import { z } from 'zod';
import type { Env } from './bot-api.ts';
import { malformed, readJson } from './sandbox-request.ts';
import type { World } from './world.ts';

const languageBody = z.object({ language: z.enum(['ru', 'en']) });

/** Of a bot behind which no company is known, the page's own language is all that turns. */
const nobody = { movingIn: null, language: null, chosen: false, tour: null };

export function companyRoutes(app: Hono<Env>, { company, events }: World): void {
  const view = () => {
    if (!company) return nobody;
    const { code, chosen } = company.language();
    return { movingIn: company.movingIn(), language: code, chosen, tour: company.tour() };
  };
  app.get('/company', (c) => c.json(view()));

  app.post('/company/language', async (c) => {
    const body = languageBody.safeParse(await readJson(c));
    if (!body.success) return malformed(c, '{language: ru|en}');
    await company?.speak(body.data.language);
    events.publish({ type: 'company' });
    return c.json(view());
  });

  app.post('/company/ring', async (c) => {
    await company?.ring();
    events.publish({ type: 'company' });
    return c.json(view());
  });
}
