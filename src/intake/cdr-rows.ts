import type { Remark } from '../domain/upload.ts';
import { readCdr } from '../telephony/cdr/cdr.ts';
import type { CdrRules } from '../telephony/cdr/cdr-settings.ts';
import type { CdrSource } from '../telephony/cdr/format.ts';
import { type Row, type Rows, read } from './rows.ts';

/** The calls of a telephone system's file, with what is refused of it, in the order of its lines. */
export function cdrRows(
  format: CdrSource,
  bytes: Uint8Array,
  rules: CdrRules,
  remarks: readonly Remark[] = [],
): Rows {
  const reader = readCdr(format, rules);
  const batches = [reader.push(Buffer.from(bytes), 0), reader.end()];
  const rows = batches.flatMap(({ calls, refused, strangers }): Row[] => [
    ...calls.map(({ item, line }) => ({ line, raw: item })),
    ...refused,
    ...strangers.map((line) => ({
      line,
      field: 'sellerExtension',
      problem: 'is of nobody here, on neither side of the call',
    })),
  ]);
  return read(
    rows.sort((a, b) => a.line - b.line),
    remarks,
  );
}
