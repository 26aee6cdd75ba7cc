import { describe, expect, test } from 'vitest';
import { concedeAppeal } from '../../../src/app/appeal/answer-appeal.ts';
import {
  confirmDecision,
  decideItem,
  decideReason,
} from '../../../src/app/appeal/decide-appeal.ts';
import { appealsFor, caseView } from '../../../src/app/appeal/read-case.ts';
import { precedentsOfCase } from '../../../src/app/appeal/read-precedents.ts';
import {
  beginAppeal,
  giveReason,
  nameItem,
  sendAppeal,
} from '../../../src/app/appeal/send-appeal.ts';
import { watchAppeals } from '../../../src/app/appeal/watch-appeals.ts';
import {
  deciderFunnel,
  readSecondDecisions,
} from '../../../src/app/credit/read-second-decisions.ts';
import { setActive } from '../../../src/app/people/manage-person.ts';
import { ledgerOfCall } from '../../../src/db/ledger.ts';
import { secondDecisionOf } from '../../../src/db/second-decisions.ts';
import type { Decision } from '../../../src/domain/call.ts';
import { checklist } from '../../support/checklist.ts';
import { type Company, must, testCompany } from '../../support/company.ts';

const codes = checklist.sections.flatMap(({ items }) => items.map(({ code }) => code));

/** An appeal of so many items of one score, decided alike by a head. */
async function appealed(company: Company, count = 1, seller = 'anna'): Promise<number> {
  const { app, as } = company;
  const fails = codes.slice(0, count);
  const id = await company.told({ seller, fails });
  must(beginAppeal(app, as(seller), id));
  for (const itemCode of fails) nameItem(app, as(seller), id, { itemCode, wanted: true });
  must(giveReason(app, as(seller), id, { text: 'Это было сказано', voice: null }));
  must(sendAppeal(app, as(seller), id));
  return id;
}

function decide(company: Company, id: number, head: string, decision: Decision) {
  const { app, as } = company;
  const found = must(caseView(app, as(head), id)).found;
  for (const { item } of found.named) {
    must(decideItem(app, as(head), id, { itemCode: item.code, decision }));
  }
  must(decideReason(app, as(head), id, { ready: 'in-recording' }));
  return must(confirmDecision(app, as(head), id));
}

const kindsTo = (company: Company, who: string) => {
  const { id } = company.as(who);
  return company.deliver().flatMap(({ personId, kind }) => (personId === id ? [kind] : []));
};

