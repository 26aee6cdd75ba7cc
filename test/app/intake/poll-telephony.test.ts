import { expect, test } from 'vitest';
import { pollTelephony } from '../../../src/app/intake/poll-telephony.ts';
import { testCompany } from '../../support/company.ts';

const minute = 60_000;
const hour = 60 * minute;

/** A telephone system that is asked every five minutes, on a clock that is set beside the real one. */
function asked() {
  const { app, clock } = testCompany();
  const polls: { at: number; ranges: { fromAt: number; toAt: number }[] }[] = [];
  const startedAt = app.steadyMs();
  const polled = {
    source: 'uis',
    settings: {},
    zone: 'UTC',
    onRefused() {},
    polling: {
      needs: [],
      ask(range: { fromAt: number; toAt: number }) {
        polls.at(-1)?.ranges.push(range);
        return { url: 'https://telephony.example', method: 'GET' as const };
      },
      read: () => ({ ok: true as const, reports: [], refused: [], next: null }),
    },
    send: async () => ({ ok: true as const, body: '' }),
  };
  return {
    clock,
    polls,
    startedAt,
    async poll(hours: number) {
      for (let times = 0; times < hours * 12; times += 1) {
        clock.advance('PT5M');
        polls.push({ at: app.steadyMs(), ranges: [] });
        expect(await pollTelephony(app, polled)).toBeNull();
      }
    },
    /** Minutes in which a call may have ended that was never asked for since. */
    missed() {
      const last = app.steadyMs();
      const minutes = Math.floor((last - startedAt) / minute) - 10;
      return Array.from({ length: minutes }, (_, n) => startedAt + n * minute).filter(
        (call) =>
          !polls.some(
            ({ at, ranges }) =>
              at >= call && ranges.some(({ fromAt, toAt }) => fromAt <= call && call < toAt),
          ),
      );
    },
  };
}

test.each([
  ['PT3M', '-PT3M'],
  ['PT1H', '-PT1H'],
  ['-PT1H', 'PT1H'],
  ['P1D', '-P1D'],
  ['P90D', '-P90D'],
  ['-P90D', 'P90D'],
])(
  'no call is missed of the hours in which the clock was set by %s and then back',
  async (by, back) => {
    const telephony = asked();
    await telephony.poll(1);
    telephony.clock.set(by);
    await telephony.poll(6);
    telephony.clock.set(back);
    await telephony.poll(1);
    // Day by day is asked for what was not asked for yet, and not each time anew.
    expect(telephony.polls.at(-1)?.ranges.length).toBeLessThan(4);
    // For a day a clock that was set forward is not relied on.
    telephony.clock.advance('P1D');
    await telephony.poll(1);
    expect(telephony.missed()).toEqual([]);
  },
);

test('no call is missed of days in which the clock was months ahead', async () => {
  const telephony = asked();
  await telephony.poll(1);
  telephony.clock.set('P90D');
  await telephony.poll(3 * 24);
  telephony.clock.set('-P90D');
  await telephony.poll(1);
  expect(telephony.missed()).toEqual([]);
});

test('a clock that is put right brings the calls of now at once', async () => {
  const telephony = asked();
  telephony.clock.set('-P90D');
  await telephony.poll(6);
  telephony.clock.set('P90D');
  const { now } = telephony.clock;
  await telephony.poll(1);
  const ranges = telephony.polls.at(-1)?.ranges ?? [];
  expect(ranges.some(({ fromAt, toAt }) => fromAt <= now && toAt === now + hour)).toBe(true);
});

test('no call is missed of the hours in which the clock was ahead where a start sets it right', async () => {
  const telephony = asked();
  await telephony.poll(1);
  telephony.clock.set('PT5H');
  await telephony.poll(4);
  telephony.clock.set('-PT5H');
  // Nothing ran until the clock had come past what was asked for then.
  telephony.clock.advance('PT8H');
  await telephony.poll(1);
  expect(telephony.missed()).toEqual([]);
});

test('a machine that slept asks for what it slept through', async () => {
  const telephony = asked();
  await telephony.poll(1);
  const sleptFrom = telephony.clock.now;
  telephony.clock.set('PT8H');
  await telephony.poll(1);
  const ranges = telephony.polls.flatMap(({ ranges }) => ranges);
  expect(ranges.some(({ fromAt }) => fromAt <= sleptFrom)).toBe(true);
  expect(Math.max(...ranges.map(({ toAt }) => toAt))).toBe(telephony.clock.now);
  const last = telephony.polls.at(-1)?.ranges ?? [];
  expect(last[0]?.fromAt).toBeGreaterThan(sleptFrom - 3 * hour);
});
