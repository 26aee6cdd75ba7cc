import {
  isUpdateWorked,
  keepUpdate,
  openUpdates,
  updateBegun,
  updateWorked,
} from '../../db/telegram-updates.ts';
import type { App } from '../app.ts';

/** As much of an update of Telegram as its keeping needs. */
interface Update {
  readonly update_id: number;
}

/**
 * What Telegram brings is kept before it is confirmed to Telegram, and is forgotten once it is worked: what
 * was in hand when a process died is worked by the next one. Telegram may also bring an update twice.
 */
export interface ReceivedUpdates {
  /** Keeps what has come; answers what has not come before. Throws where the database takes nothing. */
  keep<U extends Update>(updates: readonly U[]): U[];
  /**
   * Its turn has come: false where it was worked before. Of one that an earlier process left this is counted,
   * since it may be what ended that process; one that only waited behind others is not to blame.
   */
  begins(updateId: number): boolean;
  worked(updateId: number): void;
  /**
   * What is kept and was not worked, in the order in which it came: asked once, when a process begins.
   * `givenUp`: with these several processes have begun their work already, and ended over them for all one knows.
   */
  unworked(): { updates: unknown[]; givenUp: number[] };
}

const startsMax = 10;

export function receivedUpdates(app: App): ReceivedUpdates {
  /** Worked, but the database did not take it then; tried again with the next. */
  const unwritten = new Set<number>();
  /** Of an earlier process, and not begun by this one. */
  const left = new Set<number>();
  return {
    keep: (updates) =>
      app.db.transaction((tx) =>
        updates.filter((update) => {
          const { update_id: updateId } = update;
          return keepUpdate(tx, { updateId, content: update, at: app.now() });
        }),
      ),
    begins(updateId) {
      if (unwritten.has(updateId) || isUpdateWorked(app.db, updateId)) return false;
      if (left.delete(updateId)) app.db.transaction((tx) => updateBegun(tx, updateId));
      return true;
    },
    worked(updateId) {
      unwritten.add(updateId);
      app.db.transaction((tx) => {
        for (const id of unwritten) updateWorked(tx, id, app.now());
      });
      unwritten.clear();
    },
    unworked: () =>
      app.db.transaction((tx) => {
        const open = openUpdates(tx);
        const givenUp = open.filter(({ starts }) => starts >= startsMax);
        for (const { updateId } of givenUp) updateWorked(tx, updateId, app.now());
        const again = open.filter(({ starts }) => starts < startsMax);
        for (const { updateId } of again) left.add(updateId);
        return {
          updates: again.map(({ content }) => content),
          givenUp: givenUp.map(({ updateId }) => updateId),
        };
      }),
  };
}
