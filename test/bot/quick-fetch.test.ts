import { getEventListeners } from 'node:events';
import { expect, test } from 'vitest';
import { fetchUntil } from '../../src/bot/quick-fetch.ts';

type Fetch = Parameters<typeof fetchUntil>[0];
type Parts = { signal: AbortSignal };

/** Calls that are answered once the test says so, and given up where their signal is aborted. */
function calls(ending: AbortSignal) {
  const answers: (() => void)[] = [];
  const hanging = (_: string, { signal }: Parts) =>
    new Promise((resolve, reject) => {
      if (signal.aborted) reject(signal.reason);
      signal.addEventListener('abort', () => reject(signal.reason));
      answers.push(() => resolve({ status: 200, json: async () => 'answered' }));
    });
  const fetch = fetchUntil(hanging as unknown as Fetch, ending) as unknown as (
    url: string,
    parts: Partial<Parts>,
  ) => Promise<{ json(): Promise<string> }>;
  const begin = (signal?: AbortSignal) =>
    fetch('https://api.telegram.org', signal ? { signal } : {})
      .then((response) => response.json())
      .catch((error: Error) => error.name);
  return { begin, answers };
}

test('however many calls are under way, one listener ends them all', async () => {
  const ending = new AbortController();
  const { begin } = calls(ending.signal);
  const under = Array.from({ length: 30 }, () => begin());
  expect(getEventListeners(ending.signal, 'abort')).toHaveLength(1);
  ending.abort();
  expect(new Set(await Promise.all(under))).toEqual(new Set(['AbortError']));
  expect(await begin()).toBe('AbortError');
});

test('a call ends by its own signal as well, and lets go of it once it is answered', async () => {
  const ending = new AbortController();
  const { begin, answers } = calls(ending.signal);
  const own = new AbortController();
  const [first, second] = [begin(own.signal), begin()];
  own.abort();
  expect(await first).toBe('AbortError');
  answers[1]?.();
  expect(await second).toBe('answered');
  const kept = new AbortController();
  const third = begin(kept.signal);
  answers[2]?.();
  expect(await third).toBe('answered');
  expect(getEventListeners(kept.signal, 'abort')).toEqual([]);
});
