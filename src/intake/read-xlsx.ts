import { zipSync } from 'fflate';
import type { CellValue } from 'read-excel-file/node';
import type { Remark } from '../domain/upload.ts';
import type { OpenedFile } from './opened-file.ts';
import { malformed, rowsMax } from './rows.ts';
import { type Line, tableOf } from './table.ts';
import { unpack } from './unpack.ts';

const columnsMax = 200;
/** No program writes a tag so long: the reader takes a part in pieces, and begins such a tag again with each. */
const endlessTag = /<[^<>]{20000}/;
const workbookPath = 'xl/workbook.xml';
const relationsPath = 'xl/_rels/workbook.xml.rels';
const wanted = /^(?:\[Content_Types\]\.xml|_rels\/\.rels|xl\/.*\.(?:xml|rels))$/;
const needed = /^(?:\[Content_Types\]\.xml|_rels\/\.rels|xl\/(?:sharedStrings|styles)\.xml)$/i;

/**
 * The table on the first sheet of a workbook that can be seen. A cell with a formula is named, and what it last came to
 * is not read: that figure is whatever the program that wrote the file wanted it to be.
 */
export async function readXlsx(bytes: Uint8Array): Promise<OpenedFile> {
  const unpacked = unpack(bytes, wanted);
  if (!unpacked.ok) {
    return unpacked.why === 'damaged'
      ? damaged()
      : malformed('unpacked_too_big', 'is too large once unpacked; split it, or send CSV');
  }
  const { parts } = unpacked;
  const sheet = firstSheet(parts);
  if (sheet === 'no workbook') {
    const detail = 'is an archive or another kind of document; send .xlsx or CSV';
    return malformed('wrong_kind', detail, { values: { is: 'archive' } });
  }
  const content = sheet && parts.get(sheet.path);
  if (!sheet || !content) return damaged();
  const marks = scanSheet(content);
  if (!marks.ok) return marks.problem;
  const values = await valuesOf(parts, sheet);
  if (!values) return damaged();
  const read = tableOf(linesOf(values, marks.formulas));
  if (!read) return malformed('empty', `holds no rows on its sheet "${sheet.name}"`);
  const { name, more } = sheet;
  const remark: Remark =
    more === 0
      ? { code: 'sheet', values: { sheet: name } }
      : { code: 'more_sheets', values: { sheet: name, count: more } };
  return { ok: true, table: read.table, remarks: [remark, ...read.remarks] };
}

interface Sheet {
  path: string;
  name: string;
  /** Its place among all of them, from 1. */
  place: number;
  /** Others that hold a table. */
  more: number;
}

const damaged = () => malformed('damaged', 'is damaged; open it in Excel and save it once more');

const decode = (part: Uint8Array | undefined) => new TextDecoder().decode(part);

/**
 * The attributes of an XML tag, by their names without a prefix. A name is looked at from its beginning alone,
 * and a tag ends at the next one: a file of endless names or tags takes no longer than any other of its size.
 */
function attributesOf(tag: string): Record<string, string> {
  const found = [...tag.matchAll(/(?<![\w:.-])([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)];
  return Object.fromEntries(
    found.map(([, name = '', one, two]) => [name.split(':').at(-1) ?? name, one ?? two ?? '']),
  );
}

/** The first sheet of cells that is not hidden: on such, programs keep what nobody is to see. */
function firstSheet(parts: ReadonlyMap<string, Uint8Array>): Sheet | 'no workbook' | null {
  const workbook = parts.get(workbookPath);
  if (!workbook) return 'no workbook';
  const tagsOf = (xml: string, name: string) =>
    [...xml.matchAll(new RegExp(`<(?:\\w+:)?${name}\\s[^<>]*>`, 'g'))].map(([tag]) =>
      attributesOf(tag),
    );
  const sheets = tagsOf(decode(workbook), 'sheet').filter((tag) => tag.name);
  const relations = tagsOf(decode(parts.get(relationsPath)), 'Relationship');
  const tables = sheets.flatMap(({ id, name = '', state = 'visible' }, at) => {
    const related = relations.find(({ Id }) => Id !== undefined && Id === id);
    const isTable = related?.Target && !/chartsheet|dialogsheet/.test(related.Type ?? '');
    return isTable ? [{ target: related.Target, name, state, place: at + 1 }] : [];
  });
  const shown = tables.find(({ state }) => !/^(?:very)?hidden$/i.test(state)) ?? tables[0];
  if (!shown?.target) return null;
  const { target, name, place } = shown;
  const path = target.startsWith('/') ? target.slice(1) : `xl/${target}`;
  return { path, name, place, more: tables.length - 1 };
}

type Scanned =
  | { ok: true; formulas: ReadonlyMap<number, string> }
  | { ok: false; problem: OpenedFile & { ok: false } };

/**
 * A row, a cell or a formula, with the sign at which its tag ends: in quotes a `>` does not end it, and where it
 * breaks off at another sign it is none that any program writes.
 */
const cellTag = /<(?:\w+:)?(row|c|f)(?=[\s/>])(?:"[^"<]*"|'[^'<]*'|[^"'<>])*([>"'<]|$)/g;

