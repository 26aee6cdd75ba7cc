import { describe, expect, test } from 'vitest';
import { concedeAppeal } from '../../../src/app/appeal/answer-appeal.ts';
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
  toggleItem,
} from '../../../src/app/appeal/send-appeal.ts';
import { releaseCall } from '../../../src/app/calls/release-call.ts';
import { readDecisions, sellerStanding } from '../../../src/app/credit/read-standing.ts';
import { nextCall } from '../../../src/app/scoring/next-call.ts';
import { sendCall } from '../../../src/app/scoring/send-call.ts';
import { askAdvice } from '../../../src/app/teaching/ask-advice.ts';
import { takeCall } from '../../../src/app/teaching/teach.ts';
import { type Company, must, testCompany } from '../../support/company.ts';

/** Vera and Sveta head everything; Vera sends the calls, so that Petr and Sveta may judge them. */
function judged(): Company {
  const c = testCompany({
    noticeHold: 'PT0S',
    sendsPerMonth: 1000,
    asksPerWeek: 1000,
    takesPerWeek: 1000,
  });
  for (const externalId of ['sveta', 'vera']) {
    c.hire({ externalId, roles: [{ role: 'supervisor' }] });
  }
  return c;
}

type End = 'won' | 'lost' | 'annulled' | 'kept' | 'conceded';

/** A seller's appeal brought to an end; answers the call. */
function appeal(c: Company, seller: string, end: End, judge = 'petr'): number {
  const { app, as } = c;
  const id = c.aCall({ sellerExternalId: seller });
  must(sendCall(app, as('vera'), id, 'Жалоба'));
  expect(must(nextCall(app, as('olga'))).callId).toBe(id);
  c.score(id, { fails: ['greet', 'need'] });
  c.deliver();
  must(beginAppeal(app, as(seller), id));
  const whole = end === 'annulled' || end === 'kept';
  if (whole) must(chooseKind(app, as(seller), id, 'not_my_call'));
  else must(toggleItem(app, as(seller), id, 'greet'));
  must(giveReason(app, as(seller), id, { text: 'Не согласна', voice: null }));
  must(sendAppeal(app, as(seller), id));
  if (end === 'conceded') {
    must(concedeAppeal(app, as('olga'), id));
    return id;
  }
  const decision = end === 'won' ? 'seller_right' : 'controller_right';
  if (whole) must(decideWhole(app, as(judge), id, end === 'annulled'));
  else must(decideItem(app, as(judge), id, { itemCode: 'greet', decision }));
  must(decideReason(app, as(judge), id, 'Послушал'));
  must(confirmDecision(app, as(judge), id));
  return id;
}

const times = (count: number, work: () => void) => {
  for (let n = 0; n < count; n += 1) work();
};

describe('a seller’s lost appeals', () => {
  test('are of those that ended in three months, against the others’ of the whole company', () => {
    const c = judged();
    const lost = () => sellerStanding(c.app, c.as('petr'), c.as('anna').id)?.lost;
    expect(lost()).toMatchObject({ count: 0, of: 0, chance: null });
    c.clock.at('2026-08-31T12:00:00+03:00');
    appeal(c, 'anna', 'lost');
    c.clock.at('2026-09-30T12:00:00+03:00');
    times(2, () => appeal(c, 'anna', 'lost'));
    c.clock.at('2026-11-23T12:00:00+03:00');
    times(2, () => appeal(c, 'anna', 'lost'));
    appeal(c, 'anna', 'kept');
    times(4, () => appeal(c, 'ivan', 'lost'));
    times(4, () => appeal(c, 'ivan', 'won'));
    times(4, () => appeal(c, 'boris', 'lost', 'sveta'));
    times(3, () => appeal(c, 'boris', 'conceded'));
    expect(lost()).toMatchObject({ count: 5, of: 5, othersPpm: 533_333, unusual: null });
    // Of 20, 13 lost: C(13,5) ÷ C(20,5).
    expect(lost()?.chance).toBeCloseTo(1287 / 15_504, 9);
    times(2, () => appeal(c, 'anna', 'lost'));
    expect(lost()).toMatchObject({ count: 7, of: 7, unusual: 'many' });
    c.clock.at('2026-12-01T00:00:00+03:00');
    expect(lost()).toMatchObject({ count: 5, of: 5 });
  });

  test('are for whoever heads the seller alone', () => {
    const c = judged();
    const anna = c.as('anna').id;
    for (const who of ['petr', 'vera']) {
      expect(sellerStanding(c.app, c.as(who), anna), who).not.toBeNull();
    }
    for (const who of ['raisa', 'marta', 'olga', 'anna', 'root']) {
      expect(sellerStanding(c.app, c.as(who), anna), who).toBeNull();
    }
  });
});

