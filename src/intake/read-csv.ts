import { type CsvError, parse } from 'csv-parse/sync';
import type { OpenedFile } from './opened-file.ts';
import { malformed } from './rows.ts';
import { fittingKinds, type Line, tableOf } from './table.ts';

/** `sep=;`, as Excel says how cells are separated; it is no row. */
const separatorLine = /^\uFEFF?\s*"?sep=(.)"?[^\S\n]*\n/i;
/** A title or two may stand above the header. */
const linesLookedAt = 10;

/** The table of a CSV file; `,`, `;` or a tab between its cells. */
export function readCsv(text: string): OpenedFile {
  const whole = text.replace(/\r\n?/g, '\n');
  const said = separatorLine.exec(whole);
  // The line stays where it is, so that the others keep their numbers.
  const rows = said ? `\n${whole.slice(said[0].length)}` : whole;
  const delimiter = said?.[1] ?? delimiterOf(rows);
  try {
    const records = parse(rows, {
      bom: true,
      info: true,
      relax_column_count: true,
      // ООО "Ромашка" is written without quoting by half of the programs there are.
      relax_quotes: true,
      skip_empty_lines: true,
      delimiter,
    }) as unknown as { record: string[]; info: { lines: number } }[];
    const lines = records.map(({ record, info }): Line => {
      // The parser tells where a record ends; a quoted cell may go over several lines.
      let broken = 0;
      for (const cell of record) if (cell.includes('\n')) broken += cell.split('\n').length - 1;
      return { line: info.lines - broken, cells: record };
    });
    const [head, ...others] = lines;
    const full = others.filter(({ cells }) => cells.some((cell) => cell.trim() !== ''));
    const read = tableOf(head ? [head, ...full] : []);
    return read ? { ok: true, ...read } : malformed('empty', 'holds no rows');
  } catch (error) {
    const { message, lines } = error as CsvError & { lines?: number };
    const line = lines ?? null;
    return malformed('not_csv', `is no CSV: ${message}`, { line });
  }
}

/** By which of the three one of the first rows names columns of ours; else that of which the first to have any has most. */
function delimiterOf(text: string): string {
  const lines = text.split('\n', linesLookedAt);
  const signs = [',', ';', '\t'];
  for (const line of lines) {
    const names = (sign: string) => line.split(sign).map((name) => name.replace(/^"|"$/g, ''));
    const known = signs.find((sign) => fittingKinds(names(sign)).length > 0);
    if (known) return known;
  }
  const row = lines.find((line) => signs.some((sign) => line.includes(sign))) ?? '';
  const count = (sign: string) => row.split(sign).length;
  return signs.reduce((best, sign) => (count(sign) > count(best) ? sign : best));
}
