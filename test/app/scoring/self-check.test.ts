import { expect, test } from 'vitest';
import { erasePersonalData } from '../../../src/app/people/personal-data.ts';
import { acceptScore } from '../../../src/app/scoring/accept-score.ts';
import { approveDue } from '../../../src/app/scoring/approve-due.ts';
import {
  answerBlind,
  answerBlindRest,
  blindSheet,
  commentBlind,
  showBlindItem,
  submitBlind,
} from '../../../src/app/scoring/blind-sheet.ts';
import {
  beginSelfCheck,
  checkFirst,
  checksFirst,
  closedScore,
  openScore,
  readSelfCheck,
  submitSelfCheck,
} from '../../../src/app/scoring/self-check.ts';
import { ledgerOfCall } from '../../../src/db/ledger.ts';
import { type Company, must, testCompany } from '../../support/company.ts';
import { breaches } from '../../support/invariants.ts';

/** A call of Anna's of whose score she was told, which comes closed. */
async function closed(options = {}) {
  const company = testCompany();
  checkFirst(company.app, company.as('anna'), true);
  const id = await company.told(options);
  return { ...company, id };
}

/** The same once she has begun to score it herself. */
async function begun(options = {}) {
  const company = await closed(options);
  const { scoreId } = must(beginSelfCheck(company.app, company.as('anna'), company.id));
  return { ...company, scoreId };
}

const rowsOf = ({ app }: Company, table: string) =>
  app.db.orm.$client.prepare(`SELECT * FROM ${table}`).all() as Record<string, unknown>[];

test('a score comes open to whoever did not ask otherwise', async () => {
  const company = testCompany();
  const id = await company.told();
  const anna = company.as('anna');
  expect(checksFirst(company.app, anna)).toBe(false);
  expect(closedScore(company.app, anna, id)).toBeNull();
  expect(beginSelfCheck(company.app, anna, id)).toMatchObject({ refusal: 'score_open' });
});

test('a score comes closed to its seller alone, and the ones before they asked stay open', async () => {
  const company = testCompany();
  const before = await company.told();
  company.clock.advance('PT1H');
  checkFirst(company.app, company.as('anna'), true);
  const id = await company.told();
  const of = (who: string, callId: number) => closedScore(company.app, company.as(who), callId);
  expect(of('anna', id)).toEqual({ begun: null });
  expect(of('anna', before)).toBeNull();
  expect(of('petr', id)).toBeNull();
  for (const who of ['ivan', 'petr', 'olga', 'marta', 'root']) {
    expect(beginSelfCheck(company.app, company.as(who), id).ok, who).toBe(false);
  }
  checkFirst(company.app, company.as('anna'), false);
  expect(of('anna', id)).toBeNull();
});

test('nothing can be scored before the seller is told', async () => {
  const company = testCompany();
  checkFirst(company.app, company.as('anna'), true);
  const id = await company.scored();
  expect(beginSelfCheck(company.app, company.as('anna'), id)).toMatchObject({
    refusal: 'not_found',
  });
});

test('the two stand side by side, what they differ in by item, and nothing of the call has changed', async () => {
  const company = await begun({ fails: ['greet'], comment: '0:10 молча' });
  const { app, as, id, scoreId } = company;
  const anna = as('anna');
  const before = { call: company.call(id), ledger: ledgerOfCall(app.db, id) };
  must(answerBlind(app, anna, scoreId, { itemCode: 'need', verdict: 'fail' }));
  must(commentBlind(app, anna, scoreId, { itemCode: 'need', typed: '0:20 не спросила' }));
  must(answerBlindRest(app, anna, scoreId));
  must(submitSelfCheck(app, anna, scoreId));
  const seen = readSelfCheck(app, anna, id);
  expect(seen?.differing.map(({ item, own, other }) => [item.code, own, other])).toEqual([
    [
      'greet',
      { verdict: 'pass', comment: null, momentS: null },
      { verdict: 'fail', comment: 'молча', momentS: 10 },
    ],
    [
      'need',
      { verdict: 'fail', comment: 'не спросила', momentS: 20 },
      { verdict: 'pass', comment: null, momentS: null },
    ],
  ]);
  expect((seen?.of ?? 0) - (seen?.same ?? 0)).toBe(2);
  expect({ call: company.call(id), ledger: ledgerOfCall(app.db, id) }).toEqual(before);
  expect(closedScore(app, anna, id)).toBeNull();
  expect(breaches(app.db)).toEqual({});
});

test('nobody else reads or writes it', async () => {
  const { app, as, id, scoreId } = await begun();
  must(answerBlindRest(app, as('anna'), scoreId));
  for (const who of ['ivan', 'petr', 'olga', 'marta', 'root']) {
    const member = as(who);
    expect(blindSheet(app, member, scoreId), who).toBeNull();
    for (const done of [
      answerBlind(app, member, scoreId, { itemCode: 'greet', verdict: 'fail' }),
      commentBlind(app, member, scoreId, { itemCode: 'greet', typed: 'нет' }),
      answerBlindRest(app, member, scoreId),
      showBlindItem(app, member, scoreId, 'greet'),
      submitSelfCheck(app, member, scoreId),
    ]) {
      expect(done, who).toMatchObject({ refusal: 'not_found' });
    }
  }
  must(submitSelfCheck(app, as('anna'), scoreId));
  for (const who of ['ivan', 'petr', 'olga', 'marta', 'root']) {
    expect(readSelfCheck(app, as(who), id), who).toBeNull();
  }
});

