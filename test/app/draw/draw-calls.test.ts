import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { moveCall } from '../../../src/app/calls/move-call.ts';
import { changePolicy } from '../../../src/app/draw/change-policy.ts';
import { computePool } from '../../../src/app/draw/compute-pool.ts';
import { drawDue, drawWindow } from '../../../src/app/draw/draw-calls.ts';
import { previewDraw } from '../../../src/app/draw/preview-draw.ts';
import { readDraw } from '../../../src/app/draw/read-draw.ts';
import { verifyDraw } from '../../../src/app/draw/verify-draw.ts';
import { addAbsence, removeAbsence } from '../../../src/app/people/manage-absences.ts';
import { registerPeople } from '../../../src/app/people/register-people.ts';
import { sendCall } from '../../../src/app/scoring/send-call.ts';
import { askAdvice } from '../../../src/app/teaching/ask-advice.ts';
import { takeCall } from '../../../src/app/teaching/teach.ts';
import { historyOf } from '../../../src/db/call-history.ts';
import { callKeys } from '../../../src/db/drawn-calls.ts';
import { undrawnBefore, windowsAfter } from '../../../src/db/draws.ts';
import { drawKey } from '../../../src/domain/draw-chain.ts';
import { frozenPairs } from '../../../src/domain/draw-record.ts';
import { asActor } from '../../../src/domain/person.ts';
import { recordingFaults } from '../../../src/domain/recording.ts';
import { ticketsLeft } from '../../../src/domain/sampling.ts';
import { type Company, must, testCompany } from '../../support/company.ts';

const monday = '2026-11-23';
const atDraw = (date: string) => `${date}T19:00:00+03:00`;
const manyCalls = (company: Company, count: number, sellerExternalId = 'anna') =>
  Array.from({ length: count }, () => company.aCall({ sellerExternalId }));

/** The one call that would be drawn, by whoever reads the seed. */
function winnerOf({ app }: Company): number {
  const [window] = undrawnBefore(app.db, app.now());
  if (!window) throw new Error('no window');
  const { eligible, poolSha256 } = computePool(app.db, window, app.policy());
  const key = drawKey(window.seed, poolSha256, { kind: 'none', wanted: 'none' });
  const calls = [...frozenPairs(Buffer.from(eligible))].map(({ callId }) => ({
    callId,
    ...(callKeys(app.db, callId) ?? { source: '', externalId: '' }),
  }));
  return ticketsLeft(key, calls, new Set())[0]?.callId ?? 0;
}

