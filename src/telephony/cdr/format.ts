import { spelledSeconds, spelledWallTime } from '../../domain/spelled.ts';
import { decodeText } from '../../domain/text-encoding.ts';
import { cellsOf } from './rows.ts';
import { tableColumns } from './table-columns.ts';

/** Systems that write their calls into a file. */
export const cdrSources = ['asterisk', 'freepbx', 'freeswitch', 'table'] as const;
export type CdrSource = (typeof cdrSources)[number];

/** Asterisk, cdr_csv: 16 columns, then those that cdr.conf switches on. */
const cdrCsv = [
  ...['accountcode', 'src', 'dst', 'dcontext', 'clid', 'channel', 'dstchannel', 'lastapp'],
  ...['lastdata', 'start', 'answer', 'end', 'duration', 'billsec', 'disposition', 'amaflags'],
];
/** `newcdrcolumns`. */
const newColumns = ['peeraccount', 'linkedid', 'sequence'];

/** Asterisk, cdr_custom: the mapping that its sample has, before and since there is a sequence. */
const cdrCustom = [
  ...['clid', 'src', 'dst', 'dcontext', 'channel', 'dstchannel', 'lastapp', 'lastdata', 'start'],
  ...['answer', 'end', 'duration', 'billsec', 'disposition', 'amaflags', 'accountcode'],
  ...['uniqueid', 'userfield', 'sequence'],
];

/** FreeSWITCH, mod_cdr_csv, template "example". */
const freeswitch = [
  'caller_id_name',
  'caller_id_number',
  'destination_number',
  'context',
  'start_stamp',
  'answer_stamp',
  'end_stamp',
  'duration',
  'billsec',
  'hangup_cause',
  'uuid',
  'bleg_uuid',
  'accountcode',
  'read_codec',
  'write_codec',
];

/** Which cell is what: the place of each column by its name. */
export type Columns = ReadonlyMap<string, number>;

const plain = (name: string) => name.trim().toLowerCase();
const placed = (names: readonly string[]): Columns =>
  new Map(names.map((name, at) => [plain(name), at]));

const withIds = (ids: readonly string[]) => ({
  old: placed([...cdrCsv, ...ids]),
  new: placed([...cdrCsv, ...ids, ...newColumns]),
});
const csv = {
  none: withIds([]),
  uniqueId: withIds(['uniqueid']),
  userField: withIds(['userfield']),
  both: withIds(['uniqueid', 'userfield']),
};
const custom = placed(cdrCustom);
const example = placed(freeswitch);

/** What a header must name for us to make a call of its rows. */
const needed: Readonly<Record<Exclude<CdrSource, 'table'>, readonly string[]>> = {
  asterisk: ['src', 'dst', 'channel', 'dstchannel', 'start', 'duration', 'billsec', 'disposition'],
  freepbx: [
    'calldate',
    'src',
    'dst',
    'channel',
    'dstchannel',
    'duration',
    'billsec',
    'disposition',
  ],
  freeswitch: [
    'caller_id_number',
    'destination_number',
    'start_stamp',
    'duration',
    'billsec',
    'uuid',
  ],
};

/** The columns that a header names; null: it is no header of this format. */
export function headerOf(format: CdrSource, cells: readonly string[]): Columns | null {
  if (format === 'table') {
    return cells.some(isTableWord) ? tableColumns(cells.slice(0, widthOf(cells))) : null;
  }
  // Every row is asked: a header is known by one word of it before it is looked at as a whole.
  if (!cells.some((cell) => cell.length >= 7 && cell.length < 12 && plain(cell) === 'billsec')) {
    return null;
  }
  const columns = placed(cells.slice(0, widthOf(cells)));
  return needed[format].every((name) => columns.has(name)) ? columns : null;
}

const tableWord = /^\s*(billsec|talk time|talk duration|talking|datetimeconnect)\s*$/i;
const isTableWord = (cell: string) => cell.length < 20 && tableWord.test(cell);

/** How many cells there are up to the last that is not empty: spreadsheets fill rows up. */
function widthOf(cells: readonly string[]): number {
  let width = cells.length;
  while (width > 0 && cells[width - 1] === '') width -= 1;
  return width;
}

