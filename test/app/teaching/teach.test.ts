import { describe, expect, test } from 'vitest';
import { releaseCall, withdrawAdvice } from '../../../src/app/calls/release-call.ts';
import { approveDue } from '../../../src/app/scoring/approve-due.ts';
import { nextCall } from '../../../src/app/scoring/next-call.ts';
import {
  answerItem,
  chooseType,
  recommend,
  submitScore,
} from '../../../src/app/scoring/score-call.ts';
import { askAdvice, asksLeft } from '../../../src/app/teaching/ask-advice.ts';
import {
  adviceFor,
  readTeaching,
  teachingReview,
} from '../../../src/app/teaching/read-teaching.ts';
import {
  beginAdvice,
  beginSideReview,
  dropSideReview,
  speakWords,
  submitTeaching,
  takeCall,
} from '../../../src/app/teaching/teach.ts';
import { historyOf } from '../../../src/db/call-history.ts';
import { draftOf, reviewsOf } from '../../../src/db/reviews.ts';
import { checklist } from '../../support/checklist.ts';
import { type Company, must, testCompany } from '../../support/company.ts';

const refused = (refusal: string) => ({ ok: false, refusal });

/** What a month's credit and the ledger rest on. */
function counted({ app }: Company) {
  const count = (text: string) => app.db.orm.$client.prepare<[], { n: number }>(text).get()?.n;
  return {
    transfers: count('SELECT count(*) n FROM ledger'),
    inCredit: count('SELECT count(*) n FROM reviews WHERE credit_month IS NOT NULL'),
  };
}

const verbsOf = ({ app }: Company, id: number) => historyOf(app.db, id).map(({ verb }) => verb);

describe('advice', () => {
  test('goes to a head of that direction, is answered in words alone, and is told to the seller', () => {
    const c = testCompany();
    const id = c.aCall();
    must(askAdvice(c.app, c.as('anna'), id, 'Как ответить на «дорого»?'));
    expect(c.call(id).status).toBe('listening_advice');
    expect(adviceFor(c.app, c.as('petr')).map(({ view }) => view.id)).toEqual([id]);
    expect(adviceFor(c.app, c.as('raisa'))).toEqual([]);
    expect(c.deliver().map(({ kind, personId }) => [kind, personId])).toEqual([
      ['advice_waiting', c.as('petr').id],
    ]);

    must(beginAdvice(c.app, c.as('petr'), id));
    expect(submitTeaching(c.app, c.as('petr'), id)).toEqual(refused('nothing_said'));
    must(recommend(c.app, c.as('petr'), id, 'Спросите, с чем сравнивают'));
    must(submitTeaching(c.app, c.as('petr'), id));
    expect(c.call(id)).toMatchObject({ status: 'approved_training', reviewerId: null });
    expect(adviceFor(c.app, c.as('petr'))).toEqual([]);

    const told = c.deliver().find(({ kind }) => kind === 'taught');
    expect(told?.personId).toBe(c.as('anna').id);
    const [review] = reviewsOf(c.app.db, id);
    expect(review).toMatchObject({ purpose: 'advice', state: 'approved', possible: null });
    expect(counted(c)).toEqual({ transfers: 0, inCredit: 0 });
  });

  test('is limited a calendar week, and taking it back does not refund it', () => {
    const c = testCompany({ asksPerWeek: 2 });
    const anna = c.as('anna');
    must(askAdvice(c.app, anna, c.aCall(), null));
    const second = c.aCall();
    must(askAdvice(c.app, anna, second, null));
    must(withdrawAdvice(c.app, anna, second));
    expect(asksLeft(c.app, anna)).toBe(0);
    const third = c.aCall();
    expect(askAdvice(c.app, anna, third, null)).toEqual(refused('limit_asks'));
    c.clock.at('2026-11-29T23:59:59+03:00');
    expect(askAdvice(c.app, anna, third, null).ok).toBe(false);
    c.clock.at('2026-11-30T00:00:00+03:00');
    must(askAdvice(c.app, anna, third, null));
  });

  test('can be taken back until a head has begun, and the call then enters the next draw', async () => {
    const c = testCompany();
    const id = c.aCall();
    c.clock.at('2026-11-23T18:00:00+03:00');
    must(askAdvice(c.app, c.as('anna'), id, null));
    c.clock.at('2026-11-23T19:30:00+03:00');
    must(withdrawAdvice(c.app, c.as('anna'), id));
    expect(c.call(id).status).toBe('unclassified');
    const other = await c.drawn();
    expect(c.call(id).status).toBe('listening_credit');
    expect(c.call(other).status).toBe('listening_credit');

    const begun = c.aCall();
    must(askAdvice(c.app, c.as('anna'), begun, null));
    must(beginAdvice(c.app, c.as('petr'), begun));
    expect(withdrawAdvice(c.app, c.as('anna'), begun)).toEqual(refused('already_begun'));
    expect(beginAdvice(c.app, c.as('petr'), begun)).toEqual(refused('already_begun'));
  });

  test('a call on its way to credit cannot be asked about', async () => {
    const c = testCompany();
    const id = await c.drawn();
    expect(askAdvice(c.app, c.as('anna'), id, null)).toEqual(refused('wrong_status'));
  });
});

