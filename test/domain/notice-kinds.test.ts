import { describe, expect, test } from 'vitest';
import { contentOf, type NoticeKind } from '../../src/domain/notice-kinds.ts';

const ids = [1, 0];

/** A payload of each kind with all that it may hold; those about one call, then the others. */
const aboutCall = {
  scored: {},
  score_left: {},
  settled: {},
  deadline_reminder: {},
  appealed: {},
  appeal_begun: {},
  appeal_closed: {},
  appeal_waiting: { appealId: 1, stage: 'new' },
  appeal_overdue: { appealId: 1, stage: 'escalated' },
  appeal_answered: { appealId: 1 },
  appeal_decided: {},
  lease_expired: {},
  tied_lease: { controllerId: 1, tie: 'sender' },
  return_waiting: {},
  return_closed: {},
  call_returned: {},
  advice_waiting: {},
  advice_overdue: {},
  advice_closed: { edits: 'advice_overdue' },
  advice_returned: { reason: 'idle' },
  taught: { reviewId: 1 },
  teaching_read: { reviewId: 1 },
  unreachable: { calls: ids },
  unreachable_more: { calls: ids },
  points_reversed: { id: 1 },
  second_head: {},
  best_asked: { exampleId: 1 },
  violation_judged: { itemCode: 'greeting', cause: 'missed' },
};
const aboutOther = {
  deadlines_moved: { calls: ids, because: 'clock' },
  drawn: { drawId: 1 },
  draw_taps: { drawId: 1 },
  draw_short: { drawId: 1, short: [[1, 2]] },
  calibration_begun: { calibrationId: 1 },
  calibration_ready: { calibrationId: 1 },
  calibration_closed: { calibrationId: 1 },
  benchmarks_offered: {},
  queue_filled: { drawId: 1 },
  late_words: { callIds: ids, count: 2 },
  queue_stuck: { callIds: ids, count: 2 },
  missed: {
    calls: [
      { callId: 1, reviewId: 2 },
      { callId: 3, reviewId: null },
    ],
    more: 0,
  },
  incident: { kind: 'disk_nearly_full', about: '', sinceAt: 5, overAt: null },
  debt_written_off: { id: 1 },
  on_self: { byId: 1, changeId: 2, periodId: 3 },
  digest: { from: -1, to: 5 },
  item_overturned: { versionId: 1, itemCode: 'greeting' },
};
const every = { ...aboutCall, ...aboutOther } satisfies Record<NoticeKind, object>;
const kindsOf = (group: object) => Object.entries(group) as [NoticeKind, object][];

describe('what a kept notice tells', () => {
  test.each(kindsOf(aboutCall))('%s is about one call', (kind, payload) => {
    expect(contentOf({ kind, callId: 5, payload })).toEqual({ kind, callId: 5, payload });
    expect(contentOf({ kind, callId: null, payload })).toBeNull();
  });

  test.each(kindsOf(aboutOther))('%s is about no one call', (kind, payload) => {
    expect(contentOf({ kind, callId: null, payload })).toEqual({ kind, callId: null, payload });
    expect(contentOf({ kind, callId: 5, payload })).toBeNull();
  });

  test('is what its kind holds, and nothing that came along', () => {
    const kept = { kind: 'drawn', callId: null, payload: { drawId: 7, left: 'over' } } as const;
    expect(contentOf(kept)).toEqual({ kind: 'drawn', callId: null, payload: { drawId: 7 } });
  });

  test.each<[NoticeKind, object]>([
    ['queue_filled', {}],
    ['deadlines_moved', { calls: [], because: 'absence' }],
    ['deadlines_moved', { calls: [] }],
    ['incident', { kind: 'disk_nearly_full', about: 'x', sinceAt: 5, overAt: 6 }],
    ['unreachable', {}],
    ['on_self', { byId: 1 }],
    ['appeal_overdue', { appealId: 1, stage: 'reminder' }],
    ['advice_closed', { edits: 'advice_waiting' }],
    ['advice_returned', { reason: 'inaudible' }],
    ['advice_returned', { reason: 'unstarted' }],
    ['advice_returned', { reason: 'deactivated' }],
  ])('may be less, or other: %s, %j', (kind, payload) => {
    const callId = kind in aboutCall ? 5 : null;
    expect(contentOf({ kind, callId, payload })).toEqual({ kind, callId, payload });
  });

  /** Every payload with one of its fields left out. */
  const optional = [
    'queue_filled drawId',
    'deadlines_moved because',
    'unreachable calls',
    'on_self changeId',
    'on_self periodId',
  ];
  const lacking = kindsOf(every).flatMap(([kind, payload]) =>
    Object.keys(payload)
      .filter((field) => !optional.includes(`${kind} ${field}`))
      .map((field) => [kind, field, { ...payload, [field]: undefined }] as const),
  );
  test.each(lacking)('is nothing where %s lacks its %s', (kind, _, payload) => {
    expect(contentOf({ kind, callId: kind in aboutCall ? 5 : null, payload })).toBeNull();
  });

  test.each<[NoticeKind, unknown]>([
    ['taught', { reviewId: '9' }],
    ['taught', { reviewId: -1 }],
    ['taught', { reviewId: 1.5 }],
    ['appeal_waiting', { appealId: 1, stage: 'reminder' }],
    ['appeal_overdue', { appealId: 1, stage: 'new' }],
    ['advice_closed', { edits: 'taught' }],
    ['advice_returned', { reason: 'withdrawn' }],
    ['draw_short', { drawId: 1, short: [[1]] }],
    ['missed', { calls: [{ callId: 1 }], more: 0 }],
    ['missed', { calls: [{ reviewId: 1 }], more: 0 }],
    ['missed', null],
    ['drawn', 'all'],
  ])('is nothing where %s holds %j', (kind, payload) => {
    expect(contentOf({ kind, callId: kind in aboutCall ? 5 : null, payload })).toBeNull();
  });
});