describe('a share of decisions is made again by another head', () => {
  const company = testCompany({ secondDecisionPercent: 100 });
  const { app, as } = company;
  let id = 0;

  test('it comes to another head like every other appeal, and says nothing of the first decision', async () => {
    id = await appealed(company);
    const before = must(caseView(app, as('petr'), id)).found;
    kindsTo(company, 'raisa');
    expect(decide(company, id, 'petr', 'seller_right').isProposed).toBe(false);
    expect(company.call(id).status).toBe('approved_overturned');
    expect(appealsFor(app, as('petr'))).toEqual([]);
    expect(appealsFor(app, as('raisa')).map(({ callId }) => callId)).toEqual([id]);
    expect(kindsTo(company, 'raisa')).toEqual(['appeal_waiting']);
    const { found } = must(caseView(app, as('raisa'), id));
    expect(found.appeal).toMatchObject({ state: 'open', decidedById: null, decisionReason: null });
    expect(found.appeal.items).toEqual(before.appeal.items);
    expect(found.sheet.decisions).toEqual({});
    expect(found.review.earned).toBe(before.review.earned);
    expect(must(precedentsOfCase(app, as('raisa'), id)).precedents[0]?.same).toEqual([]);
  });

  test('whoever decided first, sold, or scored it cannot make it', () => {
    for (const who of ['petr', 'anna', 'olga', 'root', 'marta']) {
      expect(caseView(app, as(who), id).ok, who).toBe(false);
      expect(confirmDecision(app, as(who), id).ok, who).toBe(false);
    }
  });

  test('it moves no points, no status and nobody else, and a second tap does nothing', () => {
    company.deliver();
    const moved = ledgerOfCall(app.db, id);
    expect(decide(company, id, 'raisa', 'controller_right').isProposed).toBe(false);
    expect(ledgerOfCall(app.db, id)).toEqual(moved);
    expect(company.call(id).status).toBe('approved_overturned');
    expect(confirmDecision(app, as('raisa'), id)).toMatchObject({ ok: false });
    expect(company.deliver()).toEqual([]);
    expect(secondDecisionOf(app.db, 1)).toMatchObject({
      first: { [codes[0] ?? '']: 'seller_right' },
      second: { [codes[0] ?? '']: 'controller_right' },
      isProposal: false,
    });
  });

  test('what nobody decides again in two weeks is not waited for', async () => {
    const other = await appealed(company, 1, 'ivan');
    decide(company, other, 'petr', 'controller_right');
    company.clock.advance('P13D');
    watchAppeals(app);
    expect(appealsFor(app, as('raisa'))).toHaveLength(1);
    must(decideReason(app, as('raisa'), other, { ready: 'in-recording' }));
    company.clock.advance('P2D');
    watchAppeals(app);
    expect(appealsFor(app, as('raisa'))).toEqual([]);
    // Nor does what its head had begun to say stay.
    const drafts = app.db.orm.$client.prepare('SELECT count(*) FROM decision_drafts').pluck();
    expect(drafts.get()).toBe(0);
  });

  test('heads and administrators read whose decisions fell; nobody else does', async () => {
    for (const who of ['petr', 'root']) {
      const { found } = must(readSecondDecisions(app, as(who)));
      expect(found).toMatchObject({ appeals: 1, fell: 1 });
      expect(found.heads).toMatchObject([{ name: 'petr', fell: 1, proposals: 0 }]);
      expect(found.heads[0]?.figures).toMatchObject({ items: 1, calls: 1, percent: 0 });
      expect(must(deciderFunnel(app, as(who))).funnel).toBeNull();
    }
    for (const who of ['olga', 'anna', 'marta']) {
      expect(readSecondDecisions(app, as(who)).ok).toBe(false);
    }
  });
});

test('the picture shows the heads whose decisions fall more often than luck has it', async () => {
  const company = testCompany({ secondDecisionPercent: 100 });
  const { app, as } = company;
  for (let turn = 0; turn < 3; turn += 1) {
    const fallen = await appealed(company, 2, 'anna');
    decide(company, fallen, 'petr', 'seller_right');
    decide(company, fallen, 'raisa', 'controller_right');
    const stood = await appealed(company, 2, 'boris');
    decide(company, stood, 'raisa', 'controller_right');
    decide(company, stood, 'petr', 'controller_right');
  }
  const { funnel } = must(deciderFunnel(app, as('root')));
  expect(funnel?.points).toMatchObject([
    { name: 'petr', count: 6, percent: '100.0' },
    { name: 'raisa', count: 6, percent: '0.0' },
  ]);
});

test('where nobody else may decide, nothing is decided twice', async () => {
  const company = testCompany({ secondDecisionPercent: 100, secondHeadSellerItems: 1 });
  setActive(company.app, null, company.as('raisa').id, false);
  const id = await appealed(company, 3);
  expect(decide(company, id, 'petr', 'seller_right').isProposed).toBe(false);
  expect(company.call(id).status).toBe('approved_overturned');
  expect(secondDecisionOf(company.app.db, 1)).toBeNull();
});

