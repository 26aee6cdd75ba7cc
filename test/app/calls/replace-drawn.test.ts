import { expect, test } from 'vitest';
import type { App } from '../../../src/app/app.ts';
import { releaseCall } from '../../../src/app/calls/release-call.ts';
import { replaceDrawn } from '../../../src/app/calls/replace-drawn.ts';
import { changePolicy } from '../../../src/app/draw/change-policy.ts';
import { drawDue } from '../../../src/app/draw/draw-calls.ts';
import { readDraw } from '../../../src/app/draw/read-draw.ts';
import { verifyDraw } from '../../../src/app/draw/verify-draw.ts';
import { nextCall } from '../../../src/app/scoring/next-call.ts';
import { askAdvice } from '../../../src/app/teaching/ask-advice.ts';
import { speakWords, submitTeaching, takeCall } from '../../../src/app/teaching/teach.ts';
import { callFacts } from '../../../src/db/calls.ts';
import { drawById } from '../../../src/db/draws.ts';
import { draftOf } from '../../../src/db/reviews.ts';
import { must, testCompany } from '../../support/company.ts';

const date = '2026-11-23';

/** A draw of one of anna's five calls, and the others in the order of their tickets. */
async function drawnOne(policy: Parameters<typeof testCompany>[0] = {}) {
  const company = testCompany({ perSeller: 1, ...policy });
  for (let n = 0; n < 5; n += 1) company.aCall();
  company.clock.at(`${date}T19:00:00+03:00`);
  await drawDue(company.app);
  const eligible = readDraw(company.app, date)?.eligible ?? [];
  const byTicket = eligible.toSorted((a, b) => (a.ticket < b.ticket ? -1 : 1));
  const [drawn = 0, ...others] = byTicket.map(({ callId }) => callId);
  return { ...company, drawn, others };
}

function replace(app: App, callId: number, sellerId: number): void {
  app.db.transaction((tx) => {
    const draw = drawById(tx, 1);
    if (!draw) throw new Error('no draw');
    replaceDrawn(tx, app, draw, callId, sellerId);
  });
}

interface Kept {
  replacedAt: number | null;
  skipped: string | null;
}
const keptOf = (app: App, callId: number) =>
  app.db.orm.$client
    .prepare<[number], Kept>(
      'SELECT replaced_at replacedAt, skipped FROM drawn_calls WHERE call_id = ?',
    )
    .get(callId);

test('the next ticket takes the place, and says why each lower one was passed over', async () => {
  const { app, as, clock, drawn, others } = await drawnOne();
  const [stub = 0, asked = 0, next = 0] = others;
  app.db.orm.$client.prepare("UPDATE calls SET recording_fault = 'stub' WHERE id = ?").run(stub);
  must(askAdvice(app, as('anna'), asked, null));
  clock.advance('PT1H');
  replace(app, drawn, as('anna').id);
  expect(callFacts(app.db, next)).toMatchObject({ status: 'listening_credit', drawn: true });
  expect(keptOf(app, drawn)).toEqual({
    replacedAt: clock.now,
    skipped: JSON.stringify([
      { callId: stub, reason: 'recording_stub' },
      { callId: asked, reason: 'already_taken' },
    ]),
  });
  expect(keptOf(app, next)).toEqual({ replacedAt: null, skipped: null });
  expect(verifyDraw(app, date)?.problems).toEqual([]);
});

test('the call replaced is left as it is, and both count in the month of their draw', async () => {
  const { app, as, clock, drawn, others } = await drawnOne();
  const before = callFacts(app.db, drawn);
  clock.at('2026-12-01T10:00:00+03:00');
  replace(app, drawn, as('anna').id);
  expect(callFacts(app.db, drawn)).toEqual(before);
  const months = app.db.orm.$client.prepare<[number, number], { month: string }>(
    'SELECT queued_month month FROM calls WHERE id IN (?, ?)',
  );
  expect(months.all(drawn, others[0] ?? 0)).toEqual([{ month: '2026-11' }, { month: '2026-11' }]);
});

test('a call that was replaced and then taken for teaching stays so when another of its draw is replaced', async () => {
  const { app, as, drawn, others } = await drawnOne({ drawAlsoAsked: true });
  for (const who of ['olga', 'pavel']) {
    expect(must(nextCall(app, as(who))).callId).toBe(drawn);
    must(releaseCall(app, as(who), drawn, 'inaudible'));
  }
  expect(callFacts(app.db, others[0] ?? 0)?.status).toBe('listening_credit');
  must(takeCall(app, as('marta'), drawn));
  replace(app, others[0] ?? 0, as('anna').id);
  expect(draftOf(app.db, drawn, as('marta').id)?.purpose).toBe('training');
  must(speakWords(app, as('marta'), drawn, 'voice-1'));
  must(submitTeaching(app, as('marta'), drawn));
  expect(callFacts(app.db, drawn)?.status).toBe('approved_training');
});

test('where no ticket is left, a gap stays on record', async () => {
  const { app, as, clock, drawn, others } = await drawnOne();
  for (const id of others) {
    app.db.orm.$client.prepare("UPDATE calls SET recording_fault = 'silent' WHERE id = ?").run(id);
  }
  replace(app, drawn, as('anna').id);
  expect(keptOf(app, drawn)).toEqual({
    replacedAt: clock.now,
    skipped: JSON.stringify(others.map((callId) => ({ callId, reason: 'recording_silent' }))),
  });
});

test('a call asked about is passed over by the rules of its draw, not by those of now', async () => {
  const { app, as, drawn, others } = await drawnOne();
  const [asked = 0, next = 0] = others;
  must(askAdvice(app, as('anna'), asked, null));
  changePolicy(app, { drawAlsoAsked: true }, null);
  replace(app, drawn, as('anna').id);
  expect(callFacts(app.db, asked)?.status).toBe('listening_advice');
  expect(callFacts(app.db, next)?.status).toBe('listening_credit');
});

test('a ticket that a later draw has taken is passed over, also when it was given back there', async () => {
  const { app, as, clock, drawn, others } = await drawnOne();
  const [elsewhere = 0, next = 0] = others;
  clock.at('2026-11-24T19:00:00+03:00');
  await drawDue(app);
  // As if it had entered the next draw from teaching, been drawn there and been given back.
  app.db.orm.$client
    .prepare("INSERT INTO drawn_calls (draw_id, call_id, seller_id, ticket) VALUES (2, ?, ?, '00')")
    .run(elsewhere, as('anna').id);
  replace(app, drawn, as('anna').id);
  expect(callFacts(app.db, next)?.status).toBe('listening_credit');
  expect(keptOf(app, drawn)?.skipped).toBe(
    JSON.stringify([{ callId: elsewhere, reason: 'already_taken' }]),
  );
});
