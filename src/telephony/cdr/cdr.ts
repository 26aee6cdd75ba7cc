import type { Instant } from '../../domain/time.ts';
import { callOf } from './call-of-legs.ts';
import type { CdrRules } from './cdr-settings.ts';
import {
  type CdrSource,
  type Columns,
  columnsFor,
  headerOf,
  layoutIn,
  layoutOf,
  rowsAboveMax,
  saysDelimiter,
} from './format.ts';
import { type Leg, type LegRead, localTimes, readLeg, wrong } from './legs.ts';
import { type CdrRow, cellsOf, createRowReader } from './rows.ts';
import { saysTypes } from './table-columns.ts';
import { readTableLeg } from './tables.ts';

/** Rows of a file that are of one call. */
interface Gathered {
  readonly legs: readonly Leg[];
  /** Of the first of them. */
  readonly line: number;
  /** More may still come, from further on or out of another file: they stand near an end of this one. */
  readonly keep: boolean;
}

export interface CdrCall extends Gathered {
  /** What `POST /v1/calls` takes. */
  readonly item: { readonly externalId: string };
}

/** A call that is none of ours: within the company, or of nobody known. */
export interface CdrApart extends Gathered {
  readonly why: 'internal' | 'stranger';
}

export interface CdrRefusal {
  readonly line: number;
  readonly field: string;
  readonly problem: string;
}

export interface CdrBatch {
  readonly calls: CdrCall[];
  readonly refused: CdrRefusal[];
  readonly apart: CdrApart[];
  /** Of these, how many are within the company, and the lines of those that nobody known had a part in. */
  readonly internal: number;
  readonly strangers: number[];
  /** The names of such parties, at most ten. */
  readonly names: string[];
}

export interface CdrReader {
  /** Calls that are complete by what the bytes bring, however they are cut. `at`: when they came. */
  push(bytes: Buffer, at: Instant): CdrBatch;
  /** Calls of which nothing came since an instant: of a growing file, those that are over. */
  settle(quietSince: Instant): CdrBatch;
  /** The end of the file: whatever is open. */
  end(): CdrBatch;
  /** The byte from which a reader that starts again would miss nothing and repeat only whole calls. */
  resumeAt(): number;
}

/** Legs of one call stand near each other, each written as it ends: so many rows later none comes any more. */
const rowsApartMax = 10_000;
const namesMax = 10;

/** Whoever had a part in a call, by the names that they go by. */
const namesIn = (legs: readonly Leg[]) => legs.flatMap((leg) => [...leg.from, ...leg.to]);

interface OpenCall {
  legs: Leg[];
  line: number;
  offset: number;
  firstRow: number;
  lastRow: number;
  lastAt: Instant;
}

/**
 * Reads the calls of a file as it comes; memory is bounded by the calls open at once, not by the file.
 *
 * @param from where to begin in the file, and its first lines, which say how it is to be read
 */
