import type { Remark } from '../domain/upload.ts';
import { type CdrBatch, readCdr } from '../telephony/cdr/cdr.ts';
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
  const rows = batches.flatMap((batch): Row[] => [
    ...rowsOfBatch(format, batch),
    ...batch.apart
      .filter(({ why }) => why === 'stranger')
      .map(({ line, legs, keep }) => ({
        line,
        field: 'sellerExtension',
        problem: 'is of nobody here, on neither side of the call',
        told: { format, legs, keep },
      })),
  ]);
  return read(
    rows.sort((a, b) => a.line - b.line),
    remarks,
  );
}

/** The calls of a batch, and what of it cannot be read. */
export function rowsOfBatch(format: CdrSource, { calls, refused }: CdrBatch): Row[] {
  return [
    ...calls.map(({ item, line, legs, keep }) => ({
      line,
      raw: item,
      told: { format, legs, keep },
    })),
    ...refused,
  ];
}
