import { HttpError } from 'grammy';
import { expect, test } from 'vitest';
import { retry } from '../../src/bot/retry.ts';

const limits = { callMs: 400, fileMs: 400, pausesMs: [1, 1], waitMs: 10 };
const fine = { ok: true as const, result: true };
const refused = (error_code: number, retry_after?: number) => ({
  ok: false as const,
  error_code,
  description: 'no',
  ...(retry_after === undefined ? {} : { parameters: { retry_after } }),
});
const lost = new HttpError('Network request failed', new Error('ECONNREFUSED'));

/** Calls a Telegram that gives these answers; says what came of it, and how often it was asked. */
async function called(
  answers: (Error | 'hang' | typeof fine | ReturnType<typeof refused>)[],
  method = 'sendMessage',
) {
  let asked = 0;
  const prev = async (_: unknown, __: unknown, signal?: AbortSignal) => {
    const answer = answers[asked];
    asked += 1;
    if (answer === 'hang') {
      await new Promise((_, reject) => {
        signal?.addEventListener('abort', () => reject(new HttpError('aborted', signal.reason)));
      });
    }
    if (answer instanceof Error) throw answer;
    return answer;
  };
  const outcome = await retry(limits)(prev as never, method as never, {} as never).catch(
    (error) => error,
  );
  return { outcome, asked };
}

test.each([
  ['a fault of Telegram', [refused(500), fine], 2, fine],
  ['no answer', [lost, lost, fine], 3, fine],
  ['a short wait', [refused(429, 0.005), fine], 2, fine],
  ['a long wait', [refused(429, 60), fine], 1, refused(429, 60)],
  ['a refusal', [refused(400), fine], 1, refused(400)],
  ['an outage', [lost, lost, lost, lost, fine], 3, lost],
  ['a lasting fault', [refused(502), refused(502), refused(502), fine], 3, refused(502)],
])('%s is met as often as it may help, and no longer', async (_, answers, asked, outcome) => {
  expect(await called(answers)).toEqual({ outcome, asked });
});

test('a call that hangs is given up in time and not made again', async () => {
  const { outcome, asked } = await called(['hang', fine]);
  expect(outcome).toBeInstanceOf(HttpError);
  expect(asked).toBe(1);
});

test('polling is left to itself', async () => {
  expect((await called([lost, fine] as never, 'getUpdates')).asked).toBe(1);
});
