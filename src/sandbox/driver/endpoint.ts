import { request } from 'undici';

/** The endpoints of a local Telegram's people, clock and faults, `/sandbox/…`. */
export interface Endpoint {
  /** Throws what the sandbox says is wrong. */
  ask<T>(method: string, path: string, body?: unknown): Promise<T>;
  /** What is read again and again; unchanged, it is not carried and parsed again. */
  kept<T>(path: string): Promise<T>;
}

export function createEndpoint(telegramUrl: string): Endpoint {
  const seen = new Map<string, { etag: string; answer: unknown }>();

  return {
    async ask<T>(method: string, path: string, body?: unknown): Promise<T> {
      const url = `${telegramUrl}/sandbox${path}`;
      if (body instanceof FormData) {
        const response = await fetch(url, { method, body });
        return answered<T>(`${method} ${path}`, response.status, await response.text());
      }
      // A test asks hundreds of times; this takes a third of what `fetch` does.
      const json = body === undefined ? {} : { body: JSON.stringify(body) };
      const headers = { 'content-type': 'application/json' };
      const response = await request(url, { method: method as 'GET', headers, ...json });
      return answered<T>(`${method} ${path}`, response.statusCode, await response.body.text());
    },
    async kept<T>(path: string): Promise<T> {
      const known = seen.get(path);
      const response = await request(`${telegramUrl}/sandbox${path}`, {
        headers: { 'if-none-match': known?.etag ?? '' },
      });
      const text = await response.body.text();
      if (response.statusCode === 304 && known) return known.answer as T;
      const answer = answered<T>(path, response.statusCode, text);
      seen.set(path, { etag: String(response.headers.etag), answer });
      return answer;
    },
  };
}

function answered<T>(what: string, status: number, text: string): T {
  const answer = JSON.parse(text) as T & { error?: string };
  if (status >= 400) throw new Error(`${what}: ${status} ${answer.error}`);
  return answer;
}