export function readCdr(
  format: CdrSource,
  rules: CdrRules,
  from: { offset: number; head: Uint8Array } = { offset: 0, head: Buffer.alloc(0) },
): CdrReader {
  let layout = from.offset > 0 ? layoutIn(from.head) : null;
  const rows = createRowReader(from.offset, (row) => {
    layout ??= layoutOf(row);
    if ((!layout && saysDelimiter.test(row)) || saysTypes(row)) return [''];
    return cellsOf(row, layout?.delimiter);
  });
  const localTime = localTimes(rules.zone);
  // In the order of their last leg, so that the first is the one that has been quiet longest.
  const open = new Map<string, OpenCall>();
  /** Ids of open calls whose legs have ids of their own, by the one that they are open under. */
  const linked = new Map<string, string>();
  let header: Columns | null = layout?.header ?? null;
  /** Rows that are none, before any that is: a title above a header or the first row, or refusals. */
  let above: { refusal: CdrRefusal; isTitle: boolean }[] | null = layout ? null : [];
  let rowCount = 0;
  let batch = emptyBatch();

  function takeRow({ cells, line, offset }: CdrRow, at: Instant): void {
    rowCount += 1;
    const named = cells && headerOf(format, cells);
    if (named) {
      header = named;
      above = null;
      return;
    }
    const read = legOf(cells);
    if (!read.ok) {
      const { field, problem } = read;
      const isTitle = cells !== null && cells.filter((cell) => cell.trim() !== '').length < 2;
      if (above) above.push({ refusal: { line, field, problem }, isTitle });
      else batch.refused.push({ line, field, problem });
      if (above && above.length > rowsAboveMax) refuseAbove();
      return;
    }
    refuseAbove(layout?.header === null);
    const { leg } = read;
    // Nearly every call has one leg: an array that is pushed to has room for seventeen, of ten thousand calls at once.
    const begun = { legs: [leg], line, offset, firstRow: rowCount, lastRow: rowCount, lastAt: at };
    const call = openOf(leg, begun);
    if (call === begun) return;
    call.legs.push(leg);
    call.lastRow = rowCount;
    call.lastAt = at;
  }

  /** The open call of a leg, as the last of them; those that the leg shows to be one are joined. */
  function openOf(leg: Leg, begun: OpenCall): OpenCall {
    const key = linked.get(leg.callId) ?? leg.callId;
    const call = open.get(key) ?? begun;
    open.delete(key);
    open.set(key, call);
    if (leg.otherId === '') return call;
    const otherKey = linked.get(leg.otherId) ?? leg.otherId;
    const other = otherKey === key ? undefined : open.get(otherKey);
    if (other) {
      open.delete(otherKey);
      call.legs.push(...other.legs);
      call.line = Math.min(call.line, other.line);
      call.offset = Math.min(call.offset, other.offset);
      call.firstRow = Math.min(call.firstRow, other.firstRow);
    }
    for (const one of [leg, ...(other?.legs ?? [])]) {
      linked.set(one.callId, key);
      if (one.otherId !== '') linked.set(one.otherId, key);
    }
    return call;
  }

  function legOf(cells: CdrRow['cells']): LegRead {
    if (cells === null) return wrong('row', 'has a quote that does not close');
    const columns = columnsFor(format, header, cells);
    if (columns && format === 'table') return readTableLeg(columns, cells, localTime);
    if (columns && format !== 'table') return readLeg(format, columns, cells, localTime);
    return wrong('row', `has ${cells.length} columns, which is not this format`);
  }

  /** @param isBegun the file is known by the row that follows, so that one cell alone above it is a title */
  function refuseAbove(isBegun = false): void {
    for (const { refusal, isTitle } of above ?? []) {
      if (!isBegun || !isTitle) batch.refused.push(refusal);
    }
    above = null;
  }

  /** @param atEnd no more rows stand in the file, for now */
  function closeWhile(isOver: (call: OpenCall) => boolean, atEnd: boolean): void {
    for (const [callId, call] of open) {
      if (!isOver(call)) return;
      open.delete(callId);
      const { legs, line, firstRow } = call;
      for (const leg of linked.size > 0 ? legs : []) {
        linked.delete(leg.callId);
        linked.delete(leg.otherId);
      }
      settleCall({ legs, line, keep: atEnd || firstRow <= rowsApartMax });
    }
  }

  function settleCall(of: Gathered): void {
    const come = callOf(of.legs, rules);
    if (come.what === 'call') {
      batch.calls.push({ item: come.item, ...of });
      return;
    }
    const why = come.what === 'internal' ? 'internal' : 'stranger';
    batch.apart.push({ why, ...of });
    if (why === 'internal') {
      batch.internal += 1;
      return;
    }
    batch.strangers.push(of.line);
    for (const name of namesIn(of.legs)) {
      if (batch.names.length < namesMax && !batch.names.includes(name)) batch.names.push(name);
    }
  }

  function given(): CdrBatch {
    const done = batch;
    batch = emptyBatch();
    return done;
  }

  return {
    push(bytes, at) {
      for (const row of rows.push(bytes)) takeRow(row, at);
      closeWhile(({ lastRow }) => rowCount - lastRow > rowsApartMax, false);
      return given();
    },
    settle(quietSince) {
      refuseAbove();
      closeWhile(({ lastAt }) => lastAt <= quietSince, true);
      return given();
    },
    end() {
      for (const row of rows.end()) takeRow(row, 0);
      refuseAbove();
      closeWhile(() => true, true);
      return given();
    },
    resumeAt() {
      let at = rows.readAt();
      for (const { offset } of open.values()) at = Math.min(at, offset);
      return at;
    },
  };
}

type Batch = { -readonly [Key in keyof CdrBatch]: CdrBatch[Key] };

const emptyBatch = (): Batch => ({
  ...{ calls: [], refused: [], apart: [] },
  ...{ internal: 0, strangers: [], names: [] },
});
