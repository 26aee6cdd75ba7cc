import type { CallbackQuery, InlineQuery } from 'grammy/types';
import type { ChatMessage } from './chat-message.ts';
import { keptUpdatesMax } from './limits.ts';

export type UpdateKind =
  | 'message'
  | 'edited_message'
  | 'callback_query'
  | 'inline_query'
  | 'my_chat_member';

/** An update as the bot is given it, with the chat it belongs to (updates of one chat stay in order). */
export interface QueuedUpdate {
  readonly chatId: number;
  readonly body: { update_id: number } & {
    message?: ChatMessage;
    edited_message?: ChatMessage;
    callback_query?: Omit<CallbackQuery, 'message'> & { message: ChatMessage };
    inline_query?: InlineQuery;
    my_chat_member?: unknown;
  };
}

export type UpdateQueue = ReturnType<typeof createUpdateQueue>;

/** What has happened and not yet reached the bot; beyond the bound the oldest is lost. `handed`: told what the bot is given. */
export function createUpdateQueue(handed: (update: QueuedUpdate) => void = () => {}) {
  let queue: QueuedUpdate[] = [];
  let lastId = 0;
  let allowed: readonly string[] = [];
  const watchers = new Set<() => void>();

  return {
    add(chatId: number, kind: UpdateKind, content: object): void {
      if (allowed.length > 0 && !allowed.includes(kind)) return;
      lastId += 1;
      // The bot must see the message as it was then, whatever is edited later.
      const body = structuredClone({ update_id: lastId, [kind]: content });
      queue.push({ chatId, body });
      if (queue.length > keptUpdatesMax) queue.shift();
      for (const watcher of [...watchers]) watcher();
    },
    /** An empty list means the usual kinds, as in Telegram. */
    allow(kinds: readonly string[]): void {
      allowed = kinds;
    },
    allowed(): readonly string[] {
      return allowed;
    },
    pending(): readonly QueuedUpdate[] {
      return queue;
    },
    first(count: number): QueuedUpdate['body'][] {
      const given = queue.slice(0, count);
      for (const update of given) handed(update);
      return given.map(({ body }) => body);
    },
    handed,
    /** The number of the latest. */
    lastId: () => lastId,
    /** Takes out everything before this update. */
    confirmBefore(updateId: number): void {
      queue = queue.filter(({ body }) => body.update_id >= updateId);
    },
    confirm(updateId: number): void {
      queue = queue.filter(({ body }) => body.update_id !== updateId);
    },
    /** Keeps only the last `count` updates. */
    keepLast(count: number): void {
      queue = queue.slice(-count);
    },
    clear(): void {
      queue = [];
    },
    /** Calls `watcher` after each new update, until the returned function is called. */
    watch(watcher: () => void): () => void {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
  };
}
