import type { Measured, RecordingFacts, RecordingFault, Stretch } from './recording.ts';

/** Shorter than this nothing was said. */
const stubUnderS = 1.5;
/** Off by more than both of these a recording is no matter of rounding, or of a ring that was recorded too. */
const offS = 10;
const offShare = 0.1;
/** Of a short talk half is too little as well; one shorter than `sureTalkS` proves nothing. */
const shortLeastShare = 0.5;
const sureTalkS = 10;
/** Less speech than both of these, over all channels, is none. */
const speechLeastShare = 0.02;
const speechLeastS = 2;

/** How long a call was, as the telephone system said. */
export interface Told {
  readonly talkS: number | null;
  readonly durationS: number | null;
}

/** What keeps a recording from being scored; null: nothing. */
export function judge(
  measured: Measured,
  told: Told,
): Extract<RecordingFault, 'stub' | 'silent' | 'other_length'> | null {
  const { lengthS } = measured;
  if (lengthS < stubUnderS) return 'stub';
  const speechS = lengthS - total(silentTogether(measured));
  if (speechS < speechLeastS && speechS < lengthS * speechLeastShare) return 'silent';
  const against = lengthAgainst(lengthS, told);
  return against === 'short' || against === 'long' ? 'other_length' : null;
}

/**
 * How a recording's length goes with what was told of its call.
 * - `short`: it ends before the talk did.
 * - `long`: it is longer than the whole call, so that something else is on it.
 * - `waiting`: it is longer than the talk, and the rest of the call accounts for that.
 */
export type LengthAgainst = 'short' | 'long' | 'waiting' | 'fits';

export function lengthAgainst(heardS: number, { talkS, durationS }: Told): LengthAgainst {
  if (talkS === null) return 'fits';
  // As it is kept and shown, so that the same is said of it ever after.
  const lengthS = Math.round(heardS);
  const isHalf = talkS >= sureTalkS && lengthS < talkS * shortLeastShare;
  if (isHalf || isOff(talkS - lengthS, talkS)) return 'short';
  const wholeS = Math.max(talkS, durationS ?? 0);
  if (isOff(lengthS - wholeS, wholeS)) return 'long';
  return isOff(lengthS - talkS, talkS) ? 'waiting' : 'fits';
}

const isOff = (byS: number, ofS: number) => byS > offS && byS > ofS * offShare;

/** What is kept of a recording: its length, who talks how long, where nobody does. */
export function factsOf(
  measured: Measured,
  rules: { sellerChannel: 'left' | 'right'; longSilenceS: number },
): RecordingFacts {
  const { lengthS, silences } = measured;
  const [left, right] = silences.map((stretches) => Math.max(0, lengthS - total(stretches)));
  const byChannel = rules.sellerChannel === 'left' ? [left, right] : [right, left];
  const [sellerTalkS = null, clientTalkS = null] = right === undefined ? [] : byChannel;
  return {
    lengthS,
    channels: silences.length,
    sellerTalkS,
    clientTalkS,
    longSilences: silentTogether(measured).filter(
      ({ fromS, toS }) => toS - fromS >= rules.longSilenceS,
    ),
  };
}

/** Where all channels are silent at once. */
function silentTogether({ silences }: Measured): readonly Stretch[] {
  const [first = [], ...others] = silences;
  return others.reduce<readonly Stretch[]>(common, first);
}

function common(some: readonly Stretch[], others: readonly Stretch[]): Stretch[] {
  return some.flatMap((one) =>
    others.flatMap((other) => {
      const fromS = Math.max(one.fromS, other.fromS);
      const toS = Math.min(one.toS, other.toS);
      return toS > fromS ? [{ fromS, toS }] : [];
    }),
  );
}

const total = (stretches: readonly Stretch[]) =>
  stretches.reduce((sum, { fromS, toS }) => sum + toS - fromS, 0);

/** Whole seconds around a moment, within the recording; at least one second. */
export function clipRange(
  momentS: number,
  { beforeS, afterS }: { beforeS: number; afterS: number },
  lengthS: number,
): Stretch {
  const endS = Math.max(1, Math.ceil(lengthS));
  const toS = Math.min(endS, Math.max(1, momentS + afterS));
  return { fromS: Math.max(0, Math.min(momentS - beforeS, toS - 1)), toS };
}

/** `1:23` or `1:02:03` that stands by itself: not part of a date, a longer number or `12:60`. */
const moment = /(?<![\d:.,])(?:(\d{1,2}):)?(\d{1,3}):([0-5]\d)(?![\d:])/g;

/** The moments of a recording that a text names, in seconds, each once, in the order of the text. */
export function momentsIn(text: string): number[] {
  const found = [...text.matchAll(moment)].flatMap(([, hours, minutes = '', seconds = '']) => {
    if (hours !== undefined && Number(minutes) > 59) return [];
    return [Number(hours ?? 0) * 3600 + Number(minutes) * 60 + Number(seconds)];
  });
  return [...new Set(found)];
}
