import { listenersMax } from './limits.ts';

/** What the page is told at once. */
export type SandboxEvent =
  | { type: 'message' | 'edited'; userId: number; message: unknown }
  | { type: 'deleted'; userId: number; messageIds: readonly number[] }
  | { type: 'toast'; userId: number; text: string; alert: boolean }
  | { type: 'typing'; userId: number; action: string }
  | { type: 'clock'; now: number; moving: boolean }
  /** The bot has made a request of the Bot API; what it said and was answered is read by its number. */
  | { type: 'request'; request: unknown }
  /** Other faults stand than before: read `GET /sandbox/faults` again. */
  | { type: 'faults' }
  /** Something about the company behind the bot has changed: read `GET /sandbox/company` again. */
  | { type: 'company' }
  /** Something about the people has changed: read `GET /sandbox/chats` again. */
  | { type: 'chats' };

type Listener = (event: SandboxEvent) => void;

/** Passes events to whoever listens now; nothing is kept for those who come later. */
export function createEventHub() {
  const listeners = new Set<Listener>();
  return {
    publish(event: SandboxEvent): void {
      for (const listener of listeners) listener(event);
    },
    /** Returns the way to stop listening, or null where too many listen already. */
    subscribe(listener: Listener): (() => void) | null {
      if (listeners.size >= listenersMax) return null;
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
