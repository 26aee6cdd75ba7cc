import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { creditSheet } from '../../../src/app/calls/read-call.ts';
import { closePeriod } from '../../../src/app/credit/close-period.ts';
import { acceptScore } from '../../../src/app/scoring/accept-score.ts';
import { approveDue, approveSlice } from '../../../src/app/scoring/approve-due.ts';
import { failedItems } from '../../../src/app/scoring/finish-review.ts';
import { historyOf } from '../../../src/db/call-history.ts';
import { talkSecondsOf } from '../../../src/db/calls.ts';
import { ledgerAfter } from '../../../src/db/ledger.ts';
import { answersOf } from '../../../src/db/review-answers.ts';
import { creditReviewOf } from '../../../src/db/reviews.ts';
import { transfersOf } from '../../../src/domain/ledger.ts';
import { type Company, must, testCompany } from '../../support/company.ts';
import { breaches } from '../../support/invariants.ts';

/** Told calls whose deadlines follow one another by a minute. */
async function toldCalls(company: Company, count: number): Promise<number[]> {
  const ids: number[] = [];
  for (let index = 0; index < count; index += 1) ids.push(await company.told());
  return ids;
}

describe('the sweep', () => {
  test('approves at the deadline, and not a millisecond sooner', async () => {
    const company = testCompany();
    const id = await company.told();
    const deadlineAt = company.call(id).deadlineAt ?? 0;
    company.clock.at(deadlineAt - 1);
    expect(await approveDue(company.app)).toBe(0);
    expect(company.call(id).status).toBe('scored_pending');
    company.clock.at(deadlineAt);
    expect(await approveDue(company.app)).toBe(1);
    expect(company.call(id).status).toBe('approved_scored');
    expect(historyOf(company.app.db, id).at(-1)).toMatchObject({
      verb: 'approve',
      actorId: null,
      at: deadlineAt,
    });
  });

  test('approves what was handed in: a score in any other state is an error, and nothing moves', async () => {
    const company = testCompany();
    const [first = 0, second = 0] = await toldCalls(company, 2);
    const { $client } = company.app.db.orm;
    $client
      .prepare<[number], never>("UPDATE reviews SET state = 'annulled' WHERE call_id = ?")
      .run(second);
    company.clock.advance('P30D');
    await expect(approveDue(company.app)).rejects.toThrow('1 due scores are not submitted');
    expect(company.call(first).status).toBe('scored_pending');
    expect(ledgerAfter(company.app.db, 0, 1)).toEqual([]);
  });

  test('leaves a score alone whose notice has not arrived', async () => {
    const company = testCompany();
    const id = await company.scored();
    company.clock.advance('P30D');
    expect(await approveDue(company.app)).toBe(0);
    expect(company.call(id).status).toBe('scored_pending');
  });

  test('makes up for downtime, and counts in the month in which the call was drawn', async () => {
    const company = testCompany();
    const [id = 0] = await toldCalls(company, 3);
    company.clock.at('2026-12-24T12:00:00+03:00');
    expect(await approveDue(company.app)).toBe(3);
    expect(creditSheet(company.app, id)?.review).toMatchObject({
      creditMonth: '2026-11',
      approvedAt: company.clock.now,
    });
    expect(ledgerAfter(company.app.db, 0, 1)).toMatchObject([{ month: '2026-11' }]);
  });

  test('counts in the earliest open month once that of the draw is closed', async () => {
    const company = testCompany();
    must(acceptScore(company.app, company.as('anna'), await company.told()));
    const late = await company.told();
    company.clock.at('2026-12-02T12:00:00+03:00');
    // The sweep has stood still: the month is closed with one of its calls undecided.
    must(closePeriod(company.app, company.as('root'), '2026-11'));
    expect(await approveDue(company.app)).toBe(1);
    expect(creditSheet(company.app, late)?.review.creditMonth).toBe('2026-12');
    expect(ledgerAfter(company.app.db, 2, 10).map(({ month }) => month)).toEqual([
      '2026-12',
      '2026-12',
    ]);
  });

  test.each([
    ['.', false],
    ['0:00', false],
    ['0:00 .', false],
    ['1234567890', false],
    ['не сказал', false],
    ['не сказал!', false],
    ['не сказала это', true],
    ['0:10', true],
    ['2:00', true],
    ['2:01', false],
  ])('pays for an item explained by "%s": %s', async (comment, paid) => {
    const company = testCompany();
    const swept = await company.told({ fails: ['need'], comment });
    company.clock.advance('P7D');
    expect(await approveDue(company.app)).toBe(1);
    const accepted = await company.told({ fails: ['need'], comment });
    must(acceptScore(company.app, company.as('anna'), accepted));
    const causes = (callId: number) =>
      ledgerAfter(company.app.db, 0, 10)
        .filter((entry) => entry.callId === callId)
        .map(({ cause }) => cause);
    expect(causes(swept)).toEqual(paid ? ['review', 'violation'] : ['review']);
    expect(causes(accepted)).toEqual(causes(swept));
  });

  test('run twice approves once', async () => {
    const company = testCompany();
    await toldCalls(company, 2);
    company.clock.advance('P7D');
    const runs = await Promise.all([approveDue(company.app), approveDue(company.app)]);
    expect(runs[0] + runs[1]).toBe(2);
    expect(ledgerAfter(company.app.db, 0, 100)).toHaveLength(4);
    expect(breaches(company.app.db)).toEqual({});
  });

  test('takes a slice at a time, the longest due first', async () => {
    const company = testCompany();
    const [first = 0, second = 0, third = 0] = await toldCalls(company, 3);
    company.clock.advance('P7D');
    expect(approveSlice(company.app, { batchMax: 2, sliceMs: 0 })).toEqual({
      approved: 2,
      isAll: false,
    });
    expect([first, second, third].map((id) => company.call(id).status)).toEqual([
      'approved_scored',
      'approved_scored',
      'scored_pending',
    ]);
    expect(approveSlice(company.app, { batchMax: 2, sliceMs: 0 })).toEqual({
      approved: 1,
      isAll: true,
    });
    expect(approveSlice(company.app, { batchMax: 2, sliceMs: 0 })).toEqual({
      approved: 0,
      isAll: true,
    });
  });

  test('begins batch after batch until the time of a slice is over', async () => {
    const company = testCompany();
    await toldCalls(company, 3);
    company.clock.advance('P7D');
    expect(approveSlice(company.app, { batchMax: 1, sliceMs: 60_000 })).toEqual({
      approved: 3,
      isAll: true,
    });
  });

  test('goes on slice by slice until nothing is due', async () => {
    const company = testCompany();
    const ids = await toldCalls(company, 3);
    company.clock.advance('P7D');
    expect(await approveDue(company.app, { batchMax: 1, sliceMs: 0 })).toBe(3);
    expect(ids.map((id) => company.call(id).status)).toEqual(ids.map(() => 'approved_scored'));
    expect(breaches(company.app.db)).toEqual({});
  });

  test('that crashes in the middle of a slice leaves nothing of it', async () => {
    const company = testCompany();
    const { app } = company;
    const ids = await toldCalls(company, 2);
    company.clock.advance('P7D');
    app.db.orm.$client.prepare('ALTER TABLE outbox RENAME TO outbox_gone').run();
    await expect(approveDue(app)).rejects.toThrow();
    app.db.orm.$client.prepare('ALTER TABLE outbox_gone RENAME TO outbox').run();
    expect(ids.map((id) => company.call(id).status)).toEqual(['scored_pending', 'scored_pending']);
    expect(ledgerAfter(app.db, 0, 100)).toEqual([]);
    expect(await approveDue(app)).toBe(2);
  });

  test('tells each seller once that a score is settled', async () => {
    const company = testCompany();
    const [id = 0] = await toldCalls(company, 1);
    company.clock.advance('P2D');
    company.deliver();
    await approveDue(company.app);
    expect(company.deliver().map(({ kind, callId, personId }) => [kind, callId, personId])).toEqual(
      [['settled', id, company.as('anna').id]],
    );
  });
});

