import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { appealKinds, type Decision, decisions } from '../../src/domain/call.ts';
import {
  type Account,
  balancesOf,
  type FinalReview,
  reversalOf,
  type Transfer,
  transfersOf,
} from '../../src/domain/ledger.ts';
import { defaultPolicy } from '../../src/domain/policy.ts';

const olga = 20;
const ivan = 10;
const nameOf = (account: Account) =>
  account === olga ? 'Olga' : account === ivan ? 'Ivan' : String(account);

/** Lines of a ledger: `fund → Olga 2 (greeting)`. */
function lines(transfers: readonly Transfer[]): string[] {
  return transfers
    .map(({ from, to, points, itemCode }) => {
      const item = itemCode ? ` (${itemCode})` : '';
      return `${nameOf(from)} → ${nameOf(to)} ${points}${item}`;
    })
    .sort();
}

const prices = {
  reviewPoints: 1,
  violationPoints: 2,
  appealPoints: 5,
  concedeControllerPoints: 3,
};

/** Olga scored a call of Ivan's: two failed items explained, one failed without a word. */
const review: FinalReview = {
  controllerId: olga,
  sellerId: ivan,
  tooFast: false,
  failed: [
    { code: 'greeting', explained: true },
    { code: 'price', explained: true },
    { code: 'tone', explained: false },
  ],
  appeal: null,
};

type Appeal = NonNullable<FinalReview['appeal']>;

function appealed(
  outcome: Appeal['outcome'],
  decided: Appeal['decisions'],
  more: Partial<Appeal> = {},
): FinalReview {
  const appeal: Appeal = {
    kind: 'items',
    outcome,
    decisions: decided,
    unclearAlreadyPaid: [],
    ...more,
  };
  return { ...review, appeal };
}

const ledgerOf = (final: FinalReview, more: Partial<typeof prices> = {}) =>
  lines(transfersOf(final, { ...prices, ...more }));

