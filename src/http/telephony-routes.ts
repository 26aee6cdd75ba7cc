import type { Context } from 'hono';
import type { App } from '../app/app.ts';
import { receiveReports } from '../app/intake/receive-telephony.ts';
import type { PluggedIn } from '../telephony/plugged-in.ts';
import type { Heard, UnusedKind } from '../telephony/provider.ts';
import type { Http } from './http.ts';
import { sendProblem } from './problem.ts';

/** What an event of a telephone system came to, as the metrics count it. */
export type TelephonyEventKind = 'call' | 'unsigned' | 'malformed' | UnusedKind;

interface TelephonyParts {
  app: App;
  pluggedIn: readonly PluggedIn[];
  count(system: string, kind: TelephonyEventKind): void;
  log: { info(facts: object, message: string): void };
}

/**
 * `/v1/telephony/{provider}`: the providers' own webhooks with their own signatures, so that no bearer
 * token is asked for. What cannot be checked or read is refused before anything is kept.
 */
export function mountTelephony(http: Http, { app, pluggedIn, log, count }: TelephonyParts): void {
  const serve = async (context: Context): Promise<Response> => {
    if (!methods.includes(context.req.method)) {
      const detail = `${context.req.method} is not done here; use GET, POST`;
      return sendProblem(context, { status: 405, detail }, { allow: 'GET, POST' });
    }
    const [code = '', ...more] = segmentsOf(context.req.path);
    const plugged = pluggedIn.find(({ provider }) => provider.code === code);
    if (!plugged) {
      const detail = `telephony "${code}" is not set up here; TELEPHONY_${code.toUpperCase()}_… in the configuration does that`;
      return sendProblem(context, { status: 404, detail });
    }
    const { provider, settings, source, zone } = plugged;
    const path = more.map((segment) => `/${segment}`).join('');
    const { paths = [''] } = provider;
    if (!paths.includes(path)) {
      const said = paths.map((one) => `/v1/telephony/${code}${one}`).join(', ');
      const detail = `${provider.name} sends nothing to ${context.req.path}; it sends to ${said}`;
      return sendProblem(context, { status: 404, detail });
    }
    const heard = provider.hear(
      {
        method: context.req.method === 'POST' ? 'POST' : 'GET',
        path,
        query: new URL(context.req.url).searchParams,
        header: (name) => context.req.header(name),
        body: await context.req.text(),
      },
      settings,
      zone ?? app.policy().timeZone,
    );
    count(provider.code, kindOf(heard));
    if (!heard.ok) {
      log.info({ telephony: code, why: heard.why, detail: heard.detail }, 'a webhook was refused');
      const status = heard.why === 'signature' ? 401 : 400;
      return sendProblem(context, { status, detail: heard.detail });
    }
    const { refused } = receiveReports(app, source, heard.reports);
    for (const { externalId, error } of refused) {
      log.info({ telephony: code, externalId, error }, 'a call was refused');
    }
    // A call that is refused would be refused again: sending it once more is of no use.
    const { answer } = heard;
    return answer
      ? context.body(answer.body, 200, { 'content-type': answer.contentType })
      : context.json({ ok: true });
  };
  http.on(['GET', 'POST'], '/v1/telephony/:provider', serve);
  // Some systems add the name of the event to the address that they were given.
  http.all('/v1/telephony/*', serve);
}

const methods = ['GET', 'HEAD', 'POST'];

/**
 * What follows `/v1/telephony/`. An address is typed in by hand on the other side, and some add the name of
 * the event to it: slashes too many, doubled or at the end, name the same place.
 */
function segmentsOf(path: string): string[] {
  return path
    .slice('/v1/telephony/'.length)
    .split('/')
    .filter((segment) => segment !== '');
}

function kindOf(heard: Heard): TelephonyEventKind {
  if (!heard.ok) return heard.why === 'signature' ? 'unsigned' : 'malformed';
  return heard.reports.length > 0 ? 'call' : (heard.unused ?? 'other');
}
