import { HttpError } from 'grammy';
import { expect, test } from 'vitest';
import { type RetryLimits, retry } from '../../src/bot/retry.ts';

/** No call of these tests takes as long as it may, however slow the machine is. */
const limits: RetryLimits = { callMs: 30_000, fileMs: 30_000, pausesMs: [1, 1], waitMs: 10 };
const fine = { ok: true as const, result: true };
const refused = (error_code: number, retry_after?: number, description = 'no') => ({
  ok: false as const,
  error_code,
  description,
  ...(retry_after === undefined ? {} : { parameters: { retry_after } }),
});
const lost = new HttpError('Network request failed', new Error('ECONNREFUSED'));
const bug = new TypeError('x is not a function');
const aborted = (signal?: AbortSignal) => new HttpError('aborted', signal?.reason);

type Answer = Error | 'hang' | 'end' | typeof fine | ReturnType<typeof refused>;
interface Called {
  method?: string;
  limits?: Partial<RetryLimits>;
  /** What the caller gives up by; `end` in the answers is where it does. */
  caller?: AbortController;
}

/** Calls a Telegram that gives these answers; says what came of it, and how often it was asked. */
async function called(
  answers: readonly Answer[],
  { method = 'sendMessage', limits: own = {}, caller }: Called = {},
) {
  let asked = 0;
  const prev = async (_: unknown, __: unknown, signal?: AbortSignal) => {
    const answer = answers[asked];
    asked += 1;
    if (answer === 'end') caller?.abort();
    if (answer === 'hang' || answer === 'end') {
      if (signal?.aborted) throw aborted(signal);
      await new Promise((_, reject) => {
        signal?.addEventListener('abort', () => reject(aborted(signal)));
      });
    }
    if (answer instanceof Error) throw answer;
    return answer;
  };
  const call = retry({ ...limits, ...own });
  const outcome = await call(
    prev as never,
    method as never,
    {} as never,
    caller?.signal as never,
  ).catch((error) => error);
  return { outcome, asked };
}

test.each<[string, readonly Answer[], number, unknown]>([
  ['a fault of Telegram', [refused(500), fine], 2, fine],
  ['no answer', [lost, lost, fine], 3, fine],
  ['a short wait', [refused(429, 0.005), fine], 2, fine],
  ['a wait longer than is waited within a call', [refused(429, 0.05), fine], 1, refused(429, 0.05)],
  ['a long wait', [refused(429, 60), fine], 1, refused(429, 60)],
  ['a wait of no length', [refused(429), fine], 1, refused(429)],
  ['a refusal', [refused(400), fine], 1, refused(400)],
  ['an outage', [lost, lost, lost, lost, fine], 3, lost],
  ['a lasting fault', [refused(502), refused(502), refused(502), fine], 3, refused(502)],
  ['a bug of ours', [bug, fine], 1, bug],
])('%s is met as often as it may help, and no longer', async (_, answers, asked, outcome) => {
  expect(await called(answers)).toEqual({ outcome, asked });
});

test('a file that is not there for the moment is asked for again', async () => {
  const away = refused(400, undefined, 'Bad Request: the file is temporarily unavailable');
  expect(await called([away, fine], { method: 'getFile' })).toEqual({ outcome: fine, asked: 2 });
  expect((await called([away, fine])).asked).toBe(1);
});

test('a call that hangs is given up in time and not made again', async () => {
  const { outcome, asked } = await called(['hang', fine], { limits: { callMs: 30 } });
  expect(outcome).toBeInstanceOf(HttpError);
  expect(asked).toBe(1);
});

test('a call that its caller gives up is not made again', async () => {
  const caller = new AbortController();
  const { outcome, asked } = await called(['end', fine], { caller, limits: { callMs: 5000 } });
  // Not by its own time.
  expect((outcome as HttpError).error).toBe(caller.signal.reason);
  expect(asked).toBe(1);
});

test('a pause that would be over only after its time is not begun', async () => {
  const tight = { callMs: 400, pausesMs: [500], waitMs: 900 };
  for (const answer of [refused(500), refused(429, 0.5), lost]) {
    expect(await called([answer, fine], { limits: tight })).toEqual({ outcome: answer, asked: 1 });
  }
});

test.each(['sendVoice', 'sendAudio', 'sendDocument', 'sendPhoto', 'editMessageMedia'])(
  '%s, which takes a file along, has the time of a file',
  async (method) => {
    const long = { callMs: 20, fileMs: 60_000, pausesMs: [40] };
    expect((await called([refused(500), fine], { method, limits: long })).asked).toBe(2);
    const short = { callMs: 60_000, fileMs: 20, pausesMs: [40] };
    expect((await called([refused(500), fine], { method, limits: short })).asked).toBe(1);
    expect((await called([refused(500), fine], { limits: short })).asked).toBe(2);
  },
);

test('polling is left to itself', async () => {
  expect((await called([lost, fine], { method: 'getUpdates' })).asked).toBe(1);
});
