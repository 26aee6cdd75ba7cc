import type { Beacon } from '../app/app.ts';
import { type BeaconChain, readChain, readRound, roundAfter, roundAt } from '../domain/drand.ts';
import type { Instant } from '../domain/time.ts';

const timeoutMs = 10_000;
/** `/info` and a round have some hundreds of bytes. */
const answerBytesMax = 10_000;

/**
 * A drand chain over HTTP (https://docs.drand.love/dev-guide/API-Documentation/drand-http-api): `<url>/<hash>/info` and
 * `<url>/<hash>/public/<round>`. Nothing of an answer is believed: the chain is held to its hash, a round to the chain's
 * key.
 */
export function drandBeacon(
  { url, chainHash }: { url: string; chainHash: string },
  now: () => Instant,
  ending?: AbortSignal,
): Beacon {
  let chain: BeaconChain | null = null;
  const ask = async (path: string): Promise<unknown> => {
    const response = await fetch(`${url}/${chainHash}/${path}`, {
      redirect: 'error',
      signal: AbortSignal.any([AbortSignal.timeout(timeoutMs), ...(ending ? [ending] : [])]),
    });
    if (!response.ok) {
      await response.body?.cancel();
      throw new Error(`${new URL(url).host} answered ${response.status} to ${path}`);
    }
    return JSON.parse(await firstBytes(response));
  };
  return {
    async roundAfter(at) {
      chain ??= readChain(await ask('info'), chainHash);
      const round = roundAfter(chain, at);
      if (now() < roundAt(chain, round)) return null;
      return readRound(await ask(`public/${round}`), chain, round);
    },
  };
}

async function firstBytes({ body }: Response): Promise<string> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of body ?? []) {
    bytes += part.length;
    if (bytes > answerBytesMax) throw new Error(`an answer of more than ${answerBytesMax} bytes`);
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}
