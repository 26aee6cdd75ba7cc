import { expect, test } from 'vitest';
import { setupState } from '../../../src/app/company/read-setup.ts';
import { scoresToAnswer, teachingBegun } from '../../../src/app/notices/read-waiting.ts';
import { beginSideReview, takeCall } from '../../../src/app/teaching/teach.ts';
import { must, testCompany } from '../../support/company.ts';

test('scores wait for their seller from the notice to the deadline, the nearest first', async () => {
  const { app, as, told, scored, clock } = testCompany();
  const first = await told();
  const second = await told();
  const answer = () => scoresToAnswer(app, as('anna')).map(({ callId }) => callId);
  expect(answer()).toEqual([first, second]);
  expect(scoresToAnswer(app, as('ivan'))).toEqual([]);
  expect(scoresToAnswer(app, as('olga'))).toEqual([]);
  const held = await scored();
  expect(answer()).not.toContain(held);
  const [nearest] = scoresToAnswer(app, as('anna'));
  clock.at((nearest?.deadlineAt ?? 0) - 1);
  expect(answer()).toContain(nearest?.callId);
  clock.at(nearest?.deadlineAt ?? 0);
  expect(answer()).not.toContain(nearest?.callId);
});

test('teaching begun waits for whoever began it, until they may not go on with it', async () => {
  const { app, as, told, aCall, hire } = testCompany();
  const scoredId = await told();
  const takenId = aCall();
  must(takeCall(app, as('marta'), takenId));
  must(beginSideReview(app, as('marta'), scoredId));
  const begun = (who: string) => teachingBegun(app, as(who)).map(({ callId }) => callId);
  expect(begun('marta').sort()).toEqual([scoredId, takenId].sort());
  expect(begun('petr')).toEqual([]);
  hire({
    externalId: 'anna',
    roles: [{ role: 'seller' }],
    direction: 'Опт',
    extensions: [{ source: 'pbx', extension: '101' }],
    mentorExternalIds: [],
  });
  expect(begun('marta')).toEqual([]);
});

test('nothing is left to set up once a call was drawn, and what is lost afterwards comes back', async () => {
  const { app, drawn, hire } = testCompany();
  expect(setupState(app)?.done).toEqual({
    people: true,
    telegram: true,
    checklists: true,
    telephony: true,
    calls: false,
    recordings: false,
    ffmpeg: true,
    draw: false,
  });
  await drawn();
  expect(setupState(app)).toBeNull();
  for (const externalId of ['olga', 'pavel']) {
    hire({ externalId, roles: [{ role: 'controller' }], active: false });
  }
  expect(setupState(app)).toMatchObject({
    done: { people: false },
    facts: { missingRoles: ['controller'] },
  });
});
