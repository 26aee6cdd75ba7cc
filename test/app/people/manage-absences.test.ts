import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { changePolicy } from '../../../src/app/draw/change-policy.ts';
import { drawDue } from '../../../src/app/draw/draw-calls.ts';
import { readDraw } from '../../../src/app/draw/read-draw.ts';
import { addAbsence, endAbsence, removeAbsence } from '../../../src/app/people/manage-absences.ts';
import { acceptScore } from '../../../src/app/scoring/accept-score.ts';
import { approveDue } from '../../../src/app/scoring/approve-due.ts';
import { deadlineOf } from '../../../src/domain/deadline.ts';
import { localDateOf, toRfc3339 } from '../../../src/domain/time.ts';
import { must, testCompany } from '../../support/company.ts';
import { breaches } from '../../support/invariants.ts';

type Company = ReturnType<typeof testCompany>;
const zone = 'Europe/Moscow';
const hourMs = 3_600_000;

/** Hours of an interval on days of no absence, counted day by day: Moscow's clocks stay three hours ahead. */
function hoursAtWork(fromAt: number, toAt: number, absences: { from: string; to: string }[]) {
  const [dayMs, aheadMs] = [24 * hourMs, 3 * hourMs];
  let ms = 0;
  for (let at = fromAt; at < toAt; ) {
    const midnight = Math.floor((at + aheadMs) / dayMs + 1) * dayMs - aheadMs;
    const date = localDateOf(at, zone);
    const until = Math.min(midnight, toAt);
    if (!absences.some(({ from, to }) => from <= date && date <= to)) ms += until - at;
    at = until;
  }
  return ms / hourMs;
}

const away = (c: Company, from: string, to: string, who = 'anna') =>
  addAbsence(c.app, c.as('root'), c.as(who).id, { kind: 'holiday', from, to });
const deadline = (c: Company, id: number) => toRfc3339(c.call(id).deadlineAt ?? 0);
/** When reminders of a call leave, of those that wait. */
const reminders = (c: Company, id: number) =>
  c.app.db.orm.$client
    .prepare<[number], { dueAt: number }>(
      "SELECT due_at dueAt FROM outbox WHERE call_id = ? AND kind = 'deadline_reminder' AND state = 'waiting'",
    )
    .all(id)
    .map(({ dueAt }) => toRfc3339(dueAt));

/** Anna was told on Monday 23.11 at 19:05 Moscow: until Wednesday 19:05. */
async function told() {
  const c = testCompany();
  const id = await c.told();
  expect(deadline(c, id)).toBe('2026-11-25T16:05:00.000Z');
  return { ...c, id };
}

