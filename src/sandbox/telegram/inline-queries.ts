import type { ChatMessage } from './chat-message.ts';
import { inlineAnswerLifetimeMs, inlineWaitMs, keptInlineQueriesMax } from './limits.ts';

/** A result as somebody sees it above their text box, and what picking it sends. */
export interface InlineResult {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly sends: Partial<ChatMessage>;
}

/** How the bot answered; `answered: false` when it did not within the wait. */
export interface InlineAnswer {
  readonly answered: boolean;
  readonly results: readonly InlineResult[];
  /** Where the next results begin; empty: there are none. */
  readonly nextOffset: string;
  /** Stands above the results: opens the bot with this start parameter. */
  readonly button: { readonly text: string; readonly startParameter: string } | null;
}

interface OpenQuery {
  readonly userId: number;
  readonly at: number;
  given: InlineAnswer | null;
  waiting: ((answer: InlineAnswer) => void) | null;
}

const unanswered: InlineAnswer = { answered: false, results: [], nextOffset: '', button: null };

/** Joins what a person types to the bot inline with the `answerInlineQuery` that the bot makes of it. */
export function createInlineQueries(clock: { now(): number }) {
  const queries = new Map<string, OpenQuery>();
  let lastId = 6_000_000_000_000_000n;

  return {
    /** Opens a query: its id and the answer to come. */
    open(userId: number): { id: string; answer: Promise<InlineAnswer> } {
      lastId += 1n;
      const id = String(lastId);
      const query: OpenQuery = { userId, at: clock.now(), given: null, waiting: null };
      queries.set(id, query);
      if (queries.size > keptInlineQueriesMax) {
        const [oldest = ''] = queries.keys();
        queries.get(oldest)?.waiting?.(unanswered);
        queries.delete(oldest);
      }
      const answer = new Promise<InlineAnswer>((resolve) => {
        const timer = setTimeout(() => query.waiting?.(unanswered), inlineWaitMs);
        timer.unref();
        query.waiting = (given) => {
          clearTimeout(timer);
          query.waiting = null;
          resolve(given);
        };
      });
      return { id, answer };
    },
    /** Hands the bot's answer over; false where the id is unknown, answered already or too old. */
    answer(id: string, given: Omit<InlineAnswer, 'answered'>): boolean {
      const query = queries.get(id);
      if (!query || query.given) return false;
      if (!query.waiting && clock.now() - query.at > inlineAnswerLifetimeMs) return false;
      query.given = { ...given, answered: true };
      query.waiting?.(query.given);
      return true;
    },
    /** A result that this person was shown. */
    result(id: string, userId: number, resultId: string): InlineResult | null {
      const query = queries.get(id);
      if (query?.userId !== userId) return null;
      return query.given?.results.find((result) => result.id === resultId) ?? null;
    },
    /** Lets every waiting query go unanswered. */
    close(): void {
      for (const query of queries.values()) query.waiting?.(unanswered);
    },
  };
}
