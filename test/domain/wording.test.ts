import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { inWords } from '../../src/domain/wording.ts';

const said = (schema: z.ZodType, value: unknown) => {
  const parsed = schema.safeParse(value, { error: inWords });
  return parsed.success ? null : parsed.error.issues.map(({ message }) => message);
};

describe('what is wrong with a value is said in plain words', () => {
  test.each<[string, z.ZodType, unknown, string]>([
    ['nothing', z.string(), undefined, 'is required'],
    ['a number for a text', z.string(), 5, 'must be text, not 5'],
    ['a text for a number', z.number(), 'five', 'must be a number, not "five"'],
    ['no number', z.number(), Number.NaN, 'must be a number'],
    ['half of one', z.int(), 1.5, 'must be a whole number, not 1.5'],
    ['a word for yes or no', z.boolean(), 'yes', 'must be true or false, not "yes"'],
    ['null for a list', z.array(z.string()), null, 'must be a list, not null'],
    ['a list for an object', z.object({}), [], 'must be an object with named fields, not a list'],
    ['an object for a text', z.string(), {}, 'must be text, not an object'],
    ['true for a text', z.string(), true, 'must be text, not true'],
    ['a long text', z.number(), 'x'.repeat(41), `must be a number, not "${'x'.repeat(40)}"`],
    ['what has no words of ours', z.date(), 'soon', 'must be date, not "soon"'],

    ['an empty text', z.string().min(1), '', 'must not be empty'],
    ['a short text', z.string().min(3), 'ab', 'is shorter than 3'],
    ['an empty list', z.array(z.int()).min(1), [], 'must not be empty'],
    ['a short list', z.array(z.int()).min(2), [1], 'is shorter than 2'],
    ['a small number', z.int().min(1), 0, 'must be at least 1'],
    ['a long text', z.string().max(3), 'abcd', 'is longer than 3 characters'],
    ['a long list', z.array(z.int()).max(1), [1, 2], 'has more than 1 entries'],
    ['a large number', z.number().max(5), 6, 'must be at most 5'],

    ['none of the words', z.enum(['a', 'b']), 'c', 'must be one of: a, b'],
    ['no word at all', z.enum(['a', 'b']), undefined, 'is required'],
    ['no address', z.url(), 'here', 'is no URL, such as https://example.com'],
    ['no letters', z.string().regex(/^[a-z]+$/), '5', 'is malformed'],
    ['a thousandth', z.number().multipleOf(0.01), 0.001, 'must be a multiple of 0.01'],
    ['strange fields', z.strictObject({}), { a: 1, b: 2 }, 'is not known here: a, b'],
  ])('%s', (_, schema, value, words) => {
    expect(said(schema, value)).toEqual([words]);
  });

  test('what a schema says itself goes first', () => {
    const own = z.string().refine((text) => text === 'x', 'is no x');
    expect(said(own, 'y')).toEqual(['is no x']);
    expect(said(z.union([z.string(), z.int()], 'must be one of two'), null)).toEqual([
      'must be one of two',
    ]);
  });

  test('what no words were found for is said as zod says it', () => {
    expect(said(z.union([z.string(), z.int()]), null)).toEqual(['Invalid input']);
    expect(said(z.record(z.string().max(1), z.int()), { long: 1 })).toEqual([
      'Invalid key in record',
    ]);
    expect(said(z.map(z.string(), z.int()), new Map([['a', 'b']]))).not.toBeNull();
    expect(
      said(
        z.string().refine(() => false),
        'y',
      ),
    ).toEqual(['Invalid input']);
  });
});
