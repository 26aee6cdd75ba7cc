import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  appealIsOpen,
  approvalIsDue,
  type DelayTerms,
  deadlineOf,
  movedDeadline,
  reminderAt,
} from '../../src/domain/deadline.ts';
import { localDateOf, plusDuration, toRfc3339 } from '../../src/domain/time.ts';
import { runs } from '../support/property-runs.ts';

const hourMs = 3_600_000;
const everyDay = { workingDays: false, absences: [] };
const workingDays = { workingDays: true, absences: [] };

function deadline(startedAt: string, delay: string, zone: string, more: Partial<DelayTerms>) {
  const terms = { ...everyDay, ...more, startedAt: Date.parse(startedAt), delay, zone };
  return toRfc3339(deadlineOf(terms)).replace(':00.000Z', 'Z');
}

describe('the two days', () => {
  // 2026-03-02 is a Monday; Moscow is UTC+3 all the year.
  test.each([
    ['two days later at the same time', '2026-03-02T12:00Z', 'P2D', '2026-03-04T12:00Z'],
    ['a week is seven days', '2026-03-02T12:00Z', 'P1W', '2026-03-09T12:00Z'],
    ['a month as long as it is from there', '2026-03-02T12:00Z', 'P1M', '2026-04-02T12:00Z'],
    ['48 hours', '2026-03-02T12:00Z', 'PT48H', '2026-03-04T12:00Z'],
    ['no delay at all', '2026-03-02T12:00Z', 'PT0S', '2026-03-02T12:00Z'],
    ['days first, then hours', '2026-03-02T12:00Z', 'P1DT10H', '2026-03-03T22:00Z'],
  ])('%s', (_, started, delay, ends) => {
    expect(deadline(started, delay, 'Europe/Moscow', everyDay)).toBe(ends);
  });

  test.each([
    ['spring: P2D keeps the wall time', '2026-03-28T14:00Z', 'P2D', '2026-03-30T13:00Z'],
    ['spring: PT48H is exact', '2026-03-28T14:00Z', 'PT48H', '2026-03-30T14:00Z'],
    ['autumn: P2D keeps the wall time', '2026-10-24T13:00Z', 'P2D', '2026-10-26T14:00Z'],
    ['autumn: PT48H is exact', '2026-10-24T13:00Z', 'PT48H', '2026-10-26T13:00Z'],
    ['02:30 that does not exist is 03:30', '2026-03-27T01:30Z', 'P2D', '2026-03-29T01:30Z'],
    ['02:30 that comes twice is the first', '2026-10-23T00:30Z', 'P2D', '2026-10-25T00:30Z'],
  ])('in Berlin, %s', (_, started, delay, ends) => {
    expect(deadline(started, delay, 'Europe/Berlin', everyDay)).toBe(ends);
  });

  test('with nothing that stops the clock it is the plain sum of instant and duration', () => {
    const delays = fc.constantFrom('P2D', 'PT48H', 'P1DT5H', 'PT5S', 'P3W', 'P1M', 'PT36H30M');
    const zones = fc.constantFrom('Europe/Moscow', 'Europe/Berlin', 'America/New_York');
    const instants = fc.integer({ min: Date.UTC(2020, 0), max: Date.UTC(2035, 0) });
    fc.assert(
      fc.property(instants, delays, zones, (startedAt, delay, zone) => {
        expect(deadlineOf({ ...everyDay, startedAt, delay, zone })).toBe(
          plusDuration(startedAt, delay, zone),
        );
      }),
    );
  });
});

describe('working days', () => {
  const holidays = ['2026-03-09'];
  test.each([
    ['within the week', '2026-03-03T12:00Z', 'P2D', '2026-03-05T12:00Z'],
    ['over the weekend', '2026-03-12T12:00Z', 'P2D', '2026-03-16T12:00Z'],
    ['over the weekend and a holiday', '2026-03-06T12:00Z', 'P2D', '2026-03-11T12:00Z'],
    ['from a Saturday: all of two working days', '2026-03-14T12:00Z', 'P2D', '2026-03-17T21:00Z'],
    ['48 hours from a Friday', '2026-03-13T12:00Z', 'PT48H', '2026-03-17T12:00Z'],
    // Sunday 01:00 in Moscow is still Saturday in UTC; Sunday 22:00 UTC is Monday there.
    ['by the local date', '2026-03-15T22:00Z', 'P1D', '2026-03-16T22:00Z'],
    ['hours that end with Friday end on Monday', '2026-03-13T12:00Z', 'PT9H', '2026-03-15T21:00Z'],
  ])('%s', (_, started, delay, ends) => {
    expect(deadline(started, delay, 'Europe/Moscow', { ...workingDays, holidays })).toBe(ends);
  });

  test('holidays mean nothing where all days count', () => {
    const started = '2026-03-08T12:00Z';
    expect(deadline(started, 'P2D', 'Europe/Moscow', { holidays })).toBe('2026-03-10T12:00Z');
  });
});

