import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import {
  confirmDecision,
  decideItem,
  decideReason,
  decideWhole,
} from '../../../src/app/appeal/decide-appeal.ts';
import {
  beginAppeal,
  chooseKind,
  giveReason,
  sendAppeal,
} from '../../../src/app/appeal/send-appeal.ts';
import {
  closePeriod,
  listPeriods,
  previewPeriod,
  reopenPeriod,
} from '../../../src/app/credit/close-period.ts';
import { countedOf } from '../../../src/app/credit/counted-calls.ts';
import { readCredit } from '../../../src/app/credit/read-credit.ts';
import { verifyPeriod } from '../../../src/app/credit/verify-period.ts';
import { changePolicy } from '../../../src/app/draw/change-policy.ts';
import { drawDue } from '../../../src/app/draw/draw-calls.ts';
import { planDraws } from '../../../src/app/draw/plan-draws.ts';
import { acceptScore } from '../../../src/app/scoring/accept-score.ts';
import { approveDue } from '../../../src/app/scoring/approve-due.ts';
import { nextCall } from '../../../src/app/scoring/next-call.ts';
import { sendCall } from '../../../src/app/scoring/send-call.ts';
import { type Company, must, testCompany } from '../../support/company.ts';

const scale = {
  motivationScale: 'steps 50:1 90:1.1 95:1.2',
  minScoredCalls: 2,
  pointPriceMinor: 5000,
};

/** A company whose November has three approved calls, on the 2nd of December. */
async function afterNovember(): Promise<Company> {
  const company = testCompany({ ...scale, approvalDelay: 'PT1H' });
  for (const fails of [['greet'], ['need'], []]) {
    must(acceptScore(company.app, company.as('anna'), await company.told({ fails })));
  }
  company.clock.at('2026-12-02T10:00:00Z');
  return company;
}

const close = (company: Company, month: string) =>
  closePeriod(company.app, company.as('root'), month);

/** One more approved call, in the month in which the clock stands. */
async function oneMore(company: Company, fails: string[] = []): Promise<void> {
  must(acceptScore(company.app, company.as('anna'), await company.told({ fails })));
}

