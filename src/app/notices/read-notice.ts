import { type Appeal, appealOf } from '../../db/appeals.ts';
import { type CallView, callFacts, callView } from '../../db/calls.ts';
import { namesOf } from '../../db/names.ts';
import { type Notice, sentMessage } from '../../db/outbox.ts';
import { type Member, personById } from '../../db/people.ts';
import { type PersonChangeRow, personChangeById } from '../../db/people-changes.ts';
import { type Period, periodById } from '../../db/periods.ts';
import { queueSize } from '../../db/queue.ts';
import { creditReviewOf } from '../../db/reviews.ts';
import { copiesOf, type Message } from '../../db/send-attempts.ts';
import { capacitiesOf } from '../../domain/access.ts';
import { contentOf, type NoticeContent, type NoticeKind } from '../../domain/notice-kinds.ts';
import { asActor } from '../../domain/person.ts';
import type { App } from '../app.ts';

export type { Notice } from '../../db/outbox.ts';

type Kept = Omit<Notice, 'kind' | 'callId' | 'payload'>;

/** A notice on its way: what it tells and, where it changes an earlier message, which. */
export type PendingNotice<Kind extends NoticeKind = NoticeKind> = Kept &
  NoticeContent<Kind> & {
    earlier: Message | null;
    /** Where that message stands once more, since the answer to an attempt had been lost. */
    copies: Message[];
  };

/** Which earlier kind of message a notice changes instead of adding one; null: it is a message of its own. */
function editedBy(content: NoticeContent): NoticeKind | null {
  switch (content.kind) {
    case 'settled':
      return 'scored';
    case 'appeal_begun':
    case 'appeal_closed':
      return 'appealed';
    case 'return_closed':
      return 'return_waiting';
    case 'unreachable_more':
      return 'unreachable';
    case 'advice_closed':
      return content.payload.edits;
    default:
      return null;
  }
}

/** What changes a message of each kind that is changed at all, as things stand when it is pressed. */
function changeOf({ kind, callId, payload }: NoticeContent): NoticeContent | null {
  switch (kind) {
    case 'scored':
      return { kind: 'settled', callId, payload: {} };
    case 'appealed':
      return { kind: 'appeal_begun', callId, payload: {} };
    case 'return_waiting':
      return { kind: 'return_closed', callId, payload: {} };
    case 'unreachable':
      return { kind: 'unreachable_more', callId, payload: { calls: payload.calls ?? [callId] } };
    case 'advice_waiting':
    case 'advice_overdue':
      return { kind: 'advice_closed', callId, payload: { edits: kind } };
    default:
      return null;
  }
}

/** What a kept notice tells. Throws where it holds not what its kind holds, as after a bug. */
function told(notice: Notice): NoticeContent {
  const content = contentOf(notice);
  if (!content)
    throw new Error(`notice ${notice.id} is no ${notice.kind}: ${JSON.stringify(notice.payload)}`);
  return content;
}

/** Whom a notice is for; null: nobody any more. */
export function addressee(
  app: App,
  notice: Notice,
): { member: Member; notice: PendingNotice } | null {
  const member = personById(app.db, notice.personId, app.now());
  if (!member) return null;
  const content = told(notice);
  const edits = editedBy(content);
  const earlier =
    edits !== null && content.callId !== null
      ? sentMessage(app.db, content.callId, edits, notice.personId)
      : null;
  const copies = earlier ? copiesOf(app.db, earlier.id) : [];
  return { member, notice: { ...notice, ...content, earlier, copies } };
}

/** What would draw a message that was sent for `notice` as things stand now; null: it never changes. */
export function redrawing(notice: Notice, at: Message): PendingNotice | null {
  const change = changeOf(told(notice));
  return change && { ...notice, ...change, earlier: at, copies: [] };
}

/** The open appeal that a judge is told of; null once there is nothing for them to decide. */
export function caseNotice(
  app: App,
  member: Member,
  callId: number,
): { view: CallView; appeal: Appeal } | null {
  const call = callFacts(app.db, callId);
  const view = callView(app.db, callId);
  const review = creditReviewOf(app.db, callId);
  const appeal = review && appealOf(app.db, review.id);
  if (!call || !view || !appeal) return null;
  if (call.status !== 'scored_appealed' && !call.appeal?.again) return null;
  return capacitiesOf(asActor(member), call).has('judge') ? { view, appeal } : null;
}

/** The sellers whom a notice names as short of calls, with how many were drawn of each. */
export function shortSellersOf(
  app: App,
  { payload }: PendingNotice<'draw_short'>,
): { name: string; drawn: number }[] {
  const names = namesOf(app.db);
  return payload.short.map(([id, drawn]) => ({ name: names.get(id)?.name ?? '—', drawn }));
}

/** What somebody did to themselves, for their heads; null: it is not there. */
export function selfActOf(
  app: App,
  { payload }: PendingNotice<'on_self'>,
): { name: string; change: PersonChangeRow } | { name: string; period: Period } | null {
  const name = personById(app.db, payload.byId, app.now())?.name ?? '—';
  if (payload.periodId !== undefined) {
    const period = periodById(app.db, payload.periodId);
    return period && { name, period };
  }
  const change = payload.changeId === undefined ? null : personChangeById(app.db, payload.changeId);
  return change && { name, change };
}

/** The name of a person in a notice; null where there is none. */
export function nameOf(app: App, personId: number): string | null {
  return personById(app.db, personId, app.now())?.name ?? null;
}

export function queueNotice(app: App): { waiting: number } {
  return queueSize(app.db);
}
