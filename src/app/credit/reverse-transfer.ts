import { callFacts } from '../../db/calls.ts';
import { versionById } from '../../db/checklists.ts';
import {
  appendReversal,
  isReversed,
  type LedgerEntry,
  ledgerOfCall,
  transferById,
} from '../../db/ledger.ts';
import { namesOf } from '../../db/names.ts';
import type { Member } from '../../db/people.ts';
import { creditReviewOf } from '../../db/reviews.ts';
import { canSee } from '../../domain/access.ts';
import { itemsOf, limits } from '../../domain/checklist.ts';
import type { Account } from '../../domain/ledger.ts';
import { asActor } from '../../domain/person.ts';
import { type Outcome, refuse } from '../../domain/refusal.ts';
import type { App } from '../app.ts';
import { decidesAgain } from '../calls/undecided-view.ts';
import { notify } from '../notices/notify.ts';
import { openMonthFrom } from '../scoring/open-month.ts';

/** A transfer of a call as a person reads it. */
export interface CallTransfer extends LedgerEntry {
  /** Null: the company's fund. */
  fromName: string | null;
  toName: string | null;
  itemText: string | null;
  /** An admin may still take it back. */
  reversible: boolean;
}

/** The transfers of a call that a person may read: an admin all, everybody else those of their own points. */
export function transfersOfCall(
  app: App,
  member: Member,
  callId: number,
): Outcome<{ transfers: CallTransfer[] }> {
  const call = callFacts(app.db, callId);
  if (!call || !canSee(asActor(member), call)) return refuse('not_found');
  const isAdmin = member.roles.includes('admin');
  const entries = decidesAgain(member, call) ? [] : ledgerOfCall(app.db, callId);
  const reversed = new Set(entries.map(({ reversesId }) => reversesId));
  const people = namesOf(app.db);
  const nameOf = (account: Account) => {
    return account === 'fund' ? null : (people.get(account)?.name ?? '—');
  };
  const versionId = creditReviewOf(app.db, callId)?.versionId ?? null;
  const version = versionId === null ? null : versionById(app.db, versionId);
  const texts = new Map(
    (version ? itemsOf(version.checklist) : []).map(({ code, text }) => [code, text]),
  );
  const transfers = entries
    .filter(({ from, to }) => isAdmin || from === member.id || to === member.id)
    .map((entry) => ({
      ...entry,
      fromName: nameOf(entry.from),
      toName: nameOf(entry.to),
      itemText: entry.itemCode === null ? null : (texts.get(entry.itemCode) ?? entry.itemCode),
      reversible: isAdmin && entry.reversesId === null && !reversed.has(entry.id),
    }));
  return { ok: true, transfers };
}

/** Whether a transfer can be taken back: once, and by an admin whose own points it did not move. */
export function mayReverse(
  app: App,
  member: Member,
  transferId: number,
): Outcome<{ transfer: LedgerEntry }> {
  if (!member.roles.includes('admin')) return refuse('not_allowed');
  const transfer = transferById(app.db, transferId);
  if (!transfer) return refuse('not_found');
  if (transfer.from === member.id || transfer.to === member.id) return refuse('not_yourself');
  if (transfer.reversesId !== null) return refuse('is_reversal');
  return isReversed(app.db, transferId) ? refuse('already_reversed') : { ok: true, transfer };
}

/**
 * Takes a transfer back by another one: in its month, or in the earliest open one once that is closed.
 * Both people hear of it.
 */
export function reverseTransfer(
  app: App,
  member: Member,
  transferId: number,
  reason: string,
): Outcome<{ callId: number | null }> {
  if (reason.trim() === '') return refuse('reason_missing');
  if (reason.length > limits.messageMax) return refuse('too_long');
  return app.db.transaction((tx): Outcome<{ callId: number | null }> => {
    const may = mayReverse({ ...app, db: tx }, member, transferId);
    if (!may.ok) return may;
    const { transfer } = may;
    const { id, from, to, callId } = transfer;
    const month = openMonthFrom(tx, transfer.month);
    appendReversal(tx, transfer, { at: app.now(), month, reason: reason.trim() });
    for (const personId of [from, to]) {
      if (personId === 'fund') continue;
      const key = `points_reversed:${id}:${personId}`;
      const about = { key, personId, payload: { id } };
      if (callId === null) notify(tx, app, { ...about, kind: 'debt_written_off' });
      else notify(tx, app, { ...about, kind: 'points_reversed', callId });
    }
    return { ok: true, callId };
  });
}