describe('a mentor', () => {
  test('takes a call of a mentee, scores a part of the checklist, and learns that it was read', () => {
    const c = testCompany();
    const id = c.aCall();
    expect(takeCall(c.app, c.as('marta'), c.aCall({ sellerExternalId: 'ivan' }))).toEqual(
      refused('not_found'),
    );
    must(takeCall(c.app, c.as('marta'), id));
    expect(takeCall(c.app, c.as('petr'), id)).toEqual(refused('wrong_status'));
    must(chooseType(c.app, c.as('marta'), id, checklist.type));
    must(answerItem(c.app, c.as('marta'), id, { itemCode: 'greet', verdict: 'fail' }));
    must(answerItem(c.app, c.as('marta'), id, { itemCode: 'need', verdict: 'pass' }));
    must(submitTeaching(c.app, c.as('marta'), id));
    const [review] = reviewsOf(c.app.db, id);
    expect(review).toMatchObject({ earned: 3, possible: 4, creditMonth: null });
    c.deliver();

    const reviewId = review?.id ?? 0;
    expect(teachingReview(c.app, c.as('ivan'), reviewId)).toEqual(refused('not_found'));
    expect(readTeaching(c.app, c.as('marta'), reviewId)).toEqual(refused('not_allowed'));
    must(readTeaching(c.app, c.as('anna'), reviewId));
    must(readTeaching(c.app, c.as('anna'), reviewId));
    expect(c.deliver().map(({ kind, personId }) => [kind, personId])).toEqual([
      ['teaching_read', c.as('marta').id],
    ]);
  });

  test('gives the call back with the mentee, and it enters the next draw', async () => {
    const c = testCompany();
    const id = c.aCall();
    must(takeCall(c.app, c.as('marta'), id));
    c.hire({
      externalId: 'anna',
      roles: [{ role: 'seller' }],
      direction: 'Опт',
      mentorExternalIds: [],
    });
    expect(recommend(c.app, c.as('marta'), id, 'Слушайте дольше')).toEqual(refused('not_found'));
    expect(c.call(id)).toMatchObject({ status: 'unclassified', reviewerId: null });
    expect(verbsOf(c, id).at(-1)).toBe('give_back');
    await c.drawn('ivan');
    expect(c.call(id).status).toBe('listening_credit');
  });
});

