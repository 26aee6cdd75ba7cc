import type { FileProblem, ProblemCode, Remark } from '../domain/upload.ts';
import type { CdrCall } from '../telephony/cdr/cdr.ts';
import type { CdrSource } from '../telephony/cdr/format.ts';

/** A file as it came: how it is called and what is in it. */
export interface GivenFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export const fileMegabytesMax = 20;
export const fileBytesMax = fileMegabytesMax * 1024 * 1024;
export const rowsMax = 200_000;

/** Of a telephone system's file: the rows that the item was made of. */
export interface ToldRows extends Pick<CdrCall, 'legs' | 'keep'> {
  readonly format: CdrSource;
}

/**
 * An item of a file, with the line on which it begins; or what is wrong with that line. `field` is empty
 * where the line as a whole is meant.
 */
export type Row = { readonly line: number; readonly told?: ToldRows } & (
  | { readonly raw: unknown }
  | { readonly field: string; readonly problem: string }
);

export type Rows =
  | { ok: true; rows: Row[]; remarks: readonly Remark[] }
  | { ok: false; problem: FileProblem };

export function malformed(
  code: ProblemCode,
  detail: string,
  { line = null, values = {} }: Partial<Pick<FileProblem, 'line' | 'values'>> = {},
): { ok: false; problem: FileProblem } {
  return { ok: false, problem: { code, line, values, detail } };
}

export function read(rows: Row[], remarks: readonly Remark[] = []): Rows {
  return { ok: true, rows, remarks };
}