describe('a window', () => {
  test('takes what was ready before its end, and leaves what is ready at it to the next', async () => {
    const company = testCompany();
    company.clock.at(Date.parse(atDraw(monday)) - 1);
    const before = company.aCall();
    company.clock.at(atDraw(monday));
    const at = company.aCall();
    expect(await drawDue(company.app)).toMatchObject([{ date: monday, eligible: 1, drawn: 1 }]);
    expect(readDraw(company.app, monday)?.drawn).toEqual([before]);
    company.clock.at(atDraw('2026-11-24'));
    await drawDue(company.app);
    expect(readDraw(company.app, '2026-11-24')?.drawn).toEqual([at]);
  });

  test('is not drawn before it ends', async () => {
    const company = testCompany();
    const id = company.aCall();
    company.clock.at(Date.parse(atDraw(monday)) - 1);
    expect(await drawDue(company.app)).toEqual([]);
    expect(company.call(id).status).toBe('unclassified');
  });

  test('is that of the instant at which a call became ready, not of the day it took place', async () => {
    const company = testCompany();
    const late = { externalId: 'late', startedAt: '2026-11-23T09:00:00+03:00' };
    const id = company.aCall({ ...late, recording: null });
    company.clock.at(atDraw(monday));
    await drawDue(company.app);
    expect(readDraw(company.app, monday)).toMatchObject({
      leftOut: { no_recording: 1 },
      drawn: [],
    });
    company.clock.at('2026-11-24T09:00:00+03:00');
    expect(company.aCall(late)).toBe(id);
    company.clock.at(atDraw('2026-11-24'));
    await drawDue(company.app);
    expect(readDraw(company.app, '2026-11-24')?.drawn).toEqual([id]);
  });

  test('that was missed gets its own draw, the oldest first', async () => {
    const company = testCompany({ perSeller: 1 });
    const dates = ['2026-11-23', '2026-11-24', '2026-11-25'];
    for (const date of dates) {
      company.clock.at(`${date}T12:00:00+03:00`);
      manyCalls(company, 3);
    }
    company.clock.at('2026-11-25T23:00:00+03:00');
    const drawn = await drawDue(company.app);
    expect(drawn.map(({ date, drawn: count }) => [date, count])).toEqual(
      dates.map((date) => [date, 1]),
    );
    expect(await drawDue(company.app)).toEqual([]);
  });

  test('spans the Sunday on which nothing is drawn', async () => {
    const company = testCompany();
    company.clock.at('2026-11-28T19:00:00+03:00');
    await drawDue(company.app);
    company.clock.at('2026-11-29T12:00:00+03:00');
    const id = company.aCall();
    company.clock.at(atDraw('2026-11-30'));
    await drawDue(company.app);
    expect(readDraw(company.app, '2026-11-30')).toMatchObject({
      windowFrom: '2026-11-28T16:00:00.000Z',
      drawn: [id],
    });
  });

  test('drawn by two runs at once is drawn once', async () => {
    const company = testCompany({ perSeller: 2 });
    const ids = manyCalls(company, 6);
    company.clock.at(atDraw(monday));
    const runs = await Promise.all([drawDue(company.app), drawDue(company.app)]);
    expect(runs.flat()).toHaveLength(1);
    expect(ids.filter((id) => company.call(id).status === 'listening_credit')).toHaveLength(2);
  });
});

describe('drawn calls', () => {
  test('join the queue with their origin, their draw and a line of history', async () => {
    const company = testCompany();
    const id = company.aCall();
    company.clock.at(atDraw(monday));
    await drawDue(company.app);
    expect(company.call(id)).toMatchObject({
      status: 'listening_credit',
      originStatus: 'unclassified',
    });
    expect(historyOf(company.app.db, id).at(-1)).toMatchObject({ verb: 'sample', actorId: null });
  });

  test('are told once to their sellers and to the controllers', async () => {
    const company = testCompany();
    manyCalls(company, 3, 'anna');
    manyCalls(company, 1, 'boris');
    company.clock.at(atDraw(monday));
    await drawDue(company.app);
    const told = company
      .deliver()
      .filter(({ kind }) => kind !== 'draw_short')
      .map(({ kind, personId }) => `${kind} ${personId}`);
    const expected = ['anna', 'boris'].map((who) => `drawn ${company.as(who).id}`);
    expected.push(...['olga', 'pavel'].map((who) => `queue_filled ${company.as(who).id}`));
    expect(told.sort()).toEqual(expected.sort());
  });

  test('never include a call that was taken for another end', async () => {
    const company = testCompany();
    const [asked = 0, free = 0] = manyCalls(company, 2);
    company.app.db.transaction((tx) =>
      moveCall(tx, {
        callId: asked,
        verb: 'ask',
        actor: asActor(company.as('anna')),
        now: company.clock.now,
        facts: { askedThisWeek: 0, asksPerWeek: 3 },
      }),
    );
    company.clock.at(atDraw(monday));
    await drawDue(company.app);
    expect(readDraw(company.app, monday)).toMatchObject({
      drawn: [free],
      leftOut: { already_taken: 1 },
    });
  });

  test('are drawn anew where one is sent between working out and committing', async () => {
    const company = testCompany({ perSeller: 1 });
    const { app } = company;
    const ids = manyCalls(company, 2);
    company.clock.at(atDraw(monday));
    const winner = winnerOf(company);
    const [window] = undrawnBefore(app.db, company.clock.now);
    if (!window) throw new Error('no window');
    // Working out starts at once and goes on after the next turn of the loop: in between it is sent.
    const drawing = drawWindow(app, window);
    must(sendCall(app, company.as('petr'), winner, 'conflict'));
    expect(await drawing).toMatchObject({ eligible: 1, drawn: 1 });
    const other = ids.find((id) => id !== winner) ?? 0;
    expect(readDraw(app, monday)).toMatchObject({
      drawn: [other],
      leftOutAfterFreeze: [{ callId: winner, reason: 'already_taken' }],
    });
    expect(verifyDraw(app, monday)?.problems).toEqual([]);
  });

  test('are those of the frozen pool, whoever takes one for teaching since', async () => {
    const company = testCompany({ perSeller: 1 });
    const { app } = company;
    manyCalls(company, 2);
    company.clock.at(atDraw(monday));
    const winner = winnerOf(company);
    const [window] = undrawnBefore(app.db, company.clock.now);
    if (!window) throw new Error('no window');
    const drawing = drawWindow(app, window);
    must(takeCall(app, company.as('petr'), winner));
    await drawing;
    expect(readDraw(app, monday)).toMatchObject({ drawn: [winner], leftOutAfterFreeze: [] });
    expect(company.call(winner).status).toBe('listening_credit');
    expect(verifyDraw(app, monday)?.problems).toEqual([]);
  });

  test('are none where the commit crashes, and the same ones afterwards', async () => {
    const company = testCompany({ perSeller: 1 });
    const { app } = company;
    const ids = manyCalls(company, 4);
    company.clock.at(atDraw(monday));
    app.db.orm.$client.prepare('ALTER TABLE outbox RENAME TO outbox_gone').run();
    await expect(drawDue(app)).rejects.toThrow();
    app.db.orm.$client.prepare('ALTER TABLE outbox_gone RENAME TO outbox').run();
    expect(ids.map((id) => company.call(id).status)).toEqual(ids.map(() => 'unclassified'));
    expect(readDraw(app, monday)).toMatchObject({ seed: null, eligible: [], drawn: [] });
    expect(await drawDue(app)).toHaveLength(1);
  });
});

