import { describe, expect, test } from 'vitest';
import { freeExpiredLeases, nextCall } from '../../src/app/next-call.ts';
import { scoringSheet } from '../../src/app/read-sheet.ts';
import { registerPeople } from '../../src/app/register-people.ts';
import { answerItem, answerRestDone, chooseType, submitScore } from '../../src/app/score-call.ts';
import { leaseOf } from '../../src/db/leases.ts';
import { type Company, must, testCompany } from '../support/company.ts';

const next = ({ app, as }: Company, who: string) => nextCall(app, as(who));

/** Two calls in the queue, the older first. */
async function queueOfTwo(company: Company): Promise<[number, number]> {
  const first = await company.drawn();
  const second = await company.drawn();
  return [first, second];
}

describe('the queue', () => {
  test('gives the call that waits longest first', async () => {
    const company = testCompany();
    const [first, second] = await queueOfTwo(company);
    expect(next(company, 'olga')).toEqual({ ok: true, callId: first });
    expect(next(company, 'pavel')).toEqual({ ok: true, callId: second });
  });

  test('gives a controller the call that they hold until it is handed in', async () => {
    const company = testCompany();
    const [first, second] = await queueOfTwo(company);
    expect(next(company, 'olga')).toEqual({ ok: true, callId: first });
    expect(next(company, 'olga')).toEqual({ ok: true, callId: first });
    company.score(first);
    expect(next(company, 'olga')).toEqual({ ok: true, callId: second });
  });

  test('gives its last call to one of two controllers', async () => {
    const company = testCompany();
    const id = await company.drawn();
    expect(next(company, 'pavel')).toEqual({ ok: true, callId: id });
    expect(next(company, 'olga')).toEqual({ ok: false, refusal: 'queue_empty' });
    expect(company.call(id).reviewerId).toBe(company.as('pavel').id);
  });

  test('is for controllers only', async () => {
    const company = testCompany();
    await company.drawn();
    for (const who of ['anna', 'marta', 'petr', 'root']) {
      expect(next(company, who)).toEqual({ ok: false, refusal: 'not_allowed' });
    }
  });

  test('passes over the calls that a controller made as a seller', async () => {
    const company = testCompany();
    company.hire({
      externalId: 'dasha',
      roles: [{ role: 'seller' }, { role: 'controller' }],
      direction: 'Опт',
    });
    const own = await company.drawn('dasha');
    expect(next(company, 'dasha')).toEqual({ ok: false, refusal: 'queue_empty' });
    expect(chooseType(company.app, company.as('dasha'), own, 'incoming').ok).toBe(false);
    const others = await company.drawn();
    expect(next(company, 'dasha')).toEqual({ ok: true, callId: others });
  });
});

describe('a lease', () => {
  test('lasts thirty minutes, and not one millisecond more', async () => {
    const company = testCompany();
    const id = await company.drawn();
    next(company, 'olga');
    const leasedAt = company.clock.now;

    company.clock.at(leasedAt + 30 * 60_000 - 1);
    expect(next(company, 'pavel')).toEqual({ ok: false, refusal: 'queue_empty' });
    company.clock.at(leasedAt + 30 * 60_000);
    expect(next(company, 'pavel')).toEqual({ ok: true, callId: id });
  });

  test('of a long call lasts its talk time and a quarter of an hour', async () => {
    const company = testCompany();
    const id = company.aCall({ durationS: 3600, talkS: 3600 });
    await company.drawn();
    next(company, 'olga');
    expect(company.call(id).reviewerId).toBe(company.as('olga').id);
    expect(leaseOf(company.app.db, company.as('olga').id)?.untilAt).toBe(
      company.clock.now + 75 * 60_000,
    );
  });

  test('is renewed by every answer', async () => {
    const company = testCompany();
    const id = await company.drawn();
    const olga = company.as('olga');
    next(company, 'olga');
    must(chooseType(company.app, olga, id, 'incoming'));
    for (const itemCode of ['greet', 'need', 'price']) {
      company.clock.advance('PT20M');
      must(answerItem(company.app, olga, id, { itemCode, verdict: 'pass' }));
    }
    company.clock.advance('PT29M');
    expect(next(company, 'pavel')).toEqual({ ok: false, refusal: 'queue_empty' });
  });

  test('that ran out leaves the call to the same controller first', async () => {
    const company = testCompany();
    const [first, second] = await queueOfTwo(company);
    next(company, 'olga');
    next(company, 'pavel');
    company.clock.advance('PT1H');
    expect(freeExpiredLeases(company.app)).toBe(2);
    expect(freeExpiredLeases(company.app)).toBe(0);

    // Both are free again, and the older one waits longest; Pavel had begun the younger.
    expect(next(company, 'pavel')).toEqual({ ok: true, callId: second });
    expect(next(company, 'olga')).toEqual({ ok: true, callId: first });
  });

  test('that ran out is taken up again by the next answer, while nobody else has the call', async () => {
    const company = testCompany();
    const id = await company.drawn();
    const olga = company.as('olga');
    next(company, 'olga');
    must(chooseType(company.app, olga, id, 'incoming'));
    company.clock.advance('PT2H');
    freeExpiredLeases(company.app);
    expect(company.call(id).reviewerId).toBeNull();

    must(answerRestDone(company.app, olga, id));
    expect(company.call(id).reviewerId).toBe(olga.id);
  });

  test('lost to another is told to the one who comes back, and keeps their answers out', async () => {
    const company = testCompany();
    const id = await company.drawn();
    const olga = company.as('olga');
    next(company, 'olga');
    must(chooseType(company.app, olga, id, 'incoming'));
    must(answerRestDone(company.app, olga, id));
    company.clock.advance('PT30M');
    next(company, 'pavel');

    expect(submitScore(company.app, olga, id)).toEqual({ ok: false, refusal: 'lease_lost' });
    expect(company.call(id)).toMatchObject({
      status: 'listening_credit',
      reviewerId: company.as('pavel').id,
    });
  });

  test('ends when its controller is deactivated', async () => {
    const company = testCompany();
    const id = await company.drawn();
    next(company, 'olga');
    registerPeople(company.app, [
      { externalId: 'olga', name: 'olga', roles: [{ role: 'controller' }], active: false },
    ]);
    expect(company.call(id).reviewerId).toBeNull();
    expect(next(company, 'pavel')).toEqual({ ok: true, callId: id });
  });
});

test('a draft belongs to its controller, and another one starts from nothing', async () => {
  const company = testCompany();
  const id = await company.drawn();
  const [olga, pavel] = [company.as('olga'), company.as('pavel')];
  next(company, 'olga');
  must(chooseType(company.app, olga, id, 'incoming'));
  must(answerItem(company.app, olga, id, { itemCode: 'greet', verdict: 'fail' }));
  company.clock.advance('PT30M');
  next(company, 'pavel');

  expect(scoringSheet(company.app, pavel, id)).toMatchObject({ version: null, lastFailed: null });
  expect(scoringSheet(company.app, pavel, id)?.answers.size).toBe(0);
  expect(scoringSheet(company.app, olga, id)).toBeNull();

  company.clock.advance('PT30M');
  next(company, 'olga');
  expect(scoringSheet(company.app, olga, id)?.answers.get('greet')?.verdict).toBe('fail');
});
