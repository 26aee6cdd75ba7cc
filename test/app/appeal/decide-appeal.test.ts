import { describe, expect, test } from 'vitest';
import {
  confirmDecision,
  decideItem,
  decideReason,
  decideWhole,
} from '../../../src/app/appeal/decide-appeal.ts';
import { appealsFor, caseView } from '../../../src/app/appeal/read-case.ts';
import {
  chooseKind,
  giveReason,
  sendAppeal,
  toggleItem,
} from '../../../src/app/appeal/send-appeal.ts';
import { creditSheet } from '../../../src/app/calls/read-call.ts';
import { publishChecklist } from '../../../src/app/company/publish-checklist.ts';
import { closePeriod } from '../../../src/app/credit/close-period.ts';
import { readCredit } from '../../../src/app/credit/read-credit.ts';
import { verifyPeriod } from '../../../src/app/credit/verify-period.ts';
import { changePolicy } from '../../../src/app/draw/change-policy.ts';
import { drawDue } from '../../../src/app/draw/draw-calls.ts';
import { readDraw } from '../../../src/app/draw/read-draw.ts';
import { acceptScore } from '../../../src/app/scoring/accept-score.ts';
import { nextCall } from '../../../src/app/scoring/next-call.ts';
import {
  answerItem,
  chooseType,
  commentLastFailed,
  submitScore,
} from '../../../src/app/scoring/score-call.ts';
import { sendCall } from '../../../src/app/scoring/send-call.ts';
import { historyOf } from '../../../src/db/call-history.ts';
import { queuedMonthOf } from '../../../src/db/calls.ts';
import { ledgerAfter } from '../../../src/db/ledger.ts';
import type { AppealKind, Decision } from '../../../src/domain/call.ts';
import { checklist } from '../../support/checklist.ts';
import { type Company, must, testCompany } from '../../support/company.ts';

interface AppealOptions {
  fails?: readonly string[];
  named?: readonly string[];
  kind?: AppealKind;
  by?: string;
}

/** One more call of Anna's, scored and appealed. */
async function appeal(company: Company, options: AppealOptions = {}): Promise<number> {
  const { app, as } = company;
  const { fails = ['greet', 'need'], named = fails, kind = 'items', by = 'olga' } = options;
  const id = await company.told({ fails, by });
  if (kind !== 'items') must(chooseKind(app, as('anna'), id, kind));
  else for (const itemCode of named) must(toggleItem(app, as('anna'), id, itemCode));
  must(giveReason(app, as('anna'), id, { text: 'Не согласна', voice: null }));
  must(sendAppeal(app, as('anna'), id));
  return id;
}

function decide(
  { app, as }: Company,
  id: number,
  decisions: Record<string, Decision>,
  by = 'petr',
): void {
  for (const [itemCode, decision] of Object.entries(decisions)) {
    must(decideItem(app, as(by), id, { itemCode, decision }));
  }
  must(decideReason(app, as(by), id, 'Послушал'));
  must(confirmDecision(app, as(by), id));
}

const transfers = ({ app }: Company, callId: number) =>
  ledgerAfter(app.db, 0, 1000)
    .filter((entry) => entry.callId === callId)
    .map(({ from, to, points, cause, itemCode }) => ({ from, to, points, cause, itemCode }));

