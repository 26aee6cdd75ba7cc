import type { Transformer } from 'grammy';
import type { Incidents } from '../app/incidents.ts';
import { outcomeOf } from './telegram-refusals.ts';

/** How often each method was answered in which way: `ok`, `unanswered`, or what its refusal means. */
export interface TelegramAnswers {
  /** Installed beneath all else, so that each attempt is seen. */
  readonly counting: Transformer;
  all(): { method: string; outcome: string; count: number }[];
}

/** So many calls in a row without an answer are no mishap of one of them. */
const unansweredMax = 3;

export function countAnswers(incidents: Pick<Incidents, 'report' | 'over'>): TelegramAnswers {
  const counts = new Map<string, { method: string; outcome: string; count: number }>();
  let unanswered = 0;

  function count(method: string, outcome: string): void {
    const key = `${method} ${outcome}`;
    const known = counts.get(key) ?? { method, outcome, count: 0 };
    known.count += 1;
    counts.set(key, known);
  }

  function heard(): void {
    if (unanswered >= unansweredMax) incidents.over('telegram_unreachable');
    unanswered = 0;
  }

  function unheard(error: unknown): void {
    unanswered += 1;
    if (unanswered >= unansweredMax) incidents.report('telegram_unreachable', error);
  }

  return {
    all: () => [...counts.values()],
    async counting(prev, method, payload, signal) {
      try {
        const answer = await prev(method, payload, signal);
        const { error_code: code, description } = answer as {
          error_code: number;
          description: string;
        };
        count(method, answer.ok ? 'ok' : outcomeOf(method, code, description));
        // Behind a proxy a fault of Telegram's looks the same as none of it.
        if (answer.ok || code < 500) heard();
        else unheard(new Error(description));
        return answer;
      } catch (error) {
        // Whoever calls it off, such as the end of the service, learns nothing of Telegram.
        if (!signal?.aborted) {
          count(method, 'unanswered');
          unheard(error);
        }
        throw error;
      }
    },
  };
}

/** One transformer within another: `outer` sees what `inner` leaves. */
export function around(outer: Transformer, inner: Transformer): Transformer {
  return (prev, method, payload, signal) =>
    outer((m, p, s) => inner(prev, m, p, s), method, payload, signal);
}
