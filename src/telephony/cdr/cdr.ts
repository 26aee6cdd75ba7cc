import { type Instant, toRfc3339 } from '../../domain/time.ts';
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

export interface CdrRules {
  /** The calls' source, as people's extensions name it. */
  readonly source: string;
  /** IANA, of times that nothing else dates. */
  readonly zone: string;
  /** Whether a name is a seller's; never guessed, since a trunk can look like an extension. */
  isExtension(name: string): boolean;
  /** Where recordings lie: `{yyyy}/{mm}/{dd}/{uniqueid}.wav`; also `{linkedid}`, `{userfield}`. */
  readonly recordingPath?: string;
}

export interface CdrCall {
  /** What `POST /v1/calls` takes. */
  readonly item: unknown;
  /** Of its first row. */
  readonly line: number;
}

export interface CdrRefusal {
  readonly line: number;
  readonly field: string;
  readonly problem: string;
}

export interface CdrBatch {
  readonly calls: CdrCall[];
  readonly refused: CdrRefusal[];
  /** Calls left out: how many within the company, and the lines of those that nobody known had a part in. */
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

/** Legs of one call stand near each other: so many rows later none comes any more. */
const rowsApartMax = 1000;
const namesMax = 10;

interface OpenCall {
  legs: Leg[];
  line: number;
  offset: number;
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
    if (!layout && saysDelimiter.test(row)) return [''];
    return cellsOf(row, layout?.delimiter);
  });
  const localTime = localTimes(rules.zone);
  // In the order of their last leg, so that the first is the one that has been quiet longest.
  const open = new Map<string, OpenCall>();
  let header: Columns | null = layout?.header ?? null;
  /** Rows that are none, before any that is: a title above a header, or refusals. */
  let above: CdrRefusal[] | null = layout ? null : [];
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
      (above ?? batch.refused).push({ line, field, problem });
      if (above && above.length > rowsAboveMax) refuseAbove();
      return;
    }
    refuseAbove();
    const { callId } = read.leg;
    const call = open.get(callId) ?? { legs: [], line, offset, lastRow: rowCount, lastAt: at };
    call.legs.push(read.leg);
    call.lastRow = rowCount;
    call.lastAt = at;
    open.delete(callId);
    open.set(callId, call);
  }

  function legOf(cells: CdrRow['cells']): LegRead {
    if (cells === null) return wrong('row', 'has a quote that does not close');
    const columns = columnsFor(format, header, cells);
    if (columns) return readLeg(format, columns, cells, localTime);
    return wrong('row', `has ${cells.length} columns, which is not this format`);
  }

  function refuseAbove(): void {
    if (above) batch.refused.push(...above);
    above = null;
  }

  function closeWhile(isOver: (call: OpenCall) => boolean): void {
    for (const [callId, call] of open) {
      if (!isOver(call)) return;
      open.delete(callId);
      settleCall(call);
    }
  }

  function settleCall({ legs, line }: OpenCall): void {
    const told = callOf(legs, rules);
    if (told === 'internal') batch.internal += 1;
    else if (told === 'stranger') {
      batch.strangers.push(line);
      for (const name of legs.flatMap((leg) => [...leg.from, ...leg.to])) {
        if (batch.names.length < namesMax && !batch.names.includes(name)) batch.names.push(name);
      }
    } else batch.calls.push({ item: told, line });
  }

  function given(): CdrBatch {
    const done = batch;
    batch = emptyBatch();
    return done;
  }

  return {
    push(bytes, at) {
      for (const row of rows.push(bytes)) takeRow(row, at);
      closeWhile(({ lastRow }) => rowCount - lastRow > rowsApartMax);
      return given();
    },
    settle(quietSince) {
      refuseAbove();
      closeWhile(({ lastAt }) => lastAt <= quietSince);
      return given();
    },
    end() {
      for (const row of rows.end()) takeRow(row, 0);
      refuseAbove();
      closeWhile(() => true);
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

const emptyBatch = (): Batch => ({ calls: [], refused: [], internal: 0, strangers: [], names: [] });

/** Who of a leg is ours: the seller's extension, and the number outside. */
interface Side {
  leg: Leg;
  direction: 'in' | 'out';
  extension: string;
  number: string;
}

/** One call of its legs: the longest talk with a seller in it, or the first ringing of one. */
function callOf(legs: readonly Leg[], rules: CdrRules): object | 'internal' | 'stranger' {
  let isInternal = false;
  let best: Side | null = null;
  for (const leg of legs) {
    const from = leg.from.find(rules.isExtension);
    const to = leg.to.find(rules.isExtension);
    if (from !== undefined && to !== undefined) isInternal = true;
    else if (from !== undefined || to !== undefined) {
      const side: Side =
        to === undefined
          ? { leg, direction: 'out', extension: from ?? '', number: leg.called }
          : { leg, direction: 'in', extension: to, number: leg.caller };
      if (best === null || leg.talkS > best.leg.talkS) best = side;
    }
  }
  const [first] = legs;
  if (best === null || !first) return isInternal ? 'internal' : 'stranger';
  const earliest = legs.reduce((one, leg) => (leg.startedAt < one.startedAt ? leg : one), first);
  const endsAt = Math.max(...legs.map((leg) => leg.startedAt + leg.durationS * 1000));
  const { leg, direction, extension, number } = best;
  const path = leg.talkS > 0 ? recordingOf(leg, rules) : null;
  return {
    source: rules.source,
    externalId: leg.callId,
    direction,
    sellerExtension: extension,
    externalNumber: number === '' ? null : number.slice(0, 64),
    startedAt: toRfc3339(earliest.startedAt),
    durationS: Math.max(leg.talkS, Math.round((endsAt - earliest.startedAt) / 1000)),
    talkS: leg.talkS,
    recording: path === null ? null : { path },
  };
}

const audioFile = /\.(wav|wav49|gsm|mp3|ogg|opus|m4a)$/i;

function recordingOf(leg: Leg, { recordingPath }: CdrRules): string | null {
  const [yyyy = '', mm = '', dd = ''] = leg.start.slice(0, 10).split('-');
  // FreePBX keeps recordings by the day they began on.
  if (leg.recordingFile !== '') {
    const isPath = leg.recordingFile.includes('/');
    return isPath ? leg.recordingFile : `${yyyy}/${mm}/${dd}/${leg.recordingFile}`;
  }
  if (recordingPath !== undefined) {
    const values: Record<string, string> = {
      ...{ yyyy, mm, dd, uniqueid: leg.uniqueId },
      ...{ linkedid: leg.callId, userfield: leg.userField },
    };
    return recordingPath.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
  }
  const named = leg.userField.replace(/^audio:/, '').trim();
  return audioFile.test(named) ? named : null;
}
