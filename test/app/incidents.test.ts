import { expect, test } from 'vitest';
import { createIncidents } from '../../src/app/incidents.ts';

const locked = Object.assign(new Error('database is locked'), { code: 'SQLITE_BUSY' });

function watched() {
  const logged: string[] = [];
  let now = 1_000_000;
  let setMs = 0;
  const incidents = createIncidents({
    now: () => now + setMs,
    steady: () => now,
    log: {
      info: (facts, message) => logged.push(`info ${message} ${JSON.stringify(facts)}`),
      error: (_, message) => logged.push(`error ${message}`),
    },
  });
  const later = (ms: number) => (now += ms);
  /** The wall clock is set by so much. */
  const set = (ms: number) => (setMs += ms);
  return { incidents, logged, later, set };
}

test('an incident is logged once when it begins and once, with its errors counted, when it is over', () => {
  const { incidents, logged, later } = watched();
  for (let at = 0; at < 5; at += 1) incidents.report('telegram_unreachable', new Error('ECONN'));
  later(90_000);
  incidents.over('telegram_unreachable');
  incidents.over('telegram_unreachable');
  expect(logged).toEqual([
    expect.stringMatching(/^error Telegram does not answer: see that/),
    expect.stringMatching(/^info over: Telegram does not answer .*"count":5,"lastedMs":90000/),
  ]);
});

test('readiness shows what keeps the service from its work while it lasts, and the rest as a warning', () => {
  const { incidents } = watched();
  incidents.report('job_failed', new Error('no'), 'digests');
  incidents.report('job_failed', new Error('no'), 'purge');
  incidents.report('disk_nearly_full', new Error('no'));
  expect(incidents.problems()).toEqual([
    expect.stringMatching(/^a job of the schedule failed \(digests\): it is tried again/),
    expect.stringMatching(/\(purge\)/),
  ]);
  expect(incidents.warnings()).toEqual([expect.stringMatching(/nearly full: make room/)]);
  incidents.over('job_failed', 'digests');
  incidents.over('disk_nearly_full');
  expect([incidents.problems().length, incidents.warnings()]).toEqual([1, []]);
});

test('administrators are told of what lasts, and of its end where it lasted so long', () => {
  const { incidents, later } = watched();
  incidents.report('telegram_unreachable', new Error('no'));
  later(59_999);
  expect(incidents.news()).toEqual([]);
  incidents.over('telegram_unreachable');
  expect(incidents.news()).toEqual([]);

  incidents.report('telegram_unreachable', new Error('no'));
  later(60_000);
  const [begun] = incidents.news();
  expect(begun).toMatchObject({ kind: 'telegram_unreachable', overAt: null });
  if (begun) incidents.told(begun);
  expect(incidents.news()).toEqual([]);
  later(1000);
  incidents.over('telegram_unreachable');
  const [over, ...more] = incidents.news();
  expect(over).toMatchObject({ sinceAt: begun?.sinceAt, overAt: (begun?.sinceAt ?? 0) + 61_000 });
  expect(more).toEqual([]);
  if (over) incidents.told(over);
  expect(incidents.news()).toEqual([]);
});

test('what was over before anybody could be told is told of once, at its end', () => {
  const { incidents, later } = watched();
  incidents.report('database_full', new Error('no'));
  later(5000);
  incidents.over('database_full');
  expect(incidents.news()).toMatchObject([{ kind: 'database_full', overAt: 1_005_000 }]);
});

test('an error of the database begins its incident wherever it is caught; another is logged as it is', () => {
  const { incidents, logged, later } = watched();
  incidents.caught(new Error('wrapped', { cause: locked }), 'the outbox');
  expect(incidents.cannotWrite()).toBe(true);
  expect(incidents.problems()).toEqual([expect.stringMatching(/another program holds/)]);
  logged.length = 0;
  for (let at = 0; at < 10; at += 1) incidents.caught(new Error('a bug'), 'the outbox');
  expect(logged).toEqual(['error failed']);
  later(60_000);
  incidents.caught(new Error('a bug'), 'the outbox');
  expect(logged).toEqual(['error failed', 'error failed']);
});

test('what an earlier process told of is no problem until it is met again, and its end is told', () => {
  const { incidents, logged, later } = watched();
  const before = { kind: 'draw_failed', about: '', sinceAt: 5000 } as const;
  incidents.resume([before, { ...before, kind: 'job_failed', about: 'purge' }]);
  expect([incidents.problems(), incidents.news()]).toEqual([[], []]);
  incidents.report('draw_failed', new Error('no'));
  expect(incidents.problems()).toHaveLength(1);
  expect(incidents.news()).toEqual([]);
  expect(logged).toHaveLength(1);
  later(1000);
  incidents.over('draw_failed');
  incidents.over('job_failed', 'purge');
  expect(incidents.news()).toMatchObject([
    { kind: 'draw_failed', sinceAt: 5000 },
    { kind: 'job_failed', about: 'purge', sinceAt: 5000 },
  ]);
});

test.each([-3_600_000, 3_600_000])(
  'how long something lasts has nothing to do with a clock that is set by %i ms meanwhile',
  (ms) => {
    const { incidents, logged, later, set } = watched();
    incidents.report('telegram_unreachable', new Error('no'));
    incidents.report('backup_failed', new Error('no'));
    incidents.caught(new Error('a bug'), 'the outbox');
    later(59_999);
    set(ms);
    incidents.caught(new Error('a bug'), 'the outbox');
    expect(logged.filter((line) => line === 'error failed')).toHaveLength(1);
    expect(incidents.news().map(({ kind }) => kind)).toEqual(['backup_failed']);
    later(1);
    incidents.caught(new Error('a bug'), 'the outbox');
    expect(logged.filter((line) => line === 'error failed')).toHaveLength(2);
    expect(incidents.news()).toHaveLength(2);
    incidents.over('backup_failed');
    expect(incidents.news().map(({ kind, overAt }) => [kind, overAt === null])).toEqual([
      ['backup_failed', false],
      ['telegram_unreachable', true],
    ]);
  },
);
