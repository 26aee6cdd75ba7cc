import { expect, test } from 'vitest';
import { callCard } from '../../../src/app/calls/read-call.ts';
import { readStrictness } from '../../../src/app/credit/read-strictness.ts';
import { purgeRecordings } from '../../../src/app/recordings/purge-recordings.ts';
import { acceptScore } from '../../../src/app/scoring/accept-score.ts';
import {
  calibrationSheet,
  submitCalibration,
} from '../../../src/app/scoring/answer-calibration.ts';
import {
  beginBenchmark,
  benchmarkSummary,
  benchmarksOf,
  readBenchmark,
  submitBenchmark,
} from '../../../src/app/scoring/benchmarks.ts';
import {
  answerBlind,
  answerBlindRest,
  blindSheet,
  commentBlind,
} from '../../../src/app/scoring/blind-sheet.ts';
import { calibrationsFor, calibrationsLed } from '../../../src/app/scoring/list-calibrations.ts';
import {
  agreeOnItem,
  closeCalibration,
  readCalibration,
} from '../../../src/app/scoring/read-calibration.ts';
import { settleCalibrations } from '../../../src/app/scoring/settle-calibrations.ts';
import {
  calibrationDraft,
  chooseController,
  chooseDays,
  dropCalibration,
  openCalibrationDraft,
  startCalibration,
} from '../../../src/app/scoring/start-calibration.ts';
import { scoresOfCalibration } from '../../../src/db/blind-scores.ts';
import { ledgerOfCall } from '../../../src/db/ledger.ts';
import { reviewsOf } from '../../../src/db/reviews.ts';
import { type Company, must, testCompany } from '../../support/company.ts';
import { breaches } from '../../support/invariants.ts';

/** A call of Anna's scored by Olga, approved; Pavel and Rita could score it blind. */
async function approved(values = {}) {
  const company = testCompany(values);
  company.hire({ externalId: 'rita', roles: [{ role: 'controller' }], telegramId: 2001 });
  const id = await company.told({ fails: ['greet'] });
  must(acceptScore(company.app, company.as('anna'), id));
  company.deliver();
  return { ...company, id };
}

/** The same with a draft of Petr's. */
async function drafted(values = {}) {
  const company = await approved(values);
  const { draft } = must(openCalibrationDraft(company.app, company.as('petr'), company.id));
  return { ...company, calibrationId: draft.calibration.id };
}

/** The same, begun. */
async function begun(values = {}) {
  const company = await drafted(values);
  must(startCalibration(company.app, company.as('petr'), company.calibrationId));
  return company;
}

function answer(
  { app, as }: Pick<Company, 'app' | 'as'>,
  who: string,
  calibrationId: number,
  fails: readonly string[],
) {
  const { scoreId } = must(calibrationSheet(app, as(who), calibrationId));
  for (const itemCode of fails) {
    must(answerBlind(app, as(who), scoreId, { itemCode, verdict: 'fail' }));
    must(commentBlind(app, as(who), scoreId, { itemCode, typed: `0:15 ${who}` }));
  }
  must(answerBlindRest(app, as(who), scoreId));
  return submitCalibration(app, as(who), scoreId);
}

/** The same, answered by both. */
async function answered(values = {}) {
  const company = await begun(values);
  must(answer(company, 'pavel', company.calibrationId, ['greet', 'need']));
  must(answer(company, 'rita', company.calibrationId, []));
  return company;
}

const kinds = (company: Company) =>
  company.deliver().map(({ kind, personId }) => [kind, personId] as const);
const seenBy = ({ app, as }: Company, who: string, id: number) => {
  const found = readCalibration(app, as(who), id);
  return found.ok ? ('ready' in found.seen ? found.seen.ready : 'waiting') : found.refusal;
};

test('a head of the direction alone begins one, on a score that is final', async () => {
  const company = testCompany();
  const id = await company.told();
  const begin = (who: string) => openCalibrationDraft(company.app, company.as(who), id);
  expect(begin('petr')).toMatchObject({ refusal: 'wrong_status' });
  must(acceptScore(company.app, company.as('anna'), id));
  for (const who of ['raisa', 'anna', 'olga', 'pavel', 'marta', 'root']) {
    expect(begin(who), who).toMatchObject({ refusal: 'not_found' });
  }
  expect(begin('petr')).toMatchObject({ ok: true });
});

