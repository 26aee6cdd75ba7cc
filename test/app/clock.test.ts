import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createApp } from '../../src/app/app.ts';
import { giveReason, sendAppeal, toggleItem } from '../../src/app/appeal/send-appeal.ts';
import { returnCalls } from '../../src/app/calls/return-calls.ts';
import { sendEvents } from '../../src/app/credit/events.ts';
import { drawDue } from '../../src/app/draw/draw-calls.ts';
import { claimNotices, noticeFailed } from '../../src/app/notices/deliver-notices.ts';
import { scoresToAnswer } from '../../src/app/notices/read-waiting.ts';
import { purgeRecordings } from '../../src/app/recordings/purge-recordings.ts';
import { acceptScore } from '../../src/app/scoring/accept-score.ts';
import { approveDue } from '../../src/app/scoring/approve-due.ts';
import { nextCron } from '../../src/schedule.ts';
import { type Company, must, testCompany } from '../support/company.ts';

const hour = 3_600_000;

/** A told score, with half an hour left of its seller's time. */
async function almostOver(): Promise<Company & { id: number; deadlineAt: number }> {
  const company = testCompany();
  const id = await company.told();
  const deadlineAt = company.call(id).deadlineAt ?? 0;
  company.clock.at(deadlineAt - hour / 2);
  return { ...company, id, deadlineAt };
}

function appeal({ app, as }: Company, id: number) {
  must(toggleItem(app, as('anna'), id, 'greet'));
  must(giveReason(app, as('anna'), id, { text: 'Я поздоровалась', voice: null }));
  return sendAppeal(app, as('anna'), id);
}

describe.each(['PT1H', 'P90D'])('the clock is set forward by %s', (leap) => {
  test('and no time to appeal is over before it would have been', async () => {
    const company = await almostOver();
    const { app, id, clock } = company;
    clock.set(leap);
    expect(await approveDue(app)).toBe(0);
    expect(scoresToAnswer(app, company.as('anna'))).toHaveLength(1);
    clock.advance('PT29M59S');
    expect(await approveDue(app)).toBe(0);
    expect(appeal(company, id)).toMatchObject({ ok: true });
  });

  test('and approval comes when it would have come', async () => {
    const { app, id, clock, call } = await almostOver();
    clock.set(leap);
    clock.advance('PT30M');
    expect(await approveDue(app)).toBe(1);
    expect(call(id).status).toBe('approved_scored');
  });

  test('and so it stays through a restart', async () => {
    const { app, clock } = await almostOver();
    clock.set(leap);
    expect(app.keepLeap()).toBe(leap === 'PT1H' ? hour : 90 * 24 * hour);
    expect(app.keepLeap()).toBeNull();
    const { db, randomBytes: random } = app;
    const again = createApp({ db, clock: () => clock.now, random, nextCron });
    expect(await approveDue(again)).toBe(0);
    clock.advance('P1D');
    expect(await approveDue(again)).toBe(1);
  });

  test('and what stands for a day is the time', async () => {
    const { app, clock } = await almostOver();
    clock.set(leap);
    clock.advance('P1D');
    expect(app.nowEarliest()).toBe(clock.now);
    clock.set(`-${leap}`);
    expect(app.nowEarliest()).toBe(clock.now);
  });
});

test('however the clock is set within a day, nobody is approved early, and an appeal is taken to the end', async () => {
  const sets = fc.array(
    fc.tuple(fc.integer({ min: 0, max: 90 }), fc.integer({ min: -90, max: 90 })),
    {
      maxLength: 6,
    },
  );
  await fc.assert(
    fc.asyncProperty(sets, async (steps) => {
      const company = testCompany({ approvalDelay: 'PT10H' });
      const { app, clock } = company;
      const id = await company.told();
      const startMs = app.steadyMs();
      const leftMs = (company.call(id).deadlineAt ?? 0) - clock.now;
      for (const [goneMin, setMin] of steps) {
        clock.advance(`PT${goneMin}M`);
        clock.set(setMin < 0 ? `-PT${-setMin}M` : `PT${setMin}M`);
        const isOver = app.steadyMs() - startMs >= leftMs;
        if (!isOver) expect(await approveDue(app)).toBe(0);
      }
      clock.advance(
        `PT${Math.max(0, Math.floor((leftMs - 1000 - (app.steadyMs() - startMs)) / 1000))}S`,
      );
      if (app.steadyMs() - startMs < leftMs) expect(await approveDue(app)).toBe(0);
    }),
    { numRuns: 25 },
  );
});

describe('the clock is set forward by months', () => {
  test('and no recording is deleted that has time left', async () => {
    const company = testCompany({ recordingDays: 30 });
    company.aCall();
    company.clock.set('P90D');
    expect(await purgeRecordings(company.app)).toMatchObject({ recordings: 0 });
    company.clock.set('-P90D');
    company.clock.advance('P31D');
    expect(await purgeRecordings(company.app)).toMatchObject({ recordings: 1 });
  });

  test('and no call is given back as never begun', async () => {
    const company = testCompany();
    const id = await company.drawn();
    company.clock.set('P90D');
    returnCalls(company.app);
    expect(company.call(id).status).toBe('listening_credit');
    company.clock.set('-P90D');
    company.clock.advance('P5D');
    returnCalls(company.app);
    expect(company.call(id).status).toBe('unclassified');
  });

  test('and no notice is given up by that', async () => {
    const company = testCompany();
    const { app, clock } = company;
    await company.scored();
    company.deliver();
    clock.advance('PT5M');
    const failOnce = () => {
      const [notice] = claimNotices(app, 1);
      if (!notice) throw new Error('nothing is due');
      noticeFailed(app, notice, { kind: 'failed', error: 'ECONNRESET' });
      return app.db.orm.$client
        .prepare('SELECT state FROM outbox WHERE id = ?')
        .pluck()
        .get(notice.id);
    };
    expect(failOnce()).toBe('waiting');
    clock.set('P90D');
    expect(failOnce()).toBe('waiting');
  });

  test('and no event is given up by that', async () => {
    const company = testCompany();
    const { app, clock } = company;
    const refuse = () => Promise.reject(new Error('503'));
    await sendEvents(app, refuse);
    must(acceptScore(app, company.as('anna'), await company.told()));
    expect(await sendEvents(app, refuse)).toMatchObject({ givenUp: 0 });
    clock.set('P90D');
    expect(await sendEvents(app, refuse)).toMatchObject({ givenUp: 0 });
  });

  test('and only the draws of a day are drawn by it', async () => {
    const company = testCompany();
    company.aCall();
    company.clock.set('P90D');
    expect((await drawDue(company.app)).map(({ date }) => date)).toEqual(['2026-11-23']);
  });
});