describe('a recorded absence stops the clock', () => {
  const absences = [{ from: '2026-03-03', to: '2026-03-05' }];
  test.each([
    ['before it, nothing changes', '2026-02-28T12:00Z', 'P2D', '2026-03-02T12:00Z'],
    ['started the day before', '2026-03-02T12:00Z', 'P2D', '2026-03-07T12:00Z'],
    ['started in it: from the return on', '2026-03-04T12:00Z', 'P2D', '2026-03-07T21:00Z'],
    ['started on its last day', '2026-03-05T20:59Z', 'P2D', '2026-03-07T21:00Z'],
    ['started after it', '2026-03-05T21:00Z', 'P2D', '2026-03-07T21:00Z'],
    ['48 hours', '2026-03-02T12:00Z', 'PT48H', '2026-03-07T12:00Z'],
    ['no delay, in it', '2026-03-04T12:00Z', 'PT0S', '2026-03-05T21:00Z'],
    ['hours that end as it begins', '2026-03-02T12:00Z', 'PT9H', '2026-03-05T21:00Z'],
    ['a minute less ends before it', '2026-03-02T12:00Z', 'PT8H59M', '2026-03-02T20:59Z'],
  ])('%s', (_, started, delay, ends) => {
    expect(deadline(started, delay, 'Europe/Moscow', { absences })).toBe(ends);
  });

  test('together with working days, and two absences that overlap', () => {
    const more = {
      workingDays: true,
      absences: [...absences, { from: '2026-03-04', to: '2026-03-06' }],
    };
    expect(deadline('2026-03-02T12:00Z', 'P1D', 'Europe/Moscow', more)).toBe('2026-03-09T12:00Z');
  });

  test.each([
    ['P2D', '+010000-01-02T21:00Z'],
    ['PT36H', '+010000-01-02T09:00Z'],
  ])('an absence without end puts %s off beyond the calendar', (delay, ends) => {
    const away = { absences: [{ from: '2026-03-01', to: '9999-12-31' }] };
    expect(deadline('2026-03-02T12:00Z', delay, 'Europe/Moscow', away)).toBe(ends);
  });

  test('in Berlin the hours of a short day are not lost', () => {
    const away = { absences: [{ from: '2026-03-28', to: '2026-03-28' }] };
    // Friday 14:00 to midnight are 10 hours, Sunday has 23, 15 are left of Monday.
    expect(deadline('2026-03-27T13:00Z', 'PT48H', 'Europe/Berlin', away)).toBe('2026-03-30T13:00Z');
  });

  const anyAbsences = fc.array(
    fc
      .tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 6 }))
      .map(([start, days]) => ({ from: dateOf(start), to: dateOf(start + days) })),
    { maxLength: 3 },
  );

  test('exact time agrees with counting hour by hour', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 24 * 14 }),
        fc.integer({ min: 1, max: 120 }),
        anyAbsences,
        fc.boolean(),
        (startHour, hours, absences, workingDays) => {
          const startedAt = Date.UTC(2026, 2, 1) + startHour * hourMs;
          const runs = (at: number) => {
            const date = localDateOf(at, 'UTC');
            const weekend = [0, 6].includes(new Date(at).getUTCDay());
            return (
              !(workingDays && weekend) && !absences.some((a) => a.from <= date && date <= a.to)
            );
          };
          let at = startedAt;
          for (let left = hours; left > 0 || !runs(at); at += hourMs) if (runs(at)) left -= 1;
          const terms = { startedAt, delay: `PT${hours}H`, zone: 'UTC', workingDays, absences };
          expect(toRfc3339(deadlineOf(terms))).toBe(toRfc3339(at));
        },
      ),
    );
  });

  test('another absence never brings the deadline nearer', () => {
    const delays = fc.constantFrom('P2D', 'PT48H', 'P1DT5H');
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 24 * 14 }),
        delays,
        anyAbsences,
        anyAbsences,
        fc.boolean(),
        (startHour, delay, some, more, workingDays) => {
          const startedAt = Date.UTC(2026, 2, 20) + startHour * hourMs;
          const terms = { startedAt, delay, zone: 'Europe/Berlin', workingDays };
          expect(deadlineOf({ ...terms, absences: [...some, ...more] })).toBeGreaterThanOrEqual(
            deadlineOf({ ...terms, absences: some }),
          );
        },
      ),
    );
  });
});

