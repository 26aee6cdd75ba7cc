import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createApp } from '../src/app/app.ts';
import { readDraw } from '../src/app/draw/read-draw.ts';
import { nextCall } from '../src/app/scoring/next-call.ts';
import { openDatabase } from '../src/db/open.ts';
import { isCron, nextCron, type Schedule, startSchedule } from '../src/schedule.ts';
import { type Company, testCompany } from './support/company.ts';

const schedules: Schedule[] = [];
afterEach(async () => {
  for (const schedule of schedules.splice(0)) await schedule.stop();
});

/** A schedule that only ticks when it is told to. */
function start(app: Company['app'], errors: unknown[] = []): Schedule {
  const schedule = startSchedule(app, (job, error) => errors.push([job, error]), [], 3_600_000);
  schedules.push(schedule);
  return schedule;
}

const runsOf = ({ app }: Company, name: string) =>
  app.db.orm.$client
    .prepare<[string], { dueAt: number; finishedAt: number | null }>(
      'SELECT due_at dueAt, finished_at finishedAt FROM job_runs WHERE name = ? ORDER BY due_at',
    )
    .all(name);

describe('a tick', () => {
  test('draws at the hour, and not a second before', async () => {
    const company = testCompany();
    const id = company.aCall();
    const { tick } = start(company.app);
    await tick();
    company.clock.at('2026-11-23T18:59:59+03:00');
    await tick();
    expect(company.call(id).status).toBe('unclassified');
    company.clock.at('2026-11-23T19:00:00+03:00');
    await tick();
    expect(company.call(id).status).toBe('listening_credit');
  });

  test('approves what is due, and not a second before', async () => {
    const company = testCompany();
    const id = await company.told();
    const { tick } = start(company.app);
    const deadlineAt = company.call(id).deadlineAt ?? 0;
    company.clock.at(deadlineAt - 1000);
    await tick();
    expect(company.call(id).status).toBe('scored_pending');
    company.clock.at(deadlineAt);
    await tick();
    expect(company.call(id).status).toBe('approved_scored');
  });

  test('frees a lease that ran out', async () => {
    const company = testCompany();
    const id = await company.drawn();
    const { tick } = start(company.app);
    await tick();
    nextCall(company.app, company.as('olga'));
    company.clock.advance('PT31M');
    await tick();
    expect(company.call(id).reviewerId).toBeNull();
  });

  test('does each run once, however often it comes', async () => {
    const company = testCompany();
    const { tick } = start(company.app);
    await tick();
    company.clock.at('2026-11-23T19:00:00+03:00');
    await Promise.all([tick(), tick(), tick()]);
    expect(runsOf(company, 'draw')).toHaveLength(2);
    expect(runsOf(company, 'draw').every(({ finishedAt }) => finishedAt !== null)).toBe(true);
  });

  test('goes on with the other jobs where one fails, and says which', async () => {
    const company = testCompany();
    const id = await company.told();
    const errors: unknown[] = [];
    const { tick } = start(company.app, errors);
    company.clock.advance('P2D');
    company.app.db.orm.$client.prepare('ALTER TABLE draws RENAME TO draws_gone').run();
    await tick();
    expect(errors).toContainEqual(['draw', expect.any(Error)]);
    expect(company.call(id).status).toBe('approved_scored');
  });
});

test('the first tick makes up for every draw that was missed', async () => {
  const company = testCompany();
  const monday = company.aCall();
  company.clock.at('2026-11-24T12:00:00+03:00');
  const tuesday = company.aCall();
  company.clock.at('2026-11-26T08:00:00+03:00');
  await start(company.app).tick();
  expect(readDraw(company.app, '2026-11-23')?.drawn).toEqual([monday]);
  expect(readDraw(company.app, '2026-11-24')?.drawn).toEqual([tuesday]);
  expect(readDraw(company.app, '2026-11-25')?.seed).not.toBeNull();
  expect(readDraw(company.app, '2026-11-26')?.seed).toBeNull();
});

