import {
  lastUpdates,
  readState,
  removeState,
  takeUpdate,
  writeState,
} from '../../db/chat-states.ts';
import type { App } from '../app.ts';

/** Where the bot keeps what it must remember between two updates, through restarts. */
export function chatStorage(app: App) {
  return {
    read: (key: string): unknown => readState(app.db, key),
    write: (key: string, value: unknown): void =>
      app.db.transaction((tx) => writeState(tx, key, value)),
    delete: (key: string): void => app.db.transaction((tx) => removeState(tx, key)),
  };
}

/** Updates already worked: Telegram may bring one again, also to the next process. */
export interface SeenUpdates {
  has(updateId: number): boolean;
  add(updateId: number): void;
  /** Writes down what was added since the last time. */
  flush(): void;
}

const rememberedMax = 10_000;

export function seenUpdates(app: App): SeenUpdates {
  const seen = new Set(lastUpdates(app.db, rememberedMax));
  let added: number[] = [];
  return {
    has: (updateId) => seen.has(updateId),
    add(updateId) {
      seen.add(updateId);
      added.push(updateId);
      for (const oldest of seen) {
        if (seen.size <= rememberedMax) break;
        seen.delete(oldest);
      }
    },
    flush() {
      if (added.length === 0) return;
      const batch = added;
      added = [];
      try {
        app.db.transaction((tx) => {
          for (const updateId of batch) takeUpdate(tx, updateId, app.now());
        });
      } catch (error) {
        // Written down with the next ones, once that can be done.
        added = [...batch, ...added].slice(-rememberedMax);
        throw error;
      }
    },
  };
}
