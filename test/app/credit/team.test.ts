import { describe, expect, test } from 'vitest';
import {
  confirmDecision,
  decideReason,
  decideWhole,
} from '../../../src/app/appeal/decide-appeal.ts';
import {
  beginAppeal,
  chooseKind,
  giveReason,
  sendAppeal,
} from '../../../src/app/appeal/send-appeal.ts';
import { releaseCall, withdrawAdvice } from '../../../src/app/calls/release-call.ts';
import { publishChecklist } from '../../../src/app/company/publish-checklist.ts';
import {
  controllerLines,
  suggestedCalls,
  teamLine,
  teamOf,
  teamPage,
} from '../../../src/app/credit/read-team.ts';
import { drawDue } from '../../../src/app/draw/draw-calls.ts';
import { acceptScore } from '../../../src/app/scoring/accept-score.ts';
import { freeExpiredLeases, nextCall } from '../../../src/app/scoring/next-call.ts';
import { recallScore } from '../../../src/app/scoring/recall-score.ts';
import {
  answerItem,
  answerRestDone,
  chooseType,
  recordingWasSent,
  submitScore,
} from '../../../src/app/scoring/score-call.ts';
import { sendCall } from '../../../src/app/scoring/send-call.ts';
import { askAdvice } from '../../../src/app/teaching/ask-advice.ts';
import { speakWords, submitTeaching, takeCall } from '../../../src/app/teaching/teach.ts';
import type { Policy } from '../../../src/domain/policy.ts';
import { type Company, must, testCompany } from '../../support/company.ts';

/** A company in which any number of calls can be brought to their end within a day. */
const quick = (values: Partial<Record<keyof Policy, unknown>> = {}) =>
  testCompany({ noticeHold: 'PT0S', sendsPerMonth: 1000, asksPerWeek: 1000, ...values });

/** A call of Anna's that Olga has in hand. */
function inHand(c: Company): number {
  const id = c.aCall();
  must(sendCall(c.app, c.as('petr'), id, 'Жалоба'));
  expect(must(nextCall(c.app, c.as('olga'))).callId).toBe(id);
  return id;
}

/** A call of Anna's that counts. */
function counted(c: Company, fails: readonly string[] = []): void {
  const id = inHand(c);
  c.score(id, { fails });
  c.deliver();
  must(acceptScore(c.app, c.as('anna'), id));
}

const lineOf = (c: Company) => teamLine(c.app, c.as('petr'), c.as('anna'));
const names = (people: readonly { name: string }[]) => people.map(({ name }) => name);

describe('the team', () => {
  test('of a head are the sellers of the scope, of a mentor the present mentees', () => {
    const c = quick();
    c.hire({ externalId: 'vera', roles: [{ role: 'supervisor' }] });
    expect(names(teamOf(c.app, c.as('petr'), 'supervisor'))).toEqual(['anna', 'ivan']);
    expect(names(teamOf(c.app, c.as('raisa'), 'supervisor'))).toEqual(['boris']);
    expect(names(teamOf(c.app, c.as('vera'), 'supervisor'))).toEqual(['anna', 'boris', 'ivan']);
    expect(names(teamOf(c.app, c.as('marta'), 'mentor'))).toEqual(['anna']);
    for (const who of ['marta', 'root', 'olga', 'anna']) {
      expect(teamOf(c.app, c.as(who), 'supervisor')).toEqual([]);
    }
  });

  test('never has oneself in it, nor who left', () => {
    const c = quick();
    const roles = [{ role: 'seller' }, { role: 'supervisor', directions: ['Опт'] }];
    c.hire({ externalId: 'petr', roles, direction: 'Опт' });
    c.hire({ externalId: 'ivan', roles: [{ role: 'seller' }], direction: 'Опт', active: false });
    expect(names(teamOf(c.app, c.as('petr'), 'supervisor'))).toEqual(['anna']);
    expect(teamPage(c.app, c.as('petr'), c.as('petr').id)).toMatchObject({
      refusal: 'person_not_found',
    });
  });

  test('opens for nobody else', () => {
    const c = quick();
    for (const who of ['raisa', 'root', 'olga', 'ivan', 'anna']) {
      expect(teamPage(c.app, c.as(who), c.as('anna').id), who).toEqual({
        ok: false,
        refusal: 'person_not_found',
      });
    }
    expect(controllerLines(c.app, c.as('marta'))).toEqual({ ok: false, refusal: 'not_allowed' });
    expect(controllerLines(c.app, c.as('root'))).toEqual({ ok: false, refusal: 'not_allowed' });
  });
});

