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
/** A quote that never closes would swallow the file: what is longer than this is no row. */
const rowBytesMax = 64 * 1024;

export interface RowReader {
  /** Whole rows among the bytes given so far; what is left over waits for the next ones. */
  push(bytes: Buffer): CdrRow[];
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
  let offset = startOffset;
  let line = 1;
  /** How far `rest` was looked through, and what was found there, so that no byte is looked at twice. */
  let scannedTo = 0;
  let inQuotes = false;
  let newlines = 0;

  function take(length: number, broken = false): CdrRow {
    const row = {
      cells: broken ? null : split(textOf(rest.subarray(0, length))),
      line,
      offset,
    };
    rest = rest.subarray(length);
    offset += length;
    line += broken ? 1 : newlines;
    scannedTo = 0;
    inQuotes = false;
    newlines = 0;
    return row;
  }

  function cut(): CdrRow[] {
    const rows: CdrRow[] = [];
    while (scannedTo < rest.length) {
      const byte = rest[scannedTo];
      scannedTo += 1;
      if (byte === quote) inQuotes = !inQuotes;
      if (byte === newline) {
        newlines += 1;
        if (!inQuotes) rows.push(take(scannedTo));
      }
      if (scannedTo > rowBytesMax) {
        const first = rest.indexOf(newline);
        rows.push(take(first === -1 ? scannedTo : first + 1, true));
      }
    }
    return rows.filter(({ cells }) => cells === null || cells.length > 1 || cells[0] !== '');
  }

  return {
    push(bytes) {
      rest = rest.length === 0 ? bytes : Buffer.concat([rest, bytes]);
      return cut();
    },
    end() {
      if (rest.length === 0) return [];
      newlines += 1;
      return [take(rest.length, inQuotes)].filter(
        ({ cells }) => cells?.[0] !== '' || cells.length > 1,
      );
    },
    readAt: () => offset,
  };
}

function textOf(bytes: Buffer): string {
  for (const byte of bytes) if (byte > 0x7e) return decodeText(bytes);
  return bytes.toString('latin1');
}

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
