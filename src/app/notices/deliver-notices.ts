import { callFacts, changeCall } from '../../db/calls.ts';
import type { Tx } from '../../db/open.ts';
import {
  cancelNotice,
  cancelNotices,
  claimNotice,
  dueNotices,
  type Notice,
  noticeById,
  noticeGivenUp,
  noticePostponed,
  noticeSent,
} from '../../db/outbox.ts';
import { absencesOf, personById } from '../../db/people.ts';
import { attemptBegun, attemptIsCopy, attemptOver, type Begun } from '../../db/send-attempts.ts';
import { type DelayTerms, deadlineOf, reminderAt } from '../../domain/deadline.ts';
import type { Policy } from '../../domain/policy.ts';
import { type Instant, localDateOf, plusDuration } from '../../domain/time.ts';
import type { App } from '../app.ts';
import { tellScoreLeft } from './handed-in.ts';
import { notify } from './notify.ts';
import { tellUndelivered } from './tell-undelivered.ts';

/** How long an attempt may go unheard of before it counts as lost, and the pauses between attempts. */
const firstPauseMs = 5_000;
const longestPauseMs = 30_000;

function pauseMs(attempts: number): number {
  return Math.min(longestPauseMs, firstPauseMs * 2 ** attempts);
}

/**
 * Claims notices that are due, but for those of `except`: people to whom some are on their way. Each is claimed before it is sent and set to be tried again should the
 * process die over it, so that none is lost; the score of a claimed notice can no longer be recalled.
 */
export function claimNotices(app: App, most: number, except: readonly number[] = []): Notice[] {
  const now = app.now();
  return dueNotices(app.db, now, most, except).filter((notice) =>
    app.db.transaction((tx) => {
      if (!claimNotice(tx, notice.id, now, now + pauseMs(notice.attempts))) return false;
      if (notice.kind !== 'scored' || notice.callId === null) return true;
      const call = callFacts(tx, notice.callId);
      if (call?.status !== 'scored_pending') {
        // Tried again after its clock had run for a while, and settled before it left: still unheard.
        if (call?.deadlineAt != null) noticeGivenUp(tx, notice.id, 'settled before it arrived');
        else cancelNotices(tx, notice.callId, 'scored');
        return false;
      }
      const leaves = !call.noticeLeft;
      changeCall(tx, notice.callId, { noticeLeftAt: now });
      if (leaves) tellScoreLeft(tx, app, notice.callId);
      return true;
    }),
  );
}

const attemptOf = ({ id, attempts }: Notice) => ({ noticeId: id, attempt: attempts });

/**
 * A new message is about to leave. Should its answer be lost, it may be in the chat all the same: it is
 * then known by its `buttons` once one of them is pressed (know-copy.ts). What is about no call is not
 * kept: many such messages look alike, and none is ever changed.
 */
export function noticeLeaving(app: App, notice: Notice, begun: Begun): void {
  if (notice.callId === null || begun.buttons === '') return;
  app.db.transaction((tx) => attemptBegun(tx, { ...attemptOf(notice), ...begun }));
}

/**
 * The notice is in the chat: the seller's clock runs from the start of this attempt (3.4). Where an
 * earlier attempt was meanwhile found to have arrived, this message is its copy.
 */
export function noticeDelivered(
  app: App,
  notice: Notice,
  sent: { startedAt: Instant; chatId: number; messageId: number },
): void {
  app.db.transaction((tx) => {
    if (noticeById(tx, notice.id)?.state === 'sent') {
      const known = attemptIsCopy(tx, attemptOf(notice), sent.messageId);
      // A press took another message for that of this attempt, before its reply came.
      if (!known) noticeSent(tx, notice.id, { at: sent.startedAt, ...sent });
      return;
    }
    attemptOver(tx, attemptOf(notice));
    noticeSent(tx, notice.id, { at: sent.startedAt, ...sent });
    if (notice.kind === 'scored' && notice.callId !== null) {
      startClock(tx, app, notice.callId, sent.startedAt);
    }
  });
}

