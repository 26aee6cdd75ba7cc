import { expect, test } from 'vitest';
import { appealsFor } from '../../../src/app/appeal/read-case.ts';
import { beginAppeal, giveReason, sendAppeal } from '../../../src/app/appeal/send-appeal.ts';
import { releaseCall } from '../../../src/app/calls/release-call.ts';
import { nextCall } from '../../../src/app/scoring/next-call.ts';
import { maySend, sendCall } from '../../../src/app/scoring/send-call.ts';
import { askAdvice } from '../../../src/app/teaching/ask-advice.ts';
import { historyOf } from '../../../src/db/call-history.ts';
import { must, testCompany } from '../../support/company.ts';

const refused = (refusal: string) => ({ ok: false, refusal });

test('a call sent by a head waits for the controllers, says who sent it and why, and counts', () => {
  const c = testCompany();
  const id = c.aCall();
  must(sendCall(c.app, c.as('petr'), id, ' Жалоба клиента '));
  expect(c.call(id)).toMatchObject({
    status: 'listening_credit',
    sentById: c.as('petr').id,
    originStatus: 'unclassified',
  });
  expect(historyOf(c.app.db, id).at(-1)).toMatchObject({ verb: 'send', note: 'Жалоба клиента' });
  const told = c.deliver().filter(({ kind }) => kind === 'queue_filled');
  expect(told.map(({ personId }) => personId)).toEqual([c.as('olga').id, c.as('pavel').id]);
  must(sendCall(c.app, c.as('petr'), c.aCall(), 'Важный клиент'));
  expect(c.deliver()).toEqual([]);
});

test('two calls of a seller can be sent in a month, and two more in the next', () => {
  const c = testCompany();
  c.clock.at('2026-11-30T23:00:00+03:00');
  const third = c.aCall();
  for (const left of [2, 1]) {
    expect(maySend(c.app, c.as('petr'), third)).toEqual({ ok: true, left });
    must(sendCall(c.app, c.as('petr'), c.aCall(), 'Жалоба'));
  }
  expect(maySend(c.app, c.as('petr'), third)).toEqual(refused('limit_sends'));
  expect(sendCall(c.app, c.as('petr'), third, 'Жалоба')).toEqual(refused('limit_sends'));
  expect(c.call(third).status).toBe('unclassified');
  must(sendCall(c.app, c.as('petr'), c.aCall({ sellerExternalId: 'ivan' }), 'Жалоба'));
  c.clock.at('2026-11-30T23:59:59+03:00');
  expect(sendCall(c.app, c.as('petr'), third, 'Жалоба').ok).toBe(false);
  c.clock.at('2026-12-01T00:00:00+03:00');
  expect(maySend(c.app, c.as('petr'), third)).toEqual({ ok: true, left: 2 });
  must(sendCall(c.app, c.as('petr'), third, 'Жалоба'));
});

test('a reason is needed, and a seller and a recording', () => {
  const c = testCompany();
  c.hire({ externalId: 'vera', roles: [{ role: 'supervisor' }] });
  const vera = c.as('vera');
  expect(sendCall(c.app, vera, c.aCall(), '  ')).toEqual(refused('reason_missing'));
  const silent = c.aCall({ recording: null });
  expect(sendCall(c.app, vera, silent, 'Жалоба')).toEqual(refused('no_recording'));
  const nobodys = c.aCall({ sellerExternalId: 'unknown' });
  expect(sendCall(c.app, vera, nobodys, 'Жалоба')).toEqual(refused('no_seller'));
  for (const id of [silent, nobodys]) expect(c.call(id).status).toBe('unclassified');
  expect(maySend(c.app, vera, silent)).toEqual(refused('no_recording'));
  expect(maySend(c.app, vera, nobodys)).toEqual(refused('no_seller'));
});

test('only a head of that direction sends, and not what the seller asks about', () => {
  const c = testCompany();
  const id = c.aCall();
  expect(sendCall(c.app, c.as('raisa'), id, 'Жалоба')).toEqual(refused('not_found'));
  expect(sendCall(c.app, c.as('marta'), id, 'Жалоба')).toEqual(refused('not_allowed'));
  expect(maySend(c.app, c.as('raisa'), id)).toEqual(refused('not_found'));
  expect(maySend(c.app, c.as('marta'), id)).toEqual(refused('not_allowed'));
  must(askAdvice(c.app, c.as('anna'), id, null));
  expect(sendCall(c.app, c.as('petr'), id, 'Жалоба')).toEqual(refused('wrong_status'));
  expect(maySend(c.app, c.as('petr'), id)).toEqual(refused('wrong_status'));
});

test('a call given back was sent all the same: the month’s count is not refunded', () => {
  const c = testCompany({ sendsPerMonth: 1 });
  const id = c.aCall();
  must(sendCall(c.app, c.as('petr'), id, 'Жалоба'));
  must(releaseCall(c.app, c.as(hold(c, id)), id, 'inaudible'));
  expect(c.call(id)).toMatchObject({ status: 'unclassified', sentById: null });
  expect(maySend(c.app, c.as('petr'), id)).toEqual(refused('limit_sends'));
});

test('whoever sent a call does not judge the appeal on it', () => {
  const c = testCompany({ noticeHold: 'PT0S' });
  c.hire({ externalId: 'vera', roles: [{ role: 'supervisor' }] });
  const id = c.aCall();
  must(sendCall(c.app, c.as('petr'), id, 'Жалоба'));
  c.score(id, { by: hold(c, id) });
  c.deliver();
  must(beginAppeal(c.app, c.as('anna'), id));
  must(giveReason(c.app, c.as('anna'), id, { text: 'Слышно', voice: null }));
  must(sendAppeal(c.app, c.as('anna'), id));
  expect(appealsFor(c.app, c.as('petr'))).toEqual([]);
  expect(appealsFor(c.app, c.as('vera')).map(({ callId }) => callId)).toEqual([id]);
});

function hold(c: ReturnType<typeof testCompany>, id: number): string {
  expect(must(nextCall(c.app, c.as('olga'))).callId).toBe(id);
  return 'olga';
}