/** The first formula of each row, and that no row or cell stands so far out that reading it would fill the memory. */
function scanSheet(content: Uint8Array): Scanned {
  const formulas = new Map<number, string>();
  let cell = '';
  let rows = 0;
  for (const [tag, name, end] of decode(content).matchAll(cellTag)) {
    if (end !== '>') return { ok: false, problem: damaged() };
    if (name === 'f') {
      const row = Number(/\d+$/.exec(cell)?.[0] ?? 0);
      if (!formulas.has(row)) formulas.set(row, cell);
      continue;
    }
    const at = attributesOf(tag).r ?? '';
    if (name === 'row') {
      rows += 1;
      if (Number(at) > rowsMax + 1 || rows > rowsMax + 1)
        return tooFar('too_many_rows', at || rows);
    } else {
      cell = at;
      if (columnOf(at) > columnsMax) return tooFar('damaged', at);
    }
  }
  return { ok: true, formulas };
}

function tooFar(code: 'too_many_rows' | 'damaged', at: string | number): Scanned {
  const values = { count: Number(at) || 0, most: rowsMax };
  const problem =
    code === 'damaged'
      ? malformed(code, `has a cell far to the right, ${at}; delete what stands there`)
      : malformed(code, `has rows below ${rowsMax}; split it`, { values });
  return { ok: false, problem };
}

/** `C7` → 3. */
function columnOf(address: string): number {
  let column = 0;
  for (const letter of /^[A-Z]+/.exec(address)?.[0] ?? '') {
    column = column * 26 + letter.charCodeAt(0) - 64;
  }
  return column;
}

/** The reader is given an archive of only the parts looked through here. */
async function valuesOf(parts: ReadonlyMap<string, Uint8Array>, { path: sheetPath, place }: Sheet) {
  const kept = [...parts].filter(
    ([path]) =>
      path === sheetPath || path === workbookPath || path === relationsPath || needed.test(path),
  );
  if (kept.some(([, part]) => endlessTag.test(decode(part)))) return null;
  // Loaded where it is first needed: a start does not wait for it.
  const { readSheet } = await import('read-excel-file/node');
  try {
    const honest = Buffer.from(zipSync(Object.fromEntries(kept), { level: 0 }));
    return (await readSheet(honest, place)) as (CellValue | null)[][];
  } catch {
    return null;
  }
}

/** Rows that hold anything, by their number on the sheet. */
function linesOf(
  values: readonly (CellValue | null)[][],
  formulas: ReadonlyMap<number, string>,
): Line[] {
  const lines: Line[] = [];
  let last = values.length;
  for (const line of formulas.keys()) last = Math.max(last, line);
  for (let line = 1; line <= last; line += 1) {
    const cells = (values[line - 1] ?? []).map(textOf);
    const formulaAt = formulas.get(line);
    if (formulaAt !== undefined) lines.push({ line, cells, formulaAt });
    else if (cells.some((cell) => cell !== '')) lines.push({ line, cells });
  }
  return lines;
}

/** A value as a person would have typed it; a date is the wall time that the sheet shows. */
function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) {
    const at = value.getTime();
    if (Number.isNaN(at)) return '';
    // A length, such as 0:01:10, is a time of the day that sheets begin to count from.
    return at < firstDay ? lengthOf(at - zeroDay) : value.toISOString().slice(0, 19);
  }
  return String(value).trim();
}

const dayMs = 86_400_000;
const zeroDay = Date.UTC(1899, 11, 30);
/** Lengths of up to a month, before any date of a call. */
const firstDay = zeroDay + 31 * dayMs;

function lengthOf(ms: number): string {
  const seconds = Math.round(ms / 1000);
  const two = (part: number) => String(part).padStart(2, '0');
  return `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}