describe('a seller’s mean and weakest section', () => {
  test('are said from the fifth counted call on', () => {
    const c = quick();
    for (let n = 0; n < 4; n += 1) counted(c, ['greet']);
    expect(lineOf(c)).toMatchObject({ calls: 4, mean: null, weakest: null });
    counted(c, ['greet']);
    expect(lineOf(c)).toMatchObject({ calls: 5, mean: '90.9', weakest: 'Контакт' });
    const { types } = must(teamPage(c.app, c.as('petr'), c.as('anna').id)).page;
    expect(types).toEqual([
      {
        name: 'Входящий',
        calls: 5,
        mean: '90.9',
        sections: [
          { name: 'Контакт', calls: 5, mean: '83.3' },
          { name: 'Завершение', calls: 5, mean: '100.0' },
        ],
      },
    ]);
  });

  test('name no weakest section where nothing was missed, or where too few calls had it', () => {
    const c = quick();
    const items = [{ code: 'one', text: 'Первое' }];
    const sections = [
      { code: 'rare', name: 'Редкое', items: [...items, { code: 'two', text: 'Второе' }] },
    ];
    publishChecklist(c.app, { type: 'rare', name: 'Редкий', sections }, null);
    for (let n = 0; n < 5; n += 1) counted(c);
    for (let n = 0; n < 4; n += 1) rare(c);
    expect(lineOf(c)).toMatchObject({ calls: 9, weakest: null });
    const { types } = must(teamPage(c.app, c.as('petr'), c.as('anna').id)).page;
    expect(types.map(({ name, mean }) => [name, mean])).toEqual([
      ['Входящий', '100.0'],
      ['Редкий', null],
    ]);
    rare(c);
    expect(lineOf(c)).toMatchObject({ calls: 10, weakest: 'Редкое (Редкий)' });
  });

  test('are of this month', () => {
    const c = quick();
    for (let n = 0; n < 5; n += 1) counted(c);
    c.clock.at('2026-12-01T10:00:00+03:00');
    expect(lineOf(c)).toMatchObject({ calls: 0, mean: null });
  });
});

/** A counted call of another type, half of it missed. */
function rare(c: Company): void {
  const id = inHand(c);
  const olga = c.as('olga');
  must(chooseType(c.app, olga, id, 'rare'));
  must(answerItem(c.app, olga, id, { itemCode: 'one', verdict: 'fail' }));
  must(answerRestDone(c.app, olga, id));
  must(submitScore(c.app, olga, id));
  c.deliver();
  must(acceptScore(c.app, c.as('anna'), id));
}

