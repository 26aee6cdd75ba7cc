import { describe, expect, test } from 'vitest';
import { appealsFor } from '../../../src/app/appeal/read-case.ts';
import { beginAppeal, giveReason, sendAppeal } from '../../../src/app/appeal/send-appeal.ts';
import { callCard } from '../../../src/app/calls/read-call.ts';
import { confirmReturn, releaseCall } from '../../../src/app/calls/release-call.ts';
import { returnCalls } from '../../../src/app/calls/return-calls.ts';
import { returnedCase, scoreReturned } from '../../../src/app/calls/returned-call.ts';
import { drawDue } from '../../../src/app/draw/draw-calls.ts';
import { readDraw } from '../../../src/app/draw/read-draw.ts';
import { verifyDraw } from '../../../src/app/draw/verify-draw.ts';
import { freeExpiredLeases, nextCall } from '../../../src/app/scoring/next-call.ts';
import { scoringSheet } from '../../../src/app/scoring/read-sheet.ts';
import { recallScore } from '../../../src/app/scoring/recall-score.ts';
import { answerRestDone, chooseType } from '../../../src/app/scoring/score-call.ts';
import { sendCall } from '../../../src/app/scoring/send-call.ts';
import { historyOf } from '../../../src/db/call-history.ts';
import { returnOf } from '../../../src/db/returns.ts';
import { draftOf } from '../../../src/db/reviews.ts';
import { drawKey } from '../../../src/domain/draw-chain.ts';
import { ticketOf } from '../../../src/domain/ticket.ts';
import { checklist } from '../../support/checklist.ts';
import { type Company, must, testCompany } from '../../support/company.ts';
import { breaches } from '../../support/invariants.ts';

const date = '2026-11-23';
const refused = (refusal: string) => ({ ok: false, refusal });

/** One call drawn of four of Anna's, and held by Olga. */
async function held(change: (company: Company) => void = () => {}) {
  const company = testCompany({ perSeller: 1 });
  change(company);
  for (let n = 0; n < 4; n += 1) company.aCall();
  company.clock.at(`${date}T19:00:00+03:00`);
  await drawDue(company.app);
  const { callId } = must(nextCall(company.app, company.as('olga')));
  return { ...company, callId };
}

const noPavel = (company: Company) =>
  void company.hire({ externalId: 'pavel', roles: [{ role: 'controller' }], active: false });

const notifiedOf = (company: Company, kind: string) =>
  company
    .deliver()
    .filter((notice) => notice.kind === kind)
    .map(({ personId }) => personId);

