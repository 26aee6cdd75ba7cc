import {
  appendWriteOff,
  type LedgerEntry,
  reversalOfTransfer,
  transferById,
  writeOffsOf,
} from '../../db/ledger.ts';
import { namesOf } from '../../db/names.ts';
import type { Db } from '../../db/open.ts';
import { type Member, personById } from '../../db/people.ts';
import { frozenPayouts, lastClosed } from '../../db/periods.ts';
import { limits } from '../../domain/checklist.ts';
import { type Outcome, refuse } from '../../domain/refusal.ts';
import { type LocalMonth, nextMonth } from '../../domain/time.ts';
import type { App } from '../app.ts';
import { notify } from '../notices/notify.ts';

/** What somebody still owes from the months that are closed: their coming points go into it first. */
export interface Debt {
  personId: number;
  name: string;
  /** Somebody who has left earns nothing any more that could repay it. */
  active: boolean;
  /** Whole points, at least 1. */
  points: number;
}

/** Debts carried over from the last closed month, and those written off since. */
export interface Debts {
  /** The earliest open month, in which a debt is written off. */
  month: LocalMonth;
  debts: Debt[];
  writtenOff: (LedgerEntry & { name: string })[];
}

/** Null while no month is closed: until then nothing is carried over. */
export function readDebts(app: App, member: Member): Outcome<{ found: Debts | null }> {
  if (!member.roles.includes('admin')) return refuse('not_allowed');
  return { ok: true, found: debtsOf(app, app.db) };
}

function debtsOf(app: App, db: Db): Debts | null {
  const closed = lastClosed(db);
  if (!closed) return null;
  const month = nextMonth(closed.month);
  const names = namesOf(db);
  const nameOf = (id: number) => names.get(id)?.name ?? '';
  const writtenOff = writeOffsOf(db, month);
  const debts = frozenPayouts(db, closed.id).flatMap(({ personId, carriedPoints }) => {
    const off = writtenOff.filter(({ to }) => to === personId);
    const points = -carriedPoints - off.reduce((sum, one) => sum + one.points, 0);
    const active = personById(db, personId, app.now())?.active ?? false;
    return points > 0 ? [{ personId, name: nameOf(personId), active, points }] : [];
  });
  return {
    month,
    debts: debts.sort((a, b) => a.name.localeCompare(b.name, 'ru') || a.personId - b.personId),
    writtenOff: writtenOff.map((entry) => ({ ...entry, name: nameOf(Number(entry.to)) })),
  };
}

/** Whether an administrator may write off what somebody owes: never what they owe themselves. */
export function mayWriteOff(app: App, member: Member, personId: number): Outcome<{ debt: Debt }> {
  return writable(app, app.db, member, personId);
}

function writable(app: App, db: Db, member: Member, personId: number): Outcome<{ debt: Debt }> {
  if (!member.roles.includes('admin')) return refuse('not_allowed');
  if (member.id === personId) return refuse('not_yourself');
  const debt = debtsOf(app, db)?.debts.find((one) => one.personId === personId);
  return debt ? { ok: true, debt } : refuse('no_debt');
}

/**
 * Writes off what somebody owes from closed months, as a transfer from the fund in the earliest open month
 * (3.6). It lessens the debt and is never paid out; the person is told.
 */
export function writeOffDebt(
  app: App,
  member: Member,
  personId: number,
  reason: string,
): Outcome<{ debt: Debt }> {
  if (reason.trim() === '') return refuse('reason_missing');
  if (reason.length > limits.messageMax) return refuse('too_long');
  return app.db.transaction((tx): Outcome<{ debt: Debt }> => {
    const may = writable(app, tx, member, personId);
    if (!may.ok) return may;
    const { points } = may.debt;
    const month = nextMonth(lastClosed(tx)?.month ?? '');
    const at = app.now();
    const id = appendWriteOff(tx, { personId, points, at, month, reason: reason.trim() });
    notify(tx, app, {
      key: `debt_written_off:${id}`,
      personId,
      kind: 'debt_written_off',
      payload: { id },
    });
    return may;
  });
}

/** A debt of one's own that was written off, with what took that back since; null: there is none. */
export function writtenOff(
  app: App,
  member: Member,
  transferId: number,
): { entry: LedgerEntry; reversal: LedgerEntry | null } | null {
  const entry = transferById(app.db, transferId);
  if (entry?.cause !== 'write_off' || entry.to !== member.id) return null;
  return { entry, reversal: reversalOfTransfer(app.db, transferId) };
}
