import { isRoundedOff, roundedOff, spelledSeconds, spelledWallTime } from '../../domain/spelled.ts';
import { fromLocalTime, type Instant } from '../../domain/time.ts';
import type { CdrSource, Columns } from './format.ts';

/** One leg of a call, as a row tells it. */
export interface Leg {
  /** What the legs of one call have in common. */
  readonly callId: string;
  readonly startedAt: Instant;
  /** The wall time it began at, `YYYY-MM-DD HH:MM:SS`. */
  readonly start: string;
  readonly uniqueId: string;
  readonly durationS: number;
  /** Seconds of talk; 0 where nobody answered, whatever the file says beside that. */
  readonly talkS: number;
  /** The leg that this one was bridged with, where each has an id of its own; empty: none is named. */
  readonly otherId: string;
  /** The phone or trunk on either side; empty where there is none, only something that leads to one. */
  readonly fromPhone: string;
  readonly toPhone: string;
  /** The names that either side goes by, the surest first. */
  readonly from: readonly string[];
  readonly to: readonly string[];
  /** The number that called, and the one that was called. */
  readonly caller: string;
  readonly called: string;
  readonly userField: string;
  readonly recordingFile: string;
}

export type LegRead =
  | { readonly ok: true; readonly leg: Leg }
  | { readonly ok: false; readonly field: string; readonly problem: string };

export const wrong = (field: string, problem: string): LegRead => ({ ok: false, field, problem });
const secondsMax = 172_800;

/** Systems whose rows name their channels. */
export type LegSource = Exclude<CdrSource, 'table'>;

/** Reads one row. Numbers and times that are none are refused by the name of their column. */
export function readLeg(
  format: LegSource,
  columns: Columns,
  cells: readonly string[],
  localTime: (text: string) => Instant | null,
): LegRead {
  const cell = (name: string) => cells[columns.get(name) ?? -1] ?? '';
  const names = columnNames[format];
  const start = stampOf(cell(names.start));
  const uniqueId = cell(names.uniqueId);
  const durationS = secondsIn(cell('duration'));
  const billedS = secondsIn(cell('billsec'));
  if (durationS === null) return wrong('duration', 'is no number of seconds');
  if (billedS === null) return wrong('billsec', 'is no number of seconds');
  const startedAt = instantOf(start, uniqueId, localTime);
  if (startedAt === null) return wrong(names.start, 'is no time such as 2026-11-23 14:05:00');
  // Without an id of its own the channel, which is unique for as long as it lasts, stands in.
  const callId = cell('linkedid') || uniqueId || `${start} ${cell('channel')}`;
  if (callId.length > 200) return wrong('uniqueid', 'is longer than 200 signs');
  const caller = cell(names.caller) || numberIn(cell('clid'));
  const called = cell(names.called);
  const channel = cell('channel');
  const dstChannel = cell('dstchannel');
  const fromPhone = peerOf(channel);
  const toPhone = peerOf(dstChannel);
  if (isRoundedOff(callId)) return wrong('uniqueid', roundedOff(callId));
  if (isRoundedOff(caller)) return wrong(names.caller, roundedOff(caller));
  if (isRoundedOff(called)) return wrong(names.called, roundedOff(called));
  return {
    ok: true,
    leg: {
      callId,
      startedAt,
      start,
      uniqueId,
      durationS,
      talkS: isAnswered(format, cell) ? Math.min(billedS, durationS) : 0,
      otherId: cell('bleg_uuid'),
      fromPhone,
      toPhone,
      from: givenOf(fromPhone, cell('cnum'), caller, cell('accountcode')),
      to: reachesNobody(channel, toPhone) ? [] : givenOf(toPhone, called),
      caller,
      called,
      userField: cell('userfield'),
      recordingFile: cell('recordingfile'),
    },
  };
}

const columnNames = {
  asterisk: { start: 'start', uniqueId: 'uniqueid', caller: 'src', called: 'dst' },
  freepbx: { start: 'calldate', uniqueId: 'uniqueid', caller: 'src', called: 'dst' },
  freeswitch: {
    start: 'start_stamp',
    uniqueId: 'uuid',
    caller: 'caller_id_number',
    called: 'destination_number',
  },
} as const satisfies Record<LegSource, object>;

/** A copy, since a filtered array has room for sixteen, and thousands of legs are held at once. */
const givenOf = (...names: string[]) => names.filter((text) => text !== '').slice();

