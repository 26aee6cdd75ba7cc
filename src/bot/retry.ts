import { setTimeout as sleep } from 'node:timers/promises';
import { HttpError, type Transformer } from 'grammy';
import { outcomeOf } from './telegram-refusals.ts';

/** What sends a file takes as long as the file does; it is waited for beside the chat (background-tasks.ts). */
const sendsFile = /^(send(Voice|Audio|Document|Photo)|editMessageMedia)$/;

export interface RetryLimits {
  /** How long a call may take in all, its repetitions and the pauses between them among it. */
  callMs: number;
  fileMs: number;
  /** The pauses before it is made again. */
  pausesMs: readonly number[];
  /** Telegram's own wish to wait (429) is obeyed within the call up to so long. */
  waitMs: number;
}

const defaults: RetryLimits = {
  callMs: 20_000,
  fileMs: 120_000,
  pausesMs: [1000, 3000],
  waitMs: 5000,
};

/**
 * A call that Telegram asks to make later, or does not answer, is made again, but never for long: whoever
 * it is made for has the rest of their chat waiting behind it. `getUpdates` sees to itself (poll.ts).
 */
export function retry({ callMs, fileMs, pausesMs, waitMs }: RetryLimits = defaults): Transformer {
  return async (prev, method, payload, given) => {
    if (method === 'getUpdates') return prev(method, payload, given);
    const startedAt = performance.now();
    const limitMs = sendsFile.test(method) ? fileMs : callMs;
    const patience = AbortSignal.timeout(limitMs);
    // grammY types signals by a package that says the same as Node's.
    const signal = (given ? AbortSignal.any([given as never, patience]) : patience) as never;
    const leftMs = () => limitMs - (performance.now() - startedAt);

    for (let attempt = 0; ; attempt += 1) {
      const pauseMs = pausesMs[attempt];
      try {
        const answer = await prev(method, payload, signal);
        if (answer.ok) return answer;
        const againMs = pauseMs === undefined ? null : waitOf(method, answer, { pauseMs, waitMs });
        if (againMs === null || againMs >= leftMs()) return answer;
        await sleep(againMs, undefined, { signal });
      } catch (error) {
        const again = error instanceof HttpError && !patience.aborted && !given?.aborted;
        if (!again || pauseMs === undefined || pauseMs >= leftMs()) throw error;
        await sleep(pauseMs, undefined, { signal });
      }
    }
  };
}

interface Refused {
  error_code: number;
  description: string;
  parameters?: { retry_after?: number };
}

/** How long to wait before the next attempt; null where another would come to the same, or is too far off. */
function waitOf(
  method: string,
  { error_code: code, description, parameters }: Refused,
  { pauseMs, waitMs }: { pauseMs: number; waitMs: number },
): number | null {
  if (outcomeOf(method, code, description) !== 'wait') return null;
  if (code !== 429) return pauseMs;
  const askedMs = (parameters?.retry_after ?? Number.POSITIVE_INFINITY) * 1000;
  return askedMs <= waitMs ? askedMs : null;
}
