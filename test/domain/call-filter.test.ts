import { describe, expect, test } from 'vitest';
import { callFilter, kinds, noFilter, statusesOf } from '../../src/domain/call-filter.ts';
import { statuses } from '../../src/domain/statuses.ts';

const nothing = {
  status: null,
  kind: null,
  seller: null,
  direction: null,
  type: null,
  controller: null,
  client: null,
  order: null,
  period: null,
  sort: 'newest',
};

describe('what a list of calls shows', () => {
  test('is everything, the newest first, until somebody chooses', () => {
    expect(noFilter).toEqual(nothing);
  });

  test.each([
    { status: 'scored_pending' },
    { kind: 'final' },
    { seller: 1 },
    { direction: 2 },
    { type: 3 },
    { controller: 4 },
    { client: 5 },
    { order: 6 },
    { period: 'last_month' },
    { period: { from: '2026-11-01', to: '2026-11-15' } },
    { sort: 'oldest' },
    { sort: 'newest' },
  ])('is kept: %j', (chosen) => {
    expect(callFilter.parse({ ...nothing, ...chosen })).toEqual({ ...nothing, ...chosen });
  });

  test.each([
    { status: 'a status of another version' },
    { kind: 'approved' },
    { seller: 0 },
    { seller: '7' },
    { client: 1.5 },
    { period: 'tomorrow' },
    { period: { from: '2026-11-01', to: '2026-11-31' } },
    { period: { from: '2026-11-01' } },
    { sort: 'longest' },
  ])('loses only what is not known any more: %j', (strange) => {
    const kept = callFilter.parse({ ...nothing, order: 9, ...strange });
    expect(kept).toEqual({ ...nothing, order: 9 });
  });

  test.each([null, 'all', 5, []])('is everything where %j was kept', (kept) => {
    expect(callFilter.parse(kept)).toEqual(nothing);
  });
});

describe('the statuses of a filter', () => {
  test('are all where neither a status nor a kind is chosen', () => {
    expect(statusesOf({ status: null, kind: null })).toBeNull();
  });

  test('are the one that was chosen, or those of the kind', () => {
    expect(statusesOf({ status: 'scored_pending', kind: null })).toEqual(['scored_pending']);
    expect(statusesOf({ status: null, kind: 'scored' })).toEqual([
      'scored_pending',
      'scored_appealed',
    ]);
  });

  test('are those that fit both, which may be none', () => {
    expect(statusesOf({ status: 'scored_pending', kind: 'scored' })).toEqual(['scored_pending']);
    expect(statusesOf({ status: 'scored_pending', kind: 'final' })).toEqual([]);
  });

  test('of the four kinds together are all eleven, each once', () => {
    const all = kinds.flatMap((kind) => statusesOf({ status: null, kind }) ?? []);
    expect(all.toSorted()).toEqual(statuses.toSorted());
    expect(all).toHaveLength(11);
  });
});
