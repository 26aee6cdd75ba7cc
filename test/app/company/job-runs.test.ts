import { expect, onTestFinished, test } from 'vitest';
import { examineDatabase } from '../../../src/app/company/doctor.ts';
import { jobFailed } from '../../../src/app/company/job-runs.ts';
import { lastRuns } from '../../../src/db/jobs.ts';
import { type Job, startSchedule } from '../../../src/schedule.ts';
import { testCompany } from '../../support/company.ts';

/** A company with a job that fails as long as it is told to. */
function failing(name: string) {
  const company = testCompany();
  const { app } = company;
  let error: Error | null = new Error('the disk says no');
  const job: Job = {
    name,
    everyS: 60,
    run() {
      if (error) throw error;
    },
  };
  const schedule = startSchedule(app, (job, why) => jobFailed(app, job, why), [job], 3_600_000);
  onTestFinished(() => schedule.stop());
  return {
    ...company,
    async tick(fails: Error | null) {
      error = fails;
      company.clock.advance('PT1M');
      await schedule.tick();
    },
    run: () => lastRuns(app.db).find((run) => run.name === name),
    finding: () => examineDatabase(app).find(({ check }) => check === 'jobs'),
  };
}

test('why a job failed is kept, shown by the doctor and readiness, and gone when it next succeeds', async () => {
  const company = failing('count-things');
  await company.tick(new Error('the disk says no'));
  expect(company.run()).toMatchObject({ error: 'the disk says no' });
  expect(company.run()?.finishedAt).not.toBeNull();
  expect(company.finding()).toMatchObject({
    ok: false,
    detail: 'failed when it last ran: count-things: the disk says no',
  });
  expect(company.app.incidents.problems()).toEqual([
    expect.stringContaining('a job of the schedule failed (count-things)'),
  ]);
  // Between two runs it is as wrong as it was.
  company.clock.advance('PT30S');
  expect(company.app.incidents.problems()).toHaveLength(1);
  await company.tick(null);
  expect(company.run()).toMatchObject({ error: null });
  expect(company.finding()?.ok).toBe(true);
  expect(company.app.incidents.problems()).toEqual([]);
});

test('a job that meets the database held is no fault of the job', async () => {
  const company = failing('count-things');
  await company.tick(Object.assign(new Error('database is locked'), { code: 'SQLITE_BUSY' }));
  expect(company.app.incidents.open().map(({ kind }) => kind)).toEqual(['database_locked']);
});
