import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createPressQueue } from '../../src/sandbox/telegram/press-queue.ts';

let now = 0;
const clock = { now: () => now };

beforeEach(() => {
  now = 0;
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('a tap that the bot leaves alone is given up after ten seconds', async () => {
  const desk = createPressQueue(clock);
  const { answer } = desk.open(101);
  let given: unknown = 'waiting';
  void answer.then((answered) => {
    given = answered;
  });
  await vi.advanceTimersByTimeAsync(9999);
  expect(given).toBe('waiting');
  await vi.advanceTimersByTimeAsync(1);
  expect(given).toEqual({ answered: false });
});

test('a tap given up can be answered for a minute, and is too old after it', () => {
  const desk = createPressQueue(clock);
  const { id } = desk.open(101);
  vi.advanceTimersByTime(10_000);
  now = 60_000;
  expect(desk.answer(id, { answered: true })).toEqual({ userId: 101, first: false });
  now = 60_001;
  expect(desk.answer(id, { answered: true })).toBeNull();
});

test('moving the clock on does not make a waiting tap too old', async () => {
  const desk = createPressQueue(clock);
  const { id, answer } = desk.open(101);
  now = 172_800_000;
  expect(desk.answer(id, { answered: true, text: 'да' })).toEqual({ userId: 101, first: true });
  expect(await answer).toEqual({ answered: true, text: 'да' });
});
