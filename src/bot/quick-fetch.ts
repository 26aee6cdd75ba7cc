import type { Readable } from 'node:stream';
import type { ApiClientOptions } from 'grammy';
import { request } from 'undici';

/**
 * The part of `fetch` that grammY calls Telegram with, on undici's plain `request`: its own client
 * spends about half as much again on every call, and a press makes two.
 */
const quick = async (url: string, { method, headers, body, signal }: RequestParts) => {
  const response = await request(url, {
    method,
    headers,
    body: body ?? null,
    ...(signal ? { signal: signal as AbortSignal } : {}),
  });
  return { status: response.statusCode, json: () => response.body.json() };
};

interface RequestParts {
  method: 'POST' | 'GET';
  headers: Record<string, string>;
  body?: string | Readable;
  /** Of whatever kind grammY brings along: nothing of Node's own signals but this is asked of it. */
  signal?: Pick<AbortSignal, 'aborted' | 'addEventListener' | 'removeEventListener'>;
}

export const quickFetch = quick as unknown as NonNullable<ApiClientOptions['fetch']>;

type Fetch = NonNullable<ApiClientOptions['fetch']>;
type Quick = (
  url: string,
  parts: RequestParts,
) => Promise<{ status: number; json(): Promise<unknown> }>;

/** The same, but once `ending` is aborted every call is given up. */
export function fetchUntil(fetch: Fetch, ending: AbortSignal): Fetch {
  const call = fetch as unknown as Quick;
  // One listener for all that is under way: Node takes many on one signal for a leak.
  const underWay = new Set<AbortController>();
  ending.addEventListener('abort', () => {
    for (const own of underWay) own.abort();
  });
  const until: Quick = async (url, { signal, ...parts }) => {
    const own = new AbortController();
    const abort = () => own.abort();
    if (signal?.aborted || ending.aborted) abort();
    underWay.add(own);
    signal?.addEventListener('abort', abort);
    const release = () => {
      underWay.delete(own);
      signal?.removeEventListener('abort', abort);
    };
    try {
      const response = await call(url, { ...parts, signal: own.signal });
      return { status: response.status, json: () => response.json().finally(release) };
    } catch (error) {
      release();
      throw error;
    }
  };
  return until as unknown as Fetch;
}