describe('a running deadline, when absences change', () => {
  const zone = 'Europe/Berlin';
  // Two days from Monday 15:00 in Moscow: Wednesday 15:00. Absences are of Tuesday the 3rd and so on.
  const moved = (
    deadlineAt: string,
    [was, is]: readonly [was: readonly string[], is: readonly string[]],
    now: string,
  ) => {
    const terms = (days: readonly string[]): DelayTerms => ({
      startedAt: Date.parse('2026-03-02T12:00Z'),
      delay: 'P2D',
      zone: 'Europe/Moscow',
      workingDays: false,
      absences: days.map((day) => ({ from: `2026-03-${day}`, to: `2026-03-${day}` })),
    });
    const change = { was: terms(was), is: terms(is), now: Date.parse(now) };
    return toRfc3339(movedDeadline(Date.parse(deadlineAt), change)).replace(':00.000Z', 'Z');
  };
  const [wednesday, thursday] = ['2026-03-04T12:00Z', '2026-03-05T12:00Z'];

  test.each([
    ['a day away puts it off by a day', wednesday, [[], ['03']], '2026-03-02T13:00Z', thursday],
    ['a day away after it leaves it', wednesday, [[], ['05']], '2026-03-02T13:00Z', wednesday],
    ['what is over stays over', wednesday, [[], ['04']], wednesday, wednesday],
    [
      'taken back in time, all is as before',
      thursday,
      [['03'], []],
      '2026-03-02T14:00Z',
      wednesday,
    ],
    [
      'taken back late, 24 hours are left',
      thursday,
      [['03'], []],
      '2026-03-04T11:00Z',
      '2026-03-05T11:00Z',
    ],
    ['and never more than there were', thursday, [['03'], []], '2026-03-04T12:30Z', thursday],
    [
      'the 24 hours are of days that run',
      '2026-03-07T12:00Z',
      [
        ['03', '05', '06'],
        ['05', '06'],
      ],
      '2026-03-04T11:00Z',
      '2026-03-07T11:00Z',
    ],
    [
      'time that was left over the rule is stopped by a later absence too',
      '2026-03-05T11:00Z',
      [[], ['05']],
      '2026-03-04T11:00Z',
      '2026-03-06T11:00Z',
    ],
    [
      'and counts on where the rule is put off as well, but by less',
      '2026-03-05T11:00Z',
      [[], ['04']],
      '2026-03-04T11:00Z',
      '2026-03-05T21:00Z',
    ],
    [
      'nothing changed is nothing moved',
      '2026-03-05T11:00Z',
      [[], []],
      wednesday,
      '2026-03-05T11:00Z',
    ],
  ] as const)('%s', (_, deadlineAt, change, now, expected) => {
    expect(moved(deadlineAt, change, now)).toBe(expected);
  });

  const anyDay = fc
    .tuple(fc.integer({ min: 24, max: 34 }), fc.nat(2))
    .map(([start, days]) => ({ from: dateOf(start), to: dateOf(start + days) }));

  test('more absences never bring it nearer, fewer never put it off, none leave it on a date that stands', () => {
    const delays = fc.constantFrom('P2D', 'PT48H', 'P1DT5H', 'PT3H');
    // Added, taken back (by its place) or recorded twice, so many hours after the change before.
    const change = fc.record({
      hours: fc.nat(20),
      what: fc.constantFrom('add', 'remove', 'same'),
      day: anyDay,
      at: fc.nat(5),
    });
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 96 }),
        delays,
        fc.boolean(),
        fc.array(change, { maxLength: 8 }),
        (startHour, delay, workingDays, changes) => {
          const startedAt = Date.UTC(2026, 2, 26) + startHour * hourMs;
          let terms: DelayTerms = { startedAt, delay, zone, workingDays, absences: [] };
          let deadlineAt = deadlineOf(terms);
          let now = startedAt;
          for (const { hours, what, day, at } of changes) {
            now += hours * hourMs;
            const { absences } = terms;
            const gone = at % Math.max(1, absences.length);
            const after = {
              add: [...absences, day],
              remove: absences.filter((_, place) => place !== gone),
              same: [...absences, ...absences],
            }[what];
            const is = { ...terms, absences: after };
            const next = movedDeadline(deadlineAt, { was: terms, is, now });
            if (what === 'same' || deadlineAt <= now) expect(next).toBe(deadlineAt);
            else {
              if (what === 'add') expect(next).toBeGreaterThanOrEqual(deadlineAt);
              else expect(next).toBeLessThanOrEqual(deadlineAt);
              const date = localDateOf(next, zone);
              expect(after.some(({ from, to }) => from <= date && date <= to)).toBe(false);
              const weekend = [0, 6].includes(new Date(`${date}T00:00Z`).getUTCDay());
              expect(workingDays && weekend).toBe(false);
            }
            terms = is;
            deadlineAt = next;
          }
        },
      ),
      runs(500),
    );
  });
});

describe('the edge', () => {
  const deadlineAt = Date.parse('2026-03-04T12:00:00Z');

  test.each([
    ['a millisecond before', -1, true],
    ['at the deadline', 0, false],
    ['a millisecond after', 1, false],
  ])('%s an appeal is open: %s', (_, offset, open) => {
    expect(appealIsOpen(deadlineAt, deadlineAt + offset)).toBe(open);
    expect(approvalIsDue(deadlineAt, deadlineAt + offset)).toBe(!open);
  });

  test('the reminder comes four hours before', () => {
    expect(toRfc3339(reminderAt(deadlineAt))).toBe('2026-03-04T08:00:00.000Z');
  });
});

function dateOf(day: number): string {
  return localDateOf(Date.UTC(2026, 2, 1 + day), 'UTC');
}
