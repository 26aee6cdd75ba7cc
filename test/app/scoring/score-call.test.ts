import { describe, expect, test } from 'vitest';
import { creditSheet } from '../../../src/app/calls/read-call.ts';
import { publishChecklist } from '../../../src/app/company/publish-checklist.ts';
import { nextCall } from '../../../src/app/scoring/next-call.ts';
import { scoringSheet } from '../../../src/app/scoring/read-sheet.ts';
import {
  answerItem,
  answerRestDone,
  chooseType,
  commentLastFailed,
  recommend,
  recordingWasSent,
  showItem,
  submitScore,
} from '../../../src/app/scoring/score-call.ts';
import { historyOf } from '../../../src/db/call-history.ts';
import { checklist } from '../../support/checklist.ts';
import { type Company, must, testCompany } from '../../support/company.ts';

/** A call that Olga holds with its type picked. */
async function begun(values = {}): Promise<Company & { id: number }> {
  const company = testCompany(values);
  const id = await company.drawn();
  must(nextCall(company.app, company.as('olga')));
  must(chooseType(company.app, company.as('olga'), id, 'incoming'));
  return { ...company, id };
}

const outboxOf = ({ app }: Company) =>
  app.db.orm.$client
    .prepare<[], { kind: string; state: string; dueAt: number; callId: number }>(
      'SELECT kind, state, due_at dueAt, call_id callId FROM outbox ORDER BY id',
    )
    .all();

test('the comments offered on an item are those of the scores so far, the most frequent first', async () => {
  const company = testCompany();
  const offered = async (comment: string) => {
    const id = await company.drawn();
    const { app } = company;
    const olga = company.as('olga');
    must(nextCall(app, olga));
    must(chooseType(app, olga, id, 'incoming'));
    must(answerItem(app, olga, id, { itemCode: 'greet', verdict: 'fail' }));
    const { frequent } = scoringSheet(app, olga, id) ?? { frequent: null };
    must(commentLastFailed(app, olga, id, comment));
    must(answerRestDone(app, olga, id));
    must(submitScore(app, olga, id));
    return frequent;
  };
  expect(await offered('молча')).toEqual([]);
  expect(await offered('без имени')).toEqual(['молча']);
  expect(await offered('молча')).toEqual(['без имени', 'молча']);
  expect(await offered('молча')).toEqual(['молча', 'без имени']);
});

test('a score that is handed in wakes what delivers notices', async () => {
  const company = await begun();
  let woken = 0;
  const onOutbox = () => {
    woken += 1;
  };
  const app = { ...company.app, onOutbox };
  must(answerRestDone(app, company.as('olga'), company.id));
  expect(woken).toBe(0);
  must(submitScore(app, company.as('olga'), company.id));
  expect(woken).toBeGreaterThan(0);
});

