import {
  deleteAppealDraft,
  insertAppealDraft,
  openAppeal,
  setAppealKind,
  setAppealReason,
  toggleAppealItem,
} from '../../db/appeal-drafts.ts';
import { type Appeal, appealOf, openAppealsOf } from '../../db/appeals.ts';
import type { Tx } from '../../db/open.ts';
import type { Member } from '../../db/people.ts';
import type { AppealKind } from '../../domain/call.ts';
import { failedCodes, limits } from '../../domain/checklist.ts';
import { asActor } from '../../domain/person.ts';
import { type Outcome, type Refused, refuse } from '../../domain/refusal.ts';
import type { App } from '../app.ts';
import { moveCall } from '../calls/move-call.ts';
import { type ScoreNotice, scoreNotice } from '../calls/read-score.ts';
import { notify } from '../notices/notify.ts';
import { type Appealable, type AppealDraft, appealable, viewOfDraft } from './read-draft.ts';
import { tellJudges } from './tell-judges.ts';

interface Draft extends Appealable {
  appeal: Appeal;
  failed: string[];
}

/**
 * Works on the seller's draft of an appeal, which is begun by the first touch and kept until sent.
 * `mayBegin` false: where there is none, nothing is begun.
 */
function onDraft<T extends { ok: true }>(
  app: App,
  member: Member,
  callId: number,
  work: (tx: Tx, draft: Draft) => T | Refused,
  mayBegin = true,
): T | Refused {
  return app.db.transaction((tx): T | Refused => {
    const found = appealable(tx, app, member, callId);
    if (!found.ok) return found;
    const { score } = found;
    const reviewId = score.review.id;
    if (mayBegin) insertAppealDraft(tx, { callId, reviewId, sellerId: member.id });
    const appeal = appealOf(tx, reviewId);
    if (appeal?.state !== 'draft') return refuse('stale');
    return work(tx, { ...score, appeal, failed: failedCodes(score.answers) });
  });
}

/** What became of the draft, for the screen to go on with. */
type Changed = Outcome<{ draft: AppealDraft }>;

/** Changes the draft; answers it as it is then. */
function changeDraft(
  app: App,
  member: Member,
  callId: number,
  change: (tx: Tx, draft: Draft) => Refused | undefined,
  mayBegin = true,
): Changed {
  const work = (tx: Tx, draft: Draft): Changed => {
    const refused = change(tx, draft);
    if (refused) return refused;
    const appeal = appealOf(tx, draft.review.id);
    if (!appeal) throw new Error(`no draft of an appeal for review ${draft.review.id}`);
    return { ok: true, draft: viewOfDraft(tx, draft, appeal) };
  };
  return onDraft(app, member, callId, work, mayBegin);
}

/** Begins an appeal, or takes up the one begun before. A single failed item is chosen already. */
export function beginAppeal(app: App, member: Member, callId: number): Changed {
  return changeDraft(app, member, callId, (tx, { appeal, failed }) => {
    const only = failed.length === 1 ? failed[0] : undefined;
    const untouched = Object.keys(appeal.items).length === 0 && appeal.reason === null;
    if (only && untouched && appeal.kind === 'items') toggleAppealItem(tx, appeal.id, only);
    return undefined;
  });
}

/** Names an item, or leaves it out again. */
export function toggleItem(app: App, member: Member, callId: number, itemCode: string): Changed {
  return changeDraft(app, member, callId, (tx, draft) => toggle(tx, draft, itemCode));
}

/** Names an item or leaves it out, as is wanted; what is done already stays done. Begins no draft. */
export function nameItem(
  app: App,
  member: Member,
  callId: number,
  { itemCode, wanted }: { itemCode: string; wanted: boolean },
): Changed {
  const name = (tx: Tx, draft: Draft): Refused | undefined => {
    const { kind, items } = draft.appeal;
    const named = kind === 'items' && Object.hasOwn(items, itemCode);
    return named === wanted ? undefined : toggle(tx, draft, itemCode);
  };
  return changeDraft(app, member, callId, name, false);
}

function toggle(tx: Tx, { appeal, failed }: Draft, itemCode: string): Refused | undefined {
  if (!failed.includes(itemCode)) return refuse('not_failed');
  if (appeal.kind !== 'items') setAppealKind(tx, appeal.id, 'items');
  toggleAppealItem(tx, appeal.id, itemCode);
  return undefined;
}

/** What the appeal is about: items, or the call as a whole. */
export function chooseKind(app: App, member: Member, callId: number, kind: AppealKind): Changed {
  return changeDraft(app, member, callId, (tx, { appeal }) => {
    setAppealKind(tx, appeal.id, kind);
    return undefined;
  });
}

/** Keeps the reason, written or spoken, in the draft. */
export function giveReason(
  app: App,
  member: Member,
  callId: number,
  reason: { text: string | null; voice: string | null },
): Changed {
  return changeDraft(app, member, callId, (tx, { appeal }) => {
    const text = reason.text?.trim() || null;
    if (text === null && reason.voice === null) return refuse('reason_missing');
    if ((text?.length ?? 0) > limits.messageMax) return refuse('too_long');
    setAppealReason(tx, appeal.id, { text, voice: reason.voice });
    return undefined;
  });
}

/** The seller's notice of the score, in whose place the appeal was made. */
type Settled = Outcome<{ notice: ScoreNotice }>;

/** Drops a draft that was not sent. */
export function dropAppeal(app: App, member: Member, callId: number): Settled {
  return onDraft(app, member, callId, (tx, draft): Settled => {
    deleteAppealDraft(tx, draft.appeal.id);
    return { ok: true, notice: scoreNotice(app, member, { ...draft, appeal: null }) };
  });
}

/** Sends the appeal: its controller and the heads of that direction are told. */
export function sendAppeal(app: App, member: Member, callId: number): Settled {
  return onDraft(app, member, callId, (tx, draft): Settled => {
    const { appeal, review, failed } = draft;
    const now = app.now();
    const moved = moveCall(tx, {
      callId,
      call: draft.call,
      verb: 'appeal',
      actor: asActor(member),
      now,
      earliestAt: app.nowEarliest(),
      facts: {
        kind: appeal.kind,
        chosen: Object.keys(appeal.items),
        failed,
        reason: appeal.reason ?? (appeal.reasonVoice ? '🎤' : ''),
        openAppeals: openAppealsOf(tx, member.id),
        openAppealsMax: app.policy().openAppealsMax,
      },
      note: appeal.reason,
    });
    if (!moved.ok) return moved;
    openAppeal(tx, appeal.id, now);
    notify(tx, app, {
      key: `appealed:${appeal.id}`,
      personId: review.reviewerId,
      kind: 'appealed',
      callId,
    });
    const { kind, begunById, escalatedAt } = appeal;
    const facts = { kind, begunById, escalatedAt, itemCodes: Object.keys(appeal.items) };
    const call = { ...moved.after, appeal: facts };
    tellJudges(tx, app, { appealId: appeal.id, call, stage: 'new' });
    const opened: Appeal = { ...appeal, state: 'open', openedAt: now };
    return { ok: true, notice: scoreNotice(app, member, { ...draft, call, appeal: opened }) };
  });
}