describe('the decision', () => {
  test('that the seller is right: the item passes and the controller pays five', async () => {
    const company = testCompany();
    const id = await appeal(company, { fails: ['need'] });
    decide(company, id, { need: 'seller_right' });
    const [olga, anna] = [company.as('olga').id, company.as('anna').id];
    expect(company.call(id).status).toBe('approved_overturned');
    expect(creditSheet(company.app, id)?.review).toMatchObject({
      state: 'overturned',
      earned: 11,
      possible: 11,
      handedInEarned: 8,
    });
    expect(transfers(company, id)).toEqual([
      { from: 'fund', to: olga, points: 1, cause: 'review', itemCode: null },
      { from: olga, to: anna, points: 5, cause: 'appeal', itemCode: 'need' },
    ]);
  });

  test('that the item is unclear: it passes and the fund pays five', async () => {
    const company = testCompany();
    const id = await appeal(company, { fails: ['need'] });
    decide(company, id, { need: 'item_unclear' });
    const [olga, anna] = [company.as('olga').id, company.as('anna').id];
    expect(creditSheet(company.app, id)?.review).toMatchObject({ earned: 11, possible: 11 });
    expect(transfers(company, id)).toEqual([
      { from: 'fund', to: olga, points: 1, cause: 'review', itemCode: null },
      { from: 'fund', to: anna, points: 5, cause: 'appeal_unclear', itemCode: 'need' },
    ]);
  });

  test('that the item is not applicable: it no longer counts and the controller pays five', async () => {
    const company = testCompany();
    const id = await appeal(company, { fails: ['need'] });
    decide(company, id, { need: 'not_applicable' });
    const [olga, anna] = [company.as('olga').id, company.as('anna').id];
    expect(creditSheet(company.app, id)?.review).toMatchObject({ earned: 8, possible: 8 });
    expect(transfers(company, id)).toEqual([
      { from: 'fund', to: olga, points: 1, cause: 'review', itemCode: null },
      { from: olga, to: anna, points: 5, cause: 'appeal', itemCode: 'need' },
    ]);
  });

  test('that the controller is right: the score stands and the miss is paid for', async () => {
    const company = testCompany();
    const id = await appeal(company, { fails: ['need'] });
    decide(company, id, { need: 'controller_right' });
    const olga = company.as('olga').id;
    expect(company.call(id).status).toBe('approved_scored');
    expect(creditSheet(company.app, id)?.review).toMatchObject({
      state: 'approved',
      earned: 8,
      possible: 11,
    });
    expect(transfers(company, id)).toEqual([
      { from: 'fund', to: olga, points: 1, cause: 'review', itemCode: null },
      { from: 'fund', to: olga, points: 2, cause: 'violation', itemCode: 'need' },
    ]);
  });

  test('may differ from item to item', async () => {
    const company = testCompany();
    const id = await appeal(company, { fails: ['greet', 'need', 'price'] });
    decide(company, id, {
      greet: 'seller_right',
      need: 'controller_right',
      price: 'not_applicable',
    });
    expect(company.call(id).status).toBe('approved_overturned');
    expect(creditSheet(company.app, id)?.review).toMatchObject({ earned: 6, possible: 9 });
    expect(transfers(company, id).map(({ cause, itemCode }) => `${cause} ${itemCode}`)).toEqual([
      'review null',
      'violation need',
      'appeal greet',
      'appeal price',
    ]);
  });

  test('leaves the items that were not named as they are', async () => {
    const company = testCompany();
    const id = await appeal(company, { named: ['greet'] });
    decide(company, id, { greet: 'seller_right' });
    expect(creditSheet(company.app, id)?.review).toMatchObject({ earned: 8, possible: 11 });
  });

  test('on a critical item gives the whole score back', async () => {
    const company = testCompany();
    const id = await appeal(company, { fails: ['rude'] });
    expect(creditSheet(company.app, id)?.review).toMatchObject({ earned: 0, possible: 11 });
    decide(company, id, { rude: 'seller_right' });
    expect(creditSheet(company.app, id)?.review).toMatchObject({ earned: 11, possible: 11 });
  });

  test('names every item, and gives its reason', async () => {
    const company = testCompany();
    const { app, as } = company;
    const id = await appeal(company);
    must(decideItem(app, as('petr'), id, { itemCode: 'greet', decision: 'seller_right' }));
    expect(confirmDecision(app, as('petr'), id)).toEqual({ ok: false, refusal: 'undecided' });
    must(decideItem(app, as('petr'), id, { itemCode: 'need', decision: 'controller_right' }));
    expect(confirmDecision(app, as('petr'), id)).toEqual({ ok: false, refusal: 'reason_missing' });
    must(decideReason(app, as('petr'), id, 'Послушал'));
    must(confirmDecision(app, as('petr'), id));
  });

  test('on an item that was not named is stale', async () => {
    const company = testCompany();
    const id = await appeal(company, { named: ['greet'] });
    const forged = { itemCode: 'need', decision: 'seller_right' } as const;
    expect(decideItem(company.app, company.as('petr'), id, forged)).toEqual({
      ok: false,
      refusal: 'stale',
    });
  });

  test('is shown with its points before it is confirmed, exactly as they will be', async () => {
    const company = testCompany();
    const { app, as } = company;
    const id = await appeal(company);
    must(decideItem(app, as('petr'), id, { itemCode: 'greet', decision: 'item_unclear' }));
    expect(must(caseView(app, as('petr'), id)).found.outcome).toBeNull();
    must(decideItem(app, as('petr'), id, { itemCode: 'need', decision: 'seller_right' }));
    must(decideReason(app, as('petr'), id, 'Послушал'));
    const { outcome } = must(caseView(app, as('petr'), id)).found;
    must(confirmDecision(app, as('petr'), id));
    expect(transfers(company, id)).toEqual(outcome?.transfers);
    expect(creditSheet(app, id)?.review).toMatchObject({
      earned: outcome?.earned,
      possible: outcome?.possible,
    });
  });

  test('confirmed twice by a double tap has one effect', async () => {
    const company = testCompany();
    const id = await appeal(company, { fails: ['need'] });
    decide(company, id, { need: 'seller_right' });
    const before = transfers(company, id);
    expect(confirmDecision(company.app, company.as('petr'), id)).toEqual({
      ok: false,
      refusal: 'wrong_status',
    });
    expect(transfers(company, id)).toEqual(before);
    expect(historyOf(company.app.db, id).filter(({ verb }) => verb === 'uphold')).toHaveLength(1);
  });

  test('of two heads: each has a draft of their own, and the first to confirm decides', async () => {
    const company = testCompany();
    const { app, as } = company;
    company.hire({ externalId: 'sveta', roles: [{ role: 'supervisor' }] });
    const id = await appeal(company, { fails: ['need'] });
    must(decideItem(app, as('petr'), id, { itemCode: 'need', decision: 'controller_right' }));
    must(decideReason(app, as('petr'), id, 'Слышно'));
    decide(company, id, { need: 'seller_right' }, 'sveta');
    expect(confirmDecision(app, as('petr'), id)).toEqual({ ok: false, refusal: 'wrong_status' });
    expect(company.call(id).status).toBe('approved_overturned');
  });

  test('is paid by the policy in force when it is confirmed, in the month of the draw', async () => {
    const company = testCompany();
    const id = await appeal(company, { fails: ['need'] });
    changePolicy(company.app, { appealPoints: 7 }, null);
    company.clock.at('2026-12-01T00:00:00+03:00');
    decide(company, id, { need: 'seller_right' });
    expect(transfers(company, id)).toContainEqual(expect.objectContaining({ points: 7 }));
    expect(creditSheet(company.app, id)?.review.creditMonth).toBe('2026-11');
  });
});