test('a seller’s calls kept out of credit stand against the others’', () => {
  const c = judged();
  times(6, () => must(askAdvice(c.app, c.as('anna'), c.aCall(), null)));
  times(2, () => c.aCall());
  times(14, () => c.aCall({ sellerExternalId: 'ivan' }));
  must(takeCall(c.app, c.as('petr'), c.aCall({ sellerExternalId: 'ivan' })));
  const { keptOut } = sellerStanding(c.app, c.as('petr'), c.as('anna').id) ?? {};
  expect(keptOut).toMatchObject({ count: 6, of: 8, othersPpm: 66_667, unusual: 'many' });
  const ivan = sellerStanding(c.app, c.as('petr'), c.as('ivan').id)?.keptOut;
  expect(ivan).toMatchObject({ count: 1, of: 15, othersPpm: null });
});

describe('the decisions of the heads', () => {
  const found = (c: Company, who = 'root', month: string | null = null) =>
    must(readDecisions(c.app, c.as(who), month)).found;

  test('stand by head, against the others’, either end being unusual; conceding is nobody’s decision', () => {
    const c = judged();
    c.clock.at('2026-09-01T12:00:00+03:00');
    times(2, () => appeal(c, 'ivan', 'won', 'sveta'));
    appeal(c, 'ivan', 'annulled', 'sveta');
    c.clock.at('2026-11-23T12:00:00+03:00');
    times(7, () => appeal(c, 'ivan', 'won', 'sveta'));
    appeal(c, 'ivan', 'lost', 'sveta');
    times(10, () => appeal(c, 'anna', 'lost'));
    appeal(c, 'anna', 'conceded');
    expect(found(c).upheld).toMatchObject([
      { name: 'petr', standing: { count: 0, of: 10, othersPpm: 909_091, unusual: 'few' } },
      { name: 'sveta', standing: { count: 10, of: 11, othersPpm: 0, unusual: 'many' } },
    ]);
    c.clock.at('2026-12-01T00:00:00+03:00');
    expect(found(c).upheld).toMatchObject([
      { standing: { count: 0, of: 10, othersPpm: null } },
      { standing: { count: 7, of: 8 } },
    ]);
    expect(found(c, 'root', '2026-11').upheld).toMatchObject([{}, { standing: { of: 11 } }]);
  });

  test('name whoever annulled, which calls, and of how many decisions of that month', () => {
    const c = judged();
    const early = appeal(c, 'ivan', 'annulled');
    c.clock.at('2026-12-01T10:00:00+03:00');
    const ids = [appeal(c, 'anna', 'annulled', 'sveta'), appeal(c, 'ivan', 'annulled', 'sveta')];
    appeal(c, 'anna', 'lost', 'sveta');
    appeal(c, 'ivan', 'won', 'sveta');
    appeal(c, 'anna', 'kept', 'petr');
    const one = appeal(c, 'anna', 'annulled');
    expect(found(c).annulled).toEqual([
      { name: 'sveta', decisions: 4, callIds: ids },
      { name: 'petr', decisions: 2, callIds: [one] },
    ]);
    expect(found(c, 'root', '2026-11').annulled).toEqual([
      { name: 'petr', decisions: 1, callIds: [early] },
    ]);
  });

  test('are for administrators and the heads of everything', () => {
    const c = judged();
    appeal(c, 'anna', 'annulled');
    for (const who of ['root', 'vera']) {
      expect(found(c, who), who).toMatchObject({ ofHeads: true, annulled: [{ name: 'petr' }] });
    }
    expect(found(c, 'petr')).toMatchObject({ ofHeads: false, annulled: [], upheld: [] });
    for (const who of ['marta', 'olga', 'anna']) {
      const refused = { ok: false, refusal: 'not_allowed' };
      expect(readDecisions(c.app, c.as(who)), who).toEqual(refused);
    }
  });

  test('a mentor’s takes stand against those of the others, before whoever heads a mentee', () => {
    const c = judged();
    const other = { externalId: 'boris', roles: [{ role: 'seller' }], direction: 'Розница' };
    c.hire({ externalId: 'maxim', roles: [{ role: 'mentor' }] });
    c.hire({ ...other, mentorExternalIds: ['maxim'] });
    const calls = Array.from({ length: 8 }, () => c.aCall());
    for (const id of calls.slice(0, 6)) must(takeCall(c.app, c.as('marta'), id));
    // What went back is in again, and what another took is not hers.
    must(releaseCall(c.app, c.as('marta'), calls[0] ?? 0, 'private'));
    must(takeCall(c.app, c.as('petr'), calls[0] ?? 0));
    must(takeCall(c.app, c.as('petr'), calls[7] ?? 0));
    times(14, () => c.aCall({ sellerExternalId: 'boris' }));
    must(takeCall(c.app, c.as('maxim'), c.aCall({ sellerExternalId: 'boris' })));
    const marta = { name: 'marta', standing: { count: 5, of: 8, unusual: 'many' } };
    const maxim = { name: 'maxim', standing: { count: 1, of: 15, othersPpm: null } };
    expect(found(c).mentors).toMatchObject([marta, maxim]);
    expect(found(c, 'petr').mentors).toMatchObject([marta]);
    expect(found(c, 'raisa').mentors).toMatchObject([maxim]);
    c.clock.at('2026-12-01T00:00:00+03:00');
    expect(found(c).mentors).toEqual([]);
  });
});
