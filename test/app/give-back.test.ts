import { expect, test } from 'vitest';
import { drawDue } from '../../src/app/draw-calls.ts';
import { giveBackCall } from '../../src/app/give-back.ts';
import { nextCall } from '../../src/app/next-call.ts';
import { readDraw } from '../../src/app/read-draw.ts';
import { verifyDraw } from '../../src/app/verify-draw.ts';
import { ticketOf } from '../../src/domain/sampling.ts';
import { must, testCompany } from '../support/company.ts';
import { breaches } from '../support/invariants.ts';

const date = '2026-11-23';

/** One call drawn of four, and held by Olga. */
async function held() {
  const company = testCompany({ perSeller: 1 });
  for (let n = 0; n < 4; n += 1) company.aCall();
  company.clock.at(`${date}T19:00:00+03:00`);
  await drawDue(company.app);
  const { callId } = must(nextCall(company.app, company.as('olga')));
  return { ...company, callId };
}

test('a call given back is replaced by its seller’s next ticket, and the record shows it', async () => {
  const { app, as, call, callId } = await held();
  must(giveBackCall(app, as('olga'), callId, 'inaudible'));
  expect(call(callId)).toMatchObject({ status: 'unclassified', reviewerId: null });

  const draw = readDraw(app, date);
  const tickets = [...(draw?.eligible ?? [])].sort((a, b) => (a.ticket < b.ticket ? -1 : 1));
  expect(tickets[0]?.callId).toBe(callId);
  const next = tickets[1];
  expect(draw?.replaced).toEqual([{ from: callId, to: next?.callId }]);
  const seed = Buffer.from(draw?.seed ?? '', 'hex');
  expect(next?.ticket).toBe(ticketOf(seed, next?.source ?? '', next?.externalId ?? ''));
  expect(call(next?.callId ?? 0).status).toBe('listening_credit');
  expect(verifyDraw(app, date)).toMatchObject({ ok: true, drawn: 1 });
  expect(breaches(app.db)).toEqual({});
});

test('the controller goes on with the replacement, not with the call given back', async () => {
  const { app, as, callId } = await held();
  must(giveBackCall(app, as('olga'), callId, 'private'));
  const next = must(nextCall(app, as('olga')));
  expect(next.callId).not.toBe(callId);
});

test('each replacement has its own, until the seller has none left', async () => {
  const { app, as, callId } = await held();
  let given = callId;
  for (let left = 3; left > 0; left -= 1) {
    must(giveBackCall(app, as('olga'), given, 'wrong_number'));
    given = must(nextCall(app, as('olga'))).callId;
  }
  must(giveBackCall(app, as('olga'), given, 'wrong_number'));
  expect(nextCall(app, as('olga'))).toEqual({ ok: false, refusal: 'queue_empty' });
  expect(readDraw(app, date)?.replaced).toHaveLength(3);
});

test('only the controller who holds a call gives it back', async () => {
  const { app, as, call, callId } = await held();
  for (const who of ['pavel', 'anna', 'petr', 'root', 'marta']) {
    expect(giveBackCall(app, as(who), callId, 'inaudible').ok, who).toBe(false);
  }
  expect(call(callId).status).toBe('listening_credit');
});