test('all who could score it blind are asked, and no one who has seen it', async () => {
  const company = await approved();
  company.hire({ externalId: 'both', roles: [{ role: 'controller' }, { role: 'supervisor' }] });
  const { draft } = must(openCalibrationDraft(company.app, company.as('petr'), company.id));
  expect(draft.controllers.map(({ person, asked }) => [person.name, asked])).toEqual([
    ['pavel', true],
    ['rita', true],
  ]);
  expect(draft.calibration.workingDays).toBe(3);
});

test('where nobody could, or a second score is still to come, none begins', async () => {
  const alone = testCompany();
  const id = await alone.told();
  must(acceptScore(alone.app, alone.as('anna'), id));
  alone.hire({ externalId: 'pavel', roles: [{ role: 'controller' }, { role: 'admin' }] });
  expect(openCalibrationDraft(alone.app, alone.as('petr'), id)).toMatchObject({
    refusal: 'nobody_blind',
  });
  const twice = testCompany({ secondScorePercent: 100 });
  const second = await twice.told();
  must(acceptScore(twice.app, twice.as('anna'), second));
  expect(openCalibrationDraft(twice.app, twice.as('petr'), second)).toMatchObject({
    refusal: 'score_waits',
  });
});

test('the draft keeps who is asked and for how long; begun, each is told once', async () => {
  const company = await drafted();
  const { app, as, calibrationId } = company;
  const petr = as('petr');
  const ask = (who: string, asked: boolean) =>
    chooseController(app, petr, calibrationId, { personId: as(who).id, asked });
  must(ask('rita', false));
  must(chooseDays(app, petr, calibrationId, 1));
  expect(chooseDays(app, petr, calibrationId, 4)).toMatchObject({ refusal: 'stale' });
  expect(ask('olga', true)).toMatchObject({
    refusal: 'stale',
  });
  expect(calibrationDraft(app, as('root'), calibrationId)).toBeNull();
  must(ask('pavel', false));
  expect(startCalibration(app, petr, calibrationId)).toMatchObject({ refusal: 'nobody_chosen' });
  must(ask('rita', true));
  must(ask('rita', true));
  must(startCalibration(app, petr, calibrationId));
  expect(startCalibration(app, petr, calibrationId)).toMatchObject({ refusal: 'already_begun' });
  company.clock.advance('PT20H');
  expect(kinds(company)).toEqual([['calibration_begun', as('rita').id]]);
  expect(calibrationSheet(app, as('pavel'), calibrationId)).toMatchObject({ refusal: 'not_found' });
  expect(openCalibrationDraft(app, petr, company.id)).toMatchObject({ refusal: 'already_begun' });
});

test('nothing can be answered while the head still chooses, nor by who is no controller any more', async () => {
  const company = await drafted();
  const { app, as, calibrationId } = company;
  const [score] = scoresOfCalibration(app.db, calibrationId);
  const scoreId = score?.id ?? 0;
  const say = () => answerBlind(app, as('pavel'), scoreId, { itemCode: 'greet', verdict: 'pass' });
  expect(score?.personId).toBe(as('pavel').id);
  expect(say()).toMatchObject({ refusal: 'not_found' });
  expect(blindSheet(app, as('pavel'), scoreId)).toBeNull();
  must(startCalibration(app, as('petr'), calibrationId));
  must(say());
  company.hire({ externalId: 'pavel', roles: [{ role: 'mentor' }] });
  expect(say()).toMatchObject({ refusal: 'not_found' });
  expect(blindSheet(app, as('pavel'), scoreId)).toBeNull();
});

test('a draft that is dropped leaves nothing', async () => {
  const { app, as, calibrationId } = await drafted();
  must(dropCalibration(app, as('petr'), calibrationId));
  const count = (table: string) =>
    app.db.orm.$client.prepare<[], { n: number }>(`SELECT count(*) n FROM ${table}`).get()?.n;
  expect([count('calibrations'), count('blind_scores')]).toEqual([0, 0]);
});