describe('the ledger of one review', () => {
  it('the prices of the company are these unless an admin changes them', () => {
    expect(defaultPolicy).toMatchObject(prices);
  });

  it.each<[string, FinalReview, string[]]>([
    ['a review', review, ['review', 'violation greeting', 'violation price']],
    ['the seller was right', appealed('upheld', { price: 'seller_right' }), ['appeal price']],
    ['an unclear item', appealed('upheld', { price: 'item_unclear' }), ['appeal_unclear price']],
    ['a concession', appealed('conceded', { price: 'seller_right' }), ['concession price']],
    ['a wrong type', appealed('annulled', {}, { kind: 'wrong_type' }), ['wrong_type']],
    ['nothing left', appealed('annulled', {}), ['nothing_left']],
  ])('%s is written under its cause', (_, final, causes) => {
    const written = transfersOf(final, prices).map(({ cause, itemCode }) =>
      itemCode ? `${cause} ${itemCode}` : cause,
    );
    expect(written).toEqual(expect.arrayContaining(causes));
  });

  it('approved: one point for the review, two for each explained failure', () => {
    expect(ledgerOf(review)).toEqual([
      'fund → Olga 1',
      'fund → Olga 2 (greeting)',
      'fund → Olga 2 (price)',
    ]);
  });

  it('approved with nothing failed: one point', () => {
    expect(ledgerOf({ ...review, failed: [] })).toEqual(['fund → Olga 1']);
  });

  it('the seller was right: the controller pays, and earns nothing on that item', () => {
    expect(ledgerOf(appealed('upheld', { greeting: 'seller_right' }))).toEqual([
      'Olga → Ivan 5 (greeting)',
      'fund → Olga 1',
      'fund → Olga 2 (price)',
    ]);
  });

  it('the item does not apply: the controller pays as well', () => {
    expect(ledgerOf(appealed('upheld', { greeting: 'not_applicable' }))).toEqual([
      'Olga → Ivan 5 (greeting)',
      'fund → Olga 1',
      'fund → Olga 2 (price)',
    ]);
  });

  it('the item is unclear: the fund pays', () => {
    expect(ledgerOf(appealed('upheld', { greeting: 'item_unclear' }))).toEqual([
      'fund → Ivan 5 (greeting)',
      'fund → Olga 1',
      'fund → Olga 2 (price)',
    ]);
  });

  it('the item is unclear and was paid for this month: nobody pays again', () => {
    const unclear = { greeting: 'item_unclear', price: 'item_unclear' } as const;
    expect(ledgerOf(appealed('upheld', unclear, { unclearAlreadyPaid: ['greeting'] }))).toEqual([
      'fund → Ivan 5 (price)',
      'fund → Olga 1',
    ]);
  });

  it('an earlier unclear payment does not spare the controller who was wrong this time', () => {
    const wrong = appealed(
      'upheld',
      { greeting: 'seller_right' },
      { unclearAlreadyPaid: ['greeting'] },
    );
    expect(ledgerOf(wrong)).toContain('Olga → Ivan 5 (greeting)');
  });

  it('decided item by item: each item goes its own way', () => {
    const mixed = appealed('upheld', {
      greeting: 'controller_right',
      price: 'item_unclear',
      tone: 'seller_right',
    });
    expect(ledgerOf(mixed)).toEqual([
      'Olga → Ivan 5 (tone)',
      'fund → Ivan 5 (price)',
      'fund → Olga 1',
      'fund → Olga 2 (greeting)',
    ]);
  });

  it('conceded: the seller has what the controller pays, and the fund adds nothing', () => {
    expect(ledgerOf(appealed('conceded', { greeting: 'seller_right' }))).toEqual([
      'Olga → Ivan 3 (greeting)',
      'fund → Olga 1',
      'fund → Olga 2 (price)',
    ]);
  });

  it('conceded on two items: each is paid for', () => {
    const both = appealed('conceded', { greeting: 'seller_right', tone: 'seller_right' });
    const balances = balancesOf(transfersOf(both, prices));
    expect(balances.get(ivan)).toBe(6);
    expect(balances.get(olga)).toBe(1 + 2 - 6);
  });

  it.each([
    [0, []],
    [2, ['Olga → Ivan 2 (greeting)']],
    [5, ['Olga → Ivan 5 (greeting)']],
    [9, ['Olga → Ivan 5 (greeting)']],
  ])(
    'conceded where the policy lets the controller pay %i: at most the price of an appeal',
    (share, paid) => {
      const conceded = ledgerOf(appealed('conceded', { greeting: 'seller_right' }), {
        concedeControllerPoints: share,
        reviewPoints: 0,
        violationPoints: 0,
      });
      expect(conceded).toEqual(paid);
    },
  );

  it('annulled for a wrong type: the controller pays one appeal and earns nothing', () => {
    expect(ledgerOf(appealed('annulled', {}, { kind: 'wrong_type' }))).toEqual(['Olga → Ivan 5']);
  });

  it('planted and conceded: the pair has no more than one point for the review', () => {
    const planted = appealed('conceded', {
      greeting: 'seller_right',
      price: 'seller_right',
      tone: 'seller_right',
    });
    const balances = balancesOf(transfersOf(planted, prices));
    expect((balances.get(ivan) ?? 0) + (balances.get(olga) ?? 0)).toBe(1);
  });

  it('annulled as nothing is left that counts: the controller pays one appeal, whatever was named', () => {
    const decided = { greeting: 'not_applicable', price: 'not_applicable' } as const;
    expect(transfersOf(appealed('annulled', decided), prices)).toEqual([
      { from: olga, to: ivan, points: 5, cause: 'nothing_left', itemCode: null },
    ]);
  });

  it('annulled as not my call: nobody pays, nobody earns', () => {
    expect(ledgerOf(appealed('annulled', {}, { kind: 'not_my_call' }))).toEqual([]);
  });

  it('handed in too fast: the controller earns nothing', () => {
    expect(ledgerOf({ ...review, tooFast: true })).toEqual([]);
  });

  it('handed in too fast and overturned: the controller still pays', () => {
    const final = { ...appealed('upheld', { greeting: 'seller_right' }), tooFast: true };
    expect(ledgerOf(final)).toEqual(['Olga → Ivan 5 (greeting)']);
  });

  it('a price of nothing moves nothing', () => {
    const free = { reviewPoints: 0, violationPoints: 0, appealPoints: 0 };
    expect(ledgerOf(review, free)).toEqual([]);
    for (const outcome of ['upheld', 'conceded'] as const) {
      expect(ledgerOf(appealed(outcome, { greeting: 'seller_right' }), free)).toEqual([]);
    }
    expect(ledgerOf(appealed('annulled', {}, { kind: 'wrong_type' }), free)).toEqual([]);
  });

  it('follows the policy in force', () => {
    const dear = {
      reviewPoints: 7,
      violationPoints: 11,
      appealPoints: 13,
      concedeControllerPoints: 4,
    };
    expect(ledgerOf(appealed('conceded', { greeting: 'seller_right' }), dear)).toEqual([
      'Olga → Ivan 4 (greeting)',
      'fund → Olga 11 (price)',
      'fund → Olga 7',
    ]);
  });

  it.each([
    ['items', { greeting: 'controller_right', price: 'controller_right' }],
    ['wrong_type', {}],
    ['not_my_call', {}],
  ] as const)('a rejected appeal (%s) moves the same as none', (kind, decided) => {
    expect(transfersOf(appealed('rejected', decided, { kind }), prices)).toEqual(
      transfersOf(review, prices),
    );
  });
});

