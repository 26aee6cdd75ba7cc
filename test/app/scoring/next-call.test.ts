import { describe, expect, test } from 'vitest';
import { releaseCall } from '../../../src/app/calls/release-call.ts';
import { returnCalls } from '../../../src/app/calls/return-calls.ts';
import { registerPeople } from '../../../src/app/people/register-people.ts';
import { freeExpiredLeases, nextCall } from '../../../src/app/scoring/next-call.ts';
import { scoringSheet } from '../../../src/app/scoring/read-sheet.ts';
import {
  answerItem,
  answerRestDone,
  chooseType,
  submitScore,
} from '../../../src/app/scoring/score-call.ts';
import { sendCall } from '../../../src/app/scoring/send-call.ts';
import { leaseOf } from '../../../src/db/leases.ts';
import { type Company, must, testCompany } from '../../support/company.ts';

const refused = (refusal: string) => ({ ok: false, refusal });

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

/** Told to somebody now, by kind. */
const told = (company: Company, kind: string) =>
  company
    .deliver()
    .filter((notice) => notice.kind === kind)
    .map(({ personId, callId, payload }) => ({ personId, callId, payload }));

/** Olga as a head of Anna's direction too, or her mentor, or a seller beside. */
const both = (company: Company, ...more: ('supervisor' | 'seller')[]) =>
  company.hire({
    externalId: 'olga',
    roles: [
      { role: 'controller' },
      ...more.map((role) => (role === 'seller' ? { role } : { role, directions: ['Опт'] })),
    ],
    direction: 'Розница',
  });

const mentoredBy = (company: Company, ...mentorExternalIds: string[]) =>
  company.hire({
    externalId: 'anna',
    roles: [{ role: 'seller' }],
    direction: 'Опт',
    mentorExternalIds,
  });