test('whoever opened the score scores no more, and reads no comparison', async () => {
  const { app, as, id, scoreId } = await begun();
  const anna = as('anna');
  must(answerBlindRest(app, anna, scoreId));
  openScore(app, anna, id);
  expect(submitSelfCheck(app, anna, scoreId)).toMatchObject({ refusal: 'score_open' });
  expect(beginSelfCheck(app, anna, id)).toMatchObject({ refusal: 'score_open' });
  expect(readSelfCheck(app, anna, id)).toBeNull();
});

test('it is handed in whole, once', async () => {
  const { app, as, scoreId } = await begun();
  const anna = as('anna');
  expect(submitSelfCheck(app, anna, scoreId)).toMatchObject({ refusal: 'incomplete' });
  expect(commentBlind(app, anna, scoreId, { itemCode: 'greet', typed: 'нет' })).toMatchObject({
    refusal: 'nothing_chosen',
  });
  must(answerBlind(app, anna, scoreId, { itemCode: 'greet', verdict: 'fail' }));
  expect(
    commentBlind(app, anna, scoreId, { itemCode: 'greet', typed: 'я'.repeat(501) }),
  ).toMatchObject({ refusal: 'too_long' });
  must(commentBlind(app, anna, scoreId, { itemCode: 'greet', typed: 'я'.repeat(500) }));
  expect(answerBlind(app, anna, scoreId, { itemCode: 'moon', verdict: 'pass' })).toMatchObject({
    refusal: 'stale',
  });
  must(answerBlindRest(app, anna, scoreId));
  must(submitSelfCheck(app, anna, scoreId));
  expect(submitSelfCheck(app, anna, scoreId)).toMatchObject({ refusal: 'stale' });
  expect(answerBlindRest(app, anna, scoreId)).toMatchObject({ refusal: 'stale' });
});

test('begun twice it is the same sheet, where it was left', async () => {
  const { app, as, id, scoreId } = await begun();
  const anna = as('anna');
  must(answerBlind(app, anna, scoreId, { itemCode: 'greet', verdict: 'pass' }));
  const at = blindSheet(app, anna, scoreId)?.score.cursorItem;
  expect(must(beginSelfCheck(app, anna, id)).scoreId).toBe(scoreId);
  expect(blindSheet(app, anna, scoreId)?.score.cursorItem).toBe(at);
  expect(at).not.toBe('greet');
});

test('it stops no clock, and goes on once the score is approved', async () => {
  const company = await begun();
  const { app, as, id, scoreId } = company;
  const { deadlineAt } = company.call(id);
  must(answerBlindRest(app, as('anna'), scoreId));
  expect(company.call(id).deadlineAt).toBe(deadlineAt);
  company.clock.at(deadlineAt ?? 0);
  expect(await approveDue(app)).toBe(1);
  must(submitSelfCheck(app, as('anna'), scoreId));
  expect(readSelfCheck(app, as('anna'), id)).not.toBeNull();
});

test('a score accepted unopened is still closed', async () => {
  const { app, as, id } = await closed();
  must(acceptScore(app, as('anna'), id));
  expect(closedScore(app, as('anna'), id)).toEqual({ begun: null });
});

test('an item can be looked at again, and one that is not there cannot', async () => {
  const { app, as, scoreId } = await begun();
  const anna = as('anna');
  must(answerBlindRest(app, anna, scoreId));
  expect(blindSheet(app, anna, scoreId)?.score.cursorItem).toBeNull();
  must(showBlindItem(app, anna, scoreId, 'greet'));
  expect(blindSheet(app, anna, scoreId)?.score.cursorItem).toBe('greet');
  expect(showBlindItem(app, anna, scoreId, 'moon')).toMatchObject({ refusal: 'stale' });
  must(showBlindItem(app, anna, scoreId, null));
  expect(submitBlind(app, anna, scoreId, () => ({ ok: false, refusal: 'stale' }))).toMatchObject({
    refusal: 'stale',
  });
  expect(blindSheet(app, anna, scoreId)?.score.submittedAt).toBeNull();
});

test('an erased seller leaves none of it', async () => {
  const company = await begun();
  const { app, as, scoreId } = company;
  must(answerBlindRest(app, as('anna'), scoreId));
  must(submitSelfCheck(app, as('anna'), scoreId));
  expect(rowsOf(company, 'blind_answers')).not.toHaveLength(0);
  app.db.orm.$client.prepare('UPDATE people SET active = 0 WHERE external_id = ?').run('anna');
  expect(await erasePersonalData(app, 'people', 'anna')).toMatchObject({ ok: true });
  expect(rowsOf(company, 'blind_scores')).toEqual([]);
  expect(rowsOf(company, 'blind_answers')).toEqual([]);
});
