import { describe, expect, test } from 'vitest';
import { answerAppeal, concedeAppeal } from '../../../src/app/appeal/answer-appeal.ts';
import {
  confirmDecision,
  decideItem,
  decideReason,
} from '../../../src/app/appeal/decide-appeal.ts';
import {
  beginAppeal,
  chooseKind,
  giveReason,
  sendAppeal,
  toggleItem,
} from '../../../src/app/appeal/send-appeal.ts';
import { creditSheet } from '../../../src/app/calls/read-call.ts';
import { ledgerAfter } from '../../../src/db/ledger.ts';
import { balancesOf } from '../../../src/domain/ledger.ts';
import { type Company, must, testCompany } from '../../support/company.ts';

/** A call of Anna's that she has appealed. */
async function appealed(
  options: { fails?: string[]; named?: string[] } = {},
): Promise<Company & { id: number }> {
  const { fails = ['greet', 'need'], named = fails } = options;
  const company = testCompany();
  const { app, as } = company;
  const id = await company.told({ fails });
  for (const itemCode of named) must(toggleItem(app, as('anna'), id, itemCode));
  must(giveReason(app, as('anna'), id, { text: 'Не согласна', voice: null }));
  must(sendAppeal(app, as('anna'), id));
  return { ...company, id };
}

const kindsFor = ({ app, as }: Company, who: string) =>
  app.db.orm.$client
    .prepare<[number], { kind: string }>('SELECT kind FROM outbox WHERE person_id = ? ORDER BY id')
    .all(as(who).id)
    .map(({ kind }) => kind);

describe('the answer of the controller', () => {
  test('is given once, and told to those who decide', async () => {
    const company = await appealed();
    const { app, as, id } = company;
    must(answerAppeal(app, as('olga'), id, 'Слышно на 0:10'));
    expect(answerAppeal(app, as('olga'), id, 'И ещё')).toEqual({
      ok: false,
      refusal: 'already_answered',
    });
    expect(creditSheet(app, id)?.appeal?.answer).toBe('Слышно на 0:10');
    expect(kindsFor(company, 'petr')).toContain('appeal_answered');
    expect(kindsFor(company, 'raisa')).not.toContain('appeal_answered');
  });

  test('says something, in at most 1000 characters', async () => {
    const { app, as, id } = await appealed();
    expect(answerAppeal(app, as('olga'), id, '  ')).toEqual({
      ok: false,
      refusal: 'reason_missing',
    });
    expect(answerAppeal(app, as('olga'), id, 'я'.repeat(1001))).toEqual({
      ok: false,
      refusal: 'too_long',
    });
    must(answerAppeal(app, as('olga'), id, 'я'.repeat(1000)));
  });

  test('is nobody else’s', async () => {
    const { app, as, id } = await appealed();
    expect(answerAppeal(app, as('pavel'), id, 'Я').ok).toBe(false);
    for (const who of ['anna', 'petr', 'marta', 'root']) {
      expect(answerAppeal(app, as(who), id, 'Я'), who).toEqual({
        ok: false,
        refusal: 'not_allowed',
      });
    }
  });
});

describe('conceding', () => {
  test('gives the seller what the controller pays of every named item, and the fund adds nothing', async () => {
    const { app, as, call, id } = await appealed();
    const [olga, anna] = [as('olga').id, as('anna').id];
    must(concedeAppeal(app, as('olga'), id));
    expect(call(id).status).toBe('approved_overturned');
    expect(creditSheet(app, id)?.review).toMatchObject({
      state: 'overturned',
      handedInEarned: 7,
      earned: 11,
      possible: 11,
    });
    const written = ledgerAfter(app.db, 0, 10);
    expect(written).toHaveLength(3);
    expect(written).toMatchObject([
      { from: 'fund', to: olga, points: 1, cause: 'review' },
      { from: olga, to: anna, points: 3, cause: 'concession', itemCode: 'greet' },
      { from: olga, to: anna, points: 3, cause: 'concession', itemCode: 'need' },
    ]);
  });

  test('planted four times and conceded, it gains the pair one point a review and no more', async () => {
    const company = testCompany();
    const { app, as } = company;
    for (let call = 0; call < 4; call += 1) {
      const fails = ['greet', 'need', 'next', 'rude'];
      const id = await company.told({ fails, comment: '0:10 ничего этого не было' });
      for (const itemCode of fails) must(toggleItem(app, as('anna'), id, itemCode));
      must(giveReason(app, as('anna'), id, { text: 'Не было такого', voice: null }));
      must(sendAppeal(app, as('anna'), id));
      must(concedeAppeal(app, as('olga'), id));
    }
    const balances = balancesOf(ledgerAfter(app.db, 0, 100));
    expect((balances.get(as('olga').id) ?? 0) + (balances.get(as('anna').id) ?? 0)).toBe(4);
    expect(balances.get('fund')).toBe(-4);
  });

  test('leaves what was not named standing, and paid', async () => {
    const { app, as, id } = await appealed({ named: ['greet'] });
    must(concedeAppeal(app, as('olga'), id));
    expect(creditSheet(app, id)?.review).toMatchObject({ earned: 8, possible: 11 });
    expect(ledgerAfter(app.db, 0, 10)).toContainEqual(
      expect.objectContaining({ cause: 'violation', itemCode: 'need', points: 2 }),
    );
  });

  test('is too late once a head has begun to decide', async () => {
    const { app, as, call, id } = await appealed();
    must(decideItem(app, as('petr'), id, { itemCode: 'greet', decision: 'controller_right' }));
    expect(concedeAppeal(app, as('olga'), id)).toEqual({ ok: false, refusal: 'already_begun' });
    expect(call(id).status).toBe('scored_appealed');
  });

  test('leaves the head nothing to decide', async () => {
    const { app, as, id } = await appealed({ fails: ['greet'] });
    must(concedeAppeal(app, as('olga'), id));
    const wrong = { ok: false, refusal: 'wrong_status' };
    expect(
      decideItem(app, as('petr'), id, { itemCode: 'greet', decision: 'seller_right' }),
    ).toEqual(wrong);
    expect(decideReason(app, as('petr'), id, 'Поздно')).toEqual(wrong);
    expect(confirmDecision(app, as('petr'), id)).toEqual(wrong);
  });

  test('is the scoring controller’s alone', async () => {
    const { app, as, id } = await appealed();
    for (const who of ['pavel', 'anna', 'petr', 'marta', 'root']) {
      expect(concedeAppeal(app, as(who), id).ok, who).toBe(false);
    }
  });

  test('twice by a double tap pays once', async () => {
    const { app, as, id } = await appealed();
    must(concedeAppeal(app, as('olga'), id));
    const before = ledgerAfter(app.db, 0, 100);
    expect(concedeAppeal(app, as('olga'), id)).toEqual({ ok: false, refusal: 'wrong_status' });
    expect(ledgerAfter(app.db, 0, 100)).toEqual(before);
  });

  test('is not open where the whole call is disputed', async () => {
    const company = testCompany();
    const { app, as } = company;
    const id = await company.told();
    must(beginAppeal(app, as('anna'), id));
    must(chooseKind(app, as('anna'), id, 'not_my_call'));
    must(giveReason(app, as('anna'), id, { text: 'Не мой', voice: null }));
    must(sendAppeal(app, as('anna'), id));
    expect(concedeAppeal(app, as('olga'), id)).toEqual({ ok: false, refusal: 'not_allowed' });
  });
});