describe('a call is not scored by who is tied to it while anybody else could', () => {
  test('not by who sent it', () => {
    const company = testCompany();
    both(company, 'supervisor');
    const [sent, other] = [company.aCall(), company.aCall()];
    must(sendCall(company.app, company.as('olga'), sent, 'Жалоба'));
    company.clock.advance('PT1M');
    must(sendCall(company.app, company.as('petr'), other, 'Жалоба'));
    expect(next(company, 'olga')).toEqual({ ok: true, callId: other });
    expect(next(company, 'pavel')).toEqual({ ok: true, callId: sent });
    expect(told(company, 'tied_lease')).toEqual([]);
  });

  test('not by a present mentor of its seller, and by a former one as by anybody', async () => {
    const company = testCompany();
    mentoredBy(company, 'olga');
    const annas = await company.drawn();
    const ivans = await company.drawn('ivan');
    expect(next(company, 'olga')).toEqual({ ok: true, callId: ivans });
    company.score(ivans);
    expect(next(company, 'olga')).toEqual(refused('queue_empty'));
    mentoredBy(company, 'marta');
    expect(next(company, 'olga')).toEqual({ ok: true, callId: annas });
    expect(told(company, 'tied_lease')).toEqual([]);
  });

  test('not back and forth between two who score each other, for ninety days', async () => {
    const company = testCompany();
    both(company, 'seller');
    company.hire({
      externalId: 'anna',
      roles: [{ role: 'seller' }, { role: 'controller' }],
      direction: 'Опт',
    });
    const olgas = company.aCall({ sellerExternalId: 'olga' });
    must(sendCall(company.app, company.as('raisa'), olgas, 'Жалоба'));
    expect(next(company, 'anna')).toEqual({ ok: true, callId: olgas });
    company.score(olgas, { by: 'anna' });
    const scoredAt = company.clock.now;
    const annas = company.aCall();
    must(sendCall(company.app, company.as('petr'), annas, 'Жалоба'));
    expect(next(company, 'olga')).toEqual(refused('queue_empty'));
    company.clock.at(scoredAt);
    company.clock.advance('P90D');
    expect(next(company, 'olga')).toEqual(refused('queue_empty'));
    company.clock.at(company.clock.now + 1);
    expect(next(company, 'olga')).toEqual({ ok: true, callId: annas });
    expect(told(company, 'tied_lease')).toEqual([]);
  });

  test.each(['mentor', 'sender', 'mutual'] as const)(
    'where nobody else could it is leased all the same, and its heads are told once: %s',
    (tie) => {
      const company = testCompany();
      if (tie === 'sender') both(company, 'supervisor');
      if (tie === 'mentor') mentoredBy(company, 'olga');
      if (tie === 'mutual') {
        both(company, 'seller');
        const roles = [{ role: 'seller' }, { role: 'controller' }];
        company.hire({ externalId: 'anna', roles, direction: 'Опт' });
        const olgas = company.aCall({ sellerExternalId: 'olga' });
        must(sendCall(company.app, company.as('raisa'), olgas, 'Жалоба'));
        must(next(company, 'anna'));
        company.score(olgas, { by: 'anna' });
      }
      const id = company.aCall();
      const sender = tie === 'sender' ? 'olga' : 'petr';
      must(sendCall(company.app, company.as(sender), id, 'Жалоба'));
      expect(next(company, 'olga')).toEqual(refused('queue_empty'));
      company.hire({ externalId: 'pavel', roles: [{ role: 'controller' }], active: false });
      expect(next(company, 'olga')).toEqual({ ok: true, callId: id });
      company.clock.advance('PT31M');
      expect(next(company, 'olga')).toEqual({ ok: true, callId: id });
      const payload = { controllerId: company.as('olga').id, tie };
      expect(told(company, 'tied_lease')).toEqual([
        { personId: company.as('petr').id, callId: id, payload },
      ]);
    },
  );

  test('of two who are both tied the first takes it', async () => {
    const company = testCompany();
    mentoredBy(company, 'olga', 'pavel');
    const id = await company.drawn();
    expect(next(company, 'pavel')).toEqual({ ok: true, callId: id });
  });

  test('nor does another count who is its seller or gave it back', async () => {
    const company = testCompany();
    mentoredBy(company, 'olga');
    const id = await company.drawn();
    expect(next(company, 'pavel')).toEqual({ ok: true, callId: id });
    expect(next(company, 'olga')).toEqual(refused('queue_empty'));
    must(releaseCall(company.app, company.as('pavel'), id, 'inaudible'));
    expect(next(company, 'olga')).toEqual({ ok: true, callId: id });
    expect(told(company, 'tied_lease')).toHaveLength(1);
  });
});

describe('calls that no controller could score', () => {
  const onlyAnna = (company: Company) => {
    for (const externalId of ['olga', 'pavel']) {
      company.hire({ externalId, roles: [{ role: 'controller' }], active: false });
    }
    const roles = [{ role: 'seller' }, { role: 'controller' }];
    company.hire({ externalId: 'anna', roles, direction: 'Опт' });
  };

  test('are told to their heads in one message, and again only when more have come', async () => {
    const company = testCompany();
    onlyAnna(company);
    const [first, second] = [company.aCall(), await company.drawn()];
    company.aCall({ sellerExternalId: 'ivan' });
    for (let n = 0; n < 2; n += 1) returnCalls(company.app);
    const petr = company.as('petr').id;
    expect(told(company, 'queue_stuck')).toEqual([
      { personId: petr, callId: null, payload: { callIds: [first, second], count: 2 } },
    ]);
    const third = await company.drawn();
    for (let n = 0; n < 2; n += 1) returnCalls(company.app);
    expect(told(company, 'queue_stuck').map(({ payload }) => payload)).toEqual([
      { callIds: [first, second, third], count: 3 },
    ]);
  });

  test('are told to the administrators where there is no head, and to nobody while a controller could', async () => {
    const company = testCompany();
    const id = await company.drawn();
    returnCalls(company.app);
    expect(told(company, 'queue_stuck')).toEqual([]);
    onlyAnna(company);
    company.hire({ externalId: 'petr', roles: [{ role: 'mentor' }] });
    returnCalls(company.app);
    expect(told(company, 'queue_stuck')).toEqual([
      { personId: company.as('root').id, callId: null, payload: { callIds: [id], count: 1 } },
    ]);
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
