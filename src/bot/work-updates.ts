import type { Update } from 'grammy/types';
import type { ReceivedUpdates } from '../app/people/received-updates.ts';
import { readUpdate } from './read-update.ts';

/** So many updates may be in hand at a time; more wait at Telegram. */
const inHandMax = 500;

interface UpdateWorkParts {
  received: ReceivedUpdates;
  /** Works one update and notes that it is worked; rejects where that fails. */
  handle(update: Update): Promise<void>;
  onFailed(error: unknown, what: string): void;
  /** Something that cannot be read, and is left alone: what about it, in words of ours. */
  onUnreadable(problem: string): void;
}

export interface UpdateWork {
  /**
   * Reads what Telegram brought and keeps it; once this answers it may be confirmed to Telegram. Throws
   * where it cannot be kept: then nothing of it is worked.
   */
  take(given: readonly unknown[]): void;
  /** Works what the last process left, then what has come since, then whatever comes. */
  begin(): void;
  /** Whether as much is in hand as may be. */
  isFull(): boolean;
  /** Answers once there is room again. */
  room(): Promise<void>;
  /** Begins nothing any more; answers when what is in hand is worked, at the latest after `withinMs`. */
  end(withinMs: number): Promise<void>;
}

/** Updates on their way from the door through the bot, each kept until it is worked. */
export function createUpdateWork({
  received,
  handle,
  onFailed,
  onUnreadable,
}: UpdateWorkParts): UpdateWork {
  const inHand = new Set<Promise<void>>();
  let stage: 'waiting' | 'working' | 'ended' = 'waiting';

  async function work(update: Update): Promise<void> {
    try {
      await handle(update);
    } catch (error) {
      // The process is about to end: the next one works it.
      if (stage !== 'ended') fail(update.update_id, error);
    }
  }

  /** What failed is logged and over: it would fail again. */
  function fail(id: number, error: unknown): void {
    onFailed(error, `update ${id}`);
    try {
      received.worked(id);
    } catch (noted) {
      onFailed(noted, `noting that update ${id} failed`);
    }
  }

  function begin(update: Update): void {
    const one = work(update).finally(() => inHand.delete(one));
    inHand.add(one);
  }

  function read(given: unknown): Update[] {
    const known = readUpdate(given);
    if (known.ok) return [known.update];
    onUnreadable(known.problem);
    return [];
  }

  return {
    take(given) {
      const fresh = received.keep(given.flatMap(read));
      // Until the bot is connected they are only kept; `begin` finds them with what was left.
      if (stage === 'working') for (const update of fresh) begin(update);
    },
    begin() {
      const { updates, givenUp } = received.unworked();
      for (const id of givenUp) {
        onFailed(new Error('several processes ended with it in hand'), `update ${id}`);
      }
      stage = 'working';
      for (const update of updates.flatMap(read)) begin(update);
    },
    isFull: () => inHand.size >= inHandMax,
    async room() {
      while (inHand.size >= inHandMax) await Promise.race(inHand);
    },
    async end(withinMs) {
      const wasWorking = stage === 'working';
      if (wasWorking && inHand.size > 0) {
        let timer: NodeJS.Timeout | null = null;
        const late = new Promise<void>((resolve) => {
          timer = setTimeout(resolve, withinMs);
        });
        await Promise.race([allWorked(), late]);
        if (timer) clearTimeout(timer);
      }
      stage = 'ended';
    },
  };

  async function allWorked(): Promise<void> {
    while (inHand.size > 0) await Promise.all(inHand);
  }
}
