import { decodeText } from '../domain/text-encoding.ts';
import type { FileProblem, Kind, TableKind } from '../domain/upload.ts';
import type { CdrRules } from '../telephony/cdr/cdr-settings.ts';
import { type CdrSource, looksLikeCdr } from '../telephony/cdr/format.ts';
import { cdrRows } from './cdr-rows.ts';
import { asCdr } from './cdr-sheet.ts';
import { type FileKind, fileKindOf } from './file-kind.ts';
import type { OpenedFile } from './opened-file.ts';
import { readCsv } from './read-csv.ts';
import { readXlsx } from './read-xlsx.ts';
import { readYaml, wholeRows } from './read-yaml.ts';
import {
  fileBytesMax,
  fileMegabytesMax,
  type GivenFile,
  malformed,
  type Rows,
  rowsMax,
} from './rows.ts';
import { fittingKinds, tableRows } from './table.ts';
import { withSources } from './with-sources.ts';

/** Enough to tell a file by its first line. */
const firstBytes = 64 * 1024;

const cures: Record<Exclude<FileKind, 'csv' | 'yaml' | 'xlsx'>, string> = {
  xls: 'is an old or a locked Excel file; save it as .xlsx without a password, or as CSV',
  image: 'is a picture; send the table itself, as .xlsx or CSV',
  pdf: 'is a PDF; send the table itself, as .xlsx or CSV',
  sound: 'is a sound; send a table, as .xlsx or CSV',
  archive: 'is an archive; unpack it and send the table in it',
  binary: 'is no table; send .xlsx, CSV, YAML or JSON',
};

/** Finds out what a file is and opens it. Any bytes end in an answer; the longest takes seconds. */
export async function openFile(file: GivenFile): Promise<OpenedFile> {
  if (file.bytes.length > fileBytesMax) {
    return malformed('too_big', `is larger than ${fileMegabytesMax} MB`);
  }
  const is = fileKindOf(file);
  if (is === 'xlsx') return asCdr(limited(await readXlsx(file.bytes)));
  const format =
    is === 'csv' ? looksLikeCdr(Buffer.from(file.bytes.subarray(0, firstBytes))) : null;
  if (format) return { ok: true, cdr: { format, bytes: inOneByte(file.bytes), remarks: [] } };
  if (is === 'csv') return limited(readCsv(decodeText(file.bytes)));
  if (is !== 'yaml') return malformed('wrong_kind', cures[is], { values: { is } });
  const items = wholeRows(readYaml(decodeText(file.bytes)));
  if (!items.ok) return items;
  if (items.rows.length === 0) return malformed('empty', 'holds no rows');
  return items.rows.length > rowsMax ? tooMany(items.rows.length) : { ok: true, items };
}

/** Rows are cut by the byte of their line ends, which UTF-16 does not have. */
const inOneByte = (bytes: Uint8Array) =>
  bytes[0] === 0xff || bytes[0] === 0xfe ? Buffer.from(decodeText(bytes)) : bytes;

function limited(opened: OpenedFile): OpenedFile {
  if (!opened.ok || !('table' in opened)) return opened;
  const { length } = opened.table.lines;
  return length > rowsMax ? tooMany(length) : opened;
}

function tooMany(count: number) {
  const detail = `holds ${count} rows, more than ${rowsMax}; split it`;
  return malformed('too_many_rows', detail, { values: { count, most: rowsMax } });
}

/** What a file can hold, by its columns or by the fields of its items; several, where these do not tell. */
export function kindsIn(opened: OpenedFile): TableKind[] {
  if (!opened.ok) return [];
  if ('cdr' in opened) return ['calls'];
  if ('table' in opened) return fittingKinds(opened.table.head.cells);
  const first = opened.items.rows.find((row) => 'raw' in row);
  const raw = first && 'raw' in first ? first.raw : null;
  return typeof raw === 'object' && raw !== null ? fittingKinds(Object.keys(raw)) : [];
}

/**
 * The rows of an opened file as items of a kind. `zone`: of dates that say no offset; `sources`: those of
 * extensions that say none; `rulesOf`: how the file of a telephone system is read.
 */
export function rowsOf(
  opened: OpenedFile,
  kind: Kind,
  zone: string,
  sources: readonly string[] = [],
  rulesOf?: (format: CdrSource) => CdrRules,
): Rows {
  if (!opened.ok) return opened;
  if ('cdr' in opened) {
    const { format, bytes, remarks } = opened.cdr;
    if (kind === 'calls' && rulesOf) return cdrRows(format, bytes, rulesOf(format), remarks);
    const detail = `holds the calls of ${format}, and no ${kind}; bring it in as calls`;
    return malformed('master_csv', detail, { line: 1 });
  }
  if ('items' in opened) return opened.items;
  const rows = tableRows(kind, opened.table, zone, opened.remarks);
  return kind === 'people' ? withSources(rows, sources) : rows;
}

/** What keeps a file as a whole from being read as a kind, found without reading its rows. */
export function problemIn(opened: OpenedFile, kind: Kind): FileProblem | null {
  if (opened.ok && 'cdr' in opened && kind === 'calls') return null;
  const start =
    opened.ok && 'table' in opened
      ? { ...opened, table: { ...opened.table, lines: opened.table.lines.slice(0, 1) } }
      : opened;
  const read = rowsOf(start, kind, 'UTC');
  return read.ok ? null : read.problem;
}
