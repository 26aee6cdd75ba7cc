import { expect, test } from 'vitest';
import { simulate } from './simulate.ts';

// A bounded number; `npm run simulate` lives through as many as one likes.

test('the same seed gives the same story', async () => {
  const [once, again] = [await simulate(3, 1), await simulate(3, 1)];
  expect(again.hash).toBe(once.hash);
  expect(once.broken).toBeNull();
});

test('every invariant holds over three days, and what follows from them', async () => {
  const { broken, reached } = await simulate(5, 3);
  expect(broken).toBeNull();
  expect(reached['sample → listening_credit'] ?? 0).toBeGreaterThan(0);
});