describe('a head who finds too much of one seller right', () => {
  const company = testCompany({ secondHeadSellerItems: 1 });
  const { app, as } = company;
  let id = 0;

  test('decides one item alone; two more are a proposal: nothing moves, both sides are told', async () => {
    expect(decide(company, await appealed(company, 1), 'petr', 'seller_right').isProposed).toBe(
      false,
    );
    id = await appealed(company, 2);
    company.deliver();
    expect(decide(company, id, 'petr', 'item_unclear').isProposed).toBe(true);
    expect(company.call(id).status).toBe('scored_appealed');
    expect(ledgerOfCall(app.db, id)).toEqual([]);
    const told = company.deliver().map(({ personId, kind }) => [personId, kind]);
    expect(told).toEqual([
      [as('olga').id, 'appeal_begun'],
      [as('raisa').id, 'appeal_waiting'],
      [as('anna').id, 'second_head'],
      [as('olga').id, 'second_head'],
    ]);
  });

  test('cannot decide it any more, nor can the controller concede meanwhile', () => {
    expect(appealsFor(app, as('petr'))).toEqual([]);
    expect(confirmDecision(app, as('petr'), id)).toMatchObject({ ok: false });
    expect(concedeAppeal(app, as('olga'), id).ok).toBe(false);
    // Also where the second head has begun and taken it back.
    const itemCode = codes[0] ?? '';
    must(decideItem(app, as('raisa'), id, { itemCode, decision: 'seller_right' }));
    must(decideItem(app, as('raisa'), id, { itemCode, decision: null }));
    expect(concedeAppeal(app, as('olga'), id).ok).toBe(false);
  });

  test('the second head’s decision is the one that counts, and the first is told of it', () => {
    expect(must(caseView(app, as('raisa'), id)).found.draft.decisions).toEqual({});
    expect(decide(company, id, 'raisa', 'controller_right').isProposed).toBe(false);
    expect(company.call(id).status).toBe('approved_scored');
    const told = company.deliver().filter(({ kind }) => kind === 'appeal_decided');
    expect(told.map(({ personId }) => personId).sort()).toEqual(
      [as('petr').id, as('anna').id, as('olga').id].sort(),
    );
    const { found } = must(readSecondDecisions(app, as('root')));
    expect(found.heads).toMatchObject([{ name: 'petr', fell: 2, proposals: 1 }]);
  });

  test('decides alone what goes the controller’s way, and another seller’s', async () => {
    const own = await appealed(company, 1);
    expect(decide(company, own, 'petr', 'controller_right').isProposed).toBe(false);
    const others = await appealed(company, 1, 'ivan');
    expect(decide(company, others, 'petr', 'seller_right').isProposed).toBe(false);
  });

  test('decides alone again where the last other head is gone', async () => {
    const last = await appealed(company, 3, 'ivan');
    expect(decide(company, last, 'petr', 'seller_right').isProposed).toBe(true);
    setActive(app, null, as('raisa').id, false);
    company.deliver();
    watchAppeals(app);
    expect(kindsTo(company, 'petr')).toContain('appeal_overdue');
    expect(must(confirmDecision(app, as('petr'), last)).isProposed).toBe(false);
    expect(company.call(last).status).toBe('approved_overturned');
  });

  test('hears of it too where a reminder had come before, and so does a head who comes back', async () => {
    setActive(app, null, as('raisa').id, true);
    const late = await appealed(company, 3, 'ivan');
    company.clock.at(company.clock.now + 25 * 3_600_000);
    watchAppeals(app);
    expect(decide(company, late, 'petr', 'seller_right').isProposed).toBe(true);
    setActive(app, null, as('raisa').id, false);
    company.deliver();
    watchAppeals(app);
    expect(kindsTo(company, 'petr')).toContain('appeal_overdue');
    setActive(app, null, as('raisa').id, true);
    company.deliver();
    company.clock.advance('PT1H');
    expect(must(confirmDecision(app, as('petr'), late)).isProposed).toBe(true);
    expect(kindsTo(company, 'raisa')).toContain('appeal_overdue');
  });
});

