import { cellsOf } from './rows.ts';

/** Systems that write their calls into a file. */
export const cdrSources = ['asterisk', 'freepbx', 'freeswitch'] as const;
export type CdrSource = (typeof cdrSources)[number];

/** Asterisk, cdr_csv: 16 columns, then those that cdr.conf switches on. */
const asterisk = [
  'accountcode',
  'src',
  'dst',
  'dcontext',
  'clid',
  'channel',
  'dstchannel',
  'lastapp',
  'lastdata',
  'start',
  'answer',
  'end',
  'duration',
  'billsec',
  'disposition',
  'amaflags',
  'uniqueid',
  'userfield',
  'peeraccount',
  'linkedid',
  'sequence',
];
const asteriskWidths = [16, 17, 18, 21];

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

const placed = (names: readonly string[]): Columns =>
  new Map(names.map((name, at) => [name.trim().toLowerCase(), at]));

/** What a header must name for us to make a call of its rows. */
const needed: Readonly<Record<CdrSource, readonly string[]>> = {
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
  const columns = placed(cells);
  return needed[format].every((name) => columns.has(name)) ? columns : null;
}

/** The columns of a row without a header, by how many there are; null: not of this format. */
export function columnsOf(format: CdrSource, width: number): Columns | null {
  if (format === 'asterisk' && asteriskWidths.includes(width)) return byWidth(asterisk, width);
  if (format === 'freeswitch' && width === freeswitch.length) return byWidth(freeswitch, width);
  return null;
}

const known = new Map<string, Columns>();

function byWidth(names: readonly string[], width: number): Columns {
  const key = `${names[0]} ${width}`;
  const columns = known.get(key) ?? placed(names.slice(0, width));
  known.set(key, columns);
  return columns;
}

const stamp = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/;

/** Which system a file is of, told by its first line; null: none of these. */
export function looksLikeCdr(firstBytes: Buffer): CdrSource | null {
  const [first = ''] = firstBytes
    .toString('latin1')
    .replace(/^\u00ef\u00bb\u00bf/, '')
    .split('\n', 1);
  const cells = cellsOf(first) ?? [];
  const named = (['freepbx', 'asterisk', 'freeswitch'] as const).find(
    (format) => headerOf(format, cells) !== null,
  );
  if (named) return named;
  const at = (format: CdrSource, name: string) =>
    cells[columnsOf(format, cells.length)?.get(name) ?? -1] ?? '';
  if (stamp.test(at('asterisk', 'start'))) return 'asterisk';
  return stamp.test(at('freeswitch', 'start_stamp')) ? 'freeswitch' : null;
}
