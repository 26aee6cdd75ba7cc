import { z } from 'zod';

/**
 * What keeps a recording from being scored, found out by listening to it.
 * - `missing`: there is nothing where it should be.
 * - `damaged`: it cannot be decoded.
 * - `stub`: a file without a conversation, such as a 44-byte WAV.
 * - `silent`: nobody says anything.
 * - `purged`: deleted, since its time was over.
 * - `other_length`: it can be heard, but ends before the talk did, or is longer than the whole call.
 * - `unread`: sound in a format that is not read here.
 */
export const recordingFaults = [
  'missing',
  'damaged',
  'stub',
  'silent',
  'purged',
  'other_length',
  'unread',
] as const;
export type RecordingFault = (typeof recordingFaults)[number];

/** What is said to whoever hears it, and keeps it out of a draw. */
export type HearableFault = 'other_length';

/** A stretch of a recording, seconds from its start. */
export interface Stretch {
  readonly fromS: number;
  readonly toS: number;
}

const stretch = z.object({ fromS: z.number(), toS: z.number() });

/** `Measured` as it is kept beside our copy. */
export const measuredSchema = z.object({
  lengthS: z.number(),
  silences: z.array(z.array(stretch)),
});

/** What a decoder hears: the length, and where each channel is silent. */
export interface Measured {
  readonly lengthS: number;
  /** The silent stretches of each channel, in the order of the channels; one channel: everybody mixed. */
  readonly silences: readonly (readonly Stretch[])[];
}

/** What is known of a recording that was listened to. */
export interface RecordingFacts {
  readonly lengthS: number;
  readonly channels: number;
  /** Seconds in which each speaks; null where the recording has one channel. */
  readonly sellerTalkS: number | null;
  readonly clientTalkS: number | null;
  /** Where nobody speaks for longer than the policy allows. */
  readonly longSilences: readonly Stretch[];
}

/** A recording as its call names it. */
export interface RecordingRef {
  readonly callId: number;
  readonly recordingPath: string | null;
  readonly recordingUrl: string | null;
  readonly talkS: number | null;
  /** From the first ring to the end, as the telephone system said. */
  readonly durationS: number | null;
}

/** What of the company's rules matters in hearing. */
export interface HearingRules {
  readonly sellerChannel: 'left' | 'right';
  readonly longSilenceS: number;
}

/**
 * Why a recording cannot be had now, though nothing is known against it.
 * - `none`: the call has none.
 * - `outside`: it lies where recordings are not fetched from (RECORDINGS_DIR, RECORDING_HOSTS).
 * - `unreachable`: its place does not answer, or refuses us.
 * - `too_big`: larger than is fetched.
 * - `no_ffmpeg`: there is nothing to decode it with.
 * - `no_room`: too little of the disk would be left.
 * - `not_kept`: our copy of it cannot be written.
 */
export type RecordingProblem =
  | 'none'
  | 'outside'
  | 'unreachable'
  | 'too_big'
  | 'no_ffmpeg'
  | 'no_room'
  | 'not_kept';

export type Prepared =
  | {
      readonly ok: true;
      readonly file: string;
      readonly bytes: number;
      readonly facts: RecordingFacts;
      /** What is against it, though it can be heard. */
      readonly fault: HearableFault | null;
    }
  | { readonly ok: false; readonly fault: Exclude<RecordingFault, HearableFault> }
  | {
      readonly ok: false;
      readonly problem: RecordingProblem;
      /** A file that Telegram plays as it is, where only the decoder is missing. */
      readonly passThrough?: string;
    };

/** A piece of a recording as a file; `toS` null: to the end. */
export interface RecordingPart {
  readonly file: string;
  readonly fromS: number;
  readonly toS: number | null;
}

/** Where recordings are fetched, heard and kept (src/media); the use cases ask for no more. */
export interface RecordingLibrary {
  /** Fetches a recording, finds out what it is and keeps it as OGG/Opus; a second time, at once. */
  prepare(ref: RecordingRef, rules: HearingRules): Promise<Prepared>;
  /** A stretch of a prepared recording, as OGG/Opus. */
  clip(callId: number, stretch: Stretch): Promise<{ ok: true; file: Buffer } | { ok: false }>;
  /** A prepared recording in files of at most `mostBytes` each, in their order. */
  parts(callId: number, mostBytes?: number): Promise<RecordingPart[]>;
  /** Deletes what is kept of a recording; answers what kept it from that, null where all is gone. */
  forget(callId: number): Promise<string | null>;
  /** Deletes what a process that died left half written; answers how many files. */
  sweep(): Promise<number>;
  /** The same of the file that a recording came from, where the company lets us (RECORDINGS_PURGE=originals). */
  forgetOriginal(path: string): Promise<string | null>;
}
