import { isRoundedOff, roundedOff as lost, spelledSeconds } from '../../domain/spelled.ts';
import type { Instant } from '../../domain/time.ts';
import type { Columns } from './format.ts';
import { instantOf, type LegRead, peerOf, reachesNobody, stampOf, wrong } from './legs.ts';

/** The rows of tables that are known by their columns (table-columns.ts). */

const secondsMax = 172_800;

/** Reads one row of such a table. */
export function readTableLeg(
  columns: Columns,
  cells: readonly string[],
  localTime: (text: string) => Instant | null,
): LegRead {
  const cell = (name: string) => (cells[columns.get(name) ?? -1] ?? '').trim();
  const uniqueId = cell('uniqueid');
  const startedAt = timeOf(cell('start'), uniqueId, localTime);
  if (startedAt === null) return wrong('start', 'is no time such as 2026-11-23 14:05:00');
  const billedS = spelledSeconds(cell('billsec') || '0');
  if (billedS === null || billedS > secondsMax) return wrong('billsec', 'is no number of seconds');
  const durationS = lengthOf(cell, startedAt, billedS, localTime);
  if (durationS === null) return wrong('duration', 'is no number of seconds');
  if (uniqueId === '' && cell('linkedid') === '') return wrong('uniqueid', 'is empty');
  if (isRoundedOff(uniqueId)) return wrong('uniqueid', lost(uniqueId));
  const callId = cell('linkedid') || [cell('manager'), uniqueId].filter(Boolean).join('-');
  if (callId.length > 200) return wrong('uniqueid', 'is longer than 200 signs');
  const [caller, called] = [numberIn(cell('src')), numberIn(cell('dst'))];
  if (isRoundedOff(caller)) return wrong('src', lost(caller));
  if (isRoundedOff(called)) return wrong('dst', lost(called));
  const [channel, dstChannel] = [cell('channel'), cell('dstchannel')];
  // Where no channels are told, the numbers are all there is to go by.
  const hasChannels = columns.has('channel');
  const fromPhone = hasChannels ? peerOf(channel) : caller;
  const toPhone = hasChannels ? peerOf(dstChannel) : called;
  const isAnswered = /^(|answered|answer)$/i.test(cell('disposition'));
  return {
    ok: true,
    leg: {
      ...{ callId, startedAt, uniqueId, durationS, fromPhone, toPhone, caller, called },
      start: wallText(cell('start'), startedAt),
      talkS: isAnswered ? Math.min(billedS, durationS) : 0,
      otherId: '',
      from: [fromPhone, caller].filter(Boolean),
      to: reachesNobody(channel, toPhone) ? [] : [toPhone, called].filter(Boolean),
      userField: '',
      // Several are told one after another; Grandstream ends each in an at sign.
      recordingFile: cell('recordingfile').split(/[,;@]/)[0] ?? '',
    },
  };
}

/** The number in `Info, Sales (8310)`, `Иван<101>`, `"pn01" <5300>`, or the whole. */
const numberIn = (text: string) =>
  /[(<]\s*([^()<>]+?)\s*[)>]\s*$/.exec(text)?.[1] ?? text.replace(/^"|"$/g, '');

const epochSeconds = /^[1-9]\d{8,9}$/;

function timeOf(text: string, uniqueId: string, localTime: (text: string) => Instant | null) {
  if (epochSeconds.test(text)) return Number(text) * 1000;
  return instantOf(stampOf(text), uniqueId, localTime);
}

const wallText = (text: string, at: Instant) =>
  epochSeconds.test(text)
    ? new Date(at).toISOString().slice(0, 19).replace('T', ' ')
    : stampOf(text);

/** From the first ring to the end: as it is told, or by the end, or the ringing and the talk. */
function lengthOf(
  cell: (name: string) => string,
  startedAt: Instant,
  billedS: number,
  localTime: (text: string) => Instant | null,
): number | null {
  const told = cell('duration');
  if (told !== '') {
    const seconds = spelledSeconds(told);
    return seconds !== null && seconds <= secondsMax ? Math.max(seconds, billedS) : null;
  }
  const endsAt = timeOf(cell('end'), '', localTime);
  if (endsAt !== null && endsAt >= startedAt && endsAt - startedAt <= secondsMax * 1000) {
    return Math.max(billedS, Math.round((endsAt - startedAt) / 1000));
  }
  return (spelledSeconds(cell('ringing')) ?? 0) + billedS;
}