describe('answers', () => {
  test('lead from item to item, and past the last one to the overview', async () => {
    const { app, as, id } = await begun();
    const current = () => scoringSheet(app, as('olga'), id)?.current?.code ?? null;
    expect(current()).toBe('greet');
    must(answerItem(app, as('olga'), id, { itemCode: 'greet', verdict: 'pass' }));
    expect(current()).toBe('need');
    must(showItem(app, as('olga'), id, 'next'));
    must(answerItem(app, as('olga'), id, { itemCode: 'next', verdict: 'pass' }));
    expect(current()).toBe('rude');
    must(answerItem(app, as('olga'), id, { itemCode: 'rude', verdict: 'pass' }));
    expect(current()).toBe('need');
    must(answerRestDone(app, as('olga'), id));
    expect(current()).toBeNull();
  });

  test('take words, and a moment before them, for the item that failed last', async () => {
    const { app, as, id } = await begun();
    must(answerItem(app, as('olga'), id, { itemCode: 'greet', verdict: 'fail' }));
    must(answerItem(app, as('olga'), id, { itemCode: 'need', verdict: 'pass' }));
    must(commentLastFailed(app, as('olga'), id, '1:23 не поздоровался'));
    expect(scoringSheet(app, as('olga'), id)?.answers.get('greet')).toEqual({
      verdict: 'fail',
      comment: 'не поздоровался',
      momentS: 83,
    });
  });

  test('have no words where nothing has failed', async () => {
    const { app, as, id } = await begun();
    must(answerItem(app, as('olga'), id, { itemCode: 'greet', verdict: 'pass' }));
    expect(commentLastFailed(app, as('olga'), id, 'что-то')).toEqual({
      ok: false,
      refusal: 'nothing_chosen',
    });
  });

  test('wait at a critical miss until it is explained', async () => {
    const { app, as, id } = await begun();
    const current = () => scoringSheet(app, as('olga'), id)?.current?.code ?? null;
    must(answerItem(app, as('olga'), id, { itemCode: 'rude', verdict: 'fail' }));
    expect(current()).toBe('rude');
    must(answerRestDone(app, as('olga'), id));
    expect(submitScore(app, as('olga'), id)).toEqual({ ok: false, refusal: 'comment_missing' });
    must(commentLastFailed(app, as('olga'), id, 'накричал'));
    must(submitScore(app, as('olga'), id));
  });

  test('are not applicable only where the checklist says so', async () => {
    const { app, as, id } = await begun();
    expect(answerItem(app, as('olga'), id, { itemCode: 'greet', verdict: 'na' })).toEqual({
      ok: false,
      refusal: 'not_allowed',
    });
    must(answerItem(app, as('olga'), id, { itemCode: 'price', verdict: 'na' }));
  });

  test('to an item that the checklist does not have are stale', async () => {
    const { app, as, id } = await begun();
    expect(answerItem(app, as('olga'), id, { itemCode: 'forged', verdict: 'pass' })).toEqual({
      ok: false,
      refusal: 'stale',
    });
  });

  test('take 500 characters of comment and 1000 of recommendation, and not one more', async () => {
    const { app, as, id } = await begun();
    must(answerItem(app, as('olga'), id, { itemCode: 'greet', verdict: 'fail' }));
    const tooLong = { ok: false, refusal: 'too_long' };
    expect(commentLastFailed(app, as('olga'), id, 'я'.repeat(501))).toEqual(tooLong);
    must(commentLastFailed(app, as('olga'), id, 'я'.repeat(500)));
    expect(recommend(app, as('olga'), id, 'я'.repeat(1001))).toEqual(tooLong);
    must(recommend(app, as('olga'), id, 'я'.repeat(1000)));
  });

  test('of another call type start anew', async () => {
    const { app, as, id } = await begun();
    publishChecklist(app, { ...checklist, type: 'cold' }, null);
    must(answerRestDone(app, as('olga'), id));
    must(chooseType(app, as('olga'), id, 'incoming'));
    expect(scoringSheet(app, as('olga'), id)?.answers.size).toBe(5);
    must(chooseType(app, as('olga'), id, 'cold'));
    expect(scoringSheet(app, as('olga'), id)?.answers.size).toBe(0);
  });

  test('keep to the version that was picked, though a new one is published meanwhile', async () => {
    const { app, as, id } = await begun();
    const [contact] = checklist.sections;
    publishChecklist(app, { ...checklist, sections: [contact] }, null);
    must(answerRestDone(app, as('olga'), id));
    must(submitScore(app, as('olga'), id));
    expect(creditSheet(app, id)?.version?.version).toBe(1);
    expect(creditSheet(app, id)?.answers.size).toBe(5);
  });

  test('are taken from the controller who holds the call only', async () => {
    const { app, as, id } = await begun();
    for (const who of ['pavel', 'anna', 'petr', 'root', 'marta']) {
      const tried = answerItem(app, as(who), id, { itemCode: 'greet', verdict: 'fail' });
      expect(tried.ok, who).toBe(false);
    }
    expect(scoringSheet(app, as('olga'), id)?.answers.size).toBe(0);
  });
});