describe('a drawn call that a controller gives back', () => {
  test('is not replaced until somebody else has heard it: no controller throws away call after call', async () => {
    const c = await held();
    must(chooseType(c.app, c.as('olga'), c.callId, checklist.type));
    must(releaseCall(c.app, c.as('olga'), c.callId, 'private'));
    expect(c.call(c.callId)).toMatchObject({
      status: 'listening_credit',
      drawn: true,
      reviewerId: null,
      returnedById: c.as('olga').id,
    });
    expect(draftOf(c.app.db, c.callId, c.as('olga').id)).toBeNull();
    expect(readDraw(c.app, date)?.replaced).toEqual([]);
    expect(nextCall(c.app, c.as('olga'))).toEqual(refused('queue_empty'));
    // Neither a tap that comes late nor a second one is a second opinion.
    expect(releaseCall(c.app, c.as('olga'), c.callId, 'private').ok).toBe(false);
    expect(confirmReturn(c.app, c.as('olga'), c.callId).ok).toBe(false);
    expect(breaches(c.app.db)).toEqual({});
  });

  test('goes to another controller with who gave it back and why, who scores it', async () => {
    const c = await held();
    c.deliver();
    must(releaseCall(c.app, c.as('olga'), c.callId, 'private'));
    expect(notifiedOf(c, 'queue_filled')).toEqual([c.as('pavel').id]);
    expect(must(nextCall(c.app, c.as('pavel'))).callId).toBe(c.callId);
    expect(scoringSheet(c.app, c.as('pavel'), c.callId)?.returned).toMatchObject({
      byName: 'olga',
      reason: 'private',
    });
    c.score(c.callId, { by: 'pavel' });
    expect(c.call(c.callId)).toMatchObject({
      status: 'scored_pending',
      scoredById: c.as('pavel').id,
    });
    expect(readDraw(c.app, date)?.replaced).toEqual([]);
    expect(breaches(c.app.db)).toEqual({});
  });

  test('is replaced by its seller’s next ticket once another confirms the reason, or has one of their own', async () => {
    for (const reason of ['inaudible', 'wrong_number'] as const) {
      const c = await held();
      const { app, as, call, callId } = c;
      must(releaseCall(app, as('olga'), callId, 'inaudible'));
      must(nextCall(app, as('pavel')));
      must(releaseCall(app, as('pavel'), callId, reason));
      expect(call(callId)).toMatchObject({
        status: 'unclassified',
        reviewerId: null,
        returnedById: null,
        drawn: false,
      });
      expect(returnOf(app.db, callId)).toBeNull();

      const draw = readDraw(app, date);
      const tickets = [...(draw?.eligible ?? [])].sort((a, b) => (a.ticket < b.ticket ? -1 : 1));
      expect(tickets[0]?.callId).toBe(callId);
      const next = tickets[1];
      expect(draw?.replaced).toMatchObject([{ from: callId, to: next?.callId, skipped: [] }]);
      const key = drawKey(Buffer.from(draw?.seed ?? '', 'hex'), draw?.poolSha256 ?? '', {
        kind: 'none',
        wanted: 'none',
      });
      expect(next?.ticket).toBe(ticketOf(key, next?.source ?? '', next?.externalId ?? ''));
      expect(call(next?.callId ?? 0).status).toBe('listening_credit');
      expect(verifyDraw(app, date)).toMatchObject({ ok: true, drawn: 1 });
      const steps = historyOf(app.db, callId).slice(-2);
      expect(
        steps.map(({ actorName, verb, from, to, note }) => [actorName, verb, from, to, note]),
      ).toEqual([
        ['olga', 'give_back', 'listening_credit', 'listening_credit', 'inaudible'],
        ['pavel', 'give_back', 'listening_credit', 'unclassified', reason],
      ]);
      expect(breaches(app.db)).toEqual({});
      // Whoever gave the first back goes on with the replacement.
      expect(must(nextCall(app, as('olga'))).callId).toBe(next?.callId);
    }
  });

  test('has a replacement for each that two agree on, until the seller has none left', async () => {
    const { app, as, callId } = await held();
    let given = callId;
    for (let left = 3; left >= 0; left -= 1) {
      must(releaseCall(app, as('olga'), given, 'wrong_number'));
      must(nextCall(app, as('pavel')));
      must(releaseCall(app, as('pavel'), given, 'wrong_number'));
      if (left > 0) given = must(nextCall(app, as('olga'))).callId;
    }
    expect(nextCall(app, as('olga'))).toEqual(refused('queue_empty'));
    const replaced = readDraw(app, date)?.replaced ?? [];
    expect(replaced).toHaveLength(4);
    expect(replaced.filter(({ to }) => to === null)).toHaveLength(1);
  });

  test('keeps its place in the queue, and a score that is taken back keeps what was said of it', async () => {
    const c = await held();
    must(releaseCall(c.app, c.as('olga'), c.callId, 'inaudible'));
    c.clock.advance('PT1H');
    must(sendCall(c.app, c.as('petr'), c.aCall(), 'Жалоба'));
    expect(must(nextCall(c.app, c.as('pavel'))).callId).toBe(c.callId);
    c.score(c.callId, { by: 'pavel' });
    must(recallScore(c.app, c.as('pavel'), c.callId));
    must(releaseCall(c.app, c.as('pavel'), c.callId, 'inaudible'));
    expect(c.call(c.callId).status).toBe('unclassified');
  });

  test('goes back by itself when nobody else begins on it for three working days', async () => {
    const c = await held();
    // Drawn on Monday, given back on Friday evening: the three working days are Monday to Wednesday.
    c.clock.at('2026-11-27T19:00:00+03:00');
    freeExpiredLeases(c.app);
    must(nextCall(c.app, c.as('olga')));
    must(releaseCall(c.app, c.as('olga'), c.callId, 'inaudible'));
    c.clock.at('2026-12-02T18:59:59+03:00');
    returnCalls(c.app);
    expect(c.call(c.callId).status).toBe('listening_credit');
    c.clock.at('2026-12-02T19:00:00+03:00');
    returnCalls(c.app);
    expect(c.call(c.callId).status).toBe('unclassified');
    expect(readDraw(c.app, date)?.replaced).toHaveLength(1);
    expect(breaches(c.app.db)).toEqual({});
  });

  test('stays with whoever began on it after it was given back', async () => {
    const c = await held();
    must(releaseCall(c.app, c.as('olga'), c.callId, 'inaudible'));
    must(nextCall(c.app, c.as('pavel')));
    c.clock.advance('P10D');
    returnCalls(c.app);
    expect(c.call(c.callId).status).toBe('listening_credit');
  });

  test('is offered on to its heads and administrators, who may confirm and not score it while a controller could', async () => {
    const c = await held();
    must(releaseCall(c.app, c.as('olga'), c.callId, 'inaudible'));
    expect(notifiedOf(c, 'return_waiting')).toEqual([]);
    for (const who of ['petr', 'root']) {
      expect(returnedCase(c.app, c.as(who), c.callId), who).toMatchObject({
        forControllers: true,
        mayConfirm: true,
        mayScore: false,
      });
      expect(scoreReturned(c.app, c.as(who), c.callId), who).toEqual(refused('not_allowed'));
    }
    for (const who of ['raisa', 'pavel', 'ivan']) {
      expect(confirmReturn(c.app, c.as(who), c.callId), who).toEqual(refused('not_found'));
    }
    for (const who of ['anna', 'marta']) {
      expect(confirmReturn(c.app, c.as(who), c.callId).ok, who).toBe(false);
    }
    must(confirmReturn(c.app, c.as('petr'), c.callId));
    expect(c.call(c.callId).status).toBe('unclassified');
    expect(confirmReturn(c.app, c.as('root'), c.callId)).toEqual(refused('stale'));
  });
});

