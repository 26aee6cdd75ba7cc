import { decodeText } from '../../domain/text-encoding.ts';

/** A row of a CSV file with where it stands; null cells: its quotes do not close. */
export interface CdrRow {
  readonly cells: readonly string[] | null;
  readonly line: number;
  /** Of its first byte, from the beginning of the file. */
  readonly offset: number;
}

const newline = 0x0a;
const quote = 0x22;
const asciiMax = 0x7e;
/** A quote that never closes would swallow the file: what is longer than this is no row. */
const rowBytesMax = 64 * 1024;

export interface RowReader {
  /** Whole rows among the bytes given so far, one by one; what is left over waits for the next ones. */
  push(bytes: Buffer): Iterable<CdrRow>;
  /** The row that the file ends with, where it has no line end. */
  end(): CdrRow[];
  /** The first byte not given as a row yet. */
  readAt(): number;
}

/**
 * Cuts bytes, however they come, into rows. Rows are found among the bytes and decoded one by one, so that
 * a character or a row cut in two by a chunk does no harm. The splitter is our own since csv-parse does not
 * tell at which byte of the file a row begins, from which a follower must be able to go on.
 *
 * @param split a row into its cells; null where a quote does not close
 */
export function createRowReader(
  startOffset = 0,
  split: (row: string) => string[] | null = cellsOf,
): RowReader {
  let rest: Buffer = Buffer.alloc(0);
  /** Where in `rest` the row begins that is being read. */
  let from = 0;
  let offset = startOffset;
  let line = 1;
  /** How far `rest` was looked through, and what was found since `from`, so that no byte is looked at twice. */
  let scannedTo = 0;
  let inQuotes = false;
  let isAscii = true;
  let newlines = 0;

  function take(to: number, broken = false): CdrRow {
    const row = { cells: broken ? null : split(textTo(to)), line, offset };
    offset += to - from;
    from = to;
    line += broken ? 1 : newlines;
    scannedTo = to;
    inQuotes = false;
    isAscii = true;
    newlines = 0;
    return row;
  }

  const textTo = (to: number) =>
    isAscii ? rest.toString('latin1', from, to) : decodeText(rest.subarray(from, to));

  function* cut(): Generator<CdrRow> {
    while (scannedTo < rest.length) {
      const byte = rest[scannedTo] ?? 0;
      scannedTo += 1;
      if (byte === quote) inQuotes = !inQuotes;
      if (byte > asciiMax) isAscii = false;
      if (byte === newline) {
        newlines += 1;
        if (!inQuotes) yield* said(take(scannedTo));
      }
      if (scannedTo - from > rowBytesMax) {
        const first = rest.indexOf(newline, from);
        yield* said(take(first === -1 ? scannedTo : first + 1, true));
      }
    }
  }

  return {
    push(bytes) {
      rest = from === rest.length ? bytes : Buffer.concat([rest.subarray(from), bytes]);
      scannedTo -= from;
      from = 0;
      return cut();
    },
    end() {
      if (from === rest.length) return [];
      newlines += 1;
      return said(take(rest.length, inQuotes));
    },
    readAt: () => offset,
  };
}

/** An empty line is no row, nor one of which a spreadsheet has kept the delimiters. */
const said = (row: CdrRow): CdrRow[] =>
  row.cells === null || row.cells.some((cell) => cell !== '') ? [row] : [];

/** The cells of a row (RFC 4180); null where a quote does not close. */
export function cellsOf(row: string, delimiter = ','): string[] | null {
  const text = row.replace(/\r?\n$/, '').replace(/^\uFEFF/, '');
  const cells: string[] = [];
  let at = 0;
  for (;;) {
    if (text.charCodeAt(at) === quote) {
      let value = '';
      let from = at + 1;
      for (;;) {
        const closes = text.indexOf('"', from);
        if (closes === -1) return null;
        value += text.slice(from, closes);
        from = closes + 1;
        if (text.charCodeAt(from) !== quote) break;
        value += '"';
        from += 1;
      }
      // What stands between the quote and the comma is kept: half of the programs write such.
      const comma = text.indexOf(delimiter, from);
      cells.push(value + text.slice(from, comma === -1 ? undefined : comma));
      if (comma === -1) return cells;
      at = comma + 1;
    } else {
      const comma = text.indexOf(delimiter, at);
      if (comma === -1) {
        cells.push(text.slice(at));
        return cells;
      }
      cells.push(text.slice(at, comma));
      at = comma + 1;
    }
  }
}