describe('calls kept out of credit', () => {
  test('are those asked about or taken, as long as they stay so, of all that could be drawn', () => {
    const c = quick();
    const [anna, marta] = [c.as('anna'), c.as('marta')];
    const [asked, taken, back, withdrawn] = Array.from({ length: 8 }, () => c.aCall());
    c.aCall({ recording: null });
    c.aCall({ sellerExternalId: 'ivan' });
    expect(lineOf(c).keptOut).toEqual({ asked: 0, taken: 0, percent: '0.0' });
    must(askAdvice(c.app, anna, asked ?? 0, null));
    must(askAdvice(c.app, anna, withdrawn ?? 0, null));
    must(takeCall(c.app, marta, taken ?? 0));
    must(takeCall(c.app, marta, back ?? 0));
    expect(lineOf(c).keptOut).toEqual({ asked: 2, taken: 2, percent: '50.0' });
    must(withdrawAdvice(c.app, anna, withdrawn ?? 0));
    must(releaseCall(c.app, marta, back ?? 0, 'private'));
    expect(lineOf(c).keptOut).toEqual({ asked: 1, taken: 1, percent: '25.0' });
    must(speakWords(c.app, marta, taken ?? 0, 'voice'));
    must(submitTeaching(c.app, marta, taken ?? 0));
    expect(c.call(taken ?? 0).status).toBe('approved_training');
    expect(lineOf(c).keptOut).toEqual({ asked: 1, taken: 1, percent: '25.0' });
    // Whoever takes what had been asked about and withdrawn keeps it out once, not twice.
    must(takeCall(c.app, marta, withdrawn ?? 0));
    expect(lineOf(c).keptOut).toEqual({ asked: 1, taken: 2, percent: '37.5' });
  });

  test('are no annulled scores: those calls had been drawn or sent', async () => {
    const c = quick();
    c.hire({ externalId: 'vera', roles: [{ role: 'supervisor' }] });
    const annulled = (id: number) => {
      const [anna, vera] = [c.as('anna'), c.as('vera')];
      c.score(id);
      c.deliver();
      must(beginAppeal(c.app, anna, id));
      must(chooseKind(c.app, anna, id, 'not_my_call'));
      must(giveReason(c.app, anna, id, { text: 'Не я', voice: null }));
      must(sendAppeal(c.app, anna, id));
      must(decideWhole(c.app, vera, id, true));
      must(decideReason(c.app, vera, id, 'Не она'));
      must(confirmDecision(c.app, vera, id));
      expect(c.call(id).status).toBe('approved_training');
    };
    annulled(inHand(c));
    const drawn = await c.drawn();
    must(nextCall(c.app, c.as('olga')));
    annulled(drawn);
    expect(lineOf(c).keptOut).toEqual({ asked: 0, taken: 0, percent: '0.0' });
  });

  test('are counted with the month in which they were made', () => {
    const c = quick();
    c.clock.at('2026-12-01T00:00:00+03:00');
    const before = c.aCall({ startedAt: '2026-11-30T20:59:59Z' });
    must(takeCall(c.app, c.as('marta'), before));
    expect(lineOf(c).keptOut).toEqual({ asked: 0, taken: 0, percent: null });
    const first = c.aCall({ startedAt: '2026-11-30T21:00:00Z' });
    must(takeCall(c.app, c.as('marta'), first));
    expect(lineOf(c).keptOut).toEqual({ asked: 0, taken: 1, percent: '100.0' });
  });
});

describe('a seller’s line', () => {
  test('says how many appeals are open, and who is away today', () => {
    const c = quick();
    const id = inHand(c);
    c.score(id, { fails: ['greet'] });
    c.deliver();
    must(beginAppeal(c.app, c.as('anna'), id));
    must(giveReason(c.app, c.as('anna'), id, { text: 'Слышно', voice: null }));
    expect(lineOf(c).openAppeals).toBe(0);
    must(sendAppeal(c.app, c.as('anna'), id));
    expect(lineOf(c)).toMatchObject({ openAppeals: 1, absent: false });
    c.app.db.orm.$client
      .prepare<[number], never>(
        `INSERT INTO absences (person_id, from_date, to_date, kind)
         VALUES (?, '2026-11-24', '2026-11-25', 'holiday')`,
      )
      .run(c.as('anna').id);
    const absentAt = (at: string) => {
      c.clock.at(at);
      return lineOf(c).absent;
    };
    expect(absentAt('2026-11-23T23:59:59+03:00')).toBe(false);
    expect(absentAt('2026-11-24T00:00:00+03:00')).toBe(true);
    expect(absentAt('2026-11-25T23:59:59+03:00')).toBe(true);
    expect(absentAt('2026-11-26T00:00:00+03:00')).toBe(false);
  });
});

