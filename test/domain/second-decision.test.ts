import { describe, expect, test } from 'vitest';
import {
  decidedOf,
  decidedTwice,
  type HeadSoFar,
  needsSecondHead,
  wholeCall,
} from '../../src/domain/second-decision.ts';

const limits = { secondHeadFellPercent: 30, secondHeadSellerItems: 1 };
const none = { count: 0, of: 0 };
const quiet: HeadSoFar = {
  fell: none,
  fellForSeller: false,
  forSeller: none,
  others: none,
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

  // Of others' items a half is expected while nothing is known, of these 98 a tenth.
  const tenth = { count: 9, of: 98 };
  test.each([
    [none, { count: 2, of: 2 }, false],
    [none, { count: 3, of: 3 }, true],
    [none, { count: 3, of: 4 }, false],
    [none, { count: 4, of: 5 }, true],
    [tenth, { count: 1, of: 1 }, false],
    [tenth, { count: 2, of: 2 }, true],
    [tenth, { count: 2, of: 9 }, true],
    [tenth, { count: 2, of: 10 }, false],
    [tenth, { count: 3, of: 19 }, true],
    [tenth, { count: 3, of: 20 }, false],
  ])(
    'where a seller would have one item more than others have (%o) of as many: %o',
    (others, forSeller, expected) => {
      for (const decision of ['seller_right', 'item_unclear', 'not_applicable'] as const) {
        const found = { ...quiet, others, forSeller, atHand: { greet: decision } };
        expect(needsSecondHead(found, limits)).toBe(expected);
      }
      const atHand = { greet: 'controller_right' } as const;
      expect(needsSecondHead({ ...quiet, others, forSeller, atHand }, limits)).toBe(false);
    },
  );

  test('for each item that is found for a seller, where the rule allows none', () => {
    const others = { count: 500, of: 1000 };
    const found = { ...quiet, others, forSeller: { count: 1, of: 1 } };
    expect(needsSecondHead(found, { ...limits, secondHeadSellerItems: 0 })).toBe(true);
  });

  test('where one that was found for this seller fell', () => {
    expect(needsSecondHead({ ...quiet, fellForSeller: true }, limits)).toBe(true);
    const atHand = { greet: 'controller_right' } as const;
    expect(needsSecondHead({ ...quiet, fellForSeller: true, atHand }, limits)).toBe(false);
  });

  test('never at 100', () => {
    const off = { secondHeadFellPercent: 100, secondHeadSellerItems: 100 };
    const all = { count: 9, of: 9 };
    const found = { ...quiet, fell: all, forSeller: all, fellForSeller: true };
    expect(needsSecondHead(found, off)).toBe(false);
  });
});
