import { callFacts } from '../../db/calls.ts';
import type { Db } from '../../db/open.ts';
import { noticeById } from '../../db/outbox.ts';
import { noticeAgain, noticeCaughtUp, type Unheard, unheardOf } from '../../db/unheard.ts';
import type { NoticeKind } from '../../domain/notice-kinds.ts';
import { contentOf } from '../../domain/notice-kinds.ts';
import type { Status } from '../../domain/statuses.ts';
import type { App } from '../app.ts';
import { notify } from '../notices/notify.ts';
import type { Member } from '../people/members.ts';

/** A call of which somebody missed something; with a teaching review, that review. */
export interface Missed {
  callId: number;
  reviewId: number | null;
}

/**
 * What becomes of a notice that was given up once its person can be reached:
 * - `named`: the list of what they missed names its call;
 * - `again`: it leaves again, and says how things stand by then (or nothing, where it is over);
 * - a status: as `again` while the call has it, since there is something to do about it; later `named`.
 * Anything else is over: it only spoke of its moment, or /menu shows it while it is open.
 */
const onReturn: Partial<Record<NoticeKind, 'named' | 'again' | Status>> = {
  scored: 'scored_pending',
  appealed: 'scored_appealed',
  settled: 'named',
  appeal_decided: 'named',
  second_head: 'again',
  best_asked: 'again',
  points_reversed: 'named',
  violation_judged: 'again',
  taught: 'named',
  advice_returned: 'named',
  call_returned: 'named',
  appeal_begun: 'again',
  appeal_closed: 'again',
  advice_closed: 'again',
  return_waiting: 'again',
  return_closed: 'again',
  unreachable_more: 'again',
  on_self: 'again',
  debt_written_off: 'again',
};

/** The calls that a list names, and how many more there were. */
export interface MissedList {
  calls: Missed[];
  more: number;
}

/** More calls than anybody reads; the rest is counted, and stands in /calls. */
const keptMax = 100;

/**
 * Somebody who could not be reached is heard of again: what was given up meanwhile leaves again or is
 * named in one message, each call once, the latest first. Nothing for whoever missed nothing.
 */
export function catchUp(app: App, member: Member): void {
  if (unheardOf(app.db, member.id).length === 0) return;
  app.db.transaction((tx) => {
    const now = app.now();
    const unheard = unheardOf(tx, member.id);
    const sorted = unheard.map((notice) => ({ notice, way: wayOf(tx, notice) }));
    for (const { notice, way } of sorted) {
      // The message of before says how the call ended, beside the list that names it.
      if (way === 'again' || notice.kind === 'settled') noticeAgain(tx, notice.id, now);
      else noticeCaughtUp(tx, notice.id);
    }
    const named = sorted
      .filter(({ way }) => way === 'named')
      .flatMap(({ notice }) => missedOf(notice));
    const calls = eachOnce(named.reverse());
    const uncounted = unheard.reduce((sum, notice) => sum + moreOf(notice), 0);
    if (calls.length > 0) {
      notify(tx, app, {
        key: `missed:${member.id}:${unheard.at(-1)?.id}:${now}`,
        personId: member.id,
        kind: 'missed',
        payload: {
          calls: calls.slice(0, keptMax),
          more: uncounted + Math.max(0, calls.length - keptMax),
        },
        dueAt: now,
      });
    }
    app.onOutbox();
  });
}

function wayOf(db: Db, { kind, callId }: Unheard): 'named' | 'again' | 'over' {
  if (kind === 'missed') return 'named';
  const way = onReturn[kind];
  if (way === undefined || way === 'named' || way === 'again') return way ?? 'over';
  return callId !== null && callFacts(db, callId)?.status === way ? 'again' : 'named';
}

/** The calls that a notice told of; of a list that did not arrive, those of the list, its last first. */
function missedOf(notice: Unheard): Missed[] {
  const content = contentOf(notice);
  if (content?.kind === 'missed') return [...content.payload.calls].reverse();
  if (content === null || content.callId === null) return [];
  return [
    {
      callId: content.callId,
      reviewId: content.kind === 'taught' ? content.payload.reviewId : null,
    },
  ];
}

/** How many more calls a list spoke of than it named. */
function moreOf(notice: Unheard): number {
  const content = contentOf(notice);
  return content?.kind === 'missed' ? content.payload.more : 0;
}

function eachOnce(calls: Missed[]): Missed[] {
  return [
    ...new Map(calls.map((missed) => [`${missed.callId}:${missed.reviewId}`, missed])).values(),
  ];
}

/** A list that was sent to this person; null for anybody else's and for what is no list. */
export function missedList(app: App, member: Member, noticeId: number): MissedList | null {
  const notice = Number.isSafeInteger(noticeId) ? noticeById(app.db, noticeId) : null;
  const content = notice?.personId === member.id ? contentOf(notice) : null;
  return content?.kind === 'missed' ? content.payload : null;
}
