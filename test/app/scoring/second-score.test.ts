import { describe, expect, test } from 'vitest';
import { findCalls } from '../../../src/app/calls/find-calls.ts';
import { callCard } from '../../../src/app/calls/read-call.ts';
import { releaseCall } from '../../../src/app/calls/release-call.ts';
import { changePolicy } from '../../../src/app/draw/change-policy.ts';
import { acceptScore } from '../../../src/app/scoring/accept-score.ts';
import { differencesFor, judgeItem } from '../../../src/app/scoring/judge-difference.ts';
import { freeExpiredLeases, nextCall } from '../../../src/app/scoring/next-call.ts';
import { queueState, scoringSheet } from '../../../src/app/scoring/read-sheet.ts';
import { recallableUntil, recallScore } from '../../../src/app/scoring/recall-score.ts';
import { answerItem } from '../../../src/app/scoring/score-call.ts';
import { settleSeconds } from '../../../src/app/scoring/settle-seconds.ts';
import { ledgerOfCall } from '../../../src/db/ledger.ts';
import { secondOf } from '../../../src/db/second-scores.ts';
import { type Company, must, type ScoreOptions, testCompany } from '../../support/company.ts';
import { breaches } from '../../support/invariants.ts';

/** A company in which every score is made a second time. */
const twice = (values = {}) => testCompany({ secondScorePercent: 100, ...values });

/** A call that Olga scored, of which Anna was told, and that Pavel has in hand. */
async function held(first: ScoreOptions = {}, values = {}) {
  const company = twice(values);
  const id = await company.told(first);
  expect(must(nextCall(company.app, company.as('pavel'))).callId).toBe(id);
  return { ...company, id };
}

/** The same handed in by Pavel, and everything final. */
async function settled(first: ScoreOptions, second: ScoreOptions, values = {}) {
  const company = await held(first, values);
  company.score(company.id, { by: 'pavel', ...second });
  must(acceptScore(company.app, company.as('anna'), company.id));
  company.clock.advance('PT5M');
  expect(settleSeconds(company.app)).toBe(1);
  return company;
}

const points = ({ app }: Company, callId: number) =>
  ledgerOfCall(app.db, callId).map(({ from, to, points: n, cause, itemCode }) => ({
    from,
    to,
    points: n,
    cause,
    itemCode,
  }));