describe('an absence', () => {
  test('stops the running clock day by day, with its reminder, and the seller is told once, silently', async () => {
    const c = await told();
    c.deliver();
    expect(must(away(c, '2026-11-24', '2026-11-26')).moved).toBe(1);
    expect(deadline(c, c.id)).toBe('2026-11-28T16:05:00.000Z');
    expect(reminders(c, c.id)).toEqual(['2026-11-28T12:05:00.000Z']);
    const notices = c.deliver();
    expect(notices.map(({ kind, personId, payload }) => [kind, personId, payload])).toEqual([
      ['deadlines_moved', c.as('anna').id, { calls: [c.id] }],
    ]);
    expect(breaches(c.app.db)).toEqual({});
  });

  test('before the clock or after the deadline moves nothing and tells nobody', async () => {
    const c = await told();
    c.deliver();
    expect(must(away(c, '2026-11-01', '2026-11-22')).moved).toBe(0);
    expect(must(away(c, '2026-11-26', '2026-12-01')).moved).toBe(0);
    expect(deadline(c, c.id)).toBe('2026-11-25T16:05:00.000Z');
    expect(reminders(c, c.id)).toHaveLength(1);
    expect(c.deliver()).toEqual([]);
  });

  test('of yesterday, recorded late, gives the day back', async () => {
    const c = await told();
    c.clock.at('2026-11-25T10:00:00+03:00');
    must(away(c, '2026-11-24', '2026-11-24'));
    expect(deadline(c, c.id)).toBe('2026-11-26T16:05:00.000Z');
  });

  test('recorded at the deadline comes too late, a moment before it does not', async () => {
    for (const [at, moved] of [
      ['2026-11-25T19:04:59+03:00', 1],
      ['2026-11-25T19:05:00+03:00', 0],
      ['2026-11-25T19:05:01+03:00', 0],
    ] as const) {
      const c = await told();
      c.clock.at(at);
      expect(must(away(c, '2026-11-25', '2026-11-25')).moved, at).toBe(moved);
      await approveDue(c.app);
      expect(c.call(c.id).status).toBe(moved ? 'scored_pending' : 'approved_scored');
      expect(breaches(c.app.db)).toEqual({});
    }
  });

  test('leaves scores alone that are answered, and those of others', async () => {
    const c = await told();
    must(acceptScore(c.app, c.as('anna'), c.id));
    const before = c.call(c.id).deadlineAt;
    expect(must(away(c, '2026-11-24', '2026-11-26')).moved).toBe(0);
    expect(c.call(c.id).deadlineAt).toBe(before);
    const other = await c.told({ seller: 'ivan' });
    expect(must(away(c, '2026-11-25', '2026-11-26')).moved).toBe(0);
    expect(c.call(other).deadlineAt).not.toBeNull();
  });

  test('taken back gives the old deadline back, where that leaves a day', async () => {
    const c = await told();
    const { id } = must(away(c, '2026-11-25', '2026-11-26'));
    expect(deadline(c, c.id)).toBe('2026-11-27T16:05:00.000Z');
    c.clock.at('2026-11-24T19:05:00+03:00');
    must(removeAbsence(c.app, c.as('root'), id));
    expect(deadline(c, c.id)).toBe('2026-11-25T16:05:00.000Z');
    expect(reminders(c, c.id)).toEqual(['2026-11-25T12:05:00.000Z']);
  });

  test.each([
    ['a moment too late for the old one', '2026-11-24T19:05:01+03:00', '2026-11-25T16:05:01.000Z'],
    ['when the old one is over', '2026-11-26T12:00:00+03:00', '2026-11-27T09:00:00.000Z'],
    ['within the last day', '2026-11-27T12:00:00+03:00', '2026-11-27T16:05:00.000Z'],
  ])('taken back %s never leaves less than a day', async (_, at, expected) => {
    const c = await told();
    const { id } = must(away(c, '2026-11-25', '2026-11-26'));
    c.clock.at(at);
    must(removeAbsence(c.app, c.as('root'), id));
    expect(deadline(c, c.id)).toBe(expected);
  });

  test('taken back leaves a day that runs: none of another absence', async () => {
    const c = await told();
    const { id } = must(away(c, '2026-11-25', '2026-11-26'));
    must(away(c, '2026-11-27', '2026-11-29'));
    c.clock.at('2026-11-26T12:00:00+03:00');
    must(removeAbsence(c.app, c.as('root'), id));
    expect(deadline(c, c.id)).toBe('2026-11-30T09:00:00.000Z');
    expect(reminders(c, c.id)).toEqual(['2026-11-30T05:00:00.000Z']);
  });

  test('stops the day that was left after another was taken back, and gives it back in its turn', async () => {
    const c = await told();
    const { id } = must(away(c, '2026-11-25', '2026-11-26'));
    c.clock.at('2026-11-26T12:00:00+03:00');
    must(removeAbsence(c.app, c.as('root'), id));
    expect(deadline(c, c.id)).toBe('2026-11-27T09:00:00.000Z');
    const later = must(away(c, '2026-11-27', '2026-11-29'));
    expect(later.moved).toBe(1);
    expect(deadline(c, c.id)).toBe('2026-11-30T09:00:00.000Z');
    must(removeAbsence(c.app, c.as('root'), later.id));
    expect(deadline(c, c.id)).toBe('2026-11-27T09:00:00.000Z');
    expect(must(away(c, '2026-11-28', '2026-11-29')).moved).toBe(0);
  });

  test('ended early counts until yesterday, and can be added again with the same deadline', async () => {
    const c = await told();
    const { id } = must(away(c, '2026-11-24', '2026-11-30'));
    expect(deadline(c, c.id)).toBe('2026-12-02T16:05:00.000Z');
    c.clock.at('2026-11-26T09:00:00+03:00');
    must(endAbsence(c.app, c.as('root'), id));
    expect(deadline(c, c.id)).toBe('2026-11-27T16:05:00.000Z');
    expect(endAbsence(c.app, c.as('root'), id)).toMatchObject({ refusal: 'absence_not_found' });
  });

  test('goes by the rules under which the clock began, whatever they are by now', async () => {
    const c = await told();
    for (const approvalDelay of ['PT1H', 'P9D']) {
      c.clock.advance('PT1M');
      expect(changePolicy(c.app, { approvalDelay }, null).ok).toBe(true);
      must(away(c, '2026-11-24', approvalDelay === 'P9D' ? '2026-11-25' : '2026-11-24'));
    }
    expect(deadline(c, c.id)).toBe('2026-11-27T16:05:00.000Z');
  });
});

test('an absent seller is not drawn, and the draw counts the calls as left out', async () => {
  const c = testCompany();
  must(away(c, '2026-11-23', '2026-11-23'));
  const [absent, present] = [c.aCall(), c.aCall({ sellerExternalId: 'ivan' })];
  c.clock.at('2026-11-23T19:00:00+03:00');
  await drawDue(c.app);
  expect(c.call(absent).status).toBe('unclassified');
  expect(c.call(present).status).toBe('listening_credit');
  expect(readDraw(c.app, '2026-11-23')).toMatchObject({ leftOut: { absent: 1 } });
});

