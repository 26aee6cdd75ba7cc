import { describe, expect, test } from 'vitest';
import type { Tx } from '../../src/db/open.ts';
import {
  beginTeachingDraft,
  insertDraft,
  setCursor,
  setRecommendation,
  setRecordingSent,
  setVersion,
  setVoice,
  touchDraft,
} from '../../src/db/review-drafts.ts';
import {
  draftOf,
  finishReview,
  finishTeaching,
  type ReviewState,
  reopenReview,
  reviewById,
  submitReview,
} from '../../src/db/reviews.ts';
import { testCompany } from '../support/company.ts';

describe('a step of a review begins in one state, and is an error in any other', () => {
  const states: ReviewState[] = ['draft', 'submitted', 'approved', 'overturned', 'annulled'];
  const final = { earned: 1, possible: 2, verdicts: '', creditMonth: '2026-11', policyId: 1 };
  const steps: Record<string, [from: ReviewState, step: (tx: Tx, id: number) => void]> = {
    'handing it in': ['draft', (tx, id) => submitReview(tx, id, { ...final, tooFast: false }, 5)],
    'taking it back': ['submitted', reopenReview],
    'approving it': [
      'submitted',
      (tx, id) => finishReview(tx, id, { ...final, state: 'approved' }, 5),
    ],
    'overturning it': [
      'submitted',
      (tx, id) => finishReview(tx, id, { ...final, state: 'overturned' }, 5),
    ],
    'annulling it': [
      'submitted',
      (tx, id) => finishReview(tx, id, { ...final, state: 'annulled', creditMonth: null }, 5),
    ],
    'picking its call type': [
      'draft',
      (tx, id) => setVersion(tx, id, { id: 1, firstItem: 'x' }, 5),
    ],
    'going to an item': [
      'draft',
      (tx, id) => setCursor(tx, id, { item: 'x', lastFailed: null }, 5),
    ],
    recommending: ['draft', (tx, id) => setRecommendation(tx, id, 'Well done', 5)],
    'speaking the words': ['draft', (tx, id) => setVoice(tx, id, 'voice', 5)],
    'opening it again': ['draft', (tx, id) => touchDraft(tx, id, 5)],
    'sending the recording': ['draft', (tx, id) => setRecordingSent(tx, id, 5)],
  };

  /** Each state of a review of a call of its own, and what became of it after a step. */
  const outcomes = (purpose: 'credit' | 'training', step: (tx: Tx, id: number) => void) => {
    const company = testCompany();
    const { db } = company.app;
    const insert = db.orm.$client.prepare<unknown[], never>(
      `INSERT INTO reviews (call_id, reviewer_id, purpose, state, started_at, touched_at)
       VALUES (?, ?, ?, ?, 0, 0)`,
    );
    return states.map((state) => {
      const values = [company.aCall(), company.as('olga').id, purpose, state];
      const id = Number(insert.run(...values).lastInsertRowid);
      const before = reviewById(db, id);
      try {
        db.transaction((tx) => step(tx, id));
      } catch (error) {
        expect(reviewById(db, id)).toEqual(before);
        return String(error).replace(`review ${id}`, 'the review');
      }
      expect(reviewById(db, id)).not.toEqual(before);
      return 'done';
    });
  };
  const onlyFrom = (from: ReviewState) =>
    states.map((state) => (state === from ? 'done' : `Error: the review is not ${from}`));

  test.each(Object.entries(steps))('%s', (_, [from, step]) => {
    expect(outcomes('credit', step)).toEqual(onlyFrom(from));
  });

  test('handing in a teaching review', () => {
    const step = (tx: Tx, id: number) => finishTeaching(tx, id, { earned: 1, possible: 2 }, 5);
    expect(outcomes('training', step)).toEqual(onlyFrom('draft'));
  });

  test('a score is never handed in as teaching, nor teaching as a score', () => {
    const score = (tx: Tx, id: number) => submitReview(tx, id, { ...final, tooFast: false }, 5);
    const teaching = (tx: Tx, id: number) => finishTeaching(tx, id, null, 5);
    const refused = states.map(() => 'Error: the review is not draft');
    expect(outcomes('training', score)).toEqual(refused);
    expect(outcomes('credit', teaching)).toEqual(refused);
  });

  test('beginning to teach makes a draft beside what was handed in, which stays as it is', () => {
    const company = testCompany();
    const { db } = company.app;
    const of = { callId: company.aCall(), reviewerId: company.as('olga').id };
    const id = db.transaction((tx) => {
      insertDraft(tx, { ...of, purpose: 'side' }, 1);
      const draft = draftOf(tx, of.callId, of.reviewerId);
      finishTeaching(tx, draft?.id ?? 0, null, 2);
      return draft?.id ?? 0;
    });
    const before = reviewById(db, id);
    db.transaction((tx) => beginTeachingDraft(tx, { ...of, purpose: 'training' }, 5));
    expect(reviewById(db, id)).toEqual(before);
    expect(draftOf(db, of.callId, of.reviewerId)).toMatchObject({ purpose: 'training' });
  });
});