describe('on a database file', () => {
  let folder: string;
  let company: Company;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'razbor-schedule-'));
    company = testCompany({}, { path: join(folder, 'razbor.db') });
  });
  afterEach(() => {
    company.app.db.close();
    rmSync(folder, { recursive: true });
  });

  test('a run belongs to one of two schedules', async () => {
    const second = openDatabase(company.app.db.path);
    if (!second.ok) throw new Error(second.problem);
    const { now, randomBytes } = company.app;
    const twin = createApp({ db: second.db, clock: now, random: randomBytes, nextCron });
    const errors: unknown[] = [];
    const both = [start(company.app, errors), start(twin, errors)];
    const tickBoth = () => Promise.all(both.map(({ tick }) => tick()));
    company.aCall();
    await tickBoth();
    company.clock.at('2026-11-23T19:00:00+03:00');
    await tickBoth();
    expect(errors).toEqual([]);
    expect(runsOf(company, 'draw').map(({ dueAt }) => dueAt)).toEqual([
      Date.parse('2026-11-23T10:00:00+03:00'),
      Date.parse('2026-11-23T10:01:00+03:00'),
    ]);
    expect(readDraw(company.app, '2026-11-23')?.drawn).toHaveLength(1);

    // Only whoever has the run can fail at it.
    company.app.db.orm.$client.prepare('ALTER TABLE draws RENAME TO draws_gone').run();
    company.clock.at('2026-11-24T19:00:00+03:00');
    await tickBoth();
    expect(errors.filter((entry) => (entry as [string])[0] === 'draw')).toHaveLength(1);
    for (const schedule of both) await schedule.stop();
    second.db.close();
  });

  test('a tick waits for the one before it', async () => {
    const id = company.aCall();
    const { tick } = start(company.app);
    company.clock.at('2026-11-23T19:00:00+03:00');
    const both = [tick(), tick()];
    await Promise.race(both);
    expect(company.call(id).status).toBe('listening_credit');
    await Promise.all(both);
  });
});

test('approvals and leases do not wait for a job that takes long', async () => {
  const company = testCompany();
  const id = await company.told();
  let release = () => {};
  const slow = {
    name: 'endless',
    cron: '* * * * *',
    slow: true as const,
    run: () =>
      new Promise<void>((done) => {
        release = done;
      }),
  };
  const schedule = startSchedule(company.app, () => {}, [slow], 3_600_000);
  schedules.push(schedule);
  const first = schedule.tick();
  company.clock.advance('P3D');
  const second = schedule.tick();
  await expect.poll(() => company.call(id).status).toBe('approved_scored');
  expect(runsOf(company, 'endless')).toMatchObject([{ finishedAt: null }]);
  release();
  await first;
  release();
  await second;
});

describe('croner answers when next', () => {
  const at = (text: string) => Date.parse(text);

  test('strictly after, in the zone that is named', () => {
    const draw = (after: string, zone: string) => nextCron('0 19 * * 1-6', zone, at(after));
    expect(draw('2026-11-23T18:59:59.999+03:00', 'Europe/Moscow')).toBe(
      at('2026-11-23T19:00+03:00'),
    );
    expect(draw('2026-11-23T19:00:00+03:00', 'Europe/Moscow')).toBe(at('2026-11-24T19:00+03:00'));
    expect(draw('2026-11-28T19:00:00+03:00', 'Europe/Moscow')).toBe(at('2026-11-30T19:00+03:00'));
    expect(draw('2026-11-23T12:00:00+03:00', 'Asia/Yekaterinburg')).toBe(
      at('2026-11-23T19:00+05:00'),
    );
  });

  test('never, for a day that does not come', () => {
    expect(nextCron('0 0 30 2 *', 'UTC', 0)).toBeNull();
    expect(isCron('0 0 30 2 *')).toBe(false);
  });

  test('nothing, for what is no cron expression', () => {
    expect(isCron('0 19 * * 1-6')).toBe(true);
    expect(isCron('99 19 * * *')).toBe(false);
    expect(isCron('every evening')).toBe(false);
  });
});