describe('a side review', () => {
  test('leaves the status, the score and the points of a call on the credit route alone', async () => {
    const c = testCompany();
    const id = await c.told();
    const before = c.call(id);
    must(beginSideReview(c.app, c.as('marta'), id));
    expect(verbsOf(c, id).at(-1)).toBe('score');
    must(chooseType(c.app, c.as('marta'), id, checklist.type));
    must(answerItem(c.app, c.as('marta'), id, { itemCode: 'rude', verdict: 'fail' }));
    must(speakWords(c.app, c.as('marta'), id, 'voice-1'));
    must(submitTeaching(c.app, c.as('marta'), id));
    expect(c.call(id)).toEqual(before);
    expect(verbsOf(c, id).at(-1)).toBe('review');
    expect(c.deliver().map(({ kind }) => kind)).toContain('taught');

    c.clock.advance('P3D');
    await approveDue(c.app);
    const [credit] = c.app.db.orm.$client
      .prepare<[number], { earned: number; possible: number }>(
        "SELECT earned, possible FROM reviews WHERE call_id = ? AND purpose = 'credit'",
      )
      .all(id);
    expect(credit).toEqual({ earned: 10, possible: 11 });
    expect(counted(c)).toEqual({ transfers: 2, inCredit: 1 });
  });

  test('is not offered on a call nobody has taken up, and can be dropped', async () => {
    const c = testCompany();
    const id = await c.told();
    expect(beginSideReview(c.app, c.as('petr'), c.aCall())).toEqual(refused('wrong_status'));
    must(beginSideReview(c.app, c.as('petr'), id));
    must(dropSideReview(c.app, c.as('petr'), id));
    expect(draftOf(c.app.db, id, c.as('petr').id)).toBeNull();
    expect(submitTeaching(c.app, c.as('petr'), id).ok).toBe(false);
  });

  test('of a controller who teaches as well is never the draft they score for credit', async () => {
    const c = testCompany();
    c.hire({
      externalId: 'olga',
      roles: [{ role: 'controller' }, { role: 'supervisor' }],
    });
    const id = await c.drawn();
    must(beginSideReview(c.app, c.as('olga'), id));
    expect(nextCall(c.app, c.as('olga'))).toEqual(refused('queue_empty'));
    expect(submitScore(c.app, c.as('olga'), id).ok).toBe(false);
    expect(draftOf(c.app.db, id, c.as('olga').id)?.purpose).toBe('side');
    must(dropSideReview(c.app, c.as('olga'), id));
    must(nextCall(c.app, c.as('olga')));
    expect(beginSideReview(c.app, c.as('olga'), id)).toEqual(refused('already_held'));
  });
});

describe('a teacher takes', () => {
  /** Takes so many calls of a seller as can be had; answers how many and why no more. */
  const taking = (c: Company, who: string, calls: readonly number[]) => {
    const done = calls.map((id) => takeCall(c.app, c.as(who), id));
    return { taken: done.filter(({ ok }) => ok).length, last: done.at(-1) };
  };

  test('five calls of a friend a week and no sixth before the draw, those given back included', async () => {
    const c = testCompany();
    const calls = Array.from({ length: 8 }, () => c.aCall());
    const others = calls.slice(5);
    expect(taking(c, 'petr', calls)).toEqual({ taken: 5, last: refused('limit_takes') });
    must(releaseCall(c.app, c.as('petr'), calls[0] ?? 0, 'private'));
    expect(taking(c, 'petr', others)).toEqual({ taken: 0, last: refused('limit_takes') });
    // A tap repeated is refused as well, and leaves nothing.
    for (const id of others) expect(c.call(id).status).toBe('unclassified');
    // Another seller, another teacher, and another week have their own.
    must(takeCall(c.app, c.as('petr'), c.aCall({ sellerExternalId: 'ivan' })));
    must(takeCall(c.app, c.as('marta'), others[0] ?? 0));
    c.clock.at('2026-11-29T23:59:59+03:00');
    expect(takeCall(c.app, c.as('petr'), others[1] ?? 0)).toEqual(refused('limit_takes'));
    c.clock.at('2026-11-30T00:00:00+03:00');
    must(takeCall(c.app, c.as('petr'), others[1] ?? 0));
  });

  test('as policy says, and reviews beside a score without limit', async () => {
    const c = testCompany({ takesPerWeek: 1, noticeHold: 'PT0S' });
    const calls = [c.aCall(), c.aCall(), c.aCall(), await c.drawn()];
    expect(taking(c, 'petr', [c.aCall(), c.aCall()]).taken).toBe(1);
    for (const id of calls) must(beginSideReview(c.app, c.as('petr'), id));
    const none = testCompany({ takesPerWeek: 0 });
    expect(takeCall(none.app, none.as('marta'), none.aCall())).toEqual(refused('limit_takes'));
  });
});

test('a call given back by its teacher enters the next draw', async () => {
  const c = testCompany();
  const id = c.aCall();
  must(takeCall(c.app, c.as('petr'), id));
  await c.drawn('ivan');
  expect(c.call(id).status).toBe('listening_training');
  c.clock.advance('PT1H');
  must(releaseCall(c.app, c.as('petr'), id, 'inaudible'));
  await c.drawn('ivan');
  expect(c.call(id).status).toBe('listening_credit');
});

