import { expect, test } from 'vitest';
import { examineDatabase } from '../../../src/app/company/doctor.ts';
import { beginRun, finishRun } from '../../../src/app/company/job-runs.ts';
import { setTelephonyMark } from '../../../src/db/telephony.ts';
import { type Company, testCompany } from '../../support/company.ts';

function finding({ app }: Pick<Company, 'app'>, check: string) {
  return examineDatabase(app).find((one) => one.check === check);
}

test('notices that are late are found after five minutes, and not before', async () => {
  const company = testCompany();
  await company.drawn();
  company.clock.advance('PT5M');
  expect(finding(company, 'outbox')).toMatchObject({ ok: true });
  company.clock.advance('PT1S');
  expect(finding(company, 'outbox')).toMatchObject({
    ok: false,
    detail: expect.stringMatching(/the oldest 5 minutes late/),
    cure: expect.stringMatching(/reaches Telegram/),
  });
});

test('a draw that was missed is found by its day', () => {
  const company = testCompany();
  company.clock.at('2026-11-23T19:04:59+03:00');
  expect(finding(company, 'draws')).toMatchObject({ ok: true });
  company.clock.advance('PT1S');
  expect(finding(company, 'draws')).toMatchObject({ ok: false, detail: 'not drawn: 2026-11-23' });
});

test('a job that was begun and never ended is found after an hour', () => {
  const company = testCompany();
  const { app, clock } = company;
  beginRun(app, 'purge');
  clock.advance('PT1H');
  finishRun(app, 'leases', beginRun(app, 'leases'));
  expect(finding(company, 'jobs')).toMatchObject({ ok: true });
  clock.advance('PT1S');
  expect(finding(company, 'jobs')).toMatchObject({
    ok: false,
    detail: 'begun and never ended: purge',
  });
  clock.advance('PT5M');
  expect(finding(company, 'jobs')?.detail).toMatch(/^none has run since 2026-11-23T/);
});

test('calls in which nobody known had a part are found by their system', () => {
  const company = testCompany();
  const { app } = company;
  app.db.transaction((tx) =>
    setTelephonyMark(tx, 'asterisk', { skipped: 3, skippedNames: ['777'] }),
  );
  expect(finding(company, 'telephony')).toMatchObject({
    ok: false,
    detail: 'asterisk: 3 calls in which nobody known had a part (777)',
  });
});

test('a cron expression that names no time to come is found', () => {
  const { app } = testCompany();
  const never = { app: { ...app, nextCron: () => null } };
  expect(finding({ app }, 'policy')).toMatchObject({ ok: true });
  expect(finding(never, 'policy')).toMatchObject({
    ok: false,
    detail: expect.stringMatching(/names no coming time/),
  });
});
