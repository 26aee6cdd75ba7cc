import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { sendDigests, weekBefore } from '../src/app/credit/send-digests.ts';
import { changePolicy } from '../src/app/draw/change-policy.ts';
import { planDraws } from '../src/app/draw/plan-draws.ts';
import { notify } from '../src/app/notices/notify.ts';
import { type Job, type Schedule, startSchedule } from '../src/schedule.ts';
import { type Company, testCompany } from './support/company.ts';

const hour = 3_600_000;

const schedules: Schedule[] = [];
afterEach(async () => {
  for (const schedule of schedules.splice(0)) await schedule.stop();
});

/** As telephone systems and the company's own system have them beside the standing ones. */
const more: readonly Job[] = [
  { name: 'poll-uis', everyS: 300, slow: true, run() {} },
  { name: 'follow-asterisk', everyS: 10, slow: true, run() {} },
  { name: 'events', everyS: 5, slow: true, run() {} },
];

/** A company whose schedule has ticked once, which makes up for whatever was missed. */
async function started(policy: Parameters<typeof testCompany>[0] = {}, from?: string) {
  const company = testCompany(policy);
  if (from) company.clock.at(from);
  const errors: unknown[] = [];
  const schedule = startSchedule(
    company.app,
    (job, error) => errors.push([job, error]),
    more,
    3_600_000,
  );
  schedules.push(schedule);
  await schedule.tick();
  const rows = company.app.db.orm.$client.prepare<[number], { name: string; id: number }>(
    'SELECT name, rowid id FROM job_runs WHERE rowid > ? ORDER BY rowid',
  );
  let lastId = 0;
  /** How often each job has begun since this was last asked. */
  const begun = (): Record<string, number> => {
    const fresh = rows.all(lastId);
    lastId = fresh.at(-1)?.id ?? lastId;
    const names = fresh.map(({ name }) => name);
    return Object.fromEntries(
      [...new Set(names)].map((name) => [name, names.filter((one) => one === name).length]),
    );
  };
  return {
    ...company,
    tick: schedule.tick,
    errors,
    begun,
    async ticks(count: number, pause: string) {
      for (let at = 0; at < count; at += 1) {
        company.clock.advance(pause);
        await schedule.tick();
      }
      return begun();
    },
  };
}

/** How often each job begins in an hour, and which are worked once a night, while no clock is set. */
async function measured() {
  const company = await started();
  expect(Object.keys(company.begun())).toEqual(expect.arrayContaining(['draw', 'purge', 'events']));
  const hour = await company.ticks(31, 'PT2M');
  const day = await company.ticks(48, 'PT30M');
  return { hour, nightly: Object.keys(day).filter((name) => day[name] === 1) };
}
let usual: Awaited<ReturnType<typeof measured>>;
beforeAll(async () => {
  usual = await measured();
  expect(Object.keys(usual.hour).length).toBeGreaterThan(10);
  expect(usual.nightly).toEqual(expect.arrayContaining(['check-database', 'purge']));
});

/** A machine that was asleep for eight hours is one whose clock was set forward by these. */
test.each(['-PT1H', 'PT1H', 'PT8H', 'P90D', '-P90D'])(
  'the clock is set by %s, and every job goes on as often as before, each of the night once a night',
  async (by) => {
    const company = await started({}, '2026-11-23T14:00:00+03:00');
    company.begun();
    company.clock.set(by);
    await company.tick();
    const missed = company.begun();
    // Whatever is done every minute is done at once, also where the clock was set back.
    expect(missed).toMatchObject({ draw: 1, leases: 1, clock: 1 });
    const hour = await company.ticks(31, 'PT2M');
    for (const [name, times] of Object.entries(usual.hour)) {
      expect(hour[name] ?? 0, name).toBeGreaterThanOrEqual(times - 1);
      expect(hour[name] ?? 0, name).toBeLessThanOrEqual(times + 1);
    }
    const next = await company.ticks(44, 'PT30M');
    for (const name of usual.nightly) {
      // Where nights were leapt over, one run makes up for them at once.
      expect(missed[name] ?? 0, name).toBe(by === 'P90D' ? 1 : 0);
      expect((hour[name] ?? 0) + (next[name] ?? 0), name).toBe(1);
    }
    expect(company.errors).toEqual([]);
  },
);

