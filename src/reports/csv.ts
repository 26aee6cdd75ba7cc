import { toRfc3339 } from '../domain/time.ts';
import type { CellValue, Column, Sheet } from './sheets.ts';

/**
 * A sheet as CSV: RFC 4180, UTF-8, a comma between, a line of keys at the top; instants in RFC 3339. A
 * text that a spreadsheet would take for a formula gets an apostrophe (OWASP, CSV Injection).
 */
export function csvOf({ columns, rows }: Sheet): string {
  const lines = [
    columns.map(({ key }) => quoted(key)),
    ...rows.map((row) => row.map((value, n) => cell(value, columns[n]))),
  ];
  return lines.map((line) => `${line.join(',')}\r\n`).join('');
}

function cell(value: CellValue, column: Column | undefined): string {
  if (value === null) return '';
  if (column?.kind === 'at') return toRfc3339(Number(value));
  if (column?.kind === 'percent') return Number(value).toFixed(1);
  if (typeof value === 'number') return String(value);
  return quoted(/^[=+\-@\t\r]/.test(value) ? `'${value}` : value);
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
