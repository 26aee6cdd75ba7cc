import { looksLikeCdr, rowsAboveMax } from '../telephony/cdr/format.ts';
import type { OpenedFile } from './opened-file.ts';
import { malformed } from './rows.ts';
import type { Line } from './table.ts';

/** No column of theirs holds more; a sheet can say one long text in as many cells as it likes. */
const cellMax = 300;
const charactersMax = 64 * 1024 * 1024;

/**
 * A telephone system's own calls that somebody has saved as a workbook, as the file that they were; anything
 * else as it is. Lines keep their numbers. Of a row with a formula nothing is believed.
 */
export function asCdr(opened: OpenedFile): OpenedFile {
  if (!opened.ok || !('table' in opened)) return opened;
  const { table, remarks } = opened;
  const lines = [table.head, ...table.lines];
  const start = lines.slice(0, rowsAboveMax + 1).map(rowOf);
  const format = looksLikeCdr(Buffer.from(start.join('\n')));
  if (!format) return opened;
  const rows: string[] = [];
  let characters = 0;
  for (const line of lines) {
    while (rows.length < line.line - 1) rows.push('');
    const row = rowOf(line);
    characters += row.length;
    if (characters > charactersMax) {
      return malformed('unpacked_too_big', 'is too large once unpacked; split it, or send CSV');
    }
    rows.push(row);
  }
  return { ok: true, cdr: { format, bytes: Buffer.from(rows.join('\n')), remarks } };
}

function rowOf({ cells, formulaAt }: Line): string {
  return formulaAt === undefined ? cells.map(quoted).join(',') : quoted(`=${formulaAt}`);
}

const quoted = (cell: string) =>
  `"${cell.slice(0, cellMax).replaceAll('"', '""').replaceAll('\n', ' ')}"`;
