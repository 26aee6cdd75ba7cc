import type { Context } from 'hono';
import type { App } from '../app/app.ts';
import { receiveReports } from '../app/intake/receive-telephony.ts';
import type { PluggedIn } from '../telephony/plugged-in.ts';
import type { Http } from './http.ts';
import { sendProblem } from './problem.ts';

interface TelephonyParts {
  app: App;
  pluggedIn: readonly PluggedIn[];
  log: { info(facts: object, message: string): void };
}

/**
 * `/v1/telephony/{provider}`: the providers' own webhooks with their own signatures, so that no bearer
 * token is asked for. What cannot be checked or read is refused before anything is kept.
 */
export function mountTelephony(http: Http, { app, pluggedIn, log }: TelephonyParts): void {
  const serve = async (context: Context): Promise<Response> => {
    const code = context.req.param('provider') ?? '';
    const plugged = pluggedIn.find(({ provider }) => provider.code === code);
    if (!plugged) {
      const detail = `telephony "${code}" is not set up here; TELEPHONY_${code.toUpperCase()}_… in the configuration does that`;
      return sendProblem(context, { status: 404, detail });
    }
    const url = new URL(context.req.url);
    const heard = plugged.provider.hear(
      {
        method: context.req.method === 'GET' ? 'GET' : 'POST',
        path: url.pathname.slice(`/v1/telephony/${code}`.length),
        query: url.searchParams,
        header: (name) => context.req.header(name),
        body: await context.req.text(),
      },
      plugged.settings,
      plugged.zone ?? app.policy().timeZone,
    );
    if (!heard.ok) {
      log.info({ telephony: code, why: heard.why, detail: heard.detail }, 'a webhook was refused');
      const status = heard.why === 'signature' ? 401 : 400;
      return sendProblem(context, { status, detail: heard.detail });
    }
    const { refused } = receiveReports(app, plugged.source, heard.reports);
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
  // Some providers add the name of the event to the address that they were given.
  http.all('/v1/telephony/:provider/*', (context) => {
    if (['GET', 'POST'].includes(context.req.method)) return serve(context);
    const detail = `${context.req.method} is not done here; use GET, POST`;
    return sendProblem(context, { status: 405, detail }, { allow: 'GET, POST' });
  });
}