describe('closing a month', () => {
  test('is too early where its end has come only by a clock that was set forward', async () => {
    const company = await afterNovember();
    company.clock.at('2026-11-30T12:00:00Z');
    company.clock.set('P90D');
    expect(close(company, '2026-11')).toEqual({ ok: false, refusal: 'month_not_over' });
    company.clock.advance('P1D');
    expect(close(company, '2026-11')).toMatchObject({ ok: true });
  });

  test('a moment before its end is too early, at its end in the company’s zone it is not', async () => {
    const company = await afterNovember();
    company.clock.at('2026-11-30T20:59:59.999Z');
    expect(close(company, '2026-11')).toEqual({ ok: false, refusal: 'month_not_over' });
    company.clock.at('2026-11-30T21:00:00Z');
    expect(close(company, '2026-11').ok).toBe(true);
  });

  test('freezes the figures as they were counted, with the prices and the scale of its end', async () => {
    const company = await afterNovember();
    const { closed: open, ...before } = readCredit(company.app, '2026-11');
    expect(open).toBeNull();
    // 10/11, 8/11 and 11/11: 87.9; a coefficient of 1 by its steps, 2.1 points below the next.
    expect(before.sellers[0]).toMatchObject({
      meanPercent: '87.9',
      motivation: { value: '1', next: { value: '1.1', wanting: '2.1' }, callsWanting: 0 },
    });
    const olga = company.as('olga').id;
    const payout = { personId: olga, points: 7, paidPoints: 7, amountMinor: 35_000 };
    expect(before.payouts).toMatchObject([payout]);
    must(close(company, '2026-11'));
    changePolicy(company.app, { motivationScale: 'steps 0:9', pointPriceMinor: 1 }, null);
    company.hire({
      externalId: 'anna',
      name: 'Анна Новая',
      direction: 'Опт',
      roles: [{ role: 'seller' }],
    });
    const { closed, ...after } = readCredit(company.app, '2026-11');
    expect(closed).toMatchObject({ version: 1, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
    const renamed = before.sellers.map((row) => ({ ...row, name: 'Анна Новая' }));
    expect(after).toEqual({ ...before, sellers: renamed });
    expect(verifyPeriod(company.app, '2026-11')).toMatchObject({ ok: true, problems: [] });
  });

  test('shows before it what would be frozen, and names what of that month is undecided', async () => {
    const company = testCompany({ ...scale, approvalDelay: 'PT1H' });
    const { app, as } = company;
    for (const fails of [['greet'], ['need'], []]) await oneMore(company, fails);
    const pending = await company.told();
    const disputed = await company.told();
    must(beginAppeal(app, as('anna'), disputed));
    must(giveReason(app, as('anna'), disputed, { text: 'поздоровалась', voice: null }));
    must(sendAppeal(app, as('anna'), disputed));
    const queued = await company.drawn();
    company.clock.at('2026-12-02T10:00:00Z');
    // What December draws does not concern November.
    await company.drawn();
    const shown = must(previewPeriod(app, as('root'), '2026-11')).preview;
    expect(shown).toMatchObject({
      calls: 3,
      sellers: 1,
      controllers: 1,
      paidPoints: 7,
      amountMinor: 35_000,
      undecided: { pending: [pending], appealed: [disputed], queued: [queued] },
      uncountedCallIds: [],
      withSent: [],
      debts: [],
    });
  });

  test('shows means with and without what heads sent, and who goes on owing', async () => {
    const company = await afterNovember();
    const { app, as } = company;
    company.clock.at('2026-11-27T07:00:00Z');
    const sent = company.aCall();
    must(sendCall(app, as('petr'), sent, 'спорный разговор'));
    must(nextCall(app, as('pavel')));
    company.score(sent, { by: 'pavel', fails: ['rude'] });
    company.clock.advance(app.policy().noticeHold);
    company.deliver();
    must(beginAppeal(app, as('anna'), sent));
    must(giveReason(app, as('anna'), sent, { text: 'не грубила', voice: null }));
    must(sendAppeal(app, as('anna'), sent));
    const raisa = company.hire({ externalId: 'raisa', roles: [{ role: 'supervisor' }] });
    must(decideItem(app, raisa, sent, { itemCode: 'rude', decision: 'seller_right' }));
    must(decideReason(app, raisa, sent, 'не грубила'));
    must(confirmDecision(app, raisa, sent));
    company.clock.at('2026-12-02T10:00:00Z');
    const shown = must(previewPeriod(app, as('root'), '2026-11')).preview;
    expect(shown.withSent).toMatchObject([
      { name: 'anna', meanPercent: '90.9', drawnMeanPercent: '87.9', sent: 1 },
    ]);
    expect(shown.debts).toMatchObject([{ name: 'pavel', carriedPoints: -4 }]);
  });

  test('goes by the month of the draw: leaving a bad score to the sweep does not move it', async () => {
    const company = testCompany();
    const { app } = company;
    company.clock.at('2026-11-30T10:00:00+03:00');
    planDraws(app);
    const good = company.aCall();
    const bad = company.aCall();
    company.clock.at('2026-11-30T19:00:00+03:00');
    await drawDue(app);
    for (const fails of [[], ['rude']]) {
      const { callId } = must(nextCall(app, company.as('olga')));
      company.score(callId, { fails });
    }
    company.clock.advance(app.policy().noticeHold);
    company.deliver();
    must(acceptScore(app, company.as('anna'), good));
    company.clock.at('2026-12-03T10:00:00+03:00');
    expect(await approveDue(app)).toBe(1);
    expect(company.call(bad).status).toBe('approved_scored');
    expect(readCredit(app, '2026-11').total).toMatchObject({ calls: 2, meanPercent: '50.0' });
    expect(readCredit(app, '2026-12').total.calls).toBe(0);
  });

  test('whatever a review holds, the month is counted, and what cannot be is named', async () => {
    const company = await afterNovember();
    const { app } = company;
    app.db.orm.$client.prepare('DROP TRIGGER reviews_final_stay').run();
    app.db.orm.$client.prepare('UPDATE reviews SET earned = 0, possible = 0 WHERE id = 1').run();
    app.db.orm.$client.prepare('UPDATE reviews SET verdicts = NULL WHERE id = 2').run();
    const shown = must(previewPeriod(app, company.as('root'), '2026-11')).preview;
    expect(shown).toMatchObject({ calls: 1, uncountedCallIds: [1, 2] });
    expect(readCredit(app, '2026-11', company.as('anna').id).sellers[0]?.calls).toBe(1);
    expect(countedOf(app, { month: '2026-11' }, {}, { after: 0, limit: 10 }).calls).toHaveLength(1);
    must(close(company, '2026-11'));
    expect(verifyPeriod(app, '2026-11')?.problems).toEqual([]);
  });

  test('is for administrators alone, once, and never for a month in which nothing counts', async () => {
    const company = await afterNovember();
    for (const who of ['petr', 'olga', 'anna']) {
      const member = company.as(who);
      for (const tried of [
        listPeriods(company.app, member),
        previewPeriod(company.app, member, '2026-11'),
        closePeriod(company.app, member, '2026-11'),
        reopenPeriod(company.app, member, '2026-11', 'почему бы нет'),
      ]) {
        expect(tried).toEqual({ ok: false, refusal: 'not_allowed' });
      }
    }
    expect(close(company, '2026-10')).toEqual({ ok: false, refusal: 'month_empty' });
    must(close(company, '2026-11'));
    expect(close(company, '2026-11')).toEqual({ ok: false, refusal: 'month_closed' });
  });

  test('of which a wrong type alone is left is closed too: what moved in it is paid', async () => {
    const company = testCompany({ pointPriceMinor: 100 });
    const { app, as } = company;
    const call = await company.told();
    must(chooseKind(app, as('anna'), call, 'wrong_type'));
    must(giveReason(app, as('anna'), call, { text: 'это сервис', voice: null }));
    must(sendAppeal(app, as('anna'), call));
    must(decideWhole(app, as('petr'), call, true));
    must(decideReason(app, as('petr'), call, 'сервис'));
    must(confirmDecision(app, as('petr'), call));
    company.clock.at('2026-12-03T10:00:00Z');
    await oneMore(company);
    company.clock.at('2027-01-02T10:00:00Z');
    expect(close(company, '2026-12')).toEqual({ ok: false, refusal: 'month_before_open' });
    must(close(company, '2026-11'));
    must(close(company, '2026-12'));
    const { total, payouts } = readCredit(app, '2026-11');
    expect(total).toMatchObject({ calls: 0, meanPercent: null });
    expect(payouts).toMatchObject([
      { externalId: 'anna', points: 5, paidPoints: 5, amountMinor: 500 },
      { externalId: 'olga', points: -5, paidPoints: 0, carriedPoints: -5 },
    ]);
    expect(verifyPeriod(app, '2026-11')).toMatchObject({ ok: true, problems: [] });
  });

  test('goes in order, and only the latest closed month opens again', async () => {
    const company = await afterNovember();
    const { app } = company;
    const root = company.as('root');
    await oneMore(company);
    company.clock.at('2027-01-11T10:00:00Z');
    expect(close(company, '2026-12')).toEqual({ ok: false, refusal: 'month_before_open' });
    must(close(company, '2026-11'));
    must(close(company, '2026-12'));
    const again = (month: string, reason = 'ошибка') => reopenPeriod(app, root, month, reason);
    expect(again('2026-11')).toEqual({ ok: false, refusal: 'month_after_closed' });
    expect(again('2026-10')).toEqual({ ok: false, refusal: 'month_open' });
    expect(again('2026-12', ' ')).toEqual({ ok: false, refusal: 'reason_missing' });
    must(again('2026-12'));
    must(again('2026-11'));
  });

  test('again after reopening is a new version beside the old one, and both hold', async () => {
    const company = await afterNovember();
    const { app } = company;
    must(close(company, '2026-11'));
    must(reopenPeriod(app, company.as('root'), '2026-11', 'ошибка в журнале'));
    expect(readCredit(app, '2026-11').closed).toBeNull();
    must(close(company, '2026-11'));
    expect(readCredit(app, '2026-11').closed?.version).toBe(2);
    expect(verifyPeriod(app, '2026-11')).toMatchObject({
      ok: true,
      versions: [
        { version: 1, reopened: true },
        { version: 2, reopened: false },
      ],
    });
    expect(must(listPeriods(app, company.as('root'))).months).toMatchObject([
      { month: '2026-12', versions: [] },
      { month: '2026-11', versions: [{ version: 2 }, { reopenReason: 'ошибка в журнале' }] },
    ]);
  });

  test('what is approved after it counts in the earliest open month, whatever the clock says', async () => {
    const company = await afterNovember();
    const { app } = company;
    company.clock.at('2026-11-27T10:00:00Z');
    const left = await company.told();
    const other = await company.told();
    company.clock.at('2026-12-02T10:00:00Z');
    must(close(company, '2026-11'));
    company.clock.at('2026-11-30T10:00:00Z');
    must(acceptScore(app, company.as('anna'), other));
    expect(await approveDue(app)).toBe(1);
    expect(company.call(left).status).toBe('approved_scored');
    expect(readCredit(app, '2026-11').total.calls).toBe(3);
    expect(readCredit(app, '2026-12').total.calls).toBe(2);
    const months = app.db.orm.$client
      .prepare('SELECT DISTINCT month FROM ledger ORDER BY month')
      .pluck()
      .all();
    expect(months).toEqual(['2026-11', '2026-12']);
    expect(verifyPeriod(app, '2026-11')?.ok).toBe(true);
  });

  test('a change of what was frozen, or of what it was counted from, is found', async () => {
    const company = await afterNovember();
    const { db } = company.app;
    must(close(company, '2026-11'));
    expect(() => db.orm.$client.prepare('UPDATE period_rows SET body = ?').run('{}')).toThrow(
      'frozen',
    );
    expect(() => db.orm.$client.prepare('DELETE FROM period_rows').run()).toThrow('frozen');
    expect(() => db.orm.$client.prepare('DELETE FROM periods').run()).toThrow('kept');
    expect(() => db.orm.$client.prepare('UPDATE periods SET sha256 = ?').run('0')).toThrow(
      'reopened once',
    );
    const review =
      db.orm.$client.prepare<[], number>('SELECT max(id) FROM reviews').pluck().get() ?? 0;
    db.orm.$client
      .prepare(
        `INSERT INTO ledger (at, month, from_person_id, to_person_id, points, cause, review_id, item_code)
       VALUES (0, '2026-11', NULL, ?, 100, 'violation', ?, 'slipped-in')`,
      )
      .run(company.as('olga').id, review);
    const slipped = verifyPeriod(company.app, '2026-11');
    expect(slipped?.problems.join('\n')).toMatch(/controller .*"points":7.*"points":107/);
    db.orm.$client.prepare('DROP TRIGGER period_rows_no_update').run();
    db.orm.$client.prepare("UPDATE period_rows SET body = replace(body, '87.9', '97.9')").run();
    expect(verifyPeriod(company.app, '2026-11')?.problems[0]).toContain('SHA-256');
  });

  test('closed in an earlier form, its hash is still verified, and its figures are read', async () => {
    const company = await afterNovember();
    const { db } = company.app;
    must(close(company, '2026-11'));
    // As it would stand had it been closed before debts could be written off.
    db.orm.$client.prepare('DROP TRIGGER period_rows_no_update').run();
    db.orm.$client.prepare('DROP TRIGGER periods_only_reopened').run();
    db.orm.$client
      .prepare(
        `UPDATE period_rows SET body = json_remove(body, '$.writtenOffPoints') WHERE kind = 'payout'`,
      )
      .run();
    db.orm.$client
      .prepare(`UPDATE period_rows SET body = json_set(body, '$.calls', 2) WHERE kind = 'total'`)
      .run();
    const rows = db.orm.$client
      .prepare<[], string>(
        'SELECT kind || char(32) || of_id || char(32) || body FROM period_rows ORDER BY kind, of_id',
      )
      .pluck()
      .all();
    const text = ['razbor period 1', '2026-11', ...rows].map((line) => `${line}\n`).join('');
    const sha256 = createHash('sha256').update(text).digest('hex');
    db.orm.$client.prepare<[string], never>('UPDATE periods SET sha256 = ?').run(sha256);
    expect(verifyPeriod(company.app, '2026-11')).toMatchObject({
      ok: true,
      versions: [{ form: 1, sha256 }],
    });
    expect(readCredit(company.app, '2026-11').payouts[0]?.writtenOffPoints).toBe(0);
    db.orm.$client
      .prepare(`UPDATE period_rows SET body = json_set(body, '$.calls', 3) WHERE kind = 'total'`)
      .run();
    expect(verifyPeriod(company.app, '2026-11')).toMatchObject({
      ok: false,
      versions: [{ form: null }],
    });
  });

  test('a month that was never closed cannot be verified', () => {
    expect(verifyPeriod(testCompany().app, '2026-11')).toBeNull();
  });
});

test('below the number of calls that the policy asks for no band applies', async () => {
  const company = testCompany(scale);
  const bandAt = () => readCredit(company.app, '2026-11').sellers[0]?.motivation;
  await oneMore(company);
  expect(bandAt()).toEqual({ pays: 'coefficient', value: null, next: null, callsWanting: 1 });
  await oneMore(company);
  expect(bandAt()).toEqual({ pays: 'coefficient', value: '1.2', next: null, callsWanting: 0 });
});

test('calls that heads sent carry nobody over the minimum of drawn calls', async () => {
  const company = testCompany(scale);
  const { app, as } = company;
  await oneMore(company);
  for (let call = 0; call < 2; call += 1) {
    const sent = company.aCall();
    must(sendCall(app, as('petr'), sent, 'спорный разговор'));
    must(nextCall(app, as('olga')));
    company.score(sent, { fails: [] });
    company.clock.advance(app.policy().noticeHold);
    company.deliver();
    must(acceptScore(app, as('anna'), sent));
  }
  expect(readCredit(app, '2026-11').sellers[0]).toMatchObject({
    calls: 3,
    drawn: 1,
    sent: 2,
    motivation: { value: null, callsWanting: 1 },
  });
});

test('a payout is never below zero, and what is left owing is brought on, over a closed month too', async () => {
  const company = testCompany({ pointPriceMinor: 100 });
  const { app } = company;
  const olga = () => {
    const month = company.clock.now < Date.parse('2026-12-01') ? '2026-11' : '2026-12';
    const id = company.as('olga').id;
    return readCredit(app, month).payouts.find(({ personId }) => personId === id);
  };
  const lost = await company.told({ fails: ['greet'] });
  must(beginAppeal(app, company.as('anna'), lost));
  must(giveReason(app, company.as('anna'), lost, { text: 'поздоровалась', voice: null }));
  must(sendAppeal(app, company.as('anna'), lost));
  must(decideItem(app, company.as('petr'), lost, { itemCode: 'greet', decision: 'seller_right' }));
  must(decideReason(app, company.as('petr'), lost, 'есть в записи'));
  must(confirmDecision(app, company.as('petr'), lost));
  // 1 for the review, 5 given to the seller.
  const november = { broughtPoints: 0, points: -4, paidPoints: 0, carriedPoints: -4 };
  expect(olga()).toMatchObject({ ...november, amountMinor: 0 });
  company.clock.at('2026-12-02T10:00:00Z');
  await oneMore(company, ['greet', 'need', 'price']);
  const december = { broughtPoints: -4, points: 7, paidPoints: 3, carriedPoints: 0 };
  expect(olga()).toMatchObject({ ...december, amountMinor: 300 });
  must(close(company, '2026-11'));
  expect(olga()).toMatchObject({ ...december, amountMinor: 300 });
});
