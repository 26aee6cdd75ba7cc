import type { Db } from '../../../src/db/open.ts';
import { watchDrafts } from './drafts.ts';
import { createInvariants } from './every-invariant.ts';
import type { Surroundings } from './invariant.ts';
import { watchComments } from './sheets.ts';

const hourMs = 3_600_000;

/** As of an hour from now, so that nothing may still be on its way; nobody looked on while it came to be. */
const laterOn = (now: number): Surroundings => ({
  people: [],
  clock: () => now,
  trueNow: () => now + hourMs,
  wasSetByMs: () => 0,
  wasBroken: () => true,
  isSettled: () => true,
  isCalm: false,
  inHand: () => [],
});

/**
 * The invariants of the simulator, asked of a database that nobody watched and that has come to rest: what
 * breaks them, by their names; none where all hold.
 *
 * @param unreachable chats whose people blocked the bot at some time: their notices may be given up
 */
export function brokenIn(
  db: Db,
  now: number,
  unreachable: Iterable<number>,
): Record<string, readonly unknown[]> {
  const broken: Record<string, readonly unknown[]> = {};
  const invariants = createInvariants(
    laterOn(now),
    (name, found) => {
      broken[name] = found;
    },
    () => {},
  );
  watchDrafts(db);
  watchComments(db);
  const refusal = { ok: false, error_code: 403, description: 'Forbidden' } as const;
  for (const chatId of unreachable) {
    const call = {
      caller: 'delivery',
      method: 'sendMessage',
      fields: { chat_id: chatId },
    } as const;
    invariants.onEffect({ ...call, reply: refusal, at: now, heard: 'yes', heardAt: now }, db);
  }
  invariants.onCommit(db);
  invariants.onDay(db);
  invariants.atEnd(db);
  return broken;
}
