import { InputFile } from 'grammy';

/** A CSV document that Russian and English Excel both open as a table: UTF-8 with its mark, semicolons. */
export function csvDocument(name: string, rows: readonly (readonly string[])[]): InputFile {
  const text = rows.map((row) => row.map(cell).join(';')).join('\r\n');
  return new InputFile(Buffer.from(`\ufeff${text}\r\n`), name);
}

/** Of signs and digits only: a phone number, never a formula that does anything. */
const phone = /^[+-][\d ().;+-]*$/;

/** Quoted where it must be; what a spreadsheet would take for a formula is made text. */
function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) && !phone.test(text) ? `'${text}` : text;
  return /[";\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