describe('what others have of their appeals is the measure', () => {
  /** Raisa has decided so many items of another seller. */
  async function measured(count: number, decision: Decision): Promise<Company> {
    const company = testCompany({ secondHeadSellerItems: 1 });
    for (let rest = count; rest > 0; rest -= 5) {
      const id = await appealed(company, Math.min(rest, 5), 'boris');
      decide(company, id, 'raisa', decision);
    }
    return company;
  }
  const isProposed = async (company: Company, decision: Decision, count = 1) =>
    decide(company, await appealed(company, count), 'petr', decision).isProposed;

  test('where appeals are hardly ever upheld the second find waits', async () => {
    const company = await measured(8, 'controller_right');
    expect(await isProposed(company, 'seller_right')).toBe(false);
    expect(await isProposed(company, 'seller_right')).toBe(true);
  });

  test.each([
    [0, 2],
    [2, 4],
  ])('with %d of others upheld, %d in a row may be', async (others, most) => {
    const company = await measured(others, 'seller_right');
    for (let found = 1; found <= most; found += 1) {
      expect(await isProposed(company, 'seller_right')).toBe(false);
    }
    expect(await isProposed(company, 'seller_right')).toBe(true);
  });

  test('a lost appeal leaves room, and what another head found takes it', async () => {
    const company = await measured(8, 'controller_right');
    expect(await isProposed(company, 'seller_right')).toBe(false);
    const second = await appealed(company, 1);
    expect(decide(company, second, 'petr', 'seller_right').isProposed).toBe(true);
    decide(company, second, 'raisa', 'seller_right');
    // Of 12 items and one at hand one is expected: with the one allowed beyond it, they had their two.
    for (const count of [5, 5]) await isProposed(company, 'controller_right', count);
    expect(await isProposed(company, 'seller_right')).toBe(true);
    for (const count of [5, 2]) await isProposed(company, 'controller_right', count);
    const third = await appealed(company, 1);
    expect(decide(company, third, 'petr', 'seller_right').isProposed).toBe(false);
  });

  test('what a head finds for other sellers is no measure of that head', async () => {
    const company = await measured(3, 'controller_right');
    decide(company, await appealed(company, 1, 'ivan'), 'petr', 'seller_right');
    expect(await isProposed(company, 'seller_right')).toBe(false);
    expect(await isProposed(company, 'controller_right', 2)).toBe(false);
    expect(await isProposed(company, 'seller_right')).toBe(true);
  });

  test('a second decision that only compared is another head’s', async () => {
    const company = testCompany({ secondDecisionPercent: 100, secondHeadSellerItems: 1 });
    const compared = await appealed(company, 5, 'ivan');
    decide(company, compared, 'petr', 'controller_right');
    decide(company, compared, 'raisa', 'controller_right');
    expect(await isProposed(company, 'seller_right')).toBe(false);
    expect(await isProposed(company, 'seller_right')).toBe(true);
  });
});

test('once a decision for a seller fell, that head finds for this seller only with a second head', async () => {
  const company = testCompany({ secondDecisionPercent: 100, secondHeadSellerItems: 99 });
  for (let turn = 0; turn < 3; turn += 1) {
    const before = await appealed(company, 1);
    decide(company, before, 'petr', 'controller_right');
    decide(company, before, 'raisa', 'controller_right');
  }
  const fallen = await appealed(company, 1);
  expect(decide(company, fallen, 'petr', 'seller_right').isProposed).toBe(false);
  decide(company, fallen, 'raisa', 'controller_right');
  expect(decide(company, await appealed(company, 1), 'petr', 'seller_right').isProposed).toBe(true);
  const against = await appealed(company, 1);
  expect(decide(company, against, 'petr', 'controller_right').isProposed).toBe(false);
});

test('a head whose decisions fall decides nothing alone until they stand again', async () => {
  const company = testCompany({ secondDecisionPercent: 100, secondHeadFellPercent: 30 });
  const first = await appealed(company, 5);
  decide(company, first, 'petr', 'controller_right');
  decide(company, first, 'raisa', 'seller_right');
  const next = await appealed(company, 1);
  expect(decide(company, next, 'petr', 'controller_right').isProposed).toBe(true);
  // Nobody else waits for it.
  const other = await appealed(company, 1, 'boris');
  expect(decide(company, other, 'raisa', 'controller_right').isProposed).toBe(false);
});