/**
 * Nothing to say any more: the notice is dropped without having been sent. A score that its seller may
 * not read (they are no seller any more) still runs its course.
 */
export function noticeDropped(app: App, notice: Notice): void {
  app.db.transaction((tx) => {
    if (notice.kind === 'scored') giveUp(tx, app, notice, 'nobody to read it');
    else cancelNotice(tx, notice.id);
  });
}

export type Failure =
  /** Nobody will ever read it: blocked, never started, no account. */
  | { kind: 'unreachable'; error: string }
  /** Telegram asks to wait. */
  | { kind: 'wait'; afterMs: number; error: string }
  /** `unanswered`: the message may have arrived all the same. */
  | { kind: 'failed'; error: string; unanswered?: boolean };

/** A failed attempt: postponed, or given up after the policy's time of failing. */
export function noticeFailed(app: App, notice: Notice, failure: Failure): void {
  const now = app.now();
  const policy = app.policy();
  app.db.transaction((tx) => {
    if (failure.kind !== 'failed' || !failure.unanswered) attemptOver(tx, attemptOf(notice));
    const firstAt = notice.firstAttemptAt ?? now;
    const tooLong =
      app.nowEarliest() >= plusDuration(firstAt, policy.deliveryGiveUp, policy.timeZone);
    if (failure.kind === 'unreachable' || (failure.kind === 'failed' && tooLong)) {
      giveUp(tx, app, notice, failure.error);
    } else if (failure.kind === 'wait') {
      noticePostponed(tx, notice.id, now + failure.afterMs, failure.error);
    } else {
      noticePostponed(tx, notice.id, now + pauseMs(notice.attempts), failure.error);
    }
  });
}

/** The clock of a score runs all the same; its heads and administrators are told, once. */
function giveUp(tx: Tx, app: App, notice: Notice, error: string): void {
  if (!noticeGivenUp(tx, notice.id, error)) return;
  if (notice.kind !== 'scored' || notice.callId === null) return;
  startClock(tx, app, notice.callId, app.now());
  tellUndelivered(tx, app, notice.callId);
}

/** What the clock of a score goes by whose notice reaches its seller at `startedAt`. */
export function clockTerms(
  app: App,
  sellerId: number,
  startedAt: Instant,
  policy: Policy = app.policy(),
): DelayTerms {
  return {
    startedAt,
    delay: policy.approvalDelay,
    zone: policy.timeZone,
    workingDays: policy.workingDaysOnly,
    absences: absencesOf(app.db, sellerId, localDateOf(startedAt, policy.timeZone)),
  };
}

/** Until when a seller can appeal a score whose notice reaches them at `startedAt`. */
export function deadlineFor(app: App, sellerId: number, startedAt: Instant): Instant {
  return deadlineOf(clockTerms(app, sellerId, startedAt));
}

function startClock(tx: Tx, app: App, callId: number, startedAt: Instant): void {
  const call = callFacts(tx, callId);
  if (call?.status !== 'scored_pending' || call.deadlineAt !== null || !call.sellerId) return;
  const deadlineAt = deadlineFor(app, call.sellerId, startedAt);
  changeCall(tx, callId, { clockFromAt: startedAt, deadlineAt });
  planReminder(tx, app, { callId, sellerId: call.sellerId, deadlineAt }, startedAt);
}

/** One reminder before the deadline, unless there is nobody to remind or it is too late for it. */
export function planReminder(
  tx: Tx,
  app: App,
  clock: { callId: number; sellerId: number; deadlineAt: Instant },
  now: Instant,
): void {
  const { callId, sellerId, deadlineAt } = clock;
  const remindAt = reminderAt(deadlineAt);
  if (remindAt <= now || !personById(tx, sellerId, now)?.telegramId) return;
  notify(tx, app, {
    key: `reminder:${callId}:${deadlineAt}`,
    personId: sellerId,
    kind: 'deadline_reminder',
    callId,
    dueAt: remindAt,
  });
}
