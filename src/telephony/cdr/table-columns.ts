/**
 * Tables of calls as telephone systems export them, known by the names of their columns: Grandstream UCM,
 * Yeastar, 3CX, Cisco CUCM, MikoPBX. Each of our names by those that it goes by, the surest first; a column
 * is taken once, since `Call Time` is a length with one and the start with another.
 */
const names: readonly (readonly [string, readonly string[]])[] = [
  ['start', ['start', 'calldate', 'start time', 'time', 'call time', 'datetimeorigination']],
  ['src', ['src', 'src_num', 'caller number', 'call from', 'from', 'callingpartynumber']],
  ['dst', ['dst', 'dst_num', 'callee number', 'call to', 'to', 'finalcalledpartynumber']],
  ['billsec', ['billsec', 'talk time', 'talk duration', 'talking']],
  ['answer', ['answer', 'answer time', 'datetimeconnect']],
  ['end', ['end', 'end time', 'endtime', 'datetimedisconnect']],
  ['ringing', ['ringing', 'ring duration']],
  ['duration', ['duration', 'call duration', 'call time']],
  ['disposition', ['disposition', 'status', 'call status']],
  ['channel', ['channel', 'src_chan', 'source channel']],
  ['dstchannel', ['dstchannel', 'dst_chan', 'dest channel', 'destination channel']],
  ['uniqueid', ['uniqueid', 'call id', 'globalcallid_callid', 'id', 'acctid']],
  ['linkedid', ['linkedid', 'session']],
  ['manager', ['globalcallid_callmanagerid']],
  ['recordingfile', ['recordingfile', 'recording file', 'recordfiles']],
];
const needed = ['start', 'src', 'dst', 'billsec', 'uniqueid'];

/** The columns that a header names, by our names; null: it is none of such a table. */
export function tableColumns(cells: readonly string[]): ReadonlyMap<string, number> | null {
  const at = new Map(cells.map((cell, index) => [cell.trim().toLowerCase(), index]));
  const columns = new Map<string, number>();
  const taken = new Set<number>();
  for (const [name, candidates] of names) {
    const index = candidates
      .map((one) => at.get(one))
      .find((one) => one !== undefined && !taken.has(one));
    if (index === undefined) continue;
    columns.set(name, index);
    taken.add(index);
  }
  // Cisco's length is that of the talk, from the connection on.
  const length = columns.get('duration');
  if (!columns.has('billsec') && length !== undefined && at.has('datetimeconnect')) {
    columns.set('billsec', length);
    columns.delete('duration');
  }
  return needed.every((name) => columns.has(name)) ? columns : null;
}

/** Cisco writes the types of its columns below their names. */
export const saysTypes = (row: string): boolean =>
  row.startsWith('INTEGER,') || row.startsWith('"INTEGER",');
