import { beforeEach, describe, expect, test } from 'vitest';
import {
  confirmDecision,
  decideItem,
  decideReason,
} from '../../../src/app/appeal/decide-appeal.ts';
import { beginAppeal, giveReason, sendAppeal } from '../../../src/app/appeal/send-appeal.ts';
import { closePeriod, previewPeriod } from '../../../src/app/credit/close-period.ts';
import { readCredit } from '../../../src/app/credit/read-credit.ts';
import { reverseTransfer } from '../../../src/app/credit/reverse-transfer.ts';
import { verifyPeriod } from '../../../src/app/credit/verify-period.ts';
import { mayWriteOff, readDebts, writeOffDebt } from '../../../src/app/credit/write-off-debt.ts';
import { acceptScore } from '../../../src/app/scoring/accept-score.ts';
import { ledgerAfter } from '../../../src/db/ledger.ts';
import { balancesOf } from '../../../src/domain/ledger.ts';
import { type Company, must, testCompany } from '../../support/company.ts';

/** Olga lost an appeal in November and owes 4 points; the month is closed. */
let company: Company;
beforeEach(async () => {
  company = testCompany({ pointPriceMinor: 100 });
  const { app, as } = company;
  must(acceptScore(app, as('anna'), await company.told({ by: 'pavel' })));
  const lost = await company.told({ fails: ['greet'] });
  must(beginAppeal(app, as('anna'), lost));
  must(giveReason(app, as('anna'), lost, { text: 'поздоровалась', voice: null }));
  must(sendAppeal(app, as('anna'), lost));
  must(decideItem(app, as('petr'), lost, { itemCode: 'greet', decision: 'seller_right' }));
  must(decideReason(app, as('petr'), lost, 'есть в записи'));
  must(confirmDecision(app, as('petr'), lost));
  company.clock.at('2026-12-02T10:00:00Z');
  must(closePeriod(app, as('root'), '2026-11'));
});

const olga = (month: string) => {
  const { app, as } = company;
  return readCredit(app, month).payouts.find(({ personId }) => personId === as('olga').id);
};
const debts = () => must(readDebts(company.app, company.as('root'))).found;
const writeOff = (who: string, of = 'olga', reason = 'Уволилась') =>
  writeOffDebt(company.app, company.as(who), company.as(of).id, reason);

describe('a debt', () => {
  test('stands in the closing and goes on as long as nobody writes it off', () => {
    expect(olga('2026-11')).toMatchObject({ paidPoints: 0, carriedPoints: -4 });
    expect(debts()).toMatchObject({
      month: '2026-12',
      debts: [{ name: 'olga', points: 4, active: true }],
      writtenOff: [],
    });
    company.hire({ externalId: 'olga', roles: [{ role: 'controller' }], active: false });
    expect(debts()?.debts).toMatchObject([{ active: false }]);
    expect(olga('2026-12')).toMatchObject({ broughtPoints: -4, paidPoints: 0, carriedPoints: -4 });
  });

  test('is written off by an administrator with a reason, as a transfer from the fund', async () => {
    const { app, as } = company;
    const { points } = must(writeOff('root')).debt;
    expect(points).toBe(4);
    expect(ledgerAfter(app.db, 0, 100).at(-1)).toMatchObject({
      from: 'fund',
      to: as('olga').id,
      points: 4,
      cause: 'write_off',
      month: '2026-12',
      callId: null,
      reason: 'Уволилась',
    });
    expect([...balancesOf(ledgerAfter(app.db, 0, 100)).values()].reduce((a, b) => a + b)).toBe(0);
    expect(debts()).toMatchObject({ debts: [], writtenOff: [{ name: 'olga', points: 4 }] });
    expect(olga('2026-12')).toMatchObject({
      broughtPoints: -4,
      writtenOffPoints: 4,
      points: 0,
      paidPoints: 0,
      carriedPoints: 0,
      amountMinor: 0,
    });
    // It is no earning: of the next review she is paid for that review alone.
    must(acceptScore(app, as('anna'), await company.told({ fails: [] })));
    expect(olga('2026-12')).toMatchObject({ points: 1, paidPoints: 1, amountMinor: 100 });
    expect(
      readCredit(app, '2026-12').controllers.find(({ externalId }) => externalId === 'olga'),
    ).toMatchObject({ points: 1 });
    company.clock.at('2027-01-02T10:00:00Z');
    expect(must(previewPeriod(app, as('root'), '2026-12')).preview.debts).toEqual([]);
    must(closePeriod(app, as('root'), '2026-12'));
    expect(verifyPeriod(app, '2026-12')?.problems).toEqual([]);
    expect(verifyPeriod(app, '2026-11')?.problems).toEqual([]);
  });

  test('is not written off twice, nor by others, nor without a reason, nor where there is none', () => {
    expect(writeOff('petr')).toEqual({ ok: false, refusal: 'not_allowed' });
    expect(writeOff('root', 'olga', '  ')).toEqual({ ok: false, refusal: 'reason_missing' });
    expect(writeOff('root', 'olga', 'я'.repeat(1001))).toEqual({ ok: false, refusal: 'too_long' });
    expect(writeOff('root', 'pavel')).toEqual({ ok: false, refusal: 'no_debt' });
    must(writeOff('root'));
    expect(writeOff('root')).toEqual({ ok: false, refusal: 'no_debt' });
    expect(readDebts(company.app, company.as('petr'))).toEqual({
      ok: false,
      refusal: 'not_allowed',
    });
  });

  test('is not written off by whoever owes it', () => {
    company.hire({ externalId: 'olga', roles: [{ role: 'controller' }, { role: 'admin' }] });
    expect(writeOff('olga')).toEqual({ ok: false, refusal: 'not_yourself' });
    expect(mayWriteOff(company.app, company.as('root'), company.as('olga').id).ok).toBe(true);
  });

  test('comes back when the write-off is taken back, by a reversal and once', () => {
    const { app, as } = company;
    must(writeOff('root'));
    const id = debts()?.writtenOff[0]?.id ?? 0;
    expect(must(reverseTransfer(app, as('root'), id, 'Вернулась')).callId).toBeNull();
    expect(debts()).toMatchObject({ debts: [{ points: 4 }], writtenOff: [] });
    expect(olga('2026-12')).toMatchObject({ writtenOffPoints: 0, carriedPoints: -4 });
    expect(reverseTransfer(app, as('root'), id, 'Ещё раз')).toEqual({
      ok: false,
      refusal: 'already_reversed',
    });
    must(writeOff('root'));
    expect(debts()?.debts).toEqual([]);
  });

  test('its person is told of both', () => {
    const { app, as } = company;
    const told = () =>
      company.deliver().flatMap(({ kind, personId }) => (personId === as('olga').id ? [kind] : []));
    told();
    must(writeOff('root'));
    expect(told()).toEqual(['debt_written_off']);
    must(reverseTransfer(app, as('root'), debts()?.writtenOff[0]?.id ?? 0, 'Вернулась'));
    expect(told()).toEqual(['debt_written_off']);
  });
});
