import { expect, test } from 'vitest';
import { backupAt, backupName, expiredBackups } from '../../src/domain/backup.ts';

const zone = 'Europe/Moscow';
const keep = { days: 7, weeks: 4 };
const dayMs = 86_400_000;
/** Three in the morning of a Thursday in Moscow. */
const night = Date.parse('2026-11-26T00:00:00Z');
const nights = (count: number, from = night) =>
  Array.from({ length: count }, (_, ago) => from - ago * dayMs);
const left = (madeAt: readonly number[], kept = keep) => {
  const expired = new Set(expiredBackups(madeAt, kept, zone));
  return madeAt
    .filter((at) => !expired.has(at))
    .map((at) => new Date(at).toISOString().slice(5, 10));
};

test('the name of a backup says when it was made, and other files are none', () => {
  expect(backupName(night)).toBe('razbor-20261126T000000Z.db');
  expect(backupAt(backupName(night))).toBe(night);
  for (const name of [
    'razbor.db',
    'razbor-20261126T000000Z.db.partial',
    'razbor-20269926T000000Z.db',
  ]) {
    expect(backupAt(name), name).toBeNull();
  }
});

test('of seven days and four weeks the newest stay', () => {
  expect(left(nights(40))).toEqual([
    ...['11-26', '11-25', '11-24', '11-23', '11-22', '11-21', '11-20'],
    // The last of the week before that of the 22nd, which is among the seven days.
    ...['11-15', '11-08'],
  ]);
  expect(left(nights(40), { days: 1, weeks: 0 })).toEqual(['11-26']);
});

test('what is kept tonight is enough tomorrow: nothing is missing that would have stayed', () => {
  let madeAt: number[] = [];
  for (const at of nights(60).reverse()) {
    madeAt = [...madeAt, at];
    const expired = new Set(expiredBackups(madeAt, keep, zone));
    madeAt = madeAt.filter((one) => !expired.has(one));
  }
  expect(left(madeAt.reverse())).toEqual(left(nights(60)));
});

test('several of one day count once, and days without any do not count', () => {
  const today = [night, night - 3_600_000, night - 7_200_000];
  const longAgo = nights(9, night - 200 * dayMs);
  expect(left([...today, ...longAgo])).toEqual([
    ...['11-26', '05-10', '05-09', '05-08', '05-07', '05-06', '05-05'],
    '05-03',
  ]);
});

test('the newest is never expired, however little is kept', () => {
  expect(expiredBackups([night], { days: 1, weeks: 0 }, zone)).toEqual([]);
  expect(expiredBackups([], keep, zone)).toEqual([]);
  expect(expiredBackups([night, night - 1000], { days: 1, weeks: 1 }, zone)).toEqual([
    night - 1000,
  ]);
});
