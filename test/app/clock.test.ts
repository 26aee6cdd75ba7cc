import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createApp } from '../../src/app/app.ts';
import { giveReason, sendAppeal, toggleItem } from '../../src/app/appeal/send-appeal.ts';
import { returnCalls } from '../../src/app/calls/return-calls.ts';
import { housekeeping } from '../../src/app/company/job-runs.ts';
import { sendEvents } from '../../src/app/credit/events.ts';
import { sendDigests } from '../../src/app/credit/send-digests.ts';
import { drawDue } from '../../src/app/draw/draw-calls.ts';
import { claimNotices, noticeFailed } from '../../src/app/notices/deliver-notices.ts';
import { addressee } from '../../src/app/notices/read-notice.ts';
import { scoresToAnswer } from '../../src/app/notices/read-waiting.ts';
import { receivedUpdates } from '../../src/app/people/received-updates.ts';
import { purgeRecordings } from '../../src/app/recordings/purge-recordings.ts';
import { acceptScore } from '../../src/app/scoring/accept-score.ts';
import { approveDue } from '../../src/app/scoring/approve-due.ts';
import { renderNotice } from '../../src/bot/notices.ts';
import { wordsIn } from '../../src/bot/words.ts';
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

describe('a machine that is suspended', () => {
  /** The company's app on two clocks, as if it slept before the last half hour of a seller's time. */
  async function asleep(wallMs: number, steadyMs: number) {
    const { app: before, clock, call, id } = await almostOver();
    const { db, randomBytes: random } = before;
    let [wall, steady] = [clock.now, 1000];
    const app = createApp({ db, clock: () => wall, steady: () => steady, random, nextCron });
    const pass = (wallBy: number, steadyBy: number) => {
      wall += wallBy;
      steady += steadyBy;
      app.nowEarliest();
    };
    app.nowEarliest();
    pass(wallMs, steadyMs);
    return { app, call, id, pass };
  }

  test('while its steady clock stood has lost nobody the time that they had left', async () => {
    const { app, call, id, pass } = await asleep(8 * hour, 0);
    expect(await approveDue(app)).toBe(0);
    pass(hour / 2 - 1000, hour / 2 - 1000);
    expect(await approveDue(app)).toBe(0);
    pass(1000, 1000);
    expect(await approveDue(app)).toBe(1);
    expect(call(id).status).toBe('approved_scored');
  });

  test('while its steady clock went on was only off for a while, as at a stop', async () => {
    const { app } = await asleep(8 * hour, 8 * hour);
    expect(app.keepLeap()).toBeNull();
    expect(await approveDue(app)).toBe(1);
  });

  test('and whose steady clock leapt alone goes by the wall clock', async () => {
    const { app, pass } = await asleep(0, 8 * hour);
    expect(await approveDue(app)).toBe(0);
    pass(hour / 2 - 1000, hour / 2 - 1000);
    expect(await approveDue(app)).toBe(0);
    pass(1000, 1000);
    expect(app.nowEarliest()).toBe(app.now());
    expect(await approveDue(app)).toBe(1);
  });
});

describe('the clock is set forward by months', () => {
  test('and the digest of a week that is not over waits', () => {
    const company = testCompany();
    const digests = () => company.deliver().filter(({ kind }) => kind === 'digest');
    sendDigests(company.app);
    company.clock.at('2026-11-25T10:00:00+03:00');
    company.clock.set('P90D');
    sendDigests(company.app);
    expect(digests()).toEqual([]);
    company.clock.set('-P90D');
    company.clock.at('2026-11-30T10:00:00+03:00');
    sendDigests(company.app);
    expect(new Set(digests().map(({ payload }) => payload.from))).toEqual(
      new Set([Date.parse('2026-11-23T00:00:00+03:00')]),
    );
  });

  test('and what guards against a repetition is kept', () => {
    const company = testCompany();
    const received = receivedUpdates(company.app);
    received.keep([{ update_id: 7 }]);
    received.worked(7);
    company.clock.set('P90D');
    housekeeping(company.app);
    expect(received.begins(7)).toBe(false);
    company.clock.advance('P1D');
    housekeeping(company.app);
    expect(received.begins(7)).toBe(true);
  });

  test('and a reminder that comes early says how much time there is left', async () => {
    const company = testCompany();
    const { app, clock } = company;
    await company.told();
    clock.set('P90D');
    const [notice] = company.deliver().filter(({ kind }) => kind === 'deadline_reminder');
    const found = notice && addressee(app, notice);
    if (!found) throw new Error('nobody is reminded');
    const words = wordsIn('en', 'Europe/Moscow');
    const rendered = renderNotice(app, words, found.member, found.notice, clock.now);
    expect(rendered.do === 'send' && rendered.screen.text).toMatch(/2 d/);
    clock.set('-P90D');
    clock.advance('PT44H');
    expect(company.deliver().filter(({ kind }) => kind === 'deadline_reminder')).toEqual([]);
  });

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
