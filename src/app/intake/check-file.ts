import { keptRefusalsMax } from '../../db/uploads.ts';
import {
  type Counts,
  countResults,
  type FileProblem,
  noCounts,
  type RefusedRow,
  type Remark,
  type TableKind,
} from '../../domain/upload.ts';
import { kindsIn, openFile, rowsOf } from '../../intake/read-file.ts';
import type { GivenFile, Row } from '../../intake/rows.ts';
import type { CdrSource } from '../../telephony/cdr/format.ts';
import type { App } from '../app.ts';
import { knownSources } from '../people/known-sources.ts';
import { refusedRows } from './import-items.ts';
import { cdrRules, defaultCdr } from './take-cdr.ts';
import { tryRows } from './try-rows.ts';

/** What looking through a file came to. */
export type Checked =
  | { outcome: 'failed'; noun: TableKind | null; problem: FileProblem }
  /** Its columns fit nothing, or several things, and nobody said which. */
  | { outcome: 'asking' }
  | {
      outcome: 'checked';
      noun: TableKind;
      total: number;
      counts: Counts;
      refused: RefusedRow[];
      remarks: readonly Remark[];
    };

/**
 * Looks a file through and changes nothing: finds out what it is, reads it, tries every row.
 * `chosen`: what its person, `byId`, said it is; columns that tell of something else, and only of that,
 * are believed.
 */
export async function checkFile(
  app: App,
  file: GivenFile,
  chosen: TableKind | null,
  onProgress: (done: number, total: number) => void,
  byId: number,
): Promise<Checked> {
  const opened = await openFile(file);
  if (!opened.ok) return { outcome: 'failed', noun: chosen, problem: opened.problem };
  const noun = nounOf(kindsIn(opened), chosen);
  if (noun === null) return { outcome: 'asking' };
  const read = rowsOf(opened, noun, app.policy().timeZone, knownSources(app), rulesOf(app));
  if (!read.ok) return { outcome: 'failed', noun, problem: read.problem };
  const { rows, remarks } = read;
  onProgress(0, rows.length);
  let counts = noCounts;
  let done = 0;
  const refused: RefusedRow[] = [];
  for (const results of tryRows(app, noun, rows, byId)) {
    counts = countResults(counts, results);
    done += results.length;
    const room = keptRefusalsMax - refused.length;
    if (room > 0) refused.push(...refusedRows(results).slice(0, room));
    onProgress(done, rows.length);
  }
  return { outcome: 'checked', noun, total: rows.length, counts, refused, remarks };
}

function nounOf(fitting: readonly TableKind[], chosen: TableKind | null): TableKind | null {
  const only = fitting.length === 1 ? (fitting[0] ?? null) : null;
  if (chosen !== null) return only ?? chosen;
  return only;
}

/** The rows of a file that was looked through before; none where it cannot be read after all. */
export async function readRows(app: App, file: GivenFile, noun: TableKind): Promise<Row[]> {
  const opened = await openFile(file);
  const read = rowsOf(opened, noun, app.policy().timeZone, knownSources(app), rulesOf(app));
  return read.ok ? read.rows : [];
}

const rulesOf = (app: App) => (format: CdrSource) =>
  cdrRules(app, app.cdr[format] ?? defaultCdr(format));