describe('an unclear item', () => {
  test('is paid for once a month, item text and seller, whatever else is edited', async () => {
    const company = testCompany();
    const unclear = async () => {
      const id = await appeal(company, { fails: ['need'] });
      decide(company, id, { need: 'item_unclear' });
      return transfers(company, id).filter(({ cause }) => cause === 'appeal_unclear').length;
    };
    expect(await unclear()).toBe(1);
    expect(await unclear()).toBe(0);
    publishChecklist(company.app, { ...checklist, name: 'Входящий, яснее' }, null);
    expect(await unclear()).toBe(0);
    const reworded = structuredClone(checklist);
    const item = reworded.sections[0]?.items.find(({ code }) => code === 'need');
    if (item) item.text = 'Спросил, что нужно клиенту';
    publishChecklist(company.app, reworded, null);
    expect(await unclear()).toBe(1);
    expect(await unclear()).toBe(0);
    company.clock.at('2026-12-01T12:00:00+03:00');
    expect(await unclear()).toBe(1);
  });
});

describe('a decision after which nothing counts', () => {
  const short = {
    type: 'short',
    name: 'Короткий',
    sections: [
      {
        code: 'all',
        name: 'Разговор',
        items: [
          { code: 'only', text: 'Сказал главное' },
          { code: 'price', text: 'Назвал цену', na: true },
        ],
      },
    ],
  };

  /** A call scored on the one item that counts in it, which the seller disputes. */
  async function appealOfAll(company: Company): Promise<number> {
    const { app, as } = company;
    publishChecklist(app, short, null);
    const id = await company.drawn();
    must(nextCall(app, as('olga')));
    must(chooseType(app, as('olga'), id, 'short'));
    must(answerItem(app, as('olga'), id, { itemCode: 'price', verdict: 'na' }));
    must(answerItem(app, as('olga'), id, { itemCode: 'only', verdict: 'fail' }));
    must(commentLastFailed(app, as('olga'), id, '0:10 молча'));
    must(submitScore(app, as('olga'), id));
    company.clock.advance(app.policy().noticeHold);
    company.deliver();
    must(toggleItem(app, as('anna'), id, 'only'));
    must(giveReason(app, as('anna'), id, { text: 'Тут это ни к чему', voice: null }));
    must(sendAppeal(app, as('anna'), id));
    return id;
  }

  test('annuls: the call never counts, the controller pays one appeal, the month closes', async () => {
    const company = testCompany();
    const { app, as } = company;
    const id = await appealOfAll(company);
    must(decideItem(app, as('petr'), id, { itemCode: 'only', decision: 'not_applicable' }));
    must(decideReason(app, as('petr'), id, 'Не о том разговор'));
    const preview = must(caseView(app, as('petr'), id)).found.outcome;
    expect(preview).toMatchObject({ ending: { outcome: 'annulled' }, possible: 0 });
    must(confirmDecision(app, as('petr'), id));
    expect(company.call(id).status).toBe('approved_training');
    expect(creditSheet(app, id)).toMatchObject({
      review: { state: 'annulled', creditMonth: null },
      appeal: { state: 'annulled', items: { only: 'not_applicable' } },
    });
    expect(transfers(company, id)).toEqual([
      {
        from: as('olga').id,
        to: as('anna').id,
        points: 5,
        cause: 'nothing_left',
        itemCode: null,
      },
    ]);
    expect(preview?.transfers).toEqual(transfers(company, id));
    expect(readCredit(app, '2026-11').total.calls).toBe(0);
    must(acceptScore(app, as('anna'), await company.told()));
    company.clock.at('2026-12-02T10:00:00Z');
    must(closePeriod(app, as('root'), '2026-11'));
    expect(verifyPeriod(app, '2026-11')?.problems).toEqual([]);
  });

  test('upholds where something is left, even one item', async () => {
    const company = testCompany();
    const id = await appeal(company, { fails: ['need'] });
    decide(company, id, { need: 'not_applicable' });
    expect(company.call(id).status).toBe('approved_overturned');
  });
});

