import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { changePolicy } from '../../../src/app/draw/change-policy.ts';
import { drawDue } from '../../../src/app/draw/draw-calls.ts';
import { planDraws } from '../../../src/app/draw/plan-draws.ts';
import { commitmentOf } from '../../../src/domain/ticket.ts';
import { type Company, testCompany } from '../../support/company.ts';

interface Window {
  id: number;
  fromAt: number;
  toAt: number;
  seed: Buffer;
  seedSha256: string;
  committedAt: number;
  date: string;
}

const windowsOf = ({ app }: Company) =>
  app.db.orm.$client
    .prepare<[], Window>(
      `SELECT id, window_from_at fromAt, window_to_at toAt, seed, seed_sha256 seedSha256,
              committed_at committedAt, date FROM draws ORDER BY window_from_at`,
    )
    .all();

function expectNoGap(windows: readonly Window[]): void {
  for (const [index, window] of windows.entries()) {
    expect(window.fromAt).toBeLessThan(window.toAt);
    if (index > 0) expect(window.fromAt).toBe(windows[index - 1]?.toAt);
  }
}

describe('the coming windows', () => {
  test('follow one another from the first start on, each committed to before it opens', () => {
    const company = testCompany();
    const windows = windowsOf(company);
    expect(windows[0]).toMatchObject({ fromAt: company.clock.now, date: '2026-11-23' });
    expect(windows[0]?.toAt).toBe(Date.parse('2026-11-23T19:00:00+03:00'));
    expect(windows.length).toBeGreaterThanOrEqual(26);
    expectNoGap(windows);
    for (const { seed, seedSha256, committedAt, fromAt } of windows) {
      expect(commitmentOf(seed)).toBe(seedSha256);
      expect(committedAt).toBeLessThanOrEqual(fromAt);
    }
    expect(new Set(windows.map(({ seedSha256 }) => seedSha256)).size).toBe(windows.length);
  });

  test('are planned once, however often that is asked for', () => {
    const company = testCompany();
    const before = windowsOf(company);
    planDraws(company.app);
    expect(windowsOf(company)).toEqual(before);
  });

  test('are topped up as they pass', async () => {
    const company = testCompany();
    const count = windowsOf(company).length;
    company.clock.at('2026-11-25T20:00:00+03:00');
    await drawDue(company.app);
    planDraws(company.app);
    expect(windowsOf(company)).toHaveLength(count + 3);
    expectNoGap(windowsOf(company));
  });

  test('leave no gap after a downtime longer than they reach', async () => {
    const company = testCompany();
    company.clock.advance('P90D');
    planDraws(company.app);
    await drawDue(company.app);
    expectNoGap(windowsOf(company));
    const coming = windowsOf(company).filter(({ toAt }) => toAt > company.clock.now);
    expect(coming).toHaveLength(30);
  });
});

describe('a change of the hour or the zone', () => {
  test('moves the windows that have not opened and keeps what was committed to', () => {
    const company = testCompany();
    const before = windowsOf(company);
    changePolicy(company.app, { drawCron: '30 17 * * 1-5' }, null);
    const after = windowsOf(company);
    expectNoGap(after);
    expect(after[0]?.fromAt).toBe(before[0]?.fromAt);
    expect(after[0]?.toAt).toBe(Date.parse('2026-11-23T17:30:00+03:00'));
    expect(after.map(({ id, seedSha256 }) => [id, seedSha256])).toEqual(
      before.map(({ id, seedSha256 }) => [id, seedSha256]),
    );
  });

  test('leaves the windows that have ended and the open one as they were', async () => {
    const company = testCompany();
    company.clock.at('2026-11-24T18:00:00+03:00');
    const [ended, open] = windowsOf(company);
    changePolicy(company.app, { timeZone: 'Asia/Yekaterinburg' }, null);
    const [first, second, third] = windowsOf(company);
    expect(first).toEqual(ended);
    expect(second).toEqual(open);
    expect(third?.fromAt).toBe(open?.toAt);
    expect(third?.toAt).toBe(Date.parse('2026-11-25T19:00:00+05:00'));
  });

  test.each([
    ['put off for months', '0 19 1 7 *', '2027-07-01T19:00:00+03:00'],
    ['brought forward', '0 12 * * *', '2026-11-24T12:00:00+03:00'],
  ])('a second before the draw leaves it where it was: %s', async (_, drawCron, next) => {
    const company = testCompany();
    const id = company.aCall();
    company.clock.at('2026-11-23T18:59:59+03:00');
    changePolicy(company.app, { drawCron }, null);
    expect(windowsOf(company)[1]?.toAt).toBe(Date.parse(next));
    company.clock.at('2026-11-23T19:00:00+03:00');
    expect(await drawDue(company.app)).toMatchObject([{ date: '2026-11-23', drawn: 1 }]);
    expect(company.call(id).status).toBe('listening_credit');
  });

  test('never leaves a gap or an overlap, whatever is changed and when', async () => {
    const cron = fc.constantFrom('0 19 * * 1-6', '30 17 * * 1-5', '0 9,18 * * *', '0 12 1 * *');
    const zone = fc.constantFrom('Europe/Moscow', 'Asia/Vladivostok', 'America/New_York');
    const step = fc.record({
      drawCron: cron,
      timeZone: zone,
      hours: fc.integer({ min: 0, max: 100 }),
      draw: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 6 }), async (steps) => {
        const company = testCompany();
        const committed = new Map(windowsOf(company).map(({ id, seedSha256 }) => [id, seedSha256]));
        for (const { drawCron, timeZone, hours, draw } of steps) {
          company.clock.advance(`PT${hours}H`);
          if (draw) await drawDue(company.app);
          changePolicy(company.app, { drawCron, timeZone }, null);
          planDraws(company.app);
          const windows = windowsOf(company);
          expectNoGap(windows);
          for (const { id, seedSha256 } of windows) {
            expect(seedSha256).toBe(committed.get(id) ?? seedSha256);
          }
        }
      }),
      { numRuns: 25 },
    );
  });
});
