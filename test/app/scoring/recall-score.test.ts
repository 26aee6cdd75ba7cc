import { expect, test } from 'vitest';
import { creditSheet } from '../../../src/app/calls/read-call.ts';
import { claimNotices } from '../../../src/app/notices/deliver-notices.ts';
import { freeExpiredLeases, nextCall } from '../../../src/app/scoring/next-call.ts';
import { scoringSheet } from '../../../src/app/scoring/read-sheet.ts';
import { recallScore } from '../../../src/app/scoring/recall-score.ts';
import { answerItem, submitScore } from '../../../src/app/scoring/score-call.ts';
import { creditReviewOf } from '../../../src/db/reviews.ts';
import { must, testCompany } from '../../support/company.ts';

test('a score can be taken back until its notice leaves, and its answers are still there', async () => {
  const { app, as, call, clock, deliver, scored } = testCompany();
  const id = await scored({ fails: ['need'] });
  clock.advance('PT4M59S');
  expect(deliver().filter(({ kind }) => kind === 'scored')).toEqual([]);

  must(recallScore(app, as('olga'), id));
  expect(call(id)).toMatchObject({ status: 'listening_credit', reviewerId: as('olga').id });
  expect(scoringSheet(app, as('olga'), id)?.answers.get('need')?.verdict).toBe('fail');

  clock.advance('PT1H');
  expect(deliver().filter(({ kind }) => kind === 'scored')).toEqual([]);
});

test('of a score that was taken back no sum is left, nor when it was handed in', async () => {
  const { app, as, scored } = testCompany();
  const id = await scored({ fails: ['need'] });
  // All 11 points but the 3 of need.
  expect(creditReviewOf(app.db, id)).toMatchObject({ state: 'submitted', earned: 8, possible: 11 });

  must(recallScore(app, as('olga'), id));
  const left = `SELECT state, submitted_at, earned, possible, handed_in_earned, handed_in_possible, verdicts
    FROM reviews`;
  expect(app.db.orm.$client.prepare(left).all()).toEqual([
    {
      state: 'draft',
      submitted_at: null,
      earned: null,
      possible: null,
      handed_in_earned: null,
      handed_in_possible: null,
      verdicts: null,
    },
  ]);
});

test('a score whose notice has begun to leave cannot be taken back', async () => {
  const { app, as, call, clock, scored } = testCompany();
  const id = await scored();
  clock.advance('PT5M');
  // Claimed, and nobody knows yet whether it arrived.
  expect(claimNotices(app, 10).map(({ kind }) => kind)).toContain('scored');
  expect(recallScore(app, as('olga'), id)).toEqual({ ok: false, refusal: 'notice_left' });
  expect(call(id).status).toBe('scored_pending');
});

test('a score that is due but not yet claimed can still be taken back, and is then not told', async () => {
  const { app, as, clock, deliver, scored } = testCompany();
  const id = await scored();
  clock.advance('PT10M');
  must(recallScore(app, as('olga'), id));
  expect(deliver().filter(({ kind }) => kind === 'scored')).toEqual([]);
});

test('only the controller who scored takes a score back', async () => {
  const { app, as, call, scored } = testCompany();
  const id = await scored();
  for (const who of ['pavel', 'anna', 'petr', 'root', 'marta', 'raisa']) {
    expect(recallScore(app, as(who), id).ok, who).toBe(false);
  }
  expect(call(id).status).toBe('scored_pending');
});

test('a score taken back twice by a double tap is taken back once', async () => {
  const { app, as, scored } = testCompany();
  const id = await scored();
  must(recallScore(app, as('olga'), id));
  expect(recallScore(app, as('olga'), id).ok).toBe(false);
});

test('the call begun meanwhile waits for its controller with its draft', async () => {
  const company = testCompany();
  const { app, as, call, drawn, scored } = company;
  const id = await scored();
  const other = await drawn();
  company.clock.at('2026-11-23T19:04:00+03:00');
  must(nextCall(app, as('olga')));
  expect(call(other).reviewerId).toBe(as('olga').id);

  must(recallScore(app, as('olga'), id));
  expect(call(id).reviewerId).toBe(as('olga').id);
  expect(call(other)).toMatchObject({ status: 'listening_credit', reviewerId: null });
  must(submitScore(app, as('olga'), id));
  expect(nextCall(app, as('olga'))).toEqual({ ok: true, callId: other });
});

test('what was changed after taking back is what the seller is told, in one notice', async () => {
  const { app, as, clock, deliver, scored } = testCompany();
  const id = await scored({ fails: ['need'] });
  clock.advance('PT2M');
  must(recallScore(app, as('olga'), id));
  must(answerItem(app, as('olga'), id, { itemCode: 'need', verdict: 'pass' }));
  const { noticeAt } = must(submitScore(app, as('olga'), id));
  expect(noticeAt).toBe(clock.now + 5 * 60_000);
  clock.advance('PT5M');
  expect(deliver().filter(({ kind }) => kind === 'scored')).toHaveLength(1);
  expect(creditSheet(app, id)?.review).toMatchObject({ earned: 11, possible: 11 });
});

test('a score handed in again in the same instant is told all the same', async () => {
  const { app, as, clock, deliver, scored } = testCompany();
  const id = await scored();
  must(recallScore(app, as('olga'), id));
  must(submitScore(app, as('olga'), id));
  clock.advance('PT5M');
  expect(deliver().filter(({ kind, callId }) => kind === 'scored' && callId === id)).toHaveLength(
    1,
  );
});

test('a call taken back and then left alone returns to the queue for everybody', async () => {
  const { app, as, clock, scored } = testCompany();
  const id = await scored();
  must(recallScore(app, as('olga'), id));
  clock.advance('PT30M');
  freeExpiredLeases(app);
  expect(nextCall(app, as('pavel'))).toEqual({ ok: true, callId: id });
});
