import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Temporal } from 'temporal-polyfill';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createApp } from '../src/app/app.ts';
import { changePolicy } from '../src/app/draw/change-policy.ts';
import { readDraw } from '../src/app/draw/read-draw.ts';
import { nextCall } from '../src/app/scoring/next-call.ts';
import { lastRuns } from '../src/db/jobs.ts';
import { openDatabase } from '../src/db/open.ts';
import { isCron, type Job, nextCron, type Schedule, startSchedule } from '../src/schedule.ts';
import { type Company, testCompany } from './support/company.ts';

const schedules: Schedule[] = [];
afterEach(async () => {
  for (const schedule of schedules.splice(0)) await schedule.stop();
});

/** A schedule that only ticks when it is told to. */
function start(app: Company['app'], errors: unknown[] = [], more: readonly Job[] = []): Schedule {
  const schedule = startSchedule(app, (job, error) => errors.push([job, error]), more, 3_600_000);
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
    let rings = 0;
    const ring = { name: 'ring', cron: '0 19 * * *', run: () => (rings += 1) };
    const both = [start(company.app, errors, [ring]), start(twin, errors, [ring])];
    const tickBoth = () => Promise.all(both.map(({ tick }) => tick()));
    company.aCall();
    await tickBoth();
    expect(rings).toBe(1);
    company.clock.at('2026-11-23T19:00:00+03:00');
    await tickBoth();
    expect(errors).toEqual([]);
    expect(runsOf(company, 'ring').map(({ dueAt }) => dueAt)).toEqual([
      Date.parse('2026-11-23T10:00:00+03:00'),
      Date.parse('2026-11-23T19:00:00+03:00'),
    ]);
    expect(rings).toBe(2);
    expect(readDraw(company.app, '2026-11-23')?.drawn).toHaveLength(1);
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

/** The company's app with recordings that are never heard and never deleted until `release`. */
function withStuckRecordings({ app }: Company) {
  let release = () => {};
  const stuck = new Promise<void>((done) => {
    release = done;
  });
  const asked: string[] = [];
  const recordings: typeof app.recordings = {
    ...app.recordings,
    async prepare() {
      asked.push('prepare');
      await stuck;
      return { ok: false, problem: 'none' };
    },
    async forget() {
      asked.push('forget');
      await stuck;
      return null;
    },
  };
  return { app: { ...app, recordings }, asked, release };
}

describe('approvals do not wait', () => {
  test('for a draw whose recordings are slow', async () => {
    const company = testCompany();
    const id = await company.told();
    company.clock.at('2026-11-27T18:00:00+03:00');
    company.aCall();
    company.clock.at('2026-11-27T19:00:00+03:00');
    const { app, asked, release } = withStuckRecordings(company);
    const first = start(app).tick();
    await expect.poll(() => company.call(id).status).toBe('approved_scored');
    await expect.poll(() => asked).toContain('prepare');
    expect(runsOf(company, 'draw')).toMatchObject([{ finishedAt: null }]);
    release();
    await first;
  });

  test('for recordings that are slow to delete', async () => {
    const company = testCompany({ recordingDays: 1 });
    const id = await company.told();
    company.clock.advance('P30D');
    const { app, asked, release } = withStuckRecordings(company);
    const first = start(app).tick();
    await expect.poll(() => company.call(id).status).toBe('approved_scored');
    await expect.poll(() => asked).toContain('forget');
    release();
    await first;
  });
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

describe('a clock that is set', () => {
  const everyMinute = ['clock', 'draw', 'leases', 'appeals', 'advice', 'digests'];

  /** How often each job has begun since the last time that was asked. */
  function watched(company: Company) {
    const rows = company.app.db.orm.$client.prepare<[number], { name: string; id: number }>(
      'SELECT name, rowid id FROM job_runs WHERE rowid > ? ORDER BY rowid',
    );
    let lastId = 0;
    return () => {
      const fresh = rows.all(lastId);
      lastId = fresh.at(-1)?.id ?? lastId;
      return fresh.map(({ name }) => name).sort();
    };
  }

  async function minutes(company: Company, tick: Schedule['tick'], count: number): Promise<void> {
    for (let minute = 0; minute < count; minute += 1) {
      company.clock.advance('PT1M');
      await tick();
    }
  }

  test.each(['-PT3M', '-PT1H', 'PT1H', 'P90D', '-P90D'])(
    'by %s leaves no job of every minute silent for longer than a minute',
    async (by) => {
      const company = testCompany();
      const { tick } = start(company.app);
      await tick();
      await minutes(company, tick, 5);
      const begun = watched(company);
      begun();
      company.clock.set(by);
      await tick();
      begun();
      await minutes(company, tick, 1);
      expect(begun()).toEqual(expect.arrayContaining([...everyMinute].sort()));
    },
  );

  test('back within the hour keeps no hourly job waiting for longer than an hour', async () => {
    const company = testCompany();
    const { tick } = start(company.app);
    await tick();
    company.clock.at('2026-11-23T10:05:00+03:00');
    await tick();
    company.clock.at('2026-11-23T10:55:00+03:00');
    await tick();
    const begun = watched(company);
    begun();
    company.clock.set('-PT40M');
    await minutes(company, tick, 9);
    expect(begun()).not.toContain('plan-draws');
    await minutes(company, tick, 1);
    expect(begun()).toContain('plan-draws');
  });

  test.each(['-PT3M', '-PT1H'])(
    'back by %s past a time of day works that time once',
    async (by) => {
      const company = testCompany();
      const { tick } = start(company.app);
      await tick();
      company.clock.at('2026-11-24T03:30:30+03:00');
      await tick();
      const begun = watched(company);
      begun();
      company.clock.set(by);
      await tick();
      await minutes(company, tick, 65);
      expect(begun()).not.toContain('purge');
      company.clock.at('2026-11-25T03:30:00+03:00');
      await tick();
      expect(begun()).toContain('purge');
    },
  );

  test('forward by months and back works the next night as any other', async () => {
    const company = testCompany();
    const { tick } = start(company.app);
    await tick();
    const begun = watched(company);
    begun();
    company.clock.set('P90D');
    await tick();
    expect(begun().filter((name) => name === 'purge')).toHaveLength(1);
    company.clock.set('-P90D');
    await tick();
    company.clock.at('2026-11-24T03:30:00+03:00');
    await tick();
    expect(begun().filter((name) => name === 'purge')).toHaveLength(1);
  });

  test('runs that it began far ahead are forgotten, and those of now are the last', async () => {
    const company = testCompany();
    const { tick } = start(company.app);
    company.clock.set('P90D');
    await tick();
    company.clock.set('-P90D');
    await tick();
    const last = lastRuns(company.app.db).map(({ startedAt }) => startedAt);
    expect(Math.max(...last)).toBeLessThanOrEqual(company.clock.now);
    company.clock.advance('PT1H');
    await tick();
    expect(runsOf(company, 'draw').every(({ dueAt }) => dueAt <= company.clock.now)).toBe(true);
  });

  test('forward is said to administrators until it stands, or is set back', async () => {
    const company = testCompany();
    const { incidents } = company.app;
    const { tick } = start(company.app);
    await tick();
    company.clock.set('PT1H');
    await tick();
    await tick();
    expect(incidents.open()).toMatchObject([{ kind: 'clock_set_forward', count: 1 }]);
    company.clock.set('-PT1H');
    await tick();
    expect(incidents.open()).toEqual([]);
    company.clock.set('PT1H');
    await tick();
    company.clock.advance('P1D');
    await tick();
    expect(incidents.open()).toEqual([]);
  });
});

describe('where clocks are changed for the summer', () => {
  const berlin = { timeZone: 'Europe/Berlin' };
  const local = (at: number | undefined) =>
    Temporal.Instant.fromEpochMilliseconds(at ?? 0)
      .toZonedDateTimeISO('Europe/Berlin')
      .toPlainDateTime()
      .toString();

  test.each([
    ['forward', '2027-03-26T12:00:00+01:00', 23],
    ['back', '2027-10-29T12:00:00+02:00', 25],
  ])(
    '%s, each draw is at its local hour, and every window follows the one before',
    async (_, from, shortOrLongH) => {
      const company = testCompany({ ...berlin, drawCron: '0 19 * * *' });
      const { tick } = start(company.app);
      company.clock.at(from);
      await tick();
      await tick();
      for (let hour = 0; hour < 3 * 24; hour += 1) {
        company.clock.advance('PT1H');
        await tick();
      }
      const windows = company.app.db.orm.$client
        .prepare<[number], { fromAt: number; toAt: number; drawnAt: number }>(
          `SELECT window_from_at fromAt, window_to_at toAt, drawn_at drawnAt FROM draws
          WHERE drawn_at IS NOT NULL AND window_to_at > ? ORDER BY window_to_at`,
        )
        .all(Date.parse(from));
      expect(windows.map(({ toAt }) => local(toAt).slice(11))).toEqual(Array(3).fill('19:00:00'));
      expect(windows.map(({ fromAt, toAt }) => (toAt - fromAt) / 3_600_000)).toContain(
        shortOrLongH,
      );
      for (const [at, { fromAt, drawnAt, toAt }] of windows.entries()) {
        expect(drawnAt).toBe(toAt);
        if (at > 0) expect(fromAt).toBe(windows[at - 1]?.toAt);
      }
      const nights = runsOf(company, 'purge').map(({ dueAt }) => local(dueAt));
      expect(nights.filter((night) => night.endsWith('T03:30:00'))).toHaveLength(3);
    },
  );

  test('a time that is skipped comes right after, and one that comes twice is worked once', () => {
    const at = (text: string) => Date.parse(text);
    const next = (after: string) => nextCron('30 2 * * *', 'Europe/Berlin', at(after));
    expect(next('2027-03-27T12:00:00+01:00')).toBe(at('2027-03-28T03:00:00+02:00'));
    expect(next('2027-03-28T03:30:00+02:00')).toBe(at('2027-03-29T02:30:00+02:00'));
    expect(next('2027-10-30T12:00:00+02:00')).toBe(at('2027-10-31T02:30:00+02:00'));
    expect(next('2027-10-31T02:30:00+02:00')).toBe(at('2027-11-01T02:30:00+01:00'));
  });
});

test('a change of the company’s zone lets the open window end as promised, and draws the next in its zone', async () => {
  const company = testCompany();
  const { tick } = start(company.app);
  await tick();
  const today = company.aCall();
  company.clock.at('2026-11-23T12:00:00+03:00');
  expect(changePolicy(company.app, { timeZone: 'Asia/Yekaterinburg' }, null).ok).toBe(true);
  company.clock.at('2026-11-23T18:59:59+03:00');
  await tick();
  expect(company.call(today).status).toBe('unclassified');
  company.clock.at('2026-11-23T19:00:00+03:00');
  await tick();
  expect(company.call(today).status).toBe('listening_credit');
  const tomorrow = company.aCall();
  company.clock.at('2026-11-24T18:59:59+05:00');
  await tick();
  expect(company.call(tomorrow).status).toBe('unclassified');
  company.clock.at('2026-11-24T19:00:00+05:00');
  await tick();
  expect(company.call(tomorrow).status).toBe('listening_credit');
  company.clock.at('2026-11-25T03:30:00+05:00');
  await tick();
  expect(runsOf(company, 'purge').at(-1)?.dueAt).toBe(Date.parse('2026-11-25T03:30:00+05:00'));
});
