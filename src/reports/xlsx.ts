import type { SheetData } from 'write-excel-file/node';
import { wallClock } from '../domain/time.ts';
import type { CellValue, Column, Sheet, SheetName } from './sheets.ts';

/** What a person reads at the head of sheets and columns, by their keys. */
export interface SheetWords {
  sheets: Readonly<Partial<Record<SheetName, string>>>;
  columns: Readonly<Record<string, string>>;
}

let writer: Promise<typeof import('write-excel-file/node')> | null = null;
/** Loaded where it is first needed, so that a start does not wait for it, and once. */
function loadedWriter() {
  writer ??= import('write-excel-file/node');
  return writer;
}

export const noWords: SheetWords = { sheets: {}, columns: {} };

/**
 * The sheets as one XLSX workbook: numbers, percents and times typed as such, a head that stays, columns
 * wide enough. A text is a text cell whatever it begins with: nothing in it is ever a formula.
 *
 * @param zone whose wall clock the times show
 */
export async function xlsxOf(
  sheets: readonly Sheet[],
  zone: string,
  words: SheetWords = noWords,
): Promise<Buffer> {
  const { default: writeExcel } = await loadedWriter();
  return writeExcel(
    sheets.map(({ name, columns, rows }) => ({
      sheet: words.sheets[name] ?? name,
      columns: columns.map(({ width }) => ({ width })),
      stickyRowsCount: 1,
      data: [
        columns.map(({ key }) => ({
          type: String,
          value: words.columns[key] ?? key,
          fontWeight: 'bold' as const,
          wrap: true,
        })),
        ...rows.map((row) => row.map((value, n) => cell(value, columns[n], zone))),
      ] as SheetData,
    })),
  ).toBuffer();
}

function cell(value: CellValue, column: Column | undefined, zone: string) {
  if (value === null) return null;
  switch (column?.kind) {
    case 'at':
      return { type: Date, value: new Date(wallClock(Number(value), zone)), format: timeFormat };
    case 'percent':
      return { type: Number, value: Number(value), format: '0.0' };
    case 'number':
      return { type: Number, value: Number(value) };
    default:
      return { type: String, value: String(value) };
  }
}

const timeFormat = 'dd.mm.yyyy hh:mm';