/** ANSWERED with 0 s and NO ANSWER with 60 s both occur: it takes the word and the seconds. */
function isAnswered(format: LegSource, cell: (name: string) => string): boolean {
  if (format === 'freeswitch') return cell('answer_stamp') !== '';
  const disposition = cell('disposition');
  if (disposition === 'ANSWERED') return true;
  // FreeSWITCH has a template named for Asterisk, with the cause of the end in this place.
  return !dispositions.has(disposition) && cell('answer') !== '' && disposition !== '';
}

const dispositions = new Set(['NO ANSWER', 'BUSY', 'FAILED', 'CONGESTION', 'UNKNOWN']);

function secondsIn(text: string): number | null {
  const value = spelledSeconds(text);
  return value !== null && value <= secondsMax ? value : null;
}

/** A time as the system itself writes it, whatever a spreadsheet made of it. */
export function stampOf(text: string): string {
  if (text.length === 19 && text[4] === '-' && text[10] === ' ') return text;
  return text.includes(':') ? (spelledWallTime(text)?.replace('T', ' ') ?? text) : text;
}

const isLocal = (channel: string) => channel.startsWith('Local/');

/** A queue's or a group's own way to a phone that it has not reached is nobody's leg. */
export const reachesNobody = (channel: string, toPhone: string): boolean =>
  isLocal(channel) && toPhone === '';

/**
 * `PJSIP/101-0000a1b2` and FreeSWITCH's `sofia/internal/101@pbx` are of 101, `SIP/my-trunk-01` is of
 * my-trunk. `Local/101@from-queue-0c;1` is nobody's: it leads to where 101 is rung, and may wait there.
 */
export function peerOf(channel: string): string {
  if (isLocal(channel)) return '';
  const slash = channel.startsWith('sofia/') ? channel.lastIndexOf('/') : channel.indexOf('/');
  if (slash === -1) return '';
  const name = channel.slice(slash + 1);
  const at = name.indexOf('@');
  if (at !== -1) return name.slice(0, at);
  return name.replace(/-[0-9a-fA-F]+(?:;\d)?$/, '');
}

/** The number in `"Иван П." <79161234567>`. */
function numberIn(clid: string): string {
  return /<([^<>]*)>\s*$/.exec(clid)?.[1] ?? '';
}

const halfDayMs = 14 * 3_600_000;

/**
 * When a leg began. Asterisk writes local times without their zone, but its ids begin with the epoch: where
 * the two differ by no more than a zone can, the epoch is exact, over the change to summer time too.
 */
export function instantOf(
  start: string,
  uniqueId: string,
  localTime: (text: string) => Instant | null,
): Instant | null {
  const asUtc = wallTime(start);
  if (asUtc === null) return null;
  const dot = uniqueId.lastIndexOf('.');
  if (dot !== -1) {
    const epochMs = Number(uniqueId.slice(uniqueId.lastIndexOf('-', dot) + 1, dot)) * 1000;
    if (epochMs > 0 && Math.abs(asUtc - epochMs) <= halfDayMs) return epochMs;
  }
  return localTime(start);
}

const stamp = /^(\d{4})-(\d\d)-(\d\d) (\d\d):(\d\d):(\d\d)$/;

/** A wall time as if it were one of UTC; null for one that does not exist. */
function wallTime(text: string): number | null {
  const parts = stamp.exec(text);
  if (!parts) return null;
  const [, year, month, day, hour, minute, second] = parts.map(Number);
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return null;
  const at = Date.UTC(Number(year), Number(month) - 1, day, hour, minute, second);
  return new Date(at).getUTCDate() === day && new Date(at).getUTCMonth() === Number(month) - 1
    ? at
    : null;
}

const hoursMax = 1000;

/** Wall times of a zone as instants; within one hour, and in the same half of it, by the same offset. */
export function localTimes(zone: string): (text: string) => Instant | null {
  const offsets = new Map<string, number>();
  return (text) => {
    const asUtc = wallTime(text);
    if (asUtc === null) return null;
    // Zones change their offset at whole or half hours.
    const half = `${text.slice(0, 14)}${Number(text.slice(14, 16)) < 30 ? '0' : '3'}`;
    const known = offsets.get(half);
    if (known !== undefined) return asUtc - known;
    const at = fromLocalTime(text.replace(' ', 'T'), zone);
    if (at === null) return null;
    if (offsets.size >= hoursMax) offsets.clear();
    offsets.set(half, asUtc - at);
    return at;
  };
}
