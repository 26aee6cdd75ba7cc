import { expect, test } from 'vitest';
import { daysMax } from '../../src/domain/absence-dates.ts';

test('two years of days are 731, one of them perhaps leap', () => {
  expect(daysMax).toBe(731);
});
