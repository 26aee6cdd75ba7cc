import type { FileProblem, Remark } from '../domain/upload.ts';
import type { CdrSource } from '../telephony/cdr/format.ts';
import type { Rows } from './rows.ts';
import type { Table } from './table.ts';

/** A file that was opened but not read as anything yet: a table, or a list of items. */
export type OpenedFile =
  | { ok: true; table: Table; remarks: readonly Remark[] }
  | { ok: true; items: Rows & { ok: true } }
  /** A file that a telephone system wrote. */
  | { ok: true; cdr: { format: CdrSource; bytes: Uint8Array; remarks: readonly Remark[] } }
  | { ok: false; problem: FileProblem };