describe('a second score', () => {
  test('is offered to another controller once the seller is told, and never to the first', async () => {
    const company = twice();
    const { app, as } = company;
    const id = await company.scored();
    expect(nextCall(app, as('pavel'))).toMatchObject({ refusal: 'queue_empty' });
    expect(queueState(app, as('pavel')).waiting).toBe(0);
    company.clock.advance('PT5M');
    company.deliver();
    expect(nextCall(app, as('olga'))).toMatchObject({ refusal: 'queue_empty' });
    expect(queueState(app, as('pavel')).waiting).toBe(1);
    expect(nextCall(app, as('pavel'))).toMatchObject({ ok: true, callId: id });
    expect(queueState(app, as('olga')).waiting).toBe(0);
    expect(breaches(app.db)).toEqual({});
  });

  test('waits its turn among the others, the oldest first', async () => {
    const company = twice();
    const { app, as } = company;
    const first = await company.told();
    const later = await company.drawn('ivan');
    expect(must(nextCall(app, as('pavel'))).callId).toBe(first);
    expect(must(nextCall(app, as('olga'))).callId).toBe(later);
  });

  test.each([
    ['nobody', 0, 0],
    ['everybody', 100, 1],
  ])('is made of %s at %d percent', async (_, secondScorePercent, waiting) => {
    const company = testCompany({ secondScorePercent });
    await company.told();
    expect(queueState(company.app, company.as('pavel')).waiting).toBe(waiting);
  });

  test('is not asked for where no other controller could make it blind', async () => {
    const company = twice();
    company.hire({ externalId: 'pavel', roles: [{ role: 'controller' }, { role: 'admin' }] });
    const id = await company.told();
    expect(secondOf(company.app.db, id)).toBeNull();
  });

  test('shows who makes it nothing of the first, nor of what follows it', async () => {
    const { app, as, id, ...company } = await held({ fails: ['greet', 'need'] });
    const pavel = as('pavel');
    const sheet = scoringSheet(app, pavel, id);
    expect(sheet?.answers.size).toBe(0);
    const seen = () => {
      const { card } = must(callCard(app, pavel, id));
      return {
        status: card.call.status,
        verbs: card.history.map(({ verb }) => verb),
        names: [...card.history.map(({ actorName }) => actorName), card.view.scoredByName],
        sheets: card.sheets.map(({ review }) => review.reviewerId),
        type: card.view.typeName,
      };
    };
    expect(seen()).toMatchObject({ status: 'listening_credit', sheets: [], type: null });
    expect(seen().verbs).toEqual(['register', 'sample']);
    company.score(id, { by: 'pavel', fails: [] });
    must(acceptScore(app, as('anna'), id));
    expect(seen()).toMatchObject({ verbs: ['register', 'sample', 'score'], sheets: [pavel.id] });
    expect(seen().names).not.toContain('olga');
    const [found] = findCalls(app, pavel, String(id), null).calls;
    expect(found?.scoredByName).toBe('pavel');
  });

  test('is handed in, taken back and handed in again like a first one, and tells the seller nothing', async () => {
    const { app, as, id, ...company } = await held();
    const pavel = as('pavel');
    company.score(id, { by: 'pavel', fails: [] });
    expect(company.call(id).status).toBe('scored_pending');
    expect(recallableUntil(app, pavel, id)).toBe(company.clock.now + 5 * 60_000);
    must(recallScore(app, pavel, id));
    must(answerItem(app, pavel, id, { itemCode: 'need', verdict: 'fail' }));
    company.score(id, { by: 'pavel', fails: ['need'] });
    expect(queueState(app, pavel).scoredToday).toBe(1);
    company.clock.advance('PT5M');
    expect(recallableUntil(app, pavel, id)).toBeNull();
    expect(recallScore(app, pavel, id)).toMatchObject({ refusal: 'notice_left' });
    const told = company.deliver();
    expect(told.map(({ kind, personId }) => [kind, personId])).toEqual([['score_left', pavel.id]]);
    expect(breaches(app.db)).toEqual({});
  });

  test('goes to somebody else where whoever began it lets its time run out', async () => {
    const company = await held();
    const { app, as, id } = company;
    company.hire({ externalId: 'vera', roles: [{ role: 'controller' }] });
    company.clock.advance('PT31M');
    freeExpiredLeases(app);
    expect(must(nextCall(app, as('vera'))).callId).toBe(id);
    expect(answerItem(app, as('pavel'), id, { itemCode: 'greet', verdict: 'pass' })).toMatchObject({
      refusal: 'lease_lost',
    });
    expect(breaches(app.db)).toEqual({});
  });

  test('that cannot be made is given back, and the call stays as it is', async () => {
    const { app, as, id, ...company } = await held();
    must(releaseCall(app, as('pavel'), id, 'inaudible'));
    expect(company.call(id)).toMatchObject({ status: 'scored_pending', returnedById: null });
    expect(nextCall(app, as('pavel'))).toMatchObject({ refusal: 'queue_empty' });
    expect(breaches(app.db)).toEqual({});
  });

  test('that nobody made for two weeks is not waited for', async () => {
    const company = twice();
    await company.told();
    company.clock.advance('P13DT23H');
    settleSeconds(company.app);
    expect(queueState(company.app, company.as('pavel')).waiting).toBe(1);
    company.clock.advance('PT2H');
    settleSeconds(company.app);
    expect(queueState(company.app, company.as('pavel')).waiting).toBe(0);
  });
});

