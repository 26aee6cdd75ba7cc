import { readState, removeState, writeState } from '../../db/chat-states.ts';
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
