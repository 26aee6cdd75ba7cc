import { type CsvError, parse } from 'csv-parse/sync';
import { nearest } from '../domain/nearest.ts';
import { type Cell, cellsOf, emptyCells } from './csv-cells.ts';
import { type Kind, malformed, type Row, type Rows } from './read-rows.ts';

interface Line {
  line: number;
  cells: string[];
}

/** The rows of a CSV file, whose first row names the fields; `,`, `;` or a tab between them. */
export function readCsv(kind: Kind, text: string): Rows {
  if (kind === 'checklists') return malformed(null, 'is CSV; checklists are read from YAML');
  const read = linesOf(text);
  if (!read.ok) return malformed(read.line, `is no CSV: ${read.problem}`);
  const [head, ...lines] = read.lines;
  if (!head) return { ok: true, rows: [] };
  const known = cellsOf[kind];
  const names = head.cells.map((name) => name.trim());
  if (kind === 'calls' && looksLikeMasterCsv(names)) return malformed(1, masterCsv);
  const strange = names.find((name) => !(name in known));
  if (strange !== undefined) {
    const meant = nearest(strange, Object.keys(known));
    const cure = meant ? `did you mean ${meant}?` : `known are: ${Object.keys(known).join(', ')}`;
    return malformed(head.line, `"${strange}" is no field of ${kind}; ${cure}`);
  }
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) return malformed(head.line, `"${twice}" is named twice`);
  return { ok: true, rows: lines.map((line) => rowOf(kind, names, line)) };
}

const masterCsv =
  "looks like Asterisk's Master.csv, which this version does not read yet; give the calls with a header row (see --help)";

/** Asterisk writes 16 to 21 columns and no header. */
function looksLikeMasterCsv(names: readonly string[]): boolean {
  return [16, 17, 18, 21].includes(names.length) && !names.includes('externalId');
}

function rowOf(kind: Exclude<Kind, 'checklists'>, names: string[], { line, cells }: Line): Row {
  const given = cells.length;
  if (given > names.length && cells.slice(names.length).some((cell) => cell.trim() !== '')) {
    return { line, problem: `has ${given} cells where the header names ${names.length}` };
  }
  const known: Record<string, Cell> = cellsOf[kind];
  const item: Record<string, unknown> = { ...emptyCells[kind] };
  for (const [at, name] of names.entries()) {
    const text = cells[at]?.trim() ?? '';
    if (text !== '') item[name] = known[name]?.(text);
  }
  return { line, raw: item };
}

type Read = { ok: true; lines: Line[] } | { ok: false; line: number | null; problem: string };

function linesOf(text: string): Read {
  try {
    const records = parse(text.replace(/\r\n?/g, '\n'), {
      bom: true,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      delimiter: delimiterOf(text),
    }) as unknown as { record: string[]; info: { lines: number } }[];
    const lines = records.map(({ record, info }) => {
      // The parser tells where a record ends; a quoted cell may go over several lines.
      const broken = record.join('').split('\n').length - 1;
      return { line: info.lines - broken, cells: record };
    });
    return { ok: true, lines };
  } catch (error) {
    const { message, lines } = error as CsvError & { lines?: number };
    return { ok: false, line: lines ?? null, problem: message };
  }
}

/** The one of the three that the header has most of. */
function delimiterOf(text: string): string {
  const [header = ''] = text.split(/[\r\n]/, 1);
  const count = (sign: string) => header.split(sign).length;
  return [',', ';', '\t'].reduce((best, sign) => (count(sign) > count(best) ? sign : best));
}