describe('left out, with the reason on record', () => {
  test('are short calls, calls without a recording, and calls of nobody known', async () => {
    const company = testCompany({ minTalkS: 60 });
    const long = company.aCall({ talkS: 60 });
    const left = [
      { callId: company.aCall({ talkS: 59 }), reason: 'too_short' },
      { callId: company.aCall({ recording: null }), reason: 'no_recording' },
      { callId: company.aCall({ talkS: null }), reason: 'no_talk_time' },
      { callId: company.aCall({ sellerExternalId: 'stranger' }), reason: 'no_seller' },
      ...recordingFaults.map((fault) => ({
        callId: company.aCall(),
        reason: `recording_${fault}`,
      })),
    ];
    for (const { callId, reason } of left.slice(4)) {
      const fault = reason.slice('recording_'.length);
      company.app.db.orm.$client
        .prepare('UPDATE calls SET recording_fault = ? WHERE id = ?')
        .run(fault, callId);
    }
    company.clock.at(atDraw(monday));
    await drawDue(company.app);
    const draw = readDraw(company.app, monday);
    expect(draw).toMatchObject({
      drawn: [long],
      leftOut: Object.fromEntries(left.map(({ reason }) => [reason, 1])),
    });
    expect(draw?.leftOutCalls?.toSorted((a, b) => a.callId - b.callId)).toEqual(left);
  });

  test.each([
    ['the day before an absence', '2026-11-24', '2026-11-25', true],
    ['its first day', '2026-11-23', '2026-11-25', false],
    ['its last day', '2026-11-20', '2026-11-23', false],
    ['the day after it', '2026-11-20', '2026-11-22', true],
  ])('sellers who are absent: %s', async (_, from, to, drawn) => {
    const company = testCompany();
    company.app.db.orm.$client
      .prepare(
        `INSERT INTO absences (person_id, from_date, to_date, kind) VALUES (?, ?, ?, 'sick_leave')`,
      )
      .run(company.as('anna').id, from, to);
    const id = company.aCall();
    company.clock.at(atDraw(monday));
    await drawDue(company.app);
    expect(readDraw(company.app, monday)).toMatchObject(
      drawn ? { drawn: [id] } : { drawn: [], leftOut: { absent: 1 } },
    );
  });

  describe('sellers whose absence was recorded', () => {
    const day = { kind: 'sick_leave', from: monday, to: monday } as const;
    const absent = (company: Company, dates: { from: string; to: string } = day) =>
      must(addAbsence(company.app, null, company.as('anna').id, { ...day, ...dates }));

    test('at the end of the day: no call made before it', async () => {
      const company = testCompany();
      const made = manyCalls(company, 3);
      company.clock.at('2026-11-23T18:30:00+03:00');
      absent(company);
      const after = company.aCall();
      // Taken in late, but begun before.
      made.push(company.aCall({ startedAt: '2026-11-23T18:29:59+03:00' }));
      company.clock.at(atDraw(monday));
      await drawDue(company.app);
      expect(readDraw(company.app, monday)).toMatchObject({
        leftOut: { absent: 1 },
        leftOutCalls: [{ callId: after, reason: 'absent' }],
      });
      expect(readDraw(company.app, monday)?.drawn.toSorted()).toEqual(made);
      expect(verifyDraw(company.app, monday)?.problems).toEqual([]);
    });

    test('after the day, before a draw that comes late: none at all', async () => {
      const company = testCompany();
      const id = company.aCall();
      company.clock.at('2026-11-24T09:00:00+03:00');
      absent(company);
      await drawDue(company.app);
      expect(readDraw(company.app, monday)).toMatchObject({ drawn: [id], leftOut: {} });
    });

    test('beforehand: all of the day', async () => {
      const company = testCompany();
      absent(company);
      company.clock.advance('PT1H');
      company.aCall();
      company.clock.at(atDraw(monday));
      await drawDue(company.app);
      expect(readDraw(company.app, monday)).toMatchObject({ drawn: [], leftOut: { absent: 1 } });
    });

    test('twice: the one recorded first decides', async () => {
      const company = testCompany();
      const before = company.aCall();
      company.clock.advance('PT1H');
      absent(company, { from: '2026-11-20', to: '2026-11-30' });
      company.clock.advance('PT1H');
      company.aCall();
      company.clock.advance('PT1H');
      absent(company);
      company.clock.at(atDraw(monday));
      await drawDue(company.app);
      expect(readDraw(company.app, monday)).toMatchObject({
        drawn: [before],
        leftOut: { absent: 1 },
      });
    });

    test('taken back and recorded again: no call made before that', async () => {
      const company = testCompany();
      const { id } = absent(company);
      company.clock.advance('PT1H');
      const made = company.aCall();
      must(removeAbsence(company.app, null, id));
      company.clock.advance('PT1H');
      absent(company);
      company.clock.at(atDraw(monday));
      await drawDue(company.app);
      expect(readDraw(company.app, monday)?.drawn).toEqual([made]);
    });

    test.each([
      ['who made no call', 0, []],
      ['who had begun their day', 1, ['anna']],
    ])('are told of as too few calls only %s', async (_, count, named) => {
      const company = testCompany({ perSeller: 2 });
      for (const who of ['ivan', 'boris']) manyCalls(company, 2, who);
      manyCalls(company, count);
      company.clock.advance('PT1H');
      absent(company);
      company.clock.at(atDraw(monday));
      await drawDue(company.app);
      const short = company.deliver().filter(({ kind }) => kind === 'draw_short');
      const names = short.flatMap(({ payload }) => payload.short as [number, number][]);
      expect([...new Set(names.map(([id]) => id))]).toEqual(named.map((who) => company.as(who).id));
    });
  });

  test('sellers who are no longer active', async () => {
    const company = testCompany();
    company.aCall();
    registerPeople(company.app, [
      {
        externalId: 'anna',
        name: 'anna',
        roles: [{ role: 'seller' }],
        direction: 'Опт',
        active: false,
      },
    ]);
    company.clock.at(atDraw(monday));
    await drawDue(company.app);
    expect(readDraw(company.app, monday)).toMatchObject({ drawn: [], leftOut: { absent: 1 } });
  });
});

