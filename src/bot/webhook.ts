import { createHash, timingSafeEqual } from 'node:crypto';
import type { Api } from 'grammy';
import type { Context, Env, Hono } from 'hono';
import { allowedUpdates } from './read-update.ts';
import type { UpdateWork } from './work-updates.ts';

export interface Webhook {
  /** The address of this service, as Telegram reaches it. */
  readonly url: string;
  readonly secret: string;
}

const path = '/telegram';

/** Where Telegram pushes updates: each is answered once it is kept, and worked afterwards. */
export function mountWebhook<E extends Env>(
  http: Hono<E>,
  { secret }: Webhook,
  { work, onNotKept }: { work: UpdateWork; onNotKept(error: unknown): void },
): void {
  const known = digest(secret);
  http.post(path, async (context: Context<E>) => {
    const given = context.req.header('x-telegram-bot-api-secret-token') ?? '';
    if (!timingSafeEqual(digest(given), known)) return context.body(null, 401);
    const update: unknown = await context.req.json();
    // Telegram brings it again after a while.
    if (work.isFull()) return context.body(null, 503);
    try {
      work.take([update]);
    } catch (error) {
      onNotKept(error);
      return context.body(null, 503);
    }
    return context.body(null, 200);
  });
}

const digest = (text: string) => createHash('sha256').update(text).digest();

/** Another program took the webhook away, or put its own in its place. */
export class WebhookTaken extends Error {}

/**
 * Sees that Telegram pushes the updates to this service.
 *
 * @param known false: not asked before, so that what stands there may be another's or of another setting
 * @throws WebhookTaken where it was known and is not there any more; it is put back all the same
 */
export async function claimWebhook(
  api: Api,
  webhook: Webhook,
  known: boolean,
  signal: AbortSignal,
): Promise<void> {
  const url = new URL(path, webhook.url).href;
  // grammY types signals by a package that says the same as Node's.
  const stands = known ? (await api.getWebhookInfo(signal as never)).url === url : false;
  if (stands) return;
  const settings = { secret_token: webhook.secret, allowed_updates: allowedUpdates };
  await api.setWebhook(url, settings, signal as never);
  if (known) throw new WebhookTaken('another program changed the webhook of this token');
}