const anUniqueId = /^\S*\d{9,}\.\d+$/;
/** Where cdr_csv has the end of a call, cdr_custom has its seconds. */
const endAt = 11;
const uniqueIdAt = 16;

/** The columns of a row without a header, by how many there are and what they hold; null: not of this format. */
function columnsOf(format: CdrSource, cells: readonly string[]): Columns | null {
  const { length } = cells;
  if (format === 'freeswitch') return length === freeswitch.length ? example : null;
  if (format !== 'asterisk' || length < cdrCsv.length || length > 21) return null;
  const isCustom = spelledSeconds(cells[endAt] ?? '') !== null;
  if (isCustom) return length === 18 || length === 19 ? custom : null;
  if (length === 16) return csv.none.old;
  if (length === 19) return csv.none.new;
  if (length === 18) return csv.both.old;
  if (length === 21) return csv.both.new;
  const ids = anUniqueId.test(cells[uniqueIdAt] ?? '') ? csv.uniqueId : csv.userField;
  return length === 17 ? ids.old : ids.new;
}

/** Where commas in what was dialled stand unquoted (Grandstream), what follows is moved by as many cells. */
function movedBy(header: Columns, surplus: number): Columns | null {
  const dialledAt = header.get('lastdata');
  if (dialledAt === undefined || surplus <= 0) return null;
  return new Map([...header].map(([name, at]) => [name, at > dialledAt ? at + surplus : at]));
}

/** A header that names less is none of ours. */
const fewestColumns = 6;
/**
 * The columns of a row: a header has the say for rows of its own width; a file that was joined from others
 * may change.
 */
export function columnsFor(
  format: CdrSource,
  header: Columns | null,
  cells: readonly string[],
): Columns | null {
  if (header && header.size === cells.length) return header;
  if (header && header.size < cells.length && widthOf(cells) <= header.size) return header;
  if (header && format === 'table') return header;
  if (header) {
    const moved = movedBy(header, cells.length - header.size);
    const start = cells[moved?.get('start') ?? moved?.get('calldate') ?? -1] ?? '';
    if (moved && spelledWallTime(start) !== null) return moved;
  }
  return columnsOf(format, cells);
}

const delimiters = [',', ';', '\t', '|'] as const;
const formats = ['freepbx', 'asterisk', 'freeswitch', 'table'] as const;

export interface Layout {
  readonly format: CdrSource;
  readonly delimiter: string;
  /** Null: the row is one of calls. */
  readonly header: Columns | null;
}

/** `sep=;`, as spreadsheets say how they separate. */
export const saysDelimiter = /^\s*sep=.\s*$/i;

/** What a row, as text, is a row of; null: of nothing that is known. */
export function layoutOf(row: string): Layout | null {
  for (const delimiter of delimiters) {
    const cells = cellsOf(row, delimiter);
    if (!cells || cells.length < fewestColumns) continue;
    for (const format of formats) {
      const header = headerOf(format, cells);
      if (header) return { format, delimiter, header };
    }
    const format = formats.find((one) => isRowOf(one, cells));
    if (format) return { format, delimiter, header: null };
  }
  return null;
}

/** By its columns, and by the time and the seconds that stand where they belong. */
function isRowOf(format: CdrSource, cells: readonly string[]): boolean {
  const columns = columnsOf(format, cells);
  if (!columns) return false;
  const at = (name: string) => cells[columns.get(name) ?? -1] ?? '';
  const start = spelledWallTime(at(format === 'freeswitch' ? 'start_stamp' : 'start'));
  return start !== null && spelledSeconds(at('duration')) !== null;
}

/** A title and what a spreadsheet says of the delimiter may stand above the rows. */
export const rowsAboveMax = 20;

/** What a file is of, told by its first lines; null: of none of these. */
export function layoutIn(firstBytes: Uint8Array): Layout | null {
  const lines = decodeText(firstBytes).split('\n', rowsAboveMax + 1);
  for (const line of lines) {
    const layout = layoutOf(line);
    if (layout) return layout;
  }
  return null;
}

/** Which system a file is of; null: none of these. */
export function looksLikeCdr(firstBytes: Uint8Array): CdrSource | null {
  return layoutIn(firstBytes)?.format ?? null;
}
