import { type Connection, pauseAfter } from './connection.ts';
import type { UpdateWork } from './work-updates.ts';

export interface RepeatParts {
  connection: Connection;
  /** The updates cannot be kept: the database takes nothing. */
  onNotKept(error: unknown): void;
  pause(ms: number): Promise<void>;
  isOver(): boolean;
}

/**
 * Does a step of listening to Telegram again and again until it is over. Nothing that Telegram answers ends
 * this: it is said what is wrong, and tried again after a pause that grows.
 */
export async function repeat(
  step: () => Promise<void>,
  { connection, onNotKept, pause, isOver }: RepeatParts,
): Promise<void> {
  let failures = 0;
  while (!isOver()) {
    try {
      await step();
      failures = 0;
    } catch (error) {
      if (isOver()) return;
      failures += 1;
      if (error instanceof NotKept) onNotKept(error.cause);
      else connection.failed(error);
      await pause(pauseAfter(failures, error));
    }
  }
}

/** Work on the database beside that on the connection, so that it is said which of them failed. */
export function keeping<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw new NotKept('the database does not keep what Telegram brought', { cause: error });
  }
}

class NotKept extends Error {}

export interface PollParts extends Pick<RepeatParts, 'connection'> {
  /** Makes Telegram give the updates to whoever polls; asked first, and again after each failure. */
  claim(): Promise<void>;
  /** Asks Telegram for what comes from `offset` on; waits there for a while if there is nothing. */
  fetch(offset: number): Promise<readonly unknown[]>;
  work: Pick<UpdateWork, 'take' | 'room'>;
}

/**
 * One poll after the other. Asking for the updates after one is what confirms it, so that none is asked
 * past before it is kept.
 */
export function polling({ claim, fetch, work, connection }: PollParts) {
  let offset = 0;
  let claimed = false;
  return async (): Promise<void> => {
    await work.room();
    try {
      if (!claimed) await claim();
      claimed = true;
      const given = await fetch(offset);
      connection.answered();
      if (given.length === 0) return;
      keeping(() => work.take(given));
      offset = after(given);
    } catch (error) {
      claimed = false;
      throw error;
    }
  };
}

/** The offset that confirms these updates; Telegram may begin a new numbering at any time. */
function after(given: readonly unknown[]): number {
  const ids = given
    .map((update) => (update as { update_id?: unknown } | null)?.update_id)
    .filter((id) => Number.isSafeInteger(id)) as number[];
  if (ids.length === 0) throw new Error('Telegram brought updates without a number');
  return Math.max(...ids) + 1;
}