test('a teaching review never takes a call off the credit route', async () => {
  const c = testCompany();
  const id = await c.drawn();
  for (const teacher of [c.as('marta'), c.as('petr')]) {
    expect(takeCall(c.app, teacher, id)).toEqual(refused('wrong_status'));
    expect(beginAdvice(c.app, teacher, id).ok).toBe(false);
    must(beginSideReview(c.app, teacher, id));
    must(recommend(c.app, teacher, id, 'Хорошо'));
    must(submitTeaching(c.app, teacher, id));
    expect(c.call(id).status).toBe('listening_credit');
  }
  must(nextCall(c.app, c.as('olga')));
  c.score(id);
  expect(c.call(id).status).toBe('scored_pending');
});

describe('where the draw may pick calls asked about or taken', () => {
  test('the advice becomes a side review, and the score counts', async () => {
    const c = testCompany({ drawAlsoAsked: true });
    const asked = c.aCall();
    const begun = c.aCall();
    must(askAdvice(c.app, c.as('anna'), asked, 'Что не так?'));
    must(askAdvice(c.app, c.as('anna'), begun, null));
    must(beginAdvice(c.app, c.as('petr'), begun));
    await c.drawn();
    for (const id of [asked, begun]) {
      expect(c.call(id)).toMatchObject({ status: 'listening_credit', reviewerId: null });
    }
    must(recommend(c.app, c.as('petr'), begun, 'Слушайте дольше'));
    must(submitTeaching(c.app, c.as('petr'), begun));
    must(beginSideReview(c.app, c.as('petr'), asked));
    must(recommend(c.app, c.as('petr'), asked, 'Всё так'));
    must(submitTeaching(c.app, c.as('petr'), asked));
    expect(adviceFor(c.app, c.as('petr'))).toEqual([]);
    for (const id of [asked, begun]) {
      expect(c.call(id).status).toBe('listening_credit');
      expect(reviewsOf(c.app.db, id).map(({ purpose }) => purpose)).toEqual(['side']);
    }
    const answer = reviewsOf(c.app.db, asked)[0]?.id ?? 0;
    expect(teachingReview(c.app, c.as('anna'), answer)).toMatchObject({
      found: { question: 'Что не так?' },
    });
  });

  test('and not where policy keeps them out', async () => {
    const c = testCompany();
    const asked = c.aCall();
    must(askAdvice(c.app, c.as('anna'), asked, null));
    await c.drawn();
    expect(c.call(asked).status).toBe('listening_advice');
  });
});

describe('a call that is taught by before anybody knows whose it is', () => {
  /** Reviewed by the head of all, its seller unknown. */
  function taughtUnknown() {
    const c = testCompany();
    c.hire({ externalId: 'all', roles: [{ role: 'supervisor' }] });
    const named = { externalId: 'early', sellerExternalId: 'newcomer' };
    const id = c.aCall(named);
    must(takeCall(c.app, c.as('all'), id));
    must(recommend(c.app, c.as('all'), id, 'Спросите, с чем сравнивают'));
    must(submitTeaching(c.app, c.as('all'), id));
    expect(c.deliver()).toEqual([]);
    return { ...c, id };
  }

  const newcomer = { externalId: 'newcomer', roles: [{ role: 'seller' }], direction: 'Опт' };
  const told = (c: Company) => c.deliver().map(({ kind, callId }) => [kind, callId]);

  test('is told to its seller once they are known', () => {
    const c = taughtUnknown();
    c.hire(newcomer);
    expect(told(c)).toEqual([['taught', c.id]]);
    c.hire(newcomer);
    expect(told(c)).toEqual([]);
  });

  test('is told to the seller whom a repeated item names', () => {
    const c = testCompany();
    c.hire({ externalId: 'all', roles: [{ role: 'supervisor' }] });
    const item = { externalId: 'again', startedAt: new Date(c.clock.now).toISOString() };
    const id = c.aCall({ ...item, sellerExternalId: undefined, sellerExtension: '999' });
    must(takeCall(c.app, c.as('all'), id));
    must(recommend(c.app, c.as('all'), id, 'Спросите, с чем сравнивают'));
    must(submitTeaching(c.app, c.as('all'), id));
    expect(c.deliver()).toEqual([]);
    for (const _time of ['first', 'again']) {
      c.aCall({ ...item, sellerExternalId: 'anna', sellerExtension: '999' });
    }
    expect(told(c)).toEqual([['taught', id]]);
  });
});
