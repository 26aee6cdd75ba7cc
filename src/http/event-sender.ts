import { Webhook } from 'standardwebhooks';
import type { SendEvent } from '../app/credit/events.ts';

const timeoutMs = 10_000;

/**
 * What signs under a secret. Behind `whsec_` stands a key in base64, as the convention has it; any other
 * text is a key as it stands, byte for byte in UTF-8, however much it looks like base64.
 */
function signerOf(secret: string): Webhook {
  return secret.startsWith('whsec_')
    ? new Webhook(secret)
    : new Webhook(Buffer.from(secret), { format: 'raw' });
}

/**
 * Posts events as JSON to an address, signed by the Standard Webhooks convention; anything but a 2xx
 * within ten seconds is a failure. An event that comes again keeps its webhook-id; its time, and so its
 * signature, are those of the attempt. With `ending` aborted, an attempt fails at once.
 */
export function eventSender(
  url: string,
  secret: string,
  now: () => number,
  ending?: AbortSignal,
): SendEvent {
  const signer = signerOf(secret);
  return async (event) => {
    const id = String(event.id);
    const at = new Date(now());
    const body = JSON.stringify(event);
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'webhook-id': id,
        'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
        'webhook-signature': signer.sign(id, at, body),
      },
      body,
      redirect: 'error',
      signal: AbortSignal.any([AbortSignal.timeout(timeoutMs), ...(ending ? [ending] : [])]),
    });
    await response.body?.cancel();
    if (!response.ok) throw new Error(`${new URL(url).host} answered ${response.status}`);
  };
}