test('the deadline is so many working days on: from Friday evening to Wednesday', async () => {
  const company = await drafted();
  company.clock.at('2026-11-27T17:00:00+03:00');
  must(startCalibration(company.app, company.as('petr'), company.calibrationId));
  const [one] = calibrationsFor(company.app, company.as('pavel')).toAnswer;
  expect(new Date(one?.deadlineAt ?? 0).toISOString()).toBe('2026-12-02T14:00:00.000Z');
});

test('whoever is asked sees neither the call nor anybody’s answers before all are in', async () => {
  const company = await begun();
  const { app, as, id, calibrationId } = company;
  expect(callCard(app, as('pavel'), id)).toMatchObject({ refusal: 'not_found' });
  must(answer(company, 'pavel', calibrationId, ['greet']));
  for (const who of ['pavel', 'rita', 'petr']) {
    expect(seenBy(company, who, calibrationId), who).toBe('waiting');
  }
  for (const who of ['anna', 'ivan', 'marta', 'olga', 'raisa', 'root']) {
    expect(seenBy(company, who, calibrationId), who).toBe('not_found');
  }
  const { scoreId } = must(calibrationSheet(app, as('rita'), calibrationId));
  expect(blindSheet(app, as('petr'), scoreId)).toBeNull();
  expect(blindSheet(app, as('rita'), scoreId)?.answers.size).toBe(0);
});

test('with the last answer all stand side by side, the score for credit among them', async () => {
  const company = await answered();
  const { app, as, calibrationId } = company;
  const seen = seenBy(company, 'petr', calibrationId);
  if (typeof seen === 'string') throw new Error(seen);
  expect(seen.raters.map(({ name, kind }) => [name, kind])).toEqual([
    ['olga', 'first'],
    ['pavel', 'calibration'],
    ['rita', 'calibration'],
  ]);
  expect(
    seen.items.map(({ item, said, agreed, differs }) => [item.code, said, agreed, differs]),
  ).toEqual([
    ['greet', ['fail', 'fail', 'pass'], 'fail', true],
    ['need', ['pass', 'fail', 'pass'], 'pass', true],
    ['price', ['pass', 'pass', 'pass'], 'pass', false],
    ['next', ['pass', 'pass', 'pass'], 'pass', false],
    ['rude', ['pass', 'pass', 'pass'], 'pass', false],
  ]);
  // Of five items three are alike in all pairs of people, two in one pair of three.
  expect(seen.percent).toBeCloseTo((3 + 2 / 3) / 5, 10);
  expect(seen.leads).toBe(true);
  const other = seenBy(company, 'rita', calibrationId);
  expect(other).toMatchObject({ leads: false, nearness: null });
  company.clock.advance('PT20H');
  const told = kinds(company).filter(([kind]) => kind === 'calibration_ready');
  expect(told.map(([, personId]) => personId).sort()).toEqual(
    [as('petr').id, as('pavel').id, as('rita').id].sort(),
  );
  expect(settleCalibrations(app)).toBe(0);
});

test('before the deadline it waits, at the deadline it opens without who is silent', async () => {
  const company = await begun();
  const { app, as, calibrationId } = company;
  must(answer(company, 'pavel', calibrationId, []));
  const [one] = calibrationsFor(app, as('rita')).toAnswer;
  const { scoreId } = must(calibrationSheet(app, as('rita'), calibrationId));
  must(answerBlindRest(app, as('rita'), scoreId));
  company.clock.at((one?.deadlineAt ?? 0) - 1);
  expect(settleCalibrations(app)).toBe(0);
  company.clock.at(one?.deadlineAt ?? 0);
  expect(submitCalibration(app, as('rita'), scoreId)).toMatchObject({
    refusal: 'calibration_over',
  });
  expect(settleCalibrations(app)).toBe(1);
  const seen = seenBy(company, 'rita', calibrationId);
  expect(typeof seen === 'string' ? seen : seen.raters.map(({ name }) => name)).toEqual([
    'olga',
    'pavel',
  ]);
  expect(calibrationSheet(app, as('rita'), calibrationId)).toMatchObject({
    refusal: 'calibration_over',
  });
});

