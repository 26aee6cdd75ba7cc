import { isRoundedOff, roundedOff } from '../domain/spelled.ts';
import { type Kind, type Remark, type TableKind, tableKinds } from '../domain/upload.ts';
import {
  cellValue,
  columnNamed,
  emptyCells,
  fieldOf,
  isName,
  missingColumns,
  nearestColumn,
} from './columns.ts';
import { malformed, type Row, type Rows, read } from './rows.ts';
import { strangeTable } from './strange-table.ts';

/** A row of a table as it stands in the file. */
export interface Line {
  line: number;
  cells: string[];
  /** The first cell that holds a formula, such as `B3`: what it comes to is not trusted. */
  formulaAt?: string;
}

/** A table whose first row names its columns. */
export interface Table {
  head: Line;
  lines: Line[];
}

/** A title or two may stand above the names of the columns. */
const titlesMax = 10;

/**
 * The table of a sheet: its header is the first row that names columns of ours, else the first row there is.
 * What stands above is a title, and is left out.
 */
export function tableOf(lines: readonly Line[]): { table: Table; remarks: Remark[] } | null {
  const [first, ...rest] = lines;
  if (!first) return null;
  const named = (line: Line) => fittingKinds(line.cells).length > 0;
  const at = lines.slice(0, titlesMax + 1).findIndex(named);
  const head = at > 0 ? lines[at] : undefined;
  if (!head) return { table: { head: first, lines: rest }, remarks: [] };
  const remarks: Remark[] = [{ code: 'above_header', values: { count: at, line: head.line } }];
  return { table: { head, lines: lines.slice(at + 1) }, remarks };
}

const namesShownMax = 30;
const nameShownMax = 60;

/** The kinds that a table with these columns can be: all of its columns known, none missing. */
export function fittingKinds(names: readonly string[]): TableKind[] {
  const named = headerOf(names);
  return tableKinds.filter((kind) => {
    const ids = named.map((name) => columnNamed(kind, name));
    return !ids.includes(null) && missingColumns(kind, ids).length === 0;
  });
}

/** The header without what trails after its last name. */
function headerOf(cells: readonly string[]): string[] {
  const names = cells.map((name) => name.trim());
  while (names.at(-1) === '') names.pop();
  return names;
}

/** The items of a table, or everything that is wrong with its header at once. */
export function tableRows(
  kind: Kind,
  { head, lines }: Table,
  zone: string,
  remarks: readonly Remark[],
): Rows {
  if (kind === 'checklists') {
    return malformed('checklist_table', 'is a table; checklists are read from YAML');
  }
  const { line } = head;
  const names = headerOf(head.cells);
  if (names.length === 0) return malformed('empty', 'holds no rows');
  if (head.formulaAt) {
    const detail = `its header holds a formula in ${head.formulaAt}; write the name of the column there`;
    return malformed('header_formula', detail, { line, values: { cell: head.formulaAt } });
  }
  const ids = names.map((name) => columnNamed(kind, name));
  const wrong = columnProblem(kind, names, ids, line);
  if (wrong) return wrong;
  const twice = ids.findIndex((id, at) => ids.indexOf(id) !== at);
  if (twice !== -1) {
    const name = names[twice] ?? '';
    return malformed('twice', `"${name}" is named twice`, { line, values: { name } });
  }
  if (lines.length === 0) return malformed('header_only', 'holds no rows below its header');
  return read(
    lines.map((row) => rowOf(kind, ids as string[], row, zone)),
    remarks,
  );
}

/** Unknown and missing columns, all named at once, with those found. */
function columnProblem(
  kind: TableKind,
  names: readonly string[],
  ids: readonly (string | null)[],
  line: number,
) {
  const strange = names.filter((_, at) => ids[at] === null);
  const unlike = strangeTable(kind, names, ids, line);
  if (unlike) return unlike;
  const missing = missingColumns(kind, ids);
  if (strange.length === 0 && missing.length === 0) return null;
  const meant = strange.map((name) => {
    const near = nearestColumn(kind, name.slice(0, nameShownMax));
    return [name, ids.includes(near) ? null : near] as const;
  });
  const details = [
    ...meant.map(([name, id]) => {
      const cure = id === null ? '' : `; did you mean ${id}?`;
      return `"${name.slice(0, nameShownMax)}" is no field of ${kind}${cure}`;
    }),
    ...(missing.length > 0
      ? [`missing: ${missing.map((any) => any.replaceAll('|', ' or ')).join(', ')}`]
      : []),
    `found: ${shown(names)}`,
  ];
  const values = {
    missing: missing.join(','),
    strange: shown(strange),
    meant: [...new Set(meant.flatMap(([, id]) => id ?? []))].join(','),
    found: shown(names),
  };
  return malformed('columns', details.slice(0, namesShownMax).join('. '), { line, values });
}

/** As many names of columns, and as much of each, as a message holds. */
function shown(names: readonly string[]): string {
  return names
    .slice(0, namesShownMax)
    .map((name) => name.slice(0, nameShownMax))
    .join(', ');
}

function rowOf(kind: TableKind, ids: readonly string[], row: Line, zone: string): Row {
  const { line, cells, formulaAt } = row;
  if (formulaAt) {
    const problem = `the cell ${formulaAt} holds a formula; put its value there`;
    return { line, field: '', problem };
  }
  if (cells.length > ids.length && cells.slice(ids.length).some((cell) => cell.trim() !== '')) {
    const problem = `has ${cells.length} cells where the header names ${ids.length}`;
    return { line, field: '', problem };
  }
  const item: Record<string, unknown> = { ...emptyCells[kind] };
  for (const [at, id] of ids.entries()) {
    const cell = cells[at]?.trim() ?? '';
    if (cell === '') continue;
    if (isRoundedOff(cell) && !isName(kind, id)) {
      return { line, field: fieldOf(kind, id), problem: roundedOff(cell) };
    }
    const given = cellValue(kind, id, cell, zone);
    if ('formula' in given) {
      return { line, field: given.field, problem: 'is a formula; put its value there' };
    }
    item[given.field] = given.value;
  }
  return { line, raw: item };
}
