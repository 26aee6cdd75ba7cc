import { describe, expect, test } from 'vitest';
import {
  decidedOf,
  decidedTwice,
  type HeadSoFar,
  needsSecondHead,
  wholeCall,
} from '../../src/domain/second-decision.ts';

const limits = { secondHeadFellPercent: 30, secondHeadSellerPercent: 50 };
const none = { count: 0, of: 0 };
const quiet: HeadSoFar = {
  fell: none,
  fellForSeller: false,
  forSeller: none,
  atHand: { greet: 'seller_right' },
};

test('an appeal of the whole call is one decision: to take it off credit is for the seller', () => {
  expect(decidedOf('wrong_type', {}, true)).toEqual({ [wholeCall]: 'seller_right' });
  expect(decidedOf('not_my_call', {}, false)).toEqual({ [wholeCall]: 'controller_right' });
  const decisions = { greet: 'item_unclear' } as const;
  // What leaves nothing that counts is annulled, and stays what was decided of each item.
  expect(decidedOf('items', decisions, true)).toEqual(decisions);
});

test('only what both decided is decided twice', () => {
  expect(decidedTwice({ a: 'seller_right', b: 'item_unclear' }, { a: 'controller_right' })).toEqual(
    [{ itemCode: 'a', first: 'seller_right', second: 'controller_right' }],
  );
});

describe('a second head is needed', () => {
  test.each([
    [{ count: 4, of: 4 }, false],
    [{ count: 1, of: 5 }, false],
    [{ count: 2, of: 5 }, true],
    [{ count: 3, of: 10 }, false],
    [{ count: 31, of: 100 }, true],
  ])('where more than 30 %% of five or more fell: %o', (fell, expected) => {
    expect(needsSecondHead({ ...quiet, fell }, limits)).toBe(expected);
    const atHand = { greet: 'controller_right' } as const;
    expect(needsSecondHead({ ...quiet, fell, atHand }, limits)).toBe(expected);
  });

  test.each([
    [{ count: 1, of: 1 }, false],
    [{ count: 2, of: 2 }, true],
    [{ count: 1, of: 2 }, false],
    [{ count: 2, of: 4 }, false],
    [{ count: 3, of: 5 }, true],
  ])(
    'where more than half of two or more of a seller’s items went their way: %o',
    (forSeller, expected) => {
      for (const decision of ['seller_right', 'item_unclear', 'not_applicable'] as const) {
        const found = { ...quiet, forSeller, atHand: { greet: decision } };
        expect(needsSecondHead(found, limits)).toBe(expected);
      }
      const atHand = { greet: 'controller_right' } as const;
      expect(needsSecondHead({ ...quiet, forSeller, atHand }, limits)).toBe(false);
    },
  );

  test('where one that was found for this seller fell', () => {
    expect(needsSecondHead({ ...quiet, fellForSeller: true }, limits)).toBe(true);
    const atHand = { greet: 'controller_right' } as const;
    expect(needsSecondHead({ ...quiet, fellForSeller: true, atHand }, limits)).toBe(false);
  });

  test('never at 100', () => {
    const off = { secondHeadFellPercent: 100, secondHeadSellerPercent: 100 };
    const all = { count: 9, of: 9 };
    const found = { ...quiet, fell: all, forSeller: all, fellForSeller: true };
    expect(needsSecondHead(found, off)).toBe(false);
  });
});