describe('held against the first', () => {
  test('it earns like a first one, its violations where the first found them too', async () => {
    const company = await settled({ fails: ['greet', 'need'] }, { fails: ['greet', 'next'] });
    const { as, id } = company;
    const pavel = as('pavel').id;
    expect(points(company, id).filter(({ to }) => to === pavel)).toEqual([
      { from: 'fund', to: pavel, points: 1, cause: 'review', itemCode: null },
      { from: 'fund', to: pavel, points: 2, cause: 'violation', itemCode: 'greet' },
    ]);
    expect(settleSeconds(company.app)).toBe(0);
    expect(breaches(company.app.db)).toEqual({});
  });

  test('only once both are final', async () => {
    const company = await held();
    const { app, id } = company;
    company.score(id, { by: 'pavel' });
    company.clock.advance('PT1H');
    expect(settleSeconds(app)).toBe(0);
    must(acceptScore(app, company.as('anna'), id));
    expect(settleSeconds(app)).toBe(1);
  });

  test('what they differ in is judged by a head of the direction, who is not told who said what', async () => {
    const { app, as } = await settled({ fails: ['greet'] }, { fails: ['need'] });
    expect(differencesFor(app, as('petr'))).toMatchObject({
      waiting: 2,
      next: { item: { code: 'greet' }, momentS: 10 },
    });
    expect(differencesFor(app, as('raisa'))).toEqual({ waiting: 0, next: null });
    expect(Object.keys(differencesFor(app, as('petr')).next ?? {})).toEqual([
      'callId',
      'item',
      'momentS',
    ]);
  });

  test('a violation that the second and a head find costs the first controller, who is told', async () => {
    const company = await settled({ fails: [] }, { fails: ['need'] });
    const { app, as, id } = company;
    must(judgeItem(app, as('petr'), { callId: id, itemCode: 'need', judged: 'fail' }));
    const [olga, pavel] = [as('olga').id, as('pavel').id];
    expect(points(company, id).filter(({ itemCode }) => itemCode === 'need')).toEqual([
      { from: olga, to: 'fund', points: 5, cause: 'missed', itemCode: 'need' },
      { from: 'fund', to: pavel, points: 2, cause: 'violation', itemCode: 'need' },
    ]);
    expect(company.deliver().map(({ kind, personId }) => [kind, personId])).toContainEqual([
      'violation_judged',
      olga,
    ]);
    const again = judgeItem(app, as('petr'), { callId: id, itemCode: 'need', judged: 'pass' });
    expect(again).toMatchObject({ refusal: 'stale' });
    expect(breaches(app.db)).toEqual({});
  });

  test.each([
    ['the second alone found it, and the head does not', [], ['need'], 'pass'],
    ['the first alone found it, and so does the head', ['need'], [], 'fail'],
  ] as const)('nothing moves where %s', async (_, first, second, judged) => {
    const company = await settled({ fails: first }, { fails: second });
    const before = points(company, company.id);
    must(
      judgeItem(company.app, company.as('petr'), { callId: company.id, itemCode: 'need', judged }),
    );
    expect(points(company, company.id)).toEqual(before);
  });

  test.each([
    [100, 3],
    [10, 25],
    [33.33, 8],
    [0.01, 1000],
  ])(
    'a violation that only the first finds, at %d percent scored twice, costs %d',
    async (secondScorePercent, cost) => {
      const company = await settled({ fails: ['need'] }, { fails: [] });
      const { app, as, id } = company;
      changePolicy(app, { secondScorePercent }, null);
      must(judgeItem(app, as('petr'), { callId: id, itemCode: 'need', judged: 'pass' }));
      expect(points(company, id).at(-1)).toEqual({
        from: as('olga').id,
        to: 'fund',
        points: cost,
        cause: 'unfounded',
        itemCode: 'need',
      });
      expect(company.deliver().at(-1)).toMatchObject({
        kind: 'violation_judged',
        payload: { itemCode: 'need', cause: 'unfounded' },
      });
      expect(breaches(app.db)).toEqual({});
    },
  );

  test('an item that cannot be left out is not judged so, nor by anybody else', async () => {
    const { app, as, id } = await settled({ fails: [] }, { fails: ['need'] });
    const word = { callId: id, itemCode: 'need' };
    expect(judgeItem(app, as('petr'), { ...word, judged: 'na' }).ok).toBe(false);
    expect(judgeItem(app, as('raisa'), { ...word, judged: 'fail' }).ok).toBe(false);
    expect(judgeItem(app, as('olga'), { ...word, judged: 'fail' }).ok).toBe(false);
    expect(differencesFor(app, as('petr')).waiting).toBe(1);
  });
});
