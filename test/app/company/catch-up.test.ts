import { describe, expect, test } from 'vitest';
import { catchUp, type MissedList, missedList } from '../../../src/app/company/catch-up.ts';
import { claimNotices } from '../../../src/app/notices/deliver-notices.ts';
import { approveDue } from '../../../src/app/scoring/approve-due.ts';
import { type Company, testCompany } from '../../support/company.ts';
import { deliverBut, drawnOf, scoreNext } from '../../support/untold.ts';

/** What leaves for somebody now that they can be reached; the kinds, and the list of what they missed. */
function returns(company: Company, who = 'anna') {
  catchUp(company.app, company.as(who));
  const mine = deliverBut(company).filter(({ personId }) => personId === company.as(who).id);
  const list = mine.find(({ kind }) => kind === 'missed');
  return {
    kinds: mine.map(({ kind }) => kind),
    missed: list ? (missedList(company.app, company.as(who), list.id) as MissedList) : null,
  };
}

/** Scores of Anna's that were approved while she had blocked the bot. */
async function approvedUnheard(count: number) {
  const company = testCompany();
  await drawnOf(company, 'anna', count);
  deliverBut(company, 'anna');
  const calls = [...Array(count)].map(() => scoreNext(company));
  deliverBut(company, 'anna');
  company.clock.advance('P2D');
  await approveDue(company.app);
  deliverBut(company, 'anna');
  return { company, calls };
}

describe('whoever can be reached again', () => {
  test('is told of every score that was approved unheard, the latest first, and once', async () => {
    const { company, calls } = await approvedUnheard(3);
    const { kinds, missed } = returns(company);
    expect(kinds).toEqual(['missed']);
    expect(missed).toEqual({
      calls: [...calls].reverse().map((callId) => ({ callId, reviewId: null })),
      more: 0,
    });
    expect(returns(company).kinds).toEqual([]);
  });

  test('gets the notice itself of a score that they may still answer', async () => {
    const company = testCompany();
    await drawnOf(company, 'anna', 1);
    const id = scoreNext(company);
    deliverBut(company, 'anna');
    const { deadlineAt } = company.call(id);
    company.clock.advance('P1D');
    expect(returns(company)).toEqual({ kinds: ['scored'], missed: null });
    expect(company.call(id).deadlineAt).toBe(deadlineAt);
  });

  test('has the message of before redrawn, where its score was approved meanwhile', async () => {
    const company = testCompany();
    const id = await company.told();
    company.clock.advance('P2D');
    await approveDue(company.app);
    deliverBut(company, 'anna');
    const { kinds, missed } = returns(company);
    expect(kinds.sort()).toEqual(['missed', 'settled']);
    expect(missed?.calls).toEqual([{ callId: id, reviewId: null }]);
  });

  test('hears nothing, who missed nothing', async () => {
    const company = testCompany();
    await company.told();
    expect(returns(company)).toEqual({ kinds: [], missed: null });
  });

  test('who blocks again before the list arrives has it later, with what came since', async () => {
    const { company, calls } = await approvedUnheard(2);
    catchUp(company.app, company.as('anna'));
    deliverBut(company, 'anna');
    const { kinds, missed } = returns(company);
    expect(kinds).toEqual(['missed']);
    expect(missed?.calls.map(({ callId }) => callId)).toEqual([...calls].reverse());
    expect(returns(company).kinds).toEqual([]);
  });

  test('a score tried anew and approved before it left is not lost: the next time tells of it', async () => {
    const company = testCompany();
    await drawnOf(company, 'anna', 1);
    const id = scoreNext(company);
    deliverBut(company, 'anna');
    catchUp(company.app, company.as('anna'));
    company.clock.advance('P2D');
    await approveDue(company.app);
    expect(claimNotices(company.app, 10).map(({ kind }) => kind)).not.toContain('scored');
    expect(returns(company).missed?.calls).toEqual([{ callId: id, reviewId: null }]);
  });

  test('a list is only read by whom it was made for', async () => {
    const { company } = await approvedUnheard(1);
    catchUp(company.app, company.as('anna'));
    const list = deliverBut(company).find(({ kind }) => kind === 'missed');
    expect(missedList(company.app, company.as('ivan'), list?.id ?? 0)).toBeNull();
    expect(missedList(company.app, company.as('anna'), list?.id ?? 0)).not.toBeNull();
  });

  test('after a long time the list is cut and says how many more there were', async () => {
    const company = testCompany();
    const anna = company.as('anna');
    const insert = company.app.db.orm.$client.prepare<[string, number, number], never>(
      `INSERT INTO outbox (key, person_id, kind, call_id, payload, state, created_at, due_at)
       VALUES (?, ?, 'settled', ?, '{}', 'given_up', 0, 0)`,
    );
    for (let n = 0; n < 130; n += 1) insert.run(`settled:x${n}`, anna.id, company.aCall());
    const { missed } = returns(company);
    expect(missed?.calls).toHaveLength(100);
    expect(missed?.more).toBe(30);
  });
});
