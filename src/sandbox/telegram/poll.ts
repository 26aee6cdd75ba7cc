import { conflict, done, type Reply } from './reply.ts';
import type { QueuedUpdate, UpdateQueue } from './update-queue.ts';

export type Updates = Reply<QueuedUpdate['body'][]>;

const otherPoll = conflict(
  'terminated by other getUpdates request; make sure that only one bot instance is running',
);
const webhookSet = conflict('terminated by setWebhook request');

/** The one long poll that may wait at a time; a later one ends it, as at Telegram. */
export function createPoll(updates: UpdateQueue) {
  let waiting: ((answer: Updates) => void) | null = null;

  return {
    endByOtherPoll(): void {
      waiting?.(otherPoll);
    },
    endBySetWebhook(): void {
      waiting?.(webhookSet);
    },
    /** Up to `limit` updates as soon as there are any; none after `timeoutMs` or once `gone`. */
    wait(limit: number, timeoutMs: number, gone: AbortSignal): Promise<Updates> {
      return new Promise((resolve) => {
        const answer = (reply: Updates) => {
          clearTimeout(timer);
          unwatch();
          gone.removeEventListener('abort', stop);
          if (waiting === answer) waiting = null;
          resolve(reply);
        };
        const stop = () => answer(done([]));
        const timer = setTimeout(stop, timeoutMs);
        const unwatch = updates.watch(() => answer(done(updates.first(limit))));
        gone.addEventListener('abort', stop);
        waiting = answer;
        if (gone.aborted) stop();
      });
    },
  };
}
