import { flagOf, integerOf, textOf } from '../params.ts';
import { badRequest, done, type Reply } from '../reply.ts';
import { readAllowedUpdates } from './get-updates.ts';
import type { MethodCall } from './method.ts';

/** `setWebhook`. Unlike Telegram it takes plain http as well: the bot stands on the same machine. */
export function setWebhook(call: MethodCall): Reply<true> {
  const { world, params } = call;
  const url = textOf(params, 'url');
  if (url === '') return deleteWebhook(call);
  if (!URL.canParse(url)) return badRequest('invalid webhook URL specified');
  if (!/^https?:\/\//.test(url)) {
    return badRequest('bad webhook: An HTTPS URL must be provided for webhook');
  }
  const secretToken = textOf(params, 'secret_token');
  if (secretToken.length > 256) return badRequest('secret token is too long');
  if (/[^A-Za-z0-9_-]/.test(secretToken)) {
    return badRequest('secret token contains unallowed characters');
  }
  const maxConnections = Math.min(Math.max(integerOf(params, 'max_connections') ?? 40, 1), 100);
  const allowed = readAllowedUpdates(params);
  if (allowed !== null) world.updates.allow(allowed);
  if (flagOf(params, 'drop_pending_updates')) world.updates.clear();
  world.poll.endBySetWebhook();
  world.webhook.set({ url, secretToken, maxConnections });
  return done(true);
}

/** `deleteWebhook`. */
export function deleteWebhook({ world, params }: MethodCall): Reply<true> {
  if (flagOf(params, 'drop_pending_updates')) world.updates.clear();
  world.webhook.remove();
  return done(true);
}

/** `getWebhookInfo`. */
export function getWebhookInfo({ world }: MethodCall): Reply {
  const { url, maxConnections } = world.webhook.settings();
  const failed = world.webhook.lastError();
  const allowed = world.updates.allowed();
  return done({
    url,
    has_custom_certificate: false,
    pending_update_count: world.updates.pending().length,
    ...(url === '' ? {} : { max_connections: maxConnections }),
    ...(allowed.length === 0 ? {} : { allowed_updates: allowed }),
    ...(failed === null
      ? {}
      : { last_error_date: Math.floor(failed.at / 1000), last_error_message: failed.message }),
  });
}
