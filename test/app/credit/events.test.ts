import { expect, test } from 'vitest';
import { sendEvents } from '../../../src/app/credit/events.ts';
import { acceptScore } from '../../../src/app/scoring/accept-score.ts';
import { must, testCompany } from '../../support/company.ts';

test('an event that is not taken is tried ever later, at last once an hour', async () => {
  const company = testCompany();
  const { app, as, clock } = company;
  let tries = 0;
  const refuse = async () => {
    tries += 1;
    throw new Error('503');
  };
  await sendEvents(app, refuse);
  must(acceptScore(app, as('anna'), await company.told()));
  await sendEvents(app, refuse);
  expect(tries).toBe(1);
  const doubling = [5, 10, 20, 40, 80, 160, 320, 640, 1280, 2560];
  for (const [before, pauseS] of [...doubling, 3600, 3600, 3600].entries()) {
    clock.advance(`PT${pauseS - 1}S`);
    await sendEvents(app, refuse);
    expect(tries, `${pauseS} s`).toBe(before + 1);
    clock.advance('PT1S');
    await sendEvents(app, refuse);
    expect(tries, `${pauseS} s`).toBe(before + 2);
  }
});
