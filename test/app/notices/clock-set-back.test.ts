import { describe, expect, test } from 'vitest';
import { giveReason, sendAppeal, toggleItem } from '../../../src/app/appeal/send-appeal.ts';
import { watchAppeals } from '../../../src/app/appeal/watch-appeals.ts';
import { returnCalls } from '../../../src/app/calls/return-calls.ts';
import { sendEvents } from '../../../src/app/credit/events.ts';
import { sendDigests, weekBefore } from '../../../src/app/credit/send-digests.ts';
import { drawDue } from '../../../src/app/draw/draw-calls.ts';
import { readDraw } from '../../../src/app/draw/read-draw.ts';
import { bringBack } from '../../../src/app/notices/clock-set-back.ts';
import { claimNotices, noticeFailed } from '../../../src/app/notices/deliver-notices.ts';
import { notify } from '../../../src/app/notices/notify.ts';
import { purgeRecordings } from '../../../src/app/recordings/purge-recordings.ts';
import { recordingSent, recordingsToDelete } from '../../../src/app/recordings/recordings.ts';
import { acceptScore } from '../../../src/app/scoring/accept-score.ts';
import { freeExpiredLeases, nextCall } from '../../../src/app/scoring/next-call.ts';
import { sendCall } from '../../../src/app/scoring/send-call.ts';
import { askAdvice } from '../../../src/app/teaching/ask-advice.ts';
import { takeCall } from '../../../src/app/teaching/teach.ts';
import { watchAdvice } from '../../../src/app/teaching/watch-advice.ts';
import { type Company, must, testCompany } from '../../support/company.ts';

const minute = 60_000;
const hour = 60 * minute;

/** Does something while the clock is ahead by so much. */
function ahead<T>({ clock }: Company, by: string, act: () => T): T {
  clock.set(by);
  const done = act();
  clock.set(`-${by}`);
  return done;
}

const kinds = (company: Company) => company.deliver().map(({ kind }) => kind);

function tell({ app, as }: Company, key: string, afterMs = 0): void {
  app.db.transaction((tx) =>
    notify(tx, app, {
      key,
      personId: as('anna').id,
      kind: 'deadlines_moved',
      payload: { calls: [] },
      dueAt: app.now() + afterMs,
    }),
  );
}

describe.each(['PT3M', 'PT1H', 'P90D'])('the clock was ahead by %s and is set back', (by) => {
  test('a notice of that time waits as long as it was to wait', () => {
    const company = testCompany();
    ahead(company, by, () => tell(company, 'held', 5 * minute));
    bringBack(company.app);
    expect(company.deliver()).toEqual([]);
    company.clock.advance('PT5M');
    expect(company.deliver()).toHaveLength(1);
  });

  test('a notice put off at that time is tried again within the hour', () => {
    const company = testCompany();
    ahead(company, by, () => {
      tell(company, 'failing');
      const [notice] = claimNotices(company.app, 1);
      if (!notice) throw new Error('nothing is due');
      noticeFailed(company.app, notice, { kind: 'failed', error: 'ECONNRESET' });
    });
    company.clock.advance('PT1H1M');
    bringBack(company.app);
    expect(company.deliver()).toHaveLength(1);
  });

  test('a call leased at that time is free again when a lease is over', async () => {
    const company = testCompany();
    const id = await company.drawn();
    ahead(company, by, () => must(nextCall(company.app, company.as('olga'))));
    bringBack(company.app);
    freeExpiredLeases(company.app);
    expect(company.call(id).reviewerId).toBe(company.as('olga').id);
    company.clock.advance('PT31M');
    freeExpiredLeases(company.app);
    expect(company.call(id).reviewerId).toBeNull();
  });

  test('an appeal, a question and a call that came at that time wait no longer than others', async () => {
    const company = testCompany();
    const { app, as, clock } = company;
    const id = await company.told();
    must(toggleItem(app, as('anna'), id, 'greet'));
    must(giveReason(app, as('anna'), id, { text: 'Я поздоровалась', voice: null }));
    clock.set(by);
    must(sendAppeal(app, as('anna'), id));
    must(askAdvice(app, as('anna'), company.aCall(), null));
    const sent = company.aCall({ sellerExternalId: 'ivan' });
    must(sendCall(app, as('petr'), sent, 'послушать'));
    clock.set(`-${by}`);
    bringBack(app);
    kinds(company);
    clock.advance('PT24H');
    watchAppeals(app);
    watchAdvice(app);
    expect(kinds(company)).toEqual(expect.arrayContaining(['appeal_overdue', 'advice_overdue']));
    clock.advance('PT24H');
    watchAppeals(app);
    expect(company.call(id).appeal?.escalatedAt).not.toBeNull();
    clock.advance('P5D');
    returnCalls(app);
    expect(company.call(sent).status).toBe('unclassified');
  });

  test('a sheet begun at that time and left comes back as any other', async () => {
    const company = testCompany();
    const { app, as } = company;
    const id = company.aCall();
    ahead(company, by, () => must(takeCall(app, as('petr'), id)));
    bringBack(app);
    company.clock.advance(`P${app.policy().idleDays + 1}D`);
    returnCalls(app);
    expect(company.call(id).status).toBe('unclassified');
  });

  test('an event put off at that time is sent', async () => {
    const company = testCompany();
    const { app } = company;
    const sent: number[] = [];
    const send = async ({ callId }: { callId: number }) => void sent.push(callId);
    await sendEvents(app, send);
    const id = await company.told();
    must(acceptScore(app, company.as('anna'), id));
    company.clock.set(by);
    await sendEvents(app, () => Promise.reject(new Error('503')));
    company.clock.set(`-${by}`);
    company.clock.advance('PT1H1M');
    await sendEvents(app, send);
    expect(sent).toEqual([id]);
  });

  test('the digest is sent when its time comes, and once', () => {
    const company = testCompany();
    sendDigests(company.app);
    company.clock.at('2026-11-30T09:59:30+03:00');
    ahead(company, by, () => sendDigests(company.app));
    const told = company.deliver();
    company.clock.at('2026-11-30T10:00:00+03:00');
    sendDigests(company.app);
    company.clock.advance('PT1M');
    sendDigests(company.app);
    bringBack(company.app);
    told.push(...company.deliver());
    const { from } = weekBefore(company.clock.now, 'Europe/Moscow');
    const ofWeek = told.filter(({ kind, payload }) => kind === 'digest' && payload.from === from);
    expect(new Set(ofWeek.map(({ personId }) => personId)).size).toBe(9);
    expect(ofWeek).toHaveLength(9);
  });

  test('a draw that came early leaves no call out: it belongs to the next one', async () => {
    const company = testCompany();
    const before = company.aCall();
    company.clock.at('2026-11-23T18:58:00+03:00');
    company.clock.set(by);
    await drawDue(company.app);
    company.clock.set(`-${by}`);
    const between = company.aCall();
    company.clock.at('2026-11-23T19:00:00+03:00');
    await drawDue(company.app);
    company.clock.at('2026-11-24T19:00:00+03:00');
    await drawDue(company.app);
    expect(readDraw(company.app, '2026-11-23')?.drawn).toEqual([before]);
    expect(readDraw(company.app, '2026-11-24')?.drawn).toEqual([between]);
  });
});

