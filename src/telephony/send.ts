import { request } from 'undici';
import type { Asking } from './provider.ts';

const answerMostMegabytes = 20;
const answerBytesMax = answerMostMegabytes * 1024 * 1024;
const timeoutMs = 30_000;

/** Asks a telephone system; the body of a 2xx, or what went wrong, without the address (it may hold a key). */
export async function sendAsking(
  asking: Asking,
  ending?: AbortSignal,
): Promise<{ ok: true; body: string } | { ok: false; detail: string }> {
  try {
    const { statusCode, body } = await request(asking.url, {
      method: asking.method,
      headers: asking.headers ?? {},
      body: asking.body ?? null,
      signal: AbortSignal.any([AbortSignal.timeout(timeoutMs), ...(ending ? [ending] : [])]),
    });
    const parts: Buffer[] = [];
    let bytes = 0;
    for await (const part of body) {
      bytes += part.length;
      if (bytes > answerBytesMax) {
        return { ok: false, detail: `answers with more than ${answerMostMegabytes} MB` };
      }
      parts.push(part);
    }
    if (statusCode < 200 || statusCode > 299) return { ok: false, detail: `answers ${statusCode}` };
    return { ok: true, body: Buffer.concat(parts).toString('utf8') };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : null;
    return { ok: false, detail: `does not answer (${code ?? 'no connection'})` };
  }
}
