import { expect, test } from 'vitest';
import { z } from 'zod';
import {
  externalId,
  isoInstant,
  listOf,
  localInstant,
  readFields,
} from '../../src/telephony/fields.ts';

const detailOf = (schema: z.ZodType, given: unknown) => {
  const read = readFields(z.object({ at: schema }), { at: given });
  return read.ok ? null : read.detail;
};
const outOfTime = 'at lies outside the years 2000 to 2099; correct the clock of what sends it';

test.each([
  '0001-01-01T00:00:00Z',
  '1999-12-31T23:59:59Z',
  '9999-12-31T23:59:59Z',
  '+271821-04-20T00:00:00Z',
])('%s is no time at which a call began', (given) => {
  expect(detailOf(isoInstant, given)).toBe(outOfTime);
});

test('nor is such a wall time', () => {
  const zoned = localInstant('Europe/Moscow');
  expect(detailOf(zoned, '9999-12-31 00:00:00')).toBe(outOfTime);
  expect(detailOf(zoned, '0001-01-01 00:00:00')).toBe(outOfTime);
  expect(detailOf(zoned, '2026-11-23 14:05:00')).toBeNull();
  expect(detailOf(isoInstant, '20261123T110500Z')).toBeNull();
});

test('a sign that nobody can see is refused by its number', () => {
  expect(detailOf(externalId, 'a\u0000b')).toMatch(/^at holds U\+0000/);
});

test('a long list is counted before it is gone through', () => {
  let seen = 0;
  const counting = z.string().refine(() => {
    seen += 1;
    return true;
  });
  expect(detailOf(listOf(counting, 3), ['a', 'b', 'c'])).toBeNull();
  expect(detailOf(listOf(counting, 3), Array(100_000).fill('a'))).toBe(
    'at has more than 3 entries',
  );
  expect(seen).toBe(3);
});
