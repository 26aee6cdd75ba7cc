import { readFileSync } from 'node:fs';
import { extname } from 'node:path';
import { readCsv } from './read-csv.ts';
import { readYaml } from './read-yaml.ts';

export const kinds = ['people', 'clients', 'orders', 'checklists', 'calls'] as const;
export type Kind = (typeof kinds)[number];

/** An item of a file, with the line on which it begins; or what is wrong with that line. */
export type Row =
  | { readonly line: number; readonly raw: unknown }
  | { readonly line: number; readonly problem: string };

/** The rows of a file, or why it cannot be read at all. */
export type Rows =
  | { ok: true; rows: Row[] }
  | { ok: false; unreadable: boolean; line: number | null; problem: string };

/** A file that was read but says nothing that can be taken. */
export function malformed(line: number | null, problem: string): Rows {
  return { ok: false, unreadable: false, line, problem };
}

/** Reads a file by its ending: `.csv`, else YAML, which JSON is too. */
export function readRows(kind: Kind, file: string): Rows {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file));
  } catch (error) {
    if (error instanceof TypeError) return malformed(null, 'is not UTF-8; save it as UTF-8');
    const problem = error instanceof Error ? error.message : String(error);
    return { ok: false, unreadable: true, line: null, problem };
  }
  const read = extname(file).toLowerCase() === '.csv' ? readCsv(kind, text) : readYaml(kind, text);
  return read.ok && read.rows.length === 0 ? malformed(null, 'holds no rows') : read;
}
