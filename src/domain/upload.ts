import type { ItemError, ItemResult } from './intake.ts';

/** What a table can bring in, a row an item. */
export const tableKinds = ['people', 'clients', 'orders', 'calls'] as const;
export type TableKind = (typeof tableKinds)[number];

/** What a file can bring in; checklists are lists of items only, never a table. */
export const kinds = ['people', 'clients', 'orders', 'checklists', 'calls'] as const;
export type Kind = (typeof kinds)[number];

/** Why a file says nothing that can be taken: a code to be worded, and the same in English. */
export interface FileProblem {
  readonly code: ProblemCode;
  readonly line: number | null;
  /** What the words need: names and counts. */
  readonly values: Readonly<Record<string, string | number>>;
  readonly detail: string;
}

export const problemCodes = [
  /** Another kind of file: `values.is` says which. */
  'wrong_kind',
  'too_big',
  'too_many_rows',
  'unpacked_too_big',
  'damaged',
  /** Reading it ran out of time or memory. */
  'too_heavy',
  /** Our own mistake. */
  'fault',
  'empty',
  'header_only',
  'columns',
  /** Nothing like a table of this kind: `values.is` says what it looks like. */
  'strange_table',
  'twice',
  'header_formula',
  'not_csv',
  'not_yaml',
  'master_csv',
  'checklist_table',
] as const;
export type ProblemCode = (typeof problemCodes)[number];

/** What was read but not taken, and is worth a word: a code with its values. */
export interface Remark {
  readonly code: 'sheet' | 'more_sheets' | 'above_header';
  readonly values: Readonly<Record<string, string | number>>;
}

export type UploadState =
  /** Waits to be looked through, or is. */
  | 'checking'
  /** Its columns do not tell what it is: waits for its person to say so. */
  | 'asking'
  /** Looked through: waits to be confirmed. */
  | 'checked'
  | 'importing'
  | 'done'
  | 'cancelled'
  /** Could not be read; the report says why. */
  | 'failed';

export type Counts = Record<ItemResult['result'], number>;

export const noCounts: Counts = { created: 0, updated: 0, unchanged: 0, refused: 0 };

export function countResults(
  counts: Counts,
  rows: readonly { readonly result: ItemResult['result'] }[],
): Counts {
  const sum = { ...counts };
  for (const { result } of rows) sum[result] += 1;
  return sum;
}

export interface UploadReport {
  /** What the import would do, or would have done. */
  checked?: Counts;
  /** What it did, so far or in all. */
  taken?: Counts;
  remarks?: readonly Remark[];
  problem?: FileProblem;
}

export interface RefusedRow {
  /** Which row of the file, from 0. */
  readonly rowIndex: number;
  readonly line: number;
  readonly externalId: string | null;
  readonly error: ItemError;
}
