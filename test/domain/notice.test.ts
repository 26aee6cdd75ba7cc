import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  endOfQuiet,
  formatQuietHours,
  noticeDueAt,
  parseQuietHours,
  type QuietHours,
} from '../../src/domain/notice.ts';
import { toRfc3339 } from '../../src/domain/time.ts';

const night: QuietHours = { from: '20:00', to: '09:00' };
const noon: QuietHours = { from: '12:00', to: '13:30' };

function due(handedIn: string, hold: string, quiet: QuietHours, zone = 'Europe/Moscow') {
  const at = noticeDueAt(Date.parse(`${handedIn}+03:00`), hold, quiet, zone);
  return toRfc3339(at + 3 * 3_600_000).slice(0, 19);
}

describe('when a notice may leave', () => {
  test.each([
    ['five minutes later by day', '2026-03-02T15:00:00', '2026-03-02T15:05:00', night],
    ['the last second before the night', '2026-03-02T19:54:59', '2026-03-02T19:59:59', night],
    ['in the morning if held into the night', '2026-03-02T19:55:00', '2026-03-03T09:00:00', night],
    ['in the morning, before midnight', '2026-03-02T23:50:00', '2026-03-03T09:00:00', night],
    ['the same morning, after midnight', '2026-03-03T00:10:00', '2026-03-03T09:00:00', night],
    ['at nine sharp', '2026-03-03T08:54:59', '2026-03-03T09:00:00', night],
    ['at nine, when held until then', '2026-03-03T08:55:00', '2026-03-03T09:00:00', night],
    ['held across nine', '2026-03-03T08:58:00', '2026-03-03T09:03:00', night],
    [
      'at the first minute of hours within one day',
      '2026-03-03T11:55:00',
      '2026-03-03T13:30:00',
      noon,
    ],
    ['hours within one day', '2026-03-03T12:10:00', '2026-03-03T13:30:00', noon],
    ['before hours within one day', '2026-03-03T11:54:59', '2026-03-03T11:59:59', noon],
    ['after hours within one day', '2026-03-03T13:25:00', '2026-03-03T13:30:00', noon],
    ['no quiet hours', '2026-03-03T03:00:00', '2026-03-03T03:05:00', null],
    ['over the end of a month', '2026-02-28T22:00:00', '2026-03-01T09:00:00', night],
  ])('%s', (_, handedIn, leaves, quiet) => {
    expect(due(handedIn, 'PT5M', quiet)).toBe(leaves);
  });

  test('without a hold it leaves at once', () => {
    expect(due('2026-03-02T15:00:00', 'PT0S', night)).toBe('2026-03-02T15:00:00');
  });

  test.each([
    ['2026-03-02T16:59:59Z', '2026-03-02T16:59:59.000Z'],
    ['2026-03-02T17:00:00Z', '2026-03-03T06:00:00.000Z'],
  ])('any other message, ready at %s, may leave at %s', (ready, leaves) => {
    expect(toRfc3339(endOfQuiet(Date.parse(ready), night, 'Europe/Moscow'))).toBe(leaves);
  });

  test('the hours are those of the zone', () => {
    // 21:00 in Moscow is 19:00 in Berlin.
    expect(due('2026-03-02T21:00:00', 'PT0S', night, 'Europe/Berlin')).toBe('2026-03-02T21:00:00');
  });

  test('an end that the clocks skip moves forward', () => {
    const quiet = { from: '20:00', to: '02:30' };
    const at = noticeDueAt(Date.parse('2026-03-28T22:00:00Z'), 'PT0S', quiet, 'Europe/Berlin');
    expect(toRfc3339(at)).toBe('2026-03-29T01:30:00.000Z');
  });

  test('an end that comes twice does not send a notice back in time', () => {
    const quiet = { from: '20:00', to: '02:30' };
    const secondTime = Date.parse('2026-10-25T01:15:00Z');
    const at = noticeDueAt(secondTime, 'PT0S', quiet, 'Europe/Berlin');
    expect(toRfc3339(at)).toBe('2026-10-25T01:30:00.000Z');
  });

  test('of an end that comes twice the first is the end for what is ready before it', () => {
    const quiet = { from: '20:00', to: '02:30' };
    const firstTime = Date.parse('2026-10-25T00:10:00Z');
    expect(toRfc3339(endOfQuiet(firstTime, quiet, 'Europe/Berlin'))).toBe(
      '2026-10-25T00:30:00.000Z',
    );
  });

  test('never before the hold has passed, never in quiet hours, never later than a day', () => {
    const time = fc
      .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
      .map((parts) => parts.map((n) => `${n}`.padStart(2, '0')).join(':'));
    const hold = fc.integer({ min: 0, max: 90 });
    const instants = fc.integer({ min: Date.UTC(2026, 0), max: Date.UTC(2027, 0) });
    fc.assert(
      fc.property(instants, hold, time, time, (handedInAt, minutes, from, to) => {
        fc.pre(from !== to);
        const at = noticeDueAt(handedInAt, `PT${minutes}M`, { from, to }, 'Europe/Moscow');
        const held = handedInAt + minutes * 60_000;
        expect(at).toBeGreaterThanOrEqual(held);
        expect(at).toBeLessThan(held + 24 * 3_600_000);
        const clock = toRfc3339(at + 3 * 3_600_000).slice(11, 16);
        const quiet = from < to ? clock >= from && clock < to : clock >= from || clock < to;
        expect(quiet).toBe(false);
        if (at !== held) expect(clock).toBe(to);
      }),
    );
  });
});

describe('quiet hours as text', () => {
  test.each([
    ['20:00-09:00', night],
    [' 20:00 - 9:00 ', night],
    ['20:00–09:00', night],
    ['12:00-13:30', noon],
    ['9:00-9:30', { from: '09:00', to: '09:30' }],
    ['', null],
    ['  ', null],
  ])('%j is read', (text, quiet) => {
    expect(parseQuietHours(text)).toEqual({ ok: true, quiet });
  });

  test.each([
    '20-9',
    '20:00',
    '24:00-09:00',
    '20:60-09:00',
    '09:00-09:00',
    '20:00-09:00-1',
    'x20:00-09:00',
    '120:00-09:00',
    'no',
  ])('%j is refused', (text) =>
    expect(parseQuietHours(text)).toEqual({ ok: false, refusal: 'malformed' }),
  );

  test('what is written is read back', () => {
    for (const quiet of [night, noon, null]) {
      expect(parseQuietHours(formatQuietHours(quiet))).toEqual({ ok: true, quiet });
    }
    expect(formatQuietHours(night)).toBe('20:00-09:00');
    expect(formatQuietHours(null)).toBe('');
  });
});
