import type { AddressInfo } from 'node:net';
import { createAdaptorServer, type ServerType } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import type { App } from '../app/app.ts';
import { databaseProblems } from '../app/company/read-health.ts';
import { incidentKinds } from '../domain/incident.ts';
import type { PluggedIn } from '../telephony/plugged-in.ts';
import { jsonOnly, limitedTo, updateMebibytesMax } from './bodies.ts';
import type { Http } from './http.ts';
import { type Counted, createMetrics } from './metrics.ts';
import { openApi } from './open-api.ts';
import { sendProblem } from './problem.ts';
import { bodyMebibytesMax, readItems, readParameters } from './read-input.ts';
import type { Route } from './route.ts';
import { routes } from './routes.ts';
import { mountTelephony } from './telephony-routes.ts';
import { bearerOnly, type Token } from './tokens.ts';

/** As much of pino as the API needs. */
export interface Log {
  debug(facts: object, message: string): void;
  info(facts: object, message: string): void;
  error(facts: object, message: string): void;
}

export interface HttpParts {
  app: App;
  tokens: readonly Token[];
  log: Log;
  /** Telephone systems that send their calls here. */
  telephony?: readonly PluggedIn[];
  /** What still keeps the service from doing its work, such as a bot not yet connected. */
  ready: () => string[];
  counted?: Counted;
}

/** The API for CRMs, telephony and watchers (DESIGN 5), as yet without a port. */
export function createHttp({
  app,
  tokens,
  log,
  ready,
  telephony = [],
  counted = { unreadable: () => new Map(), telegramAnswers: () => [] },
}: HttpParts): Http {
  const http: Http = new Hono();
  const metrics = createMetrics(app, counted);

  http.use(async (context, next) => {
    const startedAt = performance.now();
    await next();
    const { method, path } = context.req;
    const ms = Math.round(performance.now() - startedAt);
    const caller = context.get('caller');
    log.debug({ method, path, status: context.res.status, ms, caller }, 'http');
  });
  http.get('/healthz', (context) => context.json({ ok: true }));
  http.get('/readyz', (context) => {
    const problems = [...databaseProblems(app), ...app.incidents.problems(), ...ready()];
    const warnings = app.incidents.warnings();
    const isReady = problems.length === 0;
    return context.json({ ready: isReady, problems, warnings }, isReady ? 200 : 503);
  });
  http.get('/metrics', async (context) =>
    context.text(await metrics.text(), 200, { 'content-type': metrics.contentType }),
  );
  http.get('/openapi.json', (context) => context.json(openApi(routes)));

  const limited = limitedTo(bodyMebibytesMax, 'send it in parts');
  http.use('/v1/telephony/*', limited);
  mountTelephony(http, { app, pluggedIn: telephony, log, count: metrics.countTelephony });
  http.use(
    '/telegram',
    limitedTo(updateMebibytesMax, 'no update of Telegram is as long'),
    jsonOnly,
  );
  http.use('/v1/*', bearerOnly(tokens));
  http.use('/v1/*', limited);
  for (const route of routes) {
    http.on(route.method, route.path, (context) => serve(app, route, context));
  }
  http.notFound((context) => nothingThere(http, context));
  http.onError((error, context) => {
    const fault = app.incidents.reportFault(error);
    if (fault === 'database_locked') {
      const detail = 'the database is held by a longer write; try again in a moment';
      return sendProblem(context, { status: 503, detail }, { 'retry-after': '2' });
    }
    if (fault) {
      const detail = `${incidentKinds[fault].says}; nothing was kept, send it again later`;
      return sendProblem(context, { status: 503, detail }, { 'retry-after': '60' });
    }
    log.error({ err: error, method: context.req.method, path: context.req.path }, 'http');
    return sendProblem(context, { status: 500, detail: 'a fault of Razbor; its log says more' });
  });
  return http;
}

async function serve(app: App, route: Route, context: Context): Promise<Response> {
  const params = readParameters(route.params, context.req.param());
  if (!params.ok) return sendProblem(context, params);
  const query = readParameters(route.query, context.req.queries());
  if (!query.ok) return sendProblem(context, query);
  const items = route.item ? await readItems(context) : { ok: true as const, value: [] };
  if (!items.ok) return sendProblem(context, items);
  const input = { params: params.value, query: query.value, items: items.value };
  const result = await route.handle(app, input);
  if (!result.ok) return sendProblem(context, result);
  if (!('file' in result)) return context.json(result.body as object);
  const { type, name, bytes } = result.file;
  return context.body(new Uint8Array(bytes), 200, {
    'content-type': type,
    'content-disposition': `attachment; filename="${name}"`,
  });
}

/** 405 where the path is known with another method, else 404. */
function nothingThere(http: Http, context: Context): Response {
  const methods = new Set(
    http.routes
      .filter(({ method, path }) => method !== 'ALL' && pattern(path).test(context.req.path))
      .flatMap(({ method }) => (method === 'GET' ? ['GET', 'HEAD'] : [method])),
  );
  if (methods.size === 0) {
    const detail = `there is nothing at ${context.req.path}; /openapi.json lists what there is`;
    return sendProblem(context, { status: 404, detail });
  }
  const allow = [...methods].sort().join(', ');
  const detail = `${context.req.method} is not done here; use ${allow}`;
  return sendProblem(context, { status: 405, detail }, { allow });
}

function pattern(path: string): RegExp {
  return new RegExp(`^${path.replaceAll('.', '\\.').replace(/:\w+/g, '[^/]+')}$`);
}

export interface Listening {
  port: number;
  /** Takes no more requests and answers when those under way are done, or are cut off after a second. */
  close(): Promise<void>;
}

interface Address {
  host: string;
  port: number;
  ending?: AbortSignal;
  onError?: (error: unknown, what: string) => void;
}

/**
 * Port 0 takes a free one; closes by itself once `ending` is aborted. Rejects where the port is taken or the
 * host is not one of this machine.
 */
export function listen(
  http: Pick<Hono, 'fetch'>,
  { host, port, ending, onError = () => {} }: Address,
): Promise<Listening> {
  const server = createAdaptorServer({ fetch: http.fetch });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      // Such as too many open files: whoever is refused tries again.
      server.on('error', (error) => onError(error, 'HTTP'));
      const { port: taken } = server.address() as AddressInfo;
      let closing: Promise<void> | null = null;
      const close = () => {
        closing ??= closed(server);
        return closing;
      };
      ending?.addEventListener('abort', () => void close());
      resolve({ port: taken, close });
    });
  });
}

const underWayMsMax = 1000;

function closed(server: ServerType): Promise<void> {
  return new Promise((resolve) => {
    // A request that is only half here may never be whole.
    const cut = setTimeout(() => {
      if ('closeAllConnections' in server) server.closeAllConnections();
    }, underWayMsMax);
    server.close(() => {
      clearTimeout(cut);
      resolve();
    });
    if ('closeIdleConnections' in server) server.closeIdleConnections();
  });
}
