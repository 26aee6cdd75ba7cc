import { createHmac } from 'node:crypto';
import type { SendEvent } from '../app/credit/events.ts';

const timeoutMs = 10_000;

/**
 * `t=<unix seconds>,v1=<hex HMAC-SHA-256 of "t.body">`: who knows the secret can tell that a body is ours
 * and how old it is.
 */
function signatureOf(body: string, secret: string, at: number): string {
  const t = Math.floor(at / 1000);
  const v1 = createHmac('sha256', secret).update(`${t}.${body}`).digest('hex');
  return `t=${t},v1=${v1}`;
}

/** Posts events as JSON to an address; anything but a 2xx within ten seconds is a failure. */
export function eventSender(url: string, secret: string, now: () => number): SendEvent {
  return async (event) => {
    const body = JSON.stringify(event);
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-razbor-event': String(event.id),
        'x-razbor-signature': signatureOf(body, secret, now()),
      },
      body,
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    });
    await response.body?.cancel();
    if (!response.ok) throw new Error(`${new URL(url).host} answered ${response.status}`);
  };
}