describe('a score', () => {
  test('cannot be handed in while an item is open', async () => {
    const { app, as, id } = await begun();
    must(answerItem(app, as('olga'), id, { itemCode: 'greet', verdict: 'pass' }));
    expect(submitScore(app, as('olga'), id)).toEqual({ ok: false, refusal: 'incomplete' });
  });

  test('goes to its seller in one notice, after the hold', async () => {
    const company = await begun();
    const { app, as, id, clock } = company;
    must(answerItem(app, as('olga'), id, { itemCode: 'need', verdict: 'fail' }));
    must(answerRestDone(app, as('olga'), id));
    const { noticeAt } = must(submitScore(app, as('olga'), id));
    expect(noticeAt).toBe(clock.now + 5 * 60_000);
    const scored = outboxOf(company).filter(({ kind }) => kind === 'scored');
    expect(scored).toEqual([{ kind: 'scored', state: 'waiting', dueAt: noticeAt, callId: id }]);
    expect(creditSheet(app, id)?.review).toMatchObject({ earned: 8, possible: 11 });
  });

  test('handed in during quiet hours is told in the morning', async () => {
    const { app, as, id, clock } = await begun({ quietHours: '20:00-09:00' });
    must(answerRestDone(app, as('olga'), id));
    clock.at('2026-11-23T19:20:00+03:00');
    must(answerItem(app, as('olga'), id, { itemCode: 'greet', verdict: 'pass' }));
    clock.at('2026-11-23T19:48:00+03:00');
    must(answerItem(app, as('olga'), id, { itemCode: 'greet', verdict: 'pass' }));
    clock.at('2026-11-23T19:55:00+03:00');
    const { noticeAt } = must(submitScore(app, as('olga'), id));
    expect(noticeAt).toBe(Date.parse('2026-11-24T09:00:00+03:00'));
  });

  test('handed in a minute before that is told the same evening', async () => {
    const { app, as, id, clock } = await begun({ quietHours: '20:00-09:00' });
    clock.at('2026-11-23T19:25:00+03:00');
    must(answerRestDone(app, as('olga'), id));
    clock.at('2026-11-23T19:54:59+03:00');
    const { noticeAt } = must(submitScore(app, as('olga'), id));
    expect(noticeAt).toBe(Date.parse('2026-11-23T19:59:59+03:00'));
  });

  test('handed in twice by a double tap has one effect', async () => {
    const company = await begun();
    const { app, as, id } = company;
    must(answerRestDone(app, as('olga'), id));
    must(submitScore(app, as('olga'), id));
    const before = outboxOf(company);
    expect(submitScore(app, as('olga'), id).ok).toBe(false);
    expect(outboxOf(company)).toEqual(before);
    expect(historyOf(app.db, id).filter(({ verb }) => verb === 'score')).toHaveLength(1);
  });

  test('frees its controller for the next call', async () => {
    const company = await begun();
    const { app, as, id } = company;
    const other = await company.drawn();
    must(chooseType(app, as('olga'), id, 'incoming'));
    must(answerRestDone(app, as('olga'), id));
    must(submitScore(app, as('olga'), id));
    expect(nextCall(app, as('olga'))).toEqual({ ok: true, callId: other });
  });

  test.each([
    ['one millisecond sooner than half the talk time is too fast', 59_999, true],
    ['at half the talk time is not too fast', 60_000, false],
  ])('%s', async (_, afterMs, tooFast) => {
    const { app, as, id, clock } = await begun({ minListenShare: 0.5 });
    recordingWasSent(app, as('olga'), id);
    const sentAt = clock.now;
    clock.at(sentAt + 10_000);
    recordingWasSent(app, as('olga'), id);
    must(answerRestDone(app, as('olga'), id));
    clock.at(sentAt + afterMs);
    must(submitScore(app, as('olga'), id));
    expect(creditSheet(app, id)?.review.tooFast).toBe(tooFast);
  });

  test('of a recording that was never sent is too fast', async () => {
    const { app, as, id } = await begun({ minListenShare: 0.5 });
    must(answerRestDone(app, as('olga'), id));
    must(submitScore(app, as('olga'), id));
    expect(creditSheet(app, id)?.review.tooFast).toBe(true);
  });
});
