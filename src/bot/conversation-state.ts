import type { NextFunction } from 'grammy';
import type { App } from '../app/app.ts';
import { chatStorage } from '../app/people/chat-state.ts';
import type { Ctx } from './context.ts';

/** To be raised when the steps of a conversation change: nothing goes on from the state of another version. */
const stateVersion = 1;
/** Enough to tell a command or a call's number from words. */
const textKept = 64;

/** Where the conversations of a chat are kept: in the database, so that they outlive the process. */
export function conversationStorage(app: App) {
  const storage = chatStorage(app);
  return {
    type: 'key' as const,
    version: stateVersion,
    adapter: {
      read: (key: string) => storage.read(key) as never,
      write: (key: string, value: unknown) => storage.write(key, slim(value)),
      delete: (key: string) => storage.delete(key),
    },
  };
}

/** What a conversation looks at again when it is gone on with; of a text, its beginning. */
const keptOfUpdate = [
  'update_id',
  'message',
  'edited_message',
  'callback_query',
  'message_id',
  'data',
  'text',
  'voice',
];

/**
 * A conversation remembers the update that it was entered with, and those since its last rewind: whole
 * screens with their buttons among them. It goes on without: what was said is in the product's own tables.
 */
function slim(value: unknown, inUpdate = false): unknown {
  if (Array.isArray(value)) return value.map((part) => slim(part, inUpdate));
  if (typeof value !== 'object' || value === null) return value;
  const within = inUpdate || 'update_id' in value;
  const kept = Object.entries(value).filter(([key]) => !within || keptOfUpdate.includes(key));
  return Object.fromEntries(
    kept.map(([key, part]) => [
      key,
      within && typeof part === 'string' ? part.slice(0, textKept) : slim(part, within),
    ]),
  );
}

/**
 * Runs a conversation. Where its state cannot be gone on from, it is dropped, and what was pressed or
 * typed finds its way as if there were none.
 */
export function orBeginAgain(
  id: string,
  conversation: (ctx: Ctx, next: NextFunction) => unknown,
  {
    isWorked,
    onError,
  }: { isWorked(ctx: Ctx): boolean; onError: (error: unknown, what: string) => void },
) {
  return async (ctx: Ctx, next: NextFunction): Promise<void> => {
    let passed = false;
    try {
      await conversation(ctx, () => {
        passed = true;
        return next();
      });
    } catch (error) {
      if (passed || isWorked(ctx)) throw error;
      onError(error, `the state of the conversation "${id}"`);
      await ctx.conversation.exit(id);
      await next();
    }
  };
}