test('who is no controller any more is not waited for', async () => {
  const company = await begun();
  must(answer(company, 'pavel', company.calibrationId, []));
  expect(settleCalibrations(company.app)).toBe(0);
  company.hire({ externalId: 'rita', roles: [{ role: 'mentor' }] });
  expect(settleCalibrations(company.app)).toBe(1);
});

test('an answer is given once', async () => {
  const company = await begun();
  const { app, as, calibrationId } = company;
  const { scoreId } = must(calibrationSheet(app, as('pavel'), calibrationId));
  must(answerBlindRest(app, as('pavel'), scoreId));
  must(submitCalibration(app, as('pavel'), scoreId));
  expect(submitCalibration(app, as('pavel'), scoreId)).toMatchObject({ refusal: 'stale' });
  expect(submitBenchmark(app, as('pavel'), scoreId)).toMatchObject({ refusal: 'stale' });
  expect(calibrationSheet(app, as('pavel'), calibrationId)).toMatchObject({
    refusal: 'already_answered',
  });
});

test('its leader agrees on the items and closes it; what is agreed stays', async () => {
  const company = await answered();
  const { app, as, calibrationId } = company;
  const say = (who: string, itemCode: string, verdict: 'pass' | 'fail' | 'na') =>
    agreeOnItem(app, as(who), calibrationId, { itemCode, verdict });
  expect(say('rita', 'greet', 'pass')).toMatchObject({ refusal: 'not_allowed' });
  expect(say('raisa', 'greet', 'pass')).toMatchObject({ refusal: 'not_found' });
  expect(say('petr', 'greet', 'na')).toMatchObject({ refusal: 'not_allowed' });
  must(say('petr', 'greet', 'pass'));
  expect(closeCalibration(app, as('pavel'), calibrationId)).toMatchObject({
    refusal: 'not_allowed',
  });
  must(closeCalibration(app, as('petr'), calibrationId));
  expect(closeCalibration(app, as('petr'), calibrationId)).toMatchObject({ refusal: 'stale' });
  expect(say('petr', 'greet', 'fail')).toMatchObject({ refusal: 'stale' });
  // Of eleven points Pavel gave 7, and all were agreed on.
  expect(seenBy(company, 'pavel', calibrationId)).toMatchObject({
    nearness: { same: 3, of: 5, points: expect.closeTo(-400 / 11, 10) },
  });
  expect(seenBy(company, 'rita', calibrationId)).toMatchObject({
    nearness: { same: 5, of: 5, points: 0 },
  });
});

test('a tie waits for the leader', async () => {
  const company = await drafted();
  const { app, as, calibrationId } = company;
  must(chooseController(app, as('petr'), calibrationId, { personId: as('rita').id, asked: false }));
  must(startCalibration(app, as('petr'), calibrationId));
  must(answer(company, 'pavel', calibrationId, []));
  expect(closeCalibration(app, as('petr'), calibrationId)).toMatchObject({ refusal: 'undecided' });
  must(agreeOnItem(app, as('petr'), calibrationId, { itemCode: 'greet', verdict: 'fail' }));
  must(closeCalibration(app, as('petr'), calibrationId));
});

test('none of it changes the call, its credit or anybody’s points', async () => {
  const company = await approved();
  const before = {
    call: company.call(company.id),
    ledger: ledgerOfCall(company.app.db, company.id),
    reviews: reviewsOf(company.app.db, company.id),
  };
  const { draft } = must(openCalibrationDraft(company.app, company.as('petr'), company.id));
  must(startCalibration(company.app, company.as('petr'), draft.calibration.id));
  must(answer(company, 'pavel', draft.calibration.id, ['greet']));
  must(answer(company, 'rita', draft.calibration.id, ['greet']));
  must(closeCalibration(company.app, company.as('petr'), draft.calibration.id));
  expect({
    call: company.call(company.id),
    ledger: ledgerOfCall(company.app.db, company.id),
    reviews: reviewsOf(company.app.db, company.id),
  }).toEqual(before);
  expect(breaches(company.app.db)).toEqual({});
});

/** A closed calibration in which a violation of `greet` was agreed on. */
async function closed(values = {}) {
  const company = await answered(values);
  must(closeCalibration(company.app, company.as('petr'), company.calibrationId));
  company.clock.advance('PT20H');
  company.deliver();
  return company;
}

