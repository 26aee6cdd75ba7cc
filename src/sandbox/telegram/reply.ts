/**
 * What a Bot API method comes to: a value, or a refusal in Telegram's own shape and words
 * (https://core.telegram.org/bots/api#making-requests).
 */
export type Reply<T = unknown> = { readonly ok: true; readonly result: T } | Refusal;

export interface Refusal {
  readonly ok: false;
  readonly error_code: number;
  readonly description: string;
  readonly parameters?: { readonly retry_after?: number };
}

export function done<T>(result: T): { readonly ok: true; readonly result: T } {
  return { ok: true, result };
}

/** `text` is Telegram's own, without the words "Bad Request: " in front. */
export function badRequest(text: string): Refusal {
  return { ok: false, error_code: 400, description: `Bad Request: ${text}` };
}

export function forbidden(text: string): Refusal {
  return { ok: false, error_code: 403, description: `Forbidden: ${text}` };
}

export function conflict(text: string): Refusal {
  return { ok: false, error_code: 409, description: `Conflict: ${text}` };
}

export function tooManyRequests(retryAfterS: number): Refusal {
  return {
    ok: false,
    error_code: 429,
    description: `Too Many Requests: retry after ${retryAfterS}`,
    parameters: { retry_after: retryAfterS },
  };
}

export const unauthorized: Refusal = { ok: false, error_code: 401, description: 'Unauthorized' };
export const notFound: Refusal = { ok: false, error_code: 404, description: 'Not Found' };
export const unknownMethod: Refusal = { ...notFound, description: 'Not Found: method not found' };
export const requestTooLarge: Refusal = {
  ok: false,
  error_code: 413,
  description: 'Request Entity Too Large',
};