describe('calls worth a listen', () => {
  const suggested = (c: Company, who = 'marta', people = ['anna']) =>
    suggestedCalls(
      c.app,
      c.as(who),
      people.map((externalId) => c.as(externalId)),
    ).map(({ id }) => id);

  test('are the three longest, no two with the same number', () => {
    const c = quick();
    const call = (talkS: number, externalNumber: string) =>
      c.aCall({ talkS, durationS: talkS, externalNumber });
    const [shorter, longest, second, third] = [
      call(300, '+79161234501'),
      call(600, '+79161234501'),
      call(400, '+79161234502'),
      call(200, '+79161234503'),
    ];
    call(100, '+79161234504');
    expect(suggested(c)).toEqual([longest, second, third]);
    must(takeCall(c.app, c.as('petr'), longest));
    expect(suggested(c)).toEqual([second, shorter, third]);
  });

  test('have a recording, talk enough, and are of the last two weeks', () => {
    const c = quick({ minTalkS: 60 });
    const at = new Date(c.clock.now - 14 * 86_400_000);
    const early = new Date(at.getTime() - 1000);
    c.aCall({ talkS: 59 });
    c.aCall({ recording: null });
    c.aCall({ startedAt: early.toISOString() });
    const fitting = [c.aCall({ talkS: 60 }), c.aCall({ talkS: 60, startedAt: at.toISOString() })];
    expect(suggested(c)).toEqual(fitting);
  });

  test('are of no seller of whom this person has taken all they may this week', () => {
    const c = quick({ takesPerWeek: 1 });
    const [annas, ivans] = [c.aCall(), c.aCall({ sellerExternalId: 'ivan' })];
    expect(suggested(c, 'petr', ['anna', 'ivan'])).toEqual([annas, ivans]);
    must(takeCall(c.app, c.as('petr'), annas));
    c.aCall();
    expect(suggested(c, 'petr', ['anna', 'ivan'])).toEqual([ivans]);
    expect(suggested(c, 'marta')).toHaveLength(1);
  });

  test('are only those that this person may take', () => {
    const c = quick();
    const id = c.aCall();
    expect(suggested(c, 'petr')).toEqual([id]);
    expect(suggested(c, 'raisa')).toEqual([]);
    c.hire({
      externalId: 'anna',
      roles: [{ role: 'seller' }],
      direction: 'Розница',
      mentorExternalIds: ['marta'],
    });
    const later = c.aCall();
    // Her earlier call stays with the head of the direction in which it was made.
    const { latest, suggested: shown } = must(teamPage(c.app, c.as('raisa'), c.as('anna').id)).page;
    expect([latest, shown.map((view) => view.id)]).toEqual([[later], [later]]);
    const { latest: all } = must(teamPage(c.app, c.as('marta'), c.as('anna').id)).page;
    expect(all).toEqual([later, id]);
  });
});

