import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { type Context, Hono } from 'hono';
import { refusalOf } from './faults.ts';
import { sendFile } from './file-response.ts';
import { findMethod } from './methods/table.ts';
import { refusedMethod } from './methods/unserved.ts';
import { integerOf, type Params, readParams } from './params.ts';
import { notFound, type Reply, unauthorized } from './reply.ts';
import { recordCall, type World } from './world.ts';

export interface Env {
  Bindings: HttpBindings;
}

/** What became of a call: a reply to be given, or a connection that a fault breaks or keeps hanging. */
type Outcome = { reply: Reply } | { broken: 'lost' | 'hang' };

/** `/bot<token>/<method>` and `/file/bot<token>/<path>` (https://core.telegram.org/bots/api). */
export function createBotApi(world: World, closing: AbortSignal): Hono<Env> {
  const app = new Hono<Env>();
  world.webhook.onAnswer((method, fields) =>
    callMethod(world, method, { fields, uploads: new Map() }, closing),
  );

  app.all('/:bot{bot[^/]+}/:method', async (c) => {
    if (c.req.param('bot') !== `bot${world.botToken}`) return answer(c, unauthorized);
    const params = await readParams(c);
    if (!params.ok) return answer(c, params);
    const gone = hungUp(c);
    const outcome = await callMethod(world, c.req.param('method'), params.result, gone);
    if ('reply' in outcome) return answer(c, outcome.reply);
    if (outcome.broken === 'hang') await until(gone);
    c.env.outgoing.destroy();
    return RESPONSE_ALREADY_SENT;
  });

  app.get('/file/:bot{bot[^/]+}/:folder/:name', (c) => {
    if (c.req.param('bot') !== `bot${world.botToken}`) return answer(c, unauthorized);
    const file = world.files.atPath(`${c.req.param('folder')}/${c.req.param('name')}`);
    return file === null ? answer(c, notFound) : sendFile(c, file);
  });

  return app;
}

async function callMethod(
  world: World,
  asked: string,
  params: Params,
  gone: AbortSignal,
): Promise<Outcome> {
  const began = performance.now();
  const found = findMethod(asked);
  const name = found?.name ?? asked;
  const chatId = integerOf(params, 'chat_id');
  const fault = found === undefined ? null : world.faults.take(name, chatId);
  const refused = fault === null ? null : refusalOf(fault);
  const reply: Reply =
    fault?.error === 'hang'
      ? { ok: false, error_code: 0, description: 'hang' }
      : (refused ?? (await found?.method({ world, params, gone })) ?? refusedMethod(asked));
  recordCall(world, {
    method: name,
    chatId,
    ok: reply.ok,
    error: reply.ok ? null : { code: reply.error_code, description: reply.description },
  });
  const broken = fault?.error === 'lost' || fault?.error === 'hang' ? fault.error : null;
  const request = world.requests.add({
    at: world.clock.now(),
    method: name,
    chatId,
    params,
    reply,
    tookMs: performance.now() - began,
    fault: fault?.error ?? null,
  });
  world.events.publish({ type: 'request', request });
  return broken ? { broken } : { reply };
}

function answer(c: Context<Env>, reply: Reply): Response {
  if (reply.ok) return c.json(reply);
  const retryAfter = reply.parameters?.retry_after;
  if (retryAfter !== undefined) c.header('Retry-After', String(retryAfter));
  return c.json(reply, reply.error_code as 400);
}

/** Aborted when the caller's connection ends, be it that the caller hangs up or the server closes. */
function hungUp(c: Context<Env>): AbortSignal {
  const controller = new AbortController();
  c.env.outgoing.once('close', () => controller.abort());
  return controller.signal;
}

function until(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