const items = ['greet', 'need', 'price', 'next'] as const;
const someReview = fc.record({
  fails: fc.subarray([...items]),
  comment: fc.constantFrom('молча', '0:12', '0:12 молча', null),
  tooFast: fc.boolean(),
});
const somePrices = fc.record({
  reviewPoints: fc.integer({ min: 0, max: 3 }),
  violationPoints: fc.integer({ min: 0, max: 3 }),
});

test('the sweep writes exactly the transfers of the domain, as accepting does', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(someReview, { minLength: 1, maxLength: 4 }),
      somePrices,
      async (reviews, prices) => {
        const company = testCompany(prices);
        const { app, as } = company;
        const swept: number[] = [];
        const accepted: number[] = [];
        for (const review of reviews) {
          for (const ids of [swept, accepted]) {
            const id = await company.told(review);
            app.db.orm.$client
              .prepare('UPDATE reviews SET too_fast = ? WHERE call_id = ?')
              .run(review.tooFast ? 1 : 0, id);
            ids.push(id);
          }
        }
        for (const id of accepted) must(acceptScore(app, as('anna'), id));
        company.clock.advance('P30D');
        expect(await approveDue(app)).toBe(swept.length);

        const written = ledgerAfter(app.db, 0, 1000);
        const of = (callId: number) =>
          written
            .filter((entry) => entry.callId === callId)
            .map(({ from, to, points, cause, itemCode }) => ({ from, to, points, cause, itemCode }))
            .sort((a, b) => `${a.cause}${a.itemCode}`.localeCompare(`${b.cause}${b.itemCode}`));
        for (const [index, id] of swept.entries()) {
          const review = creditReviewOf(app.db, id);
          const expected = transfersOf(
            {
              controllerId: as('olga').id,
              sellerId: as('anna').id,
              tooFast: reviews[index]?.tooFast ?? false,
              failed: failedItems(answersOf(app.db, review?.id ?? 0), talkSecondsOf(app.db, id)),
              appeal: null,
            },
            app.policy(),
          ).sort((a, b) => `${a.cause}${a.itemCode}`.localeCompare(`${b.cause}${b.itemCode}`));
          expect(of(id)).toEqual(expected);
          expect(of(accepted[index] ?? 0)).toEqual(expected);
          expect(review).toMatchObject({ state: 'approved', approvedAt: company.clock.now });
        }
      },
    ),
    { numRuns: 25 },
  );
});