test('of each controller the heads see what was scored, given back by reason, and ran out, this month', () => {
  const c = quick();
  const lines = () =>
    must(controllerLines(c.app, c.as('petr'))).lines.map(
      ({ person, scored, givenBack, expired }) => [person.name, { scored, givenBack, expired }],
    );
  c.clock.at('2026-11-30T22:00:00+03:00');
  counted(c);
  must(releaseCall(c.app, c.as('olga'), inHand(c), 'inaudible'));
  inHand(c);
  // What she gives back as a teacher is no controller's doing.
  const roles = [{ role: 'controller' }, { role: 'supervisor', directions: ['Опт'] }];
  c.hire({ externalId: 'olga', roles });
  const taken = c.aCall();
  must(takeCall(c.app, c.as('olga'), taken));
  must(releaseCall(c.app, c.as('olga'), taken, 'private'));
  expect(freeExpiredLeases(c.app)).toBe(0);
  c.clock.advance('PT31M');
  expect(freeExpiredLeases(c.app)).toBe(1);
  const none = { scored: 0, givenBack: [], expired: 0 };
  const november = { scored: 1, givenBack: [{ reason: 'inaudible', n: 1 }], expired: 1 };
  expect(lines()).toEqual([
    ['olga', november],
    ['pavel', none],
  ]);
  c.clock.at('2026-11-30T23:59:59+03:00');
  expect(lines()[0]).toEqual(['olga', november]);
  c.clock.at('2026-12-01T00:00:00+03:00');
  expect(lines()[0]).toEqual(['olga', none]);
  must(nextCall(c.app, c.as('olga')));
  for (const reason of ['private', 'private', 'wrong_number'] as const) {
    const { callId } = must(nextCall(c.app, c.as('olga')));
    must(releaseCall(c.app, c.as('olga'), callId, reason));
    must(sendCall(c.app, c.as('petr'), c.aCall(), 'Жалоба'));
  }
  expect(lines()[0]).toEqual([
    'olga',
    {
      scored: 0,
      givenBack: [
        { reason: 'private', n: 2 },
        { reason: 'wrong_number', n: 1 },
      ],
      expired: 0,
    },
  ]);
});

test('of the drawn calls a controller was the first to give back, the heads see how many others scored', async () => {
  const c = quick({ perSeller: 1 });
  const figures = () => {
    const { lines } = must(controllerLines(c.app, c.as('petr')));
    return lines.map(({ person, firstReturns, givenBack }) => [
      person.name,
      firstReturns,
      givenBack,
    ]);
  };
  for (const seller of ['anna', 'ivan', 'boris']) c.aCall({ sellerExternalId: seller });
  c.clock.at('2026-11-23T19:00:00+03:00');
  await drawDue(c.app);
  const calls = ['anna', 'ivan', 'boris'].map(() => {
    const { callId } = must(nextCall(c.app, c.as('olga')));
    must(releaseCall(c.app, c.as('olga'), callId, 'private'));
    return callId;
  });
  const back = [{ reason: 'private', n: 3 }];
  expect(figures()).toEqual([
    ['olga', { returned: 3, scoredAfter: 0 }, back],
    ['pavel', { returned: 0, scoredAfter: 0 }, []],
  ]);
  for (const id of calls) {
    expect(must(nextCall(c.app, c.as('pavel'))).callId).toBe(id);
    if (id !== calls[2]) c.score(id, { by: 'pavel' });
    // A score that is taken back and ends the other way is none.
    if (id === calls[1]) must(recallScore(c.app, c.as('pavel'), id));
    if (id !== calls[0]) must(releaseCall(c.app, c.as('pavel'), id, 'private'));
  }
  expect(figures()).toEqual([
    ['olga', { returned: 3, scoredAfter: 1 }, back],
    // That he confirmed hers is no first return of his.
    ['pavel', { returned: 0, scoredAfter: 0 }, [{ reason: 'private', n: 2 }]],
  ]);
});

test('how long each controller had the recording against the talk: a score without one counts as 0', () => {
  const c = quick();
  const listened = () => must(controllerLines(c.app, c.as('petr'))).lines[0]?.listened;
  /** Of two minutes of talk so many seconds from the voice to the submission; null: no voice. */
  const score = (seconds: number | null) => {
    const id = inHand(c);
    if (seconds !== null) {
      must(recordingWasSent(c.app, c.as('olga'), id));
      c.clock.advance(`PT${seconds}S`);
    }
    c.score(id);
  };
  expect(listened()).toEqual({ scores: 0, medianShare: null, belowHalf: 0 });
  score(144);
  expect(listened()).toEqual({ scores: 1, medianShare: '1.2', belowHalf: 0 });
  for (const seconds of [60, 59, null]) score(seconds);
  expect(listened()).toEqual({ scores: 4, medianShare: '0.5', belowHalf: 2 });
  c.clock.at('2026-12-01T00:00:00+03:00');
  expect(listened()).toEqual({ scores: 0, medianShare: null, belowHalf: 0 });
});
