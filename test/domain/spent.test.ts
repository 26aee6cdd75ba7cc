import { describe, expect, test } from 'vitest';
import type { Call } from '../../src/domain/call.ts';
import type { Actor } from '../../src/domain/person.ts';
import { type Step, spentVerbs } from '../../src/domain/spent.ts';
import type { Status } from '../../src/domain/statuses.ts';

const deadlineAt = 1_000;
const person = {
  kind: 'person',
  id: 0,
  name: '',
  directionId: null,
  roles: [],
  heads: [],
  menteeIds: [],
} satisfies Actor;
const seller: Actor = { ...person, id: 1, roles: ['seller'] };
const head: Actor = { ...person, id: 2, roles: ['supervisor'], heads: 'all' };

const callIn = (status: Status): Call => ({
  id: 7,
  status,
  originStatus: 'classified_auto',
  sellerId: 1,
  directionId: 1,
  reviewerId: null,
  scoredById: 3,
  sentById: null,
  drawn: true,
  returnedById: null,
  noticeLeft: true,
  deadlineAt,
  appeal: null,
  second: null,
});
const scored: Step = { verb: 'score', actorId: 3, to: 'scored_pending' };
const accepted: Step = { verb: 'accept', actorId: 1, to: 'approved_scored' };
const appealed: Step = { verb: 'appeal', actorId: 1, to: 'scored_appealed' };
const spent = (status: Status, steps: Step[], { by = seller, now = deadlineAt - 1 } = {}) =>
  spentVerbs(callIn(status), by, steps, now);

describe('an answer to a score is spent', () => {
  test('once it was given', () => {
    expect(spent('approved_scored', [scored, accepted])).toEqual(['accept', 'appeal']);
    expect(spent('scored_appealed', [scored, appealed])).toEqual(['appeal']);
  });

  test.each([
    [deadlineAt - 1, []],
    [deadlineAt, ['appeal']],
  ])('an appeal once its time is over: at %i', (now, verbs) => {
    expect(spent('scored_pending', [scored], { now })).toEqual(verbs);
  });

  test('an appeal whatever it was approved by, agreeing only where somebody did', () => {
    const system: Step = { verb: 'approve', actorId: null, to: 'approved_scored' };
    expect(spent('approved_scored', [scored, system])).toEqual(['appeal']);
    const rejected: Step = { verb: 'reject', actorId: 2, to: 'approved_scored' };
    expect(spent('approved_scored', [scored, appealed, rejected])).toEqual(['appeal']);
  });
});

describe('nothing is spent', () => {
  test('for whom it never was', () => {
    expect(spent('approved_scored', [scored, accepted], { by: head })).toEqual([]);
    expect(spentVerbs(callIn('approved_scored'), { kind: 'system' }, [scored], 0)).toEqual([]);
  });

  test('before a score, after one that was taken back, and where it was scored to teach', () => {
    expect(spent('classified_auto', [])).toEqual([]);
    const recalled: Step = { verb: 'recall', actorId: 3, to: 'listening_credit' };
    expect(spent('listening_credit', [scored, recalled])).toEqual([]);
    const taught: Step = { verb: 'score', actorId: 2, to: 'approved_training' };
    expect(spent('approved_training', [scored, recalled, taught])).toEqual([]);
  });

  test('as long as the seller was not told', () => {
    const untold = { ...callIn('scored_pending'), noticeLeft: false };
    expect(spentVerbs(untold, seller, [scored], deadlineAt)).toEqual([]);
  });

  test('of an earlier score in a later one', () => {
    const again = [scored, appealed, { ...scored }];
    expect(spent('scored_pending', again)).toEqual([]);
  });
});