describe('a reversal', () => {
  it('gives every point back, each transfer by one of its own', () => {
    const written = transfersOf(appealed('conceded', { greeting: 'seller_right' }), prices);
    const reversals = written.map(reversalOf);
    expect(lines(reversals)).toEqual([
      'Ivan → Olga 3 (greeting)',
      'Olga → fund 1',
      'Olga → fund 2 (price)',
    ]);
    expect(reversals.every(({ cause }) => cause === 'reversal')).toBe(true);
    const balances = balancesOf([...written, ...reversals]);
    expect([...balances.values()].every((points) => points === 0)).toBe(true);
  });
});

const itemCodes = ['greeting', 'price', 'tone', 'next-step', 'thanks'];
const price = fc.integer({ min: 0, max: 1000 });
const anyPrices = fc.record({
  reviewPoints: price,
  violationPoints: price,
  appealPoints: price,
  concedeControllerPoints: price,
});

const failedItems = fc
  .subarray(itemCodes)
  .chain((codes) =>
    fc.tuple(...codes.map((code) => fc.boolean().map((explained) => ({ code, explained })))),
  );

const anyReview: fc.Arbitrary<FinalReview> = failedItems.chain((failed) => {
  const named = fc.subarray(failed.map(({ code }) => code));
  const decided: fc.Arbitrary<Record<string, Decision>> = named.chain((codes) =>
    fc
      .tuple(...codes.map((code) => fc.constantFrom(...decisions).map((d) => [code, d] as const)))
      .map((pairs) => Object.fromEntries(pairs)),
  );
  const appeal: fc.Arbitrary<Appeal> = fc.record({
    kind: fc.constantFrom(...appealKinds),
    outcome: fc.constantFrom('upheld', 'rejected', 'annulled', 'conceded'),
    decisions: decided,
    unclearAlreadyPaid: fc.subarray(itemCodes),
  });
  return fc
    .record({
      people: fc.uniqueArray(fc.integer({ min: 1, max: 6 }), { minLength: 2, maxLength: 2 }),
      tooFast: fc.boolean(),
      appeal: fc.option(appeal),
    })
    .map(({ people: [controllerId = 1, sellerId = 2], tooFast, appeal: said }) => ({
      controllerId,
      sellerId,
      tooFast,
      failed,
      appeal: said,
    }));
});

describe('whatever is reviewed, appealed and reversed', () => {
  it('the ledger is zero-sum and no transfer is empty or goes to itself', () => {
    const step = fc.record({
      review: anyReview,
      prices: anyPrices,
      reversed: fc.option(fc.nat()),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        const ledger: Transfer[] = [];
        for (const { review: final, prices: inForce, reversed } of steps) {
          ledger.push(...transfersOf(final, inForce));
          const wrong = reversed === null ? undefined : ledger[reversed % (ledger.length || 1)];
          if (wrong) ledger.push(reversalOf(wrong));
        }
        for (const { from, to, points } of ledger) {
          expect(from).not.toBe(to);
          expect(Number.isInteger(points) && points >= 1).toBe(true);
        }
        const balances = balancesOf(ledger);
        expect([...balances.values()].reduce((sum, points) => sum + points, 0)).toBe(0);
        for (const account of balances.keys()) {
          const net = ledger.reduce(
            (sum, { from, to, points }) =>
              sum + (to === account ? points : 0) - (from === account ? points : 0),
            0,
          );
          expect(balances.get(account)).toBe(net);
        }
      }),
    );
  });

  it('no review writes one cause twice on one item', () => {
    fc.assert(
      fc.property(anyReview, anyPrices, (final, inForce) => {
        const keys = transfersOf(final, inForce).map(
          ({ cause, itemCode }) => `${cause} ${itemCode}`,
        );
        expect(new Set(keys).size).toBe(keys.length);
      }),
    );
  });

  it('the seller never pays, and only an appeal makes the controller pay', () => {
    fc.assert(
      fc.property(anyReview, anyPrices, (final, inForce) => {
        for (const { from } of transfersOf(final, inForce)) {
          expect(from).not.toBe(final.sellerId);
          if (final.appeal === null) expect(from).toBe('fund');
        }
      }),
    );
  });

  it('an appeal rejected item by item moves the same as none', () => {
    fc.assert(
      fc.property(anyReview, anyPrices, fc.subarray(itemCodes), (final, inForce, named) => {
        const rejected: Appeal = {
          kind: 'items',
          outcome: 'rejected',
          decisions: Object.fromEntries(named.map((code) => [code, 'controller_right'])),
          unclearAlreadyPaid: [],
        };
        expect(transfersOf({ ...final, appeal: rejected }, inForce)).toEqual(
          transfersOf({ ...final, appeal: null }, inForce),
        );
      }),
    );
  });
});