test.each([
  ['forward', '2027-03-26T12:00:00+01:00'],
  ['back', '2027-10-29T12:00:00+02:00'],
])(
  'over a night in which clocks go %s every nightly job is worked once a night',
  async (_, from) => {
    const company = await started({ timeZone: 'Europe/Berlin' }, from);
    company.begun();
    const days = await company.ticks(3 * 48, 'PT30M');
    const nightly = Object.entries(days).filter(([, times]) => times <= 4);
    expect(nightly.map(([name]) => name)).toEqual(
      expect.arrayContaining(['check-database', 'purge']),
    );
    for (const [name, times] of nightly) expect(times, name).toBe(3);
  },
);

describe('the company moves to another zone', () => {
  const move = (company: Company, timeZone: string) =>
    expect(changePolicy(company.app, { timeZone }, null).ok).toBe(true);

  test('and every nightly job comes by the night there, once', async () => {
    const company = await started({}, '2026-11-23T12:00:00+03:00');
    await company.ticks(48, 'PT30M');
    move(company, 'Asia/Vladivostok');
    // 17:00 in Moscow is midnight there: 4:10 there comes at 21:10.
    company.clock.at('2026-11-24T21:00:00+03:00');
    await company.tick();
    company.begun();
    const after = await company.ticks(2, 'PT10M');
    expect(after['check-database']).toBe(1);
    const rest = await company.ticks(44, 'PT30M');
    for (const name of usual.nightly)
      expect((after[name] ?? 0) + (rest[name] ?? 0), name).toBeLessThan(2);
    expect(rest['check-database'] ?? 0).toBe(0);
  });

  test('and the digest comes at its hour there, once', () => {
    const company = testCompany();
    const digests = () => company.deliver().filter(({ kind }) => kind === 'digest');
    company.clock.at('2026-11-29T12:00:00+03:00');
    sendDigests(company.app);
    move(company, 'Asia/Yekaterinburg');
    company.clock.at('2026-11-30T09:59:59+05:00');
    sendDigests(company.app);
    expect(digests()).toEqual([]);
    company.clock.at('2026-11-30T10:00:00+05:00');
    sendDigests(company.app);
    const [first] = digests();
    expect(first?.payload).toEqual(weekBefore(company.clock.now, 'Asia/Yekaterinburg'));
    company.clock.at('2026-11-30T10:00:00+03:00');
    sendDigests(company.app);
    expect(digests()).toEqual([]);
  });

  test('and a time to appeal that runs stays, while the next one is reckoned there', async () => {
    const company = testCompany();
    company.clock.at('2027-03-26T09:00:00+03:00');
    planDraws(company.app);
    const running = await company.told();
    const { deadlineAt } = company.call(running);
    expect(deadlineAt).toBe(company.clock.now + 48 * hour);
    const next = await company.scored({ seller: 'ivan' });
    move(company, 'Europe/Berlin');
    company.clock.advance('PT5M');
    company.deliver();
    // The same wall time two days on, of which one is an hour short there.
    expect(company.call(next).deadlineAt).toBe(company.clock.now + 47 * hour);
    expect(company.call(running).deadlineAt).toBe(deadlineAt);
    const reminded = () =>
      company
        .deliver()
        .filter(({ kind }) => kind === 'deadline_reminder')
        .map(({ callId }) => callId);
    company.clock.at((deadlineAt ?? 0) - 4 * hour - 1000);
    expect(reminded()).toEqual([]);
    company.clock.advance('PT1S');
    expect(reminded()).toEqual([running]);
  });

  test('and its quiet hours are those there', () => {
    const company = testCompany({ quietHours: '20:00-09:00' });
    move(company, 'Asia/Yekaterinburg');
    company.clock.at('2026-11-23T18:30:00+03:00');
    company.app.db.transaction((tx) =>
      notify(tx, company.app, {
        key: 'quiet',
        personId: company.as('anna').id,
        kind: 'deadlines_moved',
        payload: { calls: [] },
      }),
    );
    company.clock.at('2026-11-24T08:59:59+05:00');
    expect(company.deliver()).toEqual([]);
    company.clock.at('2026-11-24T09:00:00+05:00');
    expect(company.deliver()).toHaveLength(1);
  });
});
