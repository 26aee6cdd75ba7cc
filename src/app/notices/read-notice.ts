import { type Appeal, appealOf } from '../../db/appeals.ts';
import { type CallView, callFacts, callView } from '../../db/calls.ts';
import { namesOf } from '../../db/names.ts';
import { type Notice, type NoticeKind, sentMessage } from '../../db/outbox.ts';
import { type Member, personById } from '../../db/people.ts';
import { type PersonChangeRow, personChangeById } from '../../db/people-changes.ts';
import { type Period, periodById } from '../../db/periods.ts';
import { queueSize } from '../../db/queue.ts';
import { creditReviewOf } from '../../db/reviews.ts';
import { copiesOf, type Message } from '../../db/send-attempts.ts';
import { capacitiesOf } from '../../domain/access.ts';
import { asActor } from '../../domain/person.ts';
import type { App } from '../app.ts';

export type { Notice } from '../../db/outbox.ts';

/** A notice with whom it is for and, where it changes an earlier message, which. */
export interface PendingNotice extends Notice {
  earlier: Message | null;
  /** Where that message stands once more, since the answer to an attempt had been lost. */
  copies: Message[];
}

/** Notices that change an earlier message instead of adding one: of which kind that was. */
const edited: Partial<Record<NoticeKind, (notice: Notice) => NoticeKind>> = {
  settled: () => 'scored',
  appeal_begun: () => 'appealed',
  appeal_closed: () => 'appealed',
  return_closed: () => 'return_waiting',
  unreachable_more: () => 'unreachable',
  advice_closed: ({ payload }) =>
    payload.edits === 'advice_overdue' ? payload.edits : 'advice_waiting',
};

export function addressee(
  app: App,
  notice: Notice,
): { member: Member; notice: PendingNotice } | null {
  const member = personById(app.db, notice.personId, app.now());
  if (!member) return null;
  const edits = edited[notice.kind]?.(notice);
  const earlier =
    edits && notice.callId !== null
      ? sentMessage(app.db, notice.callId, edits, notice.personId)
      : null;
  return {
    member,
    notice: { ...notice, earlier, copies: earlier ? copiesOf(app.db, earlier.id) : [] },
  };
}

/** What would draw a message that was sent for `notice` as things stand now; null: it never changes. */
export function redrawing(notice: Notice, at: Message): PendingNotice | null {
  const kinds = Object.keys(edited) as NoticeKind[];
  const changing = kinds.map((kind) => ({
    ...notice,
    kind,
    payload: { ...notice.payload, edits: notice.kind },
  }));
  const found = changing.find((change) => edited[change.kind]?.(change) === notice.kind);
  return found ? { ...found, earlier: at, copies: [] } : null;
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
  if (call?.status !== 'scored_appealed' || !view || !appeal) return null;
  return capacitiesOf(asActor(member), call).has('judge') ? { view, appeal } : null;
}

/** The sellers whom a notice names as short of calls, with how many were drawn of each. */
export function shortSellersOf(app: App, notice: Notice): { name: string; drawn: number }[] {
  const short = (notice.payload.short ?? []) as [sellerId: number, drawn: number][];
  const names = namesOf(app.db);
  return short.map(([id, drawn]) => ({ name: names.get(id)?.name ?? '—', drawn }));
}

/** What somebody did to themselves, for their heads; null: it is not there. */
export function selfActOf(
  app: App,
  { payload }: Notice,
): { name: string; change: PersonChangeRow } | { name: string; period: Period } | null {
  const name = personById(app.db, Number(payload.byId), app.now())?.name ?? '—';
  if (payload.periodId !== undefined) {
    const period = periodById(app.db, Number(payload.periodId));
    return period && { name, period };
  }
  const change = personChangeById(app.db, Number(payload.changeId));
  return change && { name, change };
}

/** The name of a person in a notice; null where there is none. */
export function nameOf(app: App, personId: number): string | null {
  return personById(app.db, personId, app.now())?.name ?? null;
}

export function queueNotice(app: App): { waiting: number } {
  return queueSize(app.db);
}