test('a new controller is offered the benchmarks once, and sees how near they are', async () => {
  const company = await closed();
  const { app, as, calibrationId } = company;
  const nina = company.hire({
    externalId: 'nina',
    roles: [{ role: 'controller' }],
    telegramId: 2002,
  });
  company.hire({ externalId: 'nina', roles: [{ role: 'controller' }], telegramId: 2002 });
  company.clock.advance('PT20H');
  expect(kinds(company)).toEqual([['benchmarks_offered', nina.id]]);
  const { scoreId } = must(beginBenchmark(app, nina, calibrationId));
  expect(must(beginBenchmark(app, nina, calibrationId)).scoreId).toBe(scoreId);
  expect(readBenchmark(app, nina, scoreId)).toBeNull();
  expect(seenBy(company, 'nina', calibrationId)).toBe('not_found');
  must(answerBlindRest(app, nina, scoreId));
  must(submitBenchmark(app, nina, scoreId));
  const read = readBenchmark(app, nina, scoreId);
  expect(read?.compared.differing.map(({ item }) => item.code)).toEqual(['greet']);
  expect(read?.nearness).toMatchObject({ same: 4, of: 5, points: expect.closeTo(100 / 11, 10) });
  expect(benchmarksOf(app, nina)).toMatchObject({ left: [], done: [{ same: 4, of: 5 }] });
  expect(benchmarkSummary(app, nina.id)).toEqual({
    calls: 1,
    alike: 0.8,
    pointsApart: expect.closeTo(100 / 11, 10),
  });
  expect(readBenchmark(app, as('petr'), scoreId)).toBeNull();
});

test('no benchmark is offered to who was asked, who scored it, or who is no controller', async () => {
  const { app, as, calibrationId } = await closed();
  for (const who of ['pavel', 'rita', 'olga', 'petr', 'anna']) {
    expect(beginBenchmark(app, as(who), calibrationId), who).toMatchObject({ refusal: 'stale' });
  }
});

test.each([
  [0, 0],
  [1, 1],
])('with %d benchmarks a new controller has %d to score', async (benchmarkCalls, left) => {
  const company = await closed({ benchmarkCalls });
  const nina = company.hire({
    externalId: 'nina',
    roles: [{ role: 'controller' }],
    telegramId: 2002,
  });
  expect(benchmarksOf(company.app, nina).left).toHaveLength(left);
});

test('a benchmark drops out once its recording is gone, and says so', async () => {
  const company = await closed({ recordingDays: 30 });
  const { app, as, calibrationId } = company;
  const nina = company.hire({
    externalId: 'nina',
    roles: [{ role: 'controller' }],
    telegramId: 2002,
  });
  expect(calibrationsLed(app, as('petr'))).toMatchObject([{ audible: true }]);
  company.clock.advance('P31D');
  await purgeRecordings(app);
  expect(benchmarksOf(app, nina)).toMatchObject({ left: [], purged: 1 });
  expect(beginBenchmark(app, nina, calibrationId)).toMatchObject({ refusal: 'stale' });
  expect(calibrationsLed(app, as('petr'))).toMatchObject([{ audible: false }]);
});

test('what was said of a calibrated call compares controllers who never met the same seller', async () => {
  const company = await approved();
  for (const fails of [['greet'], [], ['need'], []]) {
    await company.told({ seller: 'boris', by: 'pavel', fails });
  }
  const { draft } = must(openCalibrationDraft(company.app, company.as('petr'), company.id));
  const { id } = draft.calibration;
  must(startCalibration(company.app, company.as('petr'), id));
  const rated = () => {
    const { lines } = must(readStrictness(company.app, company.as('petr')));
    return Object.fromEntries(lines.map(({ name, strictness }) => [name, strictness?.scores]));
  };

  must(answer(company, 'pavel', id, ['greet', 'need']));
  // Until all have answered the call says nothing of anybody but Olga, who scored it for credit.
  expect(rated()).toEqual({ olga: 1, pavel: 4 });
  must(answer(company, 'rita', id, []));
  expect(rated()).toEqual({ olga: 1, pavel: 5 });
});
