import { callbackLifetimeMs, keptCallbacksMax, pressWaitMs } from './limits.ts';

/** How the bot answered a tap; `answered: false` when it did not within the wait. */
export interface PressAnswer {
  answered: boolean;
  text?: string;
  showAlert?: boolean;
}

interface OpenPress {
  userId: number;
  at: number;
  answer: ((answer: PressAnswer) => void) | null;
}

/** Joins a person's tap with the `answerCallbackQuery` that the bot makes of it. */
export function createPressQueue(clock: { now(): number }) {
  const presses = new Map<string, OpenPress>();
  // Telegram's ids are large numbers; a fixed start keeps runs alike.
  let lastId = 4_000_000_000_000_000n;

  return {
    /** Opens a tap: its callback query id and the answer to come. */
    open(userId: number): { id: string; answer: Promise<PressAnswer> } {
      lastId += 1n;
      const id = String(lastId);
      const press: OpenPress = { userId, at: clock.now(), answer: null };
      presses.set(id, press);
      if (presses.size > keptCallbacksMax) {
        const oldest = presses.keys().next().value;
        if (oldest !== undefined) presses.delete(oldest);
      }
      const answer = new Promise<PressAnswer>((resolve) => {
        const timer = setTimeout(() => {
          press.answer = null;
          resolve({ answered: false });
        }, pressWaitMs);
        timer.unref();
        press.answer = (given) => {
          clearTimeout(timer);
          press.answer = null;
          resolve(given);
        };
      });
      return { id, answer };
    },
    /** Hands the bot's answer over. Returns whose tap it was; null where the id is unknown or too old. */
    answer(id: string, answer: PressAnswer): { userId: number; first: boolean } | null {
      const press = presses.get(id);
      if (press === undefined) return null;
      const first = press.answer !== null;
      // While the person still waits, a clock that was moved on meanwhile does not count.
      if (!first && clock.now() - press.at > callbackLifetimeMs) return null;
      press.answer?.(answer);
      return { userId: press.userId, first };
    },
    /** Lets every waiting tap go unanswered. */
    close(): void {
      for (const press of presses.values()) press.answer?.({ answered: false });
    },
  };
}