describe('an annulled call', () => {
  async function annulled(company: Company): Promise<number> {
    const { app, as } = company;
    const id = await appeal(company, { kind: 'wrong_type' });
    must(decideWhole(app, as('petr'), id, true));
    must(decideReason(app, as('petr'), id, 'Не тот тип'));
    must(confirmDecision(app, as('petr'), id));
    return id;
  }

  test('that was drawn is replaced by the seller’s next ticket of that draw', async () => {
    const company = testCompany({ perSeller: 1 });
    const { app } = company;
    company.aCall();
    company.aCall();
    company.clock.at('2026-11-23T19:00:00+03:00');
    const [summary] = await drawDue(app);
    expect(summary).toMatchObject({ eligible: 2, drawn: 1 });
    const { callId: id } = must(nextCall(app, company.as('olga')));
    company.score(id);
    company.clock.advance(app.policy().noticeHold);
    company.deliver();
    must(chooseKind(app, company.as('anna'), id, 'not_my_call'));
    must(giveReason(app, company.as('anna'), id, { text: 'Это не я', voice: null }));
    must(sendAppeal(app, company.as('anna'), id));
    must(decideWhole(app, company.as('petr'), id, true));
    must(decideReason(app, company.as('petr'), id, 'И правда'));
    company.clock.at('2026-12-01T10:00:00+03:00');
    must(confirmDecision(app, company.as('petr'), id));

    const next = id === 1 ? 2 : 1;
    expect(company.call(id)).toMatchObject({ status: 'approved_training', drawn: true });
    expect(company.call(next)).toMatchObject({ status: 'listening_credit', drawn: true });
    expect(readDraw(app, '2026-11-23')).toMatchObject({
      drawn: [id],
      replaced: [{ from: id, to: next }],
    });
    // It stands in for a call of November, and counts there.
    expect(queuedMonthOf(app.db, next)).toBe('2026-11');
  });

  test('leaves a gap where there is no ticket left', async () => {
    const company = testCompany();
    const id = await annulled(company);
    expect(company.call(id).status).toBe('approved_training');
    expect(nextCall(company.app, company.as('olga'))).toEqual({
      ok: false,
      refusal: 'queue_empty',
    });
  });

  test('that was sent is not replaced', async () => {
    const company = testCompany();
    const { app, as } = company;
    const id = company.aCall();
    company.aCall();
    must(sendCall(app, as('petr'), id, 'спорный разговор'));
    must(nextCall(app, as('olga')));
    company.score(id);
    company.clock.advance(app.policy().noticeHold);
    company.deliver();
    must(chooseKind(app, as('anna'), id, 'wrong_type'));
    must(giveReason(app, as('anna'), id, { text: 'Сервис', voice: null }));
    must(sendAppeal(app, as('anna'), id));
    const raisa = company.hire({ externalId: 'raisa', roles: [{ role: 'supervisor' }] });
    must(decideWhole(app, raisa, id, true));
    must(decideReason(app, raisa, id, 'Верно'));
    must(confirmDecision(app, raisa, id));
    expect(nextCall(app, as('olga'))).toEqual({ ok: false, refusal: 'queue_empty' });
  });
});

