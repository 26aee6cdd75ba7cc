import type { Tx } from '../../db/open.ts';
import { enqueue } from '../../db/outbox.ts';
import { endOfQuiet, parseQuietHours, type QuietHours } from '../../domain/notice.ts';
import type { NewContent } from '../../domain/notice-kinds.ts';
import type { Policy } from '../../domain/policy.ts';
import type { Instant } from '../../domain/time.ts';
import type { App } from '../app.ts';

export function quietHoursOf(policy: Policy): QuietHours {
  const read = parseQuietHours(policy.quietHours);
  return read.ok ? read.quiet : null;
}

/** Whether the policy wants quiet now: what has to be said by then is said without a sound. */
export function isQuietNow(app: App): boolean {
  const policy = app.policy();
  const now = app.now();
  return endOfQuiet(now, quietHoursOf(policy), policy.timeZone) !== now;
}

/**
 * Puts a notice into the outbox, in the transaction of what it tells of. Without a `dueAt` it leaves as
 * soon as the policy's quiet hours allow.
 */
export function notify(
  tx: Tx,
  app: App,
  notice: { key: string; personId: number; dueAt?: Instant } & NewContent,
): void {
  const now = app.now();
  const policy = app.policy();
  const dueAt = notice.dueAt ?? endOfQuiet(now, quietHoursOf(policy), policy.timeZone);
  enqueue(tx, { ...notice, dueAt }, now);
  app.onOutbox();
}