describe('the clock was ahead by months and is set back', () => {
  test('a recording sent to a chat at that time leaves it', () => {
    const company = testCompany();
    const { app } = company;
    const id = company.aCall();
    const file = { kind: 'voice', fromS: 0, toS: 0, fileId: 'f' } as const;
    ahead(company, 'P90D', () =>
      recordingSent(app, { callId: id, chatId: 1, messageId: 2, clip: false, file }),
    );
    bringBack(app);
    expect(recordingsToDelete(app, 10)).toEqual([{ chatId: 1, messageId: 2 }]);
  });

  test('a time to appeal that began then begins again, and its seller is told', async () => {
    const company = testCompany();
    const id = await company.scored();
    company.deliver();
    ahead(company, 'P90D', () => company.deliver());
    expect(company.call(id).deadlineAt).toBeGreaterThan(company.clock.now + 90 * 24 * hour);
    bringBack(company.app);
    expect(company.call(id).deadlineAt).toBe(company.clock.now + 48 * hour);
    expect(kinds(company)).toContain('deadlines_moved');
    bringBack(company.app);
    expect(kinds(company)).not.toContain('deadlines_moved');
    company.clock.advance('PT44H');
    expect(kinds(company)).toContain('deadline_reminder');
  });

  test('a time to appeal that began within the hour ahead stays', async () => {
    const company = testCompany();
    const id = await company.scored();
    company.deliver();
    ahead(company, 'PT1H', () => company.deliver());
    const { deadlineAt } = company.call(id);
    bringBack(company.app);
    expect(company.call(id).deadlineAt).toBe(deadlineAt);
  });

  test('the purge of that time keeps none of the next nights from theirs', async () => {
    const company = testCompany({ recordingDays: 30 });
    company.aCall();
    company.clock.set('P90D');
    company.clock.advance('P1D');
    // The clock has stood for a day, so that it was relied on.
    expect(await purgeRecordings(company.app)).toMatchObject({ recordings: 1 });
    company.clock.set('-P90D');
    company.aCall();
    company.clock.advance('P31D');
    expect(await purgeRecordings(company.app)).toMatchObject({ recordings: 1 });
  });
});

test('while the clock only goes on nothing is brought back', async () => {
  const company = testCompany();
  const id = await company.told();
  await company.drawn('ivan');
  must(nextCall(company.app, company.as('olga')));
  tell(company, 'held', 8 * hour);
  company.clock.advance('PT1M');
  const state = () =>
    ['outbox', 'leases', 'chat_deletions', 'calls'].map((table) =>
      company.app.db.orm.$client.prepare(`SELECT * FROM ${table}`).all(),
    );
  const before = state();
  bringBack(company.app);
  expect(state()).toEqual(before);
  expect(company.call(id).status).toBe('scored_pending');
});