test('only an administrator or the command line records absences, of people there are, once', () => {
  const c = testCompany();
  const absence = { kind: 'holiday', from: '2026-11-24', to: '2026-11-25' } as const;
  const anna = c.as('anna').id;
  for (const who of ['anna', 'petr', 'olga', 'marta']) {
    expect(addAbsence(c.app, c.as(who), anna, absence)).toMatchObject({ refusal: 'not_allowed' });
  }
  expect(addAbsence(c.app, null, 999, absence)).toMatchObject({ refusal: 'person_not_found' });
  for (const wrong of [
    { from: '2026-11-25', to: '2026-11-24' },
    { from: '2026-02-30', to: '2026-03-01' },
    { from: '2026-01-01', to: '2028-01-02' },
    { from: '9999-01-01', to: '9999-01-02' },
    { from: '2023-01-01', to: '2023-01-02' },
    { from: 'завтра', to: 'завтра' },
  ]) {
    const refused = addAbsence(c.app, null, anna, { ...absence, ...wrong });
    expect(refused).toMatchObject({ refusal: 'dates_wrong' });
  }
  const { id } = must(addAbsence(c.app, null, anna, absence));
  expect(addAbsence(c.app, null, anna, absence)).toMatchObject({ refusal: 'absence_known' });
  expect(removeAbsence(c.app, c.as('petr'), id)).toMatchObject({ refusal: 'not_allowed' });
  expect(endAbsence(c.app, c.as('petr'), id)).toMatchObject({ refusal: 'not_allowed' });
  must(removeAbsence(c.app, null, id));
  expect(removeAbsence(c.app, null, id)).toMatchObject({ refusal: 'absence_not_found' });
});

test('whatever absences come and go, a deadline is that of the absences, and never cut below a day', async () => {
  // Short absences in the days around the deadline, and as many taken back: most of them touch the clock.
  const days = fc
    .tuple(fc.integer({ min: 21, max: 28 }), fc.nat(2))
    .map(([first, more]) => [`2026-11-${first}`, `2026-11-${first + more}`] as const);
  const act = fc.record({
    hours: fc.integer({ min: 0, max: 30 }),
    what: fc.constantFrom('add', 'add', 'remove', 'end'),
    days,
    at: fc.nat(5),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(act, { maxLength: 8 }), async (acts) => {
      const c = await told();
      const startedAt = Date.parse('2026-11-23T16:05:00Z');
      const rows = () =>
        c.app.db.orm.$client
          .prepare<[], { id: number; from: string; to: string }>(
            'SELECT id, from_date "from", to_date "to" FROM absences ORDER BY id',
          )
          .all();
      const byRule = () =>
        deadlineOf({ startedAt, delay: 'P2D', zone, workingDays: false, absences: rows() });
      for (const { hours, what, days, at } of acts) {
        c.clock.at(c.clock.now + hours * hourMs);
        const before = c.call(c.id).deadlineAt ?? 0;
        const leftBefore = hoursAtWork(c.clock.now, before, rows());
        const chosen = rows()[at % Math.max(1, rows().length)]?.id ?? 0;
        if (what === 'add') away(c, ...days);
        else if (what === 'remove') removeAbsence(c.app, null, chosen);
        else endAbsence(c.app, null, chosen);
        const after = c.call(c.id).deadlineAt ?? 0;
        if (before <= c.clock.now) expect(after).toBe(before);
        else {
          const left = hoursAtWork(c.clock.now, after, rows());
          expect(left).toBeGreaterThanOrEqual(Math.min(leftBefore, 24));
          const date = localDateOf(after, zone);
          expect(rows().some((row) => row.from <= date && date <= row.to)).toBe(false);
          expect(after).toBeGreaterThanOrEqual(Math.min(before, c.clock.now + 24 * hourMs));
          expect(after).toBeGreaterThanOrEqual(Math.min(before, byRule()));
        }
        const due = reminders(c, c.id);
        expect(due.length).toBeLessThanOrEqual(1);
        if (due[0]) expect(due[0]).toBe(toRfc3339(after - 4 * hourMs));
        if (after - 4 * hourMs > c.clock.now) expect(due).toHaveLength(1);
      }
      // Nothing is left behind that the calendar would not say, where nothing was taken back.
      if (acts.every(({ what, hours }) => what === 'add' && hours === 0)) {
        expect(c.call(c.id).deadlineAt).toBe(byRule());
      }
      expect(localDateOf(c.call(c.id).deadlineAt ?? 0, zone) >= '2026-11-25').toBe(true);
    }),
    { numRuns: 100 },
  );
});
