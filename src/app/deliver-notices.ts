import { callFacts, changeCall } from '../db/calls.ts';
import type { Tx } from '../db/open.ts';
import {
  cancelNotice,
  cancelNotices,
  claimNotice,
  dueNotices,
  type Notice,
  noticeGivenUp,
  noticePostponed,
  noticeSent,
} from '../db/outbox.ts';
import { absencesOf, peopleWithRole, personById } from '../db/people.ts';
import { capacitiesOf } from '../domain/access.ts';
import { type DelayTerms, deadlineOf, reminderAt } from '../domain/deadline.ts';
import { asActor } from '../domain/person.ts';
import type { Policy } from '../domain/policy.ts';
import { type Instant, localDateOf, plusDuration } from '../domain/time.ts';
import type { App } from './app.ts';
import { notify } from './notify.ts';

/** How long an attempt may go unheard of before it counts as lost, and the pauses between attempts. */
const firstPauseMs = 5_000;
const longestPauseMs = 600_000;

function pauseMs(attempts: number): number {
  return Math.min(longestPauseMs, firstPauseMs * 2 ** attempts);
}

/**
 * Claims notices that are due. Each is claimed before it is sent and set to be tried again should the
 * process die over it, so that none is lost; the score of a claimed notice can no longer be recalled.
 */
export function claimNotices(app: App, most: number): Notice[] {
  const now = app.now();
  return dueNotices(app.db, now, most).filter((notice) =>
    app.db.transaction((tx) => {
      if (!claimNotice(tx, notice.id, now, now + pauseMs(notice.attempts))) return false;
      if (notice.kind !== 'scored' || notice.callId === null) return true;
      const call = callFacts(tx, notice.callId);
      if (call?.status !== 'scored_pending') {
        cancelNotices(tx, notice.callId, 'scored');
        return false;
      }
      changeCall(tx, notice.callId, { noticeLeftAt: now });
      return true;
    }),
  );
}

/** The notice is in the chat: the seller's clock runs from the start of this attempt (3.4). */
export function noticeDelivered(
  app: App,
  notice: Notice,
  sent: { startedAt: Instant; chatId: number; messageId: number },
): void {
  app.db.transaction((tx) => {
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
  | { kind: 'failed'; error: string };

/** A failed attempt: postponed, or given up after the policy's time of failing. */
export function noticeFailed(app: App, notice: Notice, failure: Failure): void {
  const now = app.now();
  const policy = app.policy();
  app.db.transaction((tx) => {
    const firstAt = notice.firstAttemptAt ?? now;
    const tooLong = now >= plusDuration(firstAt, policy.deliveryGiveUp, policy.timeZone);
    if (failure.kind === 'unreachable' || (failure.kind === 'failed' && tooLong)) {
      giveUp(tx, app, notice, failure.error);
    } else if (failure.kind === 'wait') {
      noticePostponed(tx, notice.id, now + failure.afterMs, failure.error);
    } else {
      noticePostponed(tx, notice.id, now + pauseMs(notice.attempts), failure.error);
    }
  });
}

/**
 * The clock of a score runs all the same. Heads and administrators are told that its seller cannot be
 * reached, once a day.
 */
function giveUp(tx: Tx, app: App, notice: Notice, error: string): void {
  noticeGivenUp(tx, notice.id, error);
  if (notice.kind !== 'scored' || notice.callId === null) return;
  startClock(tx, app, notice.callId, app.now());
  const call = callFacts(tx, notice.callId);
  const today = localDateOf(app.now(), app.policy().timeZone);
  const told = [
    ...peopleWithRole(tx, 'supervisor', app.now()),
    ...peopleWithRole(tx, 'admin', app.now()),
  ];
  for (const member of told) {
    const mine = call ? capacitiesOf(asActor(member), call) : new Set();
    if (!mine.has('supervisor') && !mine.has('admin')) continue;
    notify(tx, app, {
      key: `unreachable:${notice.personId}:${today}:${member.id}`,
      personId: member.id,
      kind: 'unreachable',
      callId: notice.callId,
    });
  }
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