describe('the number drawn', () => {
  test('per seller is a cap, and nothing spills over', async () => {
    const company = testCompany({ perSeller: 2 });
    manyCalls(company, 5, 'anna');
    manyCalls(company, 1, 'boris');
    company.clock.at(atDraw(monday));
    expect(await drawDue(company.app)).toMatchObject([{ eligible: 6, drawn: 3 }]);
  });

  test('evens itself out over a month: who got less before gets the odd one', async () => {
    const company = testCompany({ drawBy: 'total', total: 1 });
    const drawnOf = new Map<number, number>();
    for (const day of ['23', '24', '25', '26', '27', '28']) {
      company.clock.at(`2026-11-${day}T12:00:00+03:00`);
      for (const who of ['anna', 'ivan', 'boris']) manyCalls(company, 2, who);
      company.clock.at(atDraw(`2026-11-${day}`));
      await drawDue(company.app);
      for (const id of readDraw(company.app, `2026-11-${day}`)?.drawn ?? []) {
        const { sellerId } = company.call(id);
        drawnOf.set(sellerId ?? 0, (drawnOf.get(sellerId ?? 0) ?? 0) + 1);
      }
    }
    expect([...drawnOf.values()]).toEqual([2, 2, 2]);
  });

  test.each([
    ['none of each seller', { perSeller: 0 }],
    ['none in all', { drawBy: 'total', total: 0 }],
    ['only of talks longer than there are', { minTalkS: 600 }],
  ])('goes by the rules with which its window opened, not by %s a second before', async (_, to) => {
    const company = testCompany({ perSeller: 1 });
    manyCalls(company, 3);
    company.clock.at(Date.parse(atDraw(monday)) - 1000);
    expect(changePolicy(company.app, to, null).ok).toBe(true);
    const [window] = windowsAfter(company.app.db, company.clock.now);
    if (!window) throw new Error('no window');
    expect(previewDraw(company.app, window).perSeller).toMatchObject([{ eligible: 3, drawn: 1 }]);
    company.clock.at(atDraw(monday));
    expect(await drawDue(company.app)).toMatchObject([{ eligible: 3, drawn: 1 }]);
    expect(readDraw(company.app, monday)?.policy).toMatchObject({ perSeller: 1, minTalkS: 60 });
    expect(verifyDraw(company.app, monday)?.problems).toEqual([]);
    manyCalls(company, 3);
    company.clock.at(atDraw('2026-11-24'));
    expect(await drawDue(company.app)).toMatchObject([{ drawn: 0 }]);
    expect(verifyDraw(company.app, '2026-11-24')?.problems).toEqual([]);
  });

  test('of calls asked about goes by those rules too', async () => {
    const company = testCompany({ drawAlsoAsked: true });
    const id = company.aCall();
    company.clock.at(Date.parse(atDraw(monday)) - 1000);
    must(askAdvice(company.app, company.as('anna'), id, null));
    changePolicy(company.app, { drawAlsoAsked: false }, null);
    company.clock.at(atDraw(monday));
    expect(await drawDue(company.app)).toMatchObject([{ eligible: 1, drawn: 1 }]);
    expect(company.call(id).status).toBe('listening_credit');
  });

  test('is by a policy that the record keeps', async () => {
    const company = testCompany({ drawBy: 'percent', percent: 25 });
    manyCalls(company, 5);
    company.clock.at(atDraw(monday));
    expect(await drawDue(company.app)).toMatchObject([{ drawn: 2 }]);
    expect(readDraw(company.app, monday)?.policy).toMatchObject({ drawBy: 'percent', percent: 25 });
  });
});

test('a draw on a file, worked out on another thread, is the one computed inline', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'razbor-draw-'));
  const draws = [];
  for (const path of [join(folder, 'razbor.db'), ':memory:']) {
    const company = testCompany({ drawBy: 'total', total: 7 }, { path });
    for (const who of ['anna', 'ivan', 'boris']) manyCalls(company, 6, who);
    company.clock.at(atDraw(monday));
    await drawDue(company.app);
    expect(verifyDraw(company.app, monday)?.ok).toBe(true);
    draws.push(readDraw(company.app, monday));
    company.app.db.close();
  }
  rmSync(folder, { recursive: true });
  expect(draws[0]?.drawn).toHaveLength(7);
  expect(draws[0]).toEqual(draws[1]);
});
