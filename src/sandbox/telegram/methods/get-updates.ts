import { longPollSecondsMax } from '../limits.ts';
import { integerOf, jsonOf, type Params } from '../params.ts';
import type { Updates } from '../poll.ts';
import { conflict, done } from '../reply.ts';
import type { MethodCall } from './method.ts';

const webhookActive = conflict(
  "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
);

/** `getUpdates`: confirms what is before `offset` and waits up to `timeout` seconds for more. */
export function getUpdates({ world, params, gone }: MethodCall): Updates | Promise<Updates> {
  if (world.webhook.url() !== '') return webhookActive;
  const { updates, poll } = world;
  const allowed = readAllowedUpdates(params);
  if (allowed !== null) updates.allow(allowed);
  const offset = integerOf(params, 'offset') ?? 0;
  const limit = Math.min(Math.max(integerOf(params, 'limit') ?? 100, 1), 100);
  const timeout = Math.min(Math.max(integerOf(params, 'timeout') ?? 0, 0), longPollSecondsMax);
  if (offset < 0) updates.keepLast(-offset);
  else updates.confirmBefore(offset);
  poll.endByOtherPoll();
  const ready = updates.first(limit);
  if (timeout === 0 || ready.length > 0) return done(ready);
  return poll.wait(limit, timeout * 1000, gone);
}

/** `allowed_updates` of getUpdates and setWebhook; null where it is not given. */
export function readAllowedUpdates(params: Params): string[] | null {
  const given = jsonOf(params, 'allowed_updates');
  return Array.isArray(given) ? given.filter((kind) => typeof kind === 'string') : null;
}
