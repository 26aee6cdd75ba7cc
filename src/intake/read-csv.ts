import { type CsvError, parse } from 'csv-parse/sync';
import type { OpenedFile } from './opened-file.ts';
import { malformed } from './rows.ts';
import type { Line } from './table.ts';

/** The table of a CSV file; `,`, `;` or a tab between its cells. */
export function readCsv(text: string): OpenedFile {
  const delimiter = delimiterOf(text);
  try {
    const records = parse(text.replace(/\r\n?/g, '\n'), {
      bom: true,
      info: true,
      relax_column_count: true,
      // ООО "Ромашка" is written without quoting by half of the programs there are.
      relax_quotes: true,
      skip_empty_lines: true,
      delimiter,
    }) as unknown as { record: string[]; info: { lines: number } }[];
    const [head, ...lines] = records.map(({ record, info }): Line => {
      // The parser tells where a record ends; a quoted cell may go over several lines.
      let broken = 0;
      for (const cell of record) if (cell.includes('\n')) broken += cell.split('\n').length - 1;
      return { line: info.lines - broken, cells: record };
    });
    if (!head) return malformed('empty', 'holds no rows');
    const full = lines.filter(({ cells }) => cells.some((cell) => cell.trim() !== ''));
    return { ok: true, table: { head, lines: full }, remarks: [] };
  } catch (error) {
    const { message, lines } = error as CsvError & { lines?: number };
    const line = lines ?? null;
    return malformed('not_csv', `is no CSV: ${message}`, { line });
  }
}

/** The one of the three that the header has most of. */
function delimiterOf(text: string): string {
  const [header = ''] = text.split(/[\r\n]/, 1);
  const count = (sign: string) => header.split(sign).length;
  return [',', ';', '\t'].reduce((best, sign) => (count(sign) > count(best) ? sign : best));
}