describe('where no other controller could take it', () => {
  test('its heads are told, and one of them confirms the reason', async () => {
    const c = await held(noPavel);
    must(releaseCall(c.app, c.as('olga'), c.callId, 'inaudible'));
    expect(notifiedOf(c, 'return_waiting')).toEqual([c.as('petr').id]);
    expect(returnedCase(c.app, c.as('petr'), c.callId)).toMatchObject({
      forControllers: false,
      mayConfirm: true,
      mayScore: true,
    });
    must(confirmReturn(c.app, c.as('petr'), c.callId));
    expect(readDraw(c.app, date)?.replaced).toHaveLength(1);
    expect(notifiedOf(c, 'return_closed')).toEqual([c.as('petr').id]);
    expect(breaches(c.app.db)).toEqual({});
  });

  test('a head scores it for credit as a controller would, and never judges its appeal', async () => {
    const c = await held(noPavel);
    c.hire({ externalId: 'vera', roles: [{ role: 'supervisor' }] });
    const { app, as, callId } = c;
    must(releaseCall(app, as('olga'), callId, 'private'));
    must(scoreReturned(app, as('petr'), callId));
    must(scoreReturned(app, as('petr'), callId));
    expect(scoreReturned(app, as('vera'), callId)).toEqual(refused('already_begun'));
    expect(confirmReturn(app, as('vera'), callId).ok).toBe(false);
    // The lease is theirs as anybody's: it runs out, and is taken up where they go on.
    expect(must(nextCall(app, as('petr'))).callId).toBe(callId);
    must(chooseType(app, as('petr'), callId, checklist.type));
    c.clock.advance('PT31M');
    freeExpiredLeases(app);
    expect(c.call(callId).reviewerId).toBeNull();
    expect(must(nextCall(app, as('petr'))).callId).toBe(callId);

    c.score(callId, { by: 'petr', fails: ['greet'] });
    expect(c.call(callId)).toMatchObject({ status: 'scored_pending', scoredById: as('petr').id });
    must(recallScore(app, as('petr'), callId));
    must(answerRestDone(app, as('petr'), callId));
    c.score(callId, { by: 'petr', fails: ['greet'] });
    c.clock.advance('PT6M');
    c.deliver();
    must(beginAppeal(app, as('anna'), callId));
    must(giveReason(app, as('anna'), callId, { text: 'Слышно', voice: null }));
    must(sendAppeal(app, as('anna'), callId));
    expect(appealsFor(app, as('petr'))).toEqual([]);
    expect(appealsFor(app, as('vera')).map((appeal) => appeal.callId)).toEqual([callId]);
    expect(breaches(app.db)).toEqual({});
  });

  test('a head who loses the direction loses the call as well', async () => {
    const c = await held(noPavel);
    must(releaseCall(c.app, c.as('olga'), c.callId, 'private'));
    must(scoreReturned(c.app, c.as('petr'), c.callId));
    c.hire({ externalId: 'petr', roles: [{ role: 'supervisor', directions: ['Розница'] }] });
    expect(c.call(c.callId).reviewerId).toBeNull();
    expect(nextCall(c.app, c.as('petr'))).toEqual(refused('not_allowed'));
    expect(chooseType(c.app, c.as('petr'), c.callId, checklist.type).ok).toBe(false);
    expect(breaches(c.app.db)).toEqual({});
  });

  test('administrators are told where there is no head but the one who gave it back', async () => {
    const c = await held((company) => {
      noPavel(company);
      company.hire({ externalId: 'petr', roles: [{ role: 'mentor' }] });
      const roles = [{ role: 'controller' }, { role: 'supervisor', directions: ['Опт'] }];
      company.hire({ externalId: 'olga', roles });
    });
    must(releaseCall(c.app, c.as('olga'), c.callId, 'private'));
    expect(notifiedOf(c, 'return_waiting')).toEqual([c.as('root').id]);
    expect(confirmReturn(c.app, c.as('olga'), c.callId)).toEqual(refused('not_allowed'));
    expect(scoreReturned(c.app, c.as('olga'), c.callId)).toEqual(refused('not_allowed'));
    const { card } = must(callCard(c.app, c.as('olga'), c.callId));
    expect(card.offered).not.toContain('give_back');
    expect(returnedCase(c.app, c.as('root'), c.callId)).toMatchObject({
      mayConfirm: true,
      mayScore: false,
    });
    must(confirmReturn(c.app, c.as('root'), c.callId));
    expect(c.call(c.callId).status).toBe('unclassified');
  });

  test('a company of one seller and an administrator who scores goes on: they confirm it themselves', async () => {
    const c = await held((company) => {
      noPavel(company);
      for (const externalId of ['petr', 'raisa', 'marta']) {
        company.hire({ externalId, roles: [{ role: 'mentor' }], active: false });
      }
      company.hire({ externalId: 'olga', roles: [{ role: 'controller' }, { role: 'admin' }] });
      company.hire({ externalId: 'root', roles: [{ role: 'admin' }], active: false });
    });
    must(releaseCall(c.app, c.as('olga'), c.callId, 'private'));
    expect(releaseCall(c.app, c.as('olga'), c.callId, 'private')).toEqual(refused('not_allowed'));
    expect(notifiedOf(c, 'return_waiting')).toEqual([c.as('olga').id]);
    must(confirmReturn(c.app, c.as('olga'), c.callId));
    expect(c.call(c.callId).status).toBe('unclassified');
    expect(readDraw(c.app, date)?.replaced).toHaveLength(1);
  });

  test('heads hear of it later where the other controller is lost', async () => {
    const c = await held();
    must(releaseCall(c.app, c.as('olga'), c.callId, 'private'));
    noPavel(c);
    returnCalls(c.app);
    returnCalls(c.app);
    expect(notifiedOf(c, 'return_waiting')).toEqual([c.as('petr').id]);
    expect(notifiedOf(c, 'queue_stuck')).toEqual([]);
  });
});

test('a call that was sent, not drawn, goes back at once', () => {
  const c = testCompany();
  const id = c.aCall();
  must(sendCall(c.app, c.as('petr'), id, 'Жалоба'));
  must(nextCall(c.app, c.as('olga')));
  must(releaseCall(c.app, c.as('olga'), id, 'inaudible'));
  expect(c.call(id)).toMatchObject({ status: 'unclassified', returnedById: null });
});

test('only the controller who holds a call gives it back', async () => {
  const { app, as, call, callId } = await held();
  for (const who of ['pavel', 'anna', 'petr', 'root', 'marta']) {
    expect(releaseCall(app, as(who), callId, 'inaudible').ok, who).toBe(false);
  }
  expect(call(callId).status).toBe('listening_credit');
});
