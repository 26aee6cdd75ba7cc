import { spelledSeconds, spelledWallTime } from '../domain/spelled.ts';
import type { FileProblem, TableKind } from '../domain/upload.ts';
import { missingColumns } from './columns.ts';
import { malformed } from './rows.ts';

const shownMax = 3;
const nameShownMax = 30;

/** Words of telephone systems' own tables, and how their channels begin. */
const ofTelephony =
  /^(?:uniqueid|linkedid|billsec|disposition|dstchannel|call ?time|talk(?:ing| duration)|ringing|ring duration|caller ?id|callee|call_?from|call_?to|длительность|соединение|кто звонил|с кем говорил|(?:pjsip|sip|iax2|dahdi|local|sofia)\/.*)$/i;

/**
 * A table whose first row is no header of this kind, in one sentence: what it looks like, and what is read.
 * Null where most of its names are known, so that it is one with mistakes.
 */
export function strangeTable(
  kind: TableKind,
  names: readonly string[],
  ids: readonly (string | null)[],
  line: number,
): { ok: false; problem: FileProblem } | null {
  const known = ids.filter((id) => id !== null).length;
  if (known * 4 >= names.length) return null;
  const is = looksLike(names);
  const count = names.filter((name) => name !== '').length;
  const shown = names.filter((name) => name !== '').slice(0, shownMax);
  const first = shown.map((name) => `"${cut(name)}"`).join(', ');
  const needed = missingColumns(kind, []);
  const read = needed.map((any) => any.replaceAll('|', ' or ')).join(', ');
  const also =
    kind === 'calls'
      ? ', or what Asterisk (cdr_csv, the sample of cdr_custom), FreePBX (cdr), FreeSWITCH (cdr_csv), Grandstream, Yeastar, 3CX, Cisco or MikoPBX write'
      : '';
  const detail = `${saidOf[is](count, first)}; of ${kind} a table is read with the columns ${read}${also}`;
  return malformed('strange_table', detail, {
    line,
    values: {
      is,
      count,
      first: shown.map((name) => `«${cut(name)}»`).join(', '),
      needed: needed.join(','),
    },
  });
}

const saidOf: Readonly<Record<StrangeTable, (count: number, first: string) => string>> = {
  telephony: (count, first) =>
    `looks like a telephone system's own table of ${count} columns (${first} …), in a form that is not known`,
  values: (count, first) =>
    `begins with values (${first} …) where the names of ${count} columns belong`,
  names: (count, first) => `looks like a table of something else: ${count} columns (${first} …)`,
};

type StrangeTable = 'telephony' | 'values' | 'names';

function looksLike(names: readonly string[]): StrangeTable {
  if (names.filter((name) => ofTelephony.test(name)).length > 1) return 'telephony';
  return names.some(isValue) ? 'values' : 'names';
}

const isValue = (name: string) =>
  /^[+\d][\d\s().,-]*$/.test(name) ||
  spelledWallTime(name) !== null ||
  spelledSeconds(name) !== null;

const cut = (name: string) =>
  name.length > nameShownMax ? `${name.slice(0, nameShownMax)}…` : name;
