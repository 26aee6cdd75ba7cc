import { type Finding, fine, wrong } from '../app/company/finding.ts';
import type { Config } from '../config.ts';
import { isServed } from '../db/service-lock.ts';

const answerMsMax = 5000;

/** What the running service says of itself, where one runs: what is wrong just now, only it can know. */
export async function serviceFinding({
  databasePath,
  httpHost,
  httpPort,
}: Config): Promise<Finding> {
  if (!isServed(databasePath)) return fine('service', 'none runs on this database');
  if (httpPort === 0)
    return fine('service', 'runs; without HTTP_PORT it cannot be asked how it is');
  const host = /^(0\.0\.0\.0|::)$/.test(httpHost) ? '127.0.0.1' : httpHost;
  const url = `http://${host.includes(':') ? `[${host}]` : host}:${httpPort}/readyz`;
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(answerMsMax) });
    const { problems } = (await answer.json()) as { problems: string[] };
    if (problems.length === 0) return fine('service', 'runs and is ready');
    return wrong('service', 'runs, and is not ready', problems.join('; '));
  } catch {
    const cure = 'give this command the HTTP_HOST and HTTP_PORT of the service, or start it again';
    return wrong('service', `runs, but does not answer at ${url}`, cure);
  }
}