describe('annulment', () => {
  test.each([
    ['a wrong type costs the controller one appeal', 'wrong_type', 1],
    ['a call that is not the seller’s costs nobody', 'not_my_call', 0],
  ] as const)('for %s', async (_, kind, paid) => {
    const company = testCompany();
    const { app, as } = company;
    const id = await appeal(company, { kind });
    expect(confirmDecision(app, as('petr'), id)).toEqual({ ok: false, refusal: 'undecided' });
    must(decideWhole(app, as('petr'), id, true));
    must(decideReason(app, as('petr'), id, 'Верно'));
    must(confirmDecision(app, as('petr'), id));
    expect(company.call(id).status).toBe('approved_training');
    expect(creditSheet(app, id)?.review).toMatchObject({ state: 'annulled', creditMonth: null });
    expect(transfers(company, id)).toEqual(
      paid
        ? [
            {
              from: as('olga').id,
              to: as('anna').id,
              points: 5,
              cause: 'wrong_type',
              itemCode: null,
            },
          ]
        : [],
    );
  });

  test('refused leaves the score standing and paid', async () => {
    const company = testCompany();
    const { app, as } = company;
    const id = await appeal(company, { kind: 'not_my_call', fails: ['need'] });
    must(decideWhole(app, as('petr'), id, false));
    must(decideReason(app, as('petr'), id, 'Голос ваш'));
    must(confirmDecision(app, as('petr'), id));
    expect(company.call(id).status).toBe('approved_scored');
    expect(transfers(company, id).map(({ cause }) => cause)).toEqual(['review', 'violation']);
  });

  test('is not open where items are disputed', async () => {
    const company = testCompany();
    const id = await appeal(company);
    expect(decideWhole(company.app, company.as('petr'), id, true)).toEqual({
      ok: false,
      refusal: 'stale',
    });
  });
});

describe('an appeal is not decided', () => {
  const tried = (company: Company, id: number, who: string) =>
    decideItem(company.app, company.as(who), id, { itemCode: 'greet', decision: 'seller_right' });

  test('by a head of another direction, for whom it does not exist', async () => {
    const company = testCompany();
    const id = await appeal(company);
    expect(tried(company, id, 'raisa')).toEqual({ ok: false, refusal: 'not_found' });
    expect(appealsFor(company.app, company.as('raisa'))).toEqual([]);
    expect(appealsFor(company.app, company.as('petr')).map(({ callId }) => callId)).toEqual([id]);
  });

  test('by a seller, controller, mentor or admin', async () => {
    const company = testCompany();
    const id = await appeal(company);
    for (const who of ['anna', 'olga', 'marta', 'root']) {
      expect(tried(company, id, who), who).toEqual({ ok: false, refusal: 'not_allowed' });
    }
    expect(company.call(id).appeal?.begunById).toBeNull();
  });

  test('by the head who scored the call', async () => {
    const company = testCompany();
    company.hire({ externalId: 'sveta', roles: [{ role: 'supervisor' }, { role: 'controller' }] });
    const id = await appeal(company, { by: 'sveta' });
    expect(tried(company, id, 'sveta')).toEqual({ ok: false, refusal: 'not_allowed' });
    decide(company, id, { greet: 'seller_right', need: 'seller_right' });
  });

  test('by the head who sent the call to the controllers', async () => {
    const company = testCompany();
    const id = await appeal(company);
    company.app.db.orm.$client
      .prepare('UPDATE calls SET sent_by_id = ? WHERE id = ?')
      .run(company.as('petr').id, id);
    expect(tried(company, id, 'petr')).toEqual({ ok: false, refusal: 'not_allowed' });
  });

  test('by a head who is the seller', async () => {
    const company = testCompany();
    company.hire({
      externalId: 'anna',
      roles: [{ role: 'seller' }, { role: 'supervisor' }],
      direction: 'Опт',
    });
    const id = await appeal(company);
    expect(tried(company, id, 'anna')).toEqual({ ok: false, refusal: 'not_allowed' });
  });
});
