import type { Instant } from '../domain/time.ts';

/** What is set as `TELEPHONY_<PROVIDER>_<NAME>`, by name. */
export type Settings = Readonly<Record<string, string>>;

/**
 * What one event, or one line of a report, tells of a call. What it does not tell is left out; what it
 * says there is none of is null. Events of one call may come in any order, twice, and far apart.
 */
export interface CallReport {
  /** Of the call as a whole, whatever its legs. */
  readonly externalId: string;
  /** Another id that the same call goes by, such as that of the part after a transfer. */
  readonly otherId?: string;
  /**
   * Where each phone tells of its own part: which part this is of. Seconds of several parts add up for each
   * seller; without it they are of the whole call.
   */
  readonly leg?: string;
  /** Seen from the company. */
  readonly direction?: 'in' | 'out';
  /** The seller's, as the system names it: an extension, a login, the number of a user. */
  readonly extension?: string;
  /** The number outside the company as the system wrote it; null: hidden. */
  readonly number?: string | null;
  readonly startedAt?: Instant;
  /** From the first ring to the end, seconds. */
  readonly durationS?: number;
  /** Seconds of talk; 0: nobody answered. */
  readonly talkS?: number;
  readonly recording?: { readonly url: string } | { readonly path: string };
  /** Other sellers who talked in it, before a transfer or after it; seconds null: not told. */
  readonly otherTalks?: readonly {
    readonly sellerExtension: string;
    readonly talkS: number | null;
  }[];
  /**
   * Where the system may go by another id in its events than in its report: which of them this is of. One of
   * each with the same seller, number, talk and start is one call (app/intake/twin-of.ts).
   */
  readonly cameBy?: 'event' | 'report';
}

/** A request as it came in, behind `/v1/telephony/{code}`. */
export interface Webhook {
  readonly method: 'GET' | 'POST';
  /** What follows the code, one of the provider's paths; empty for none. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** A header by its small-letter name. */
  header(name: string): string | undefined;
  readonly body: string;
}

/**
 * What a rightly signed event tells that makes no call of ours, for all systems together. Each is a label of
 * the metrics, so that these are words of our own and never what a request says.
 */
export const unusedKinds = [
  /** A call begins, rings, is answered, or is put through. */
  'progress',
  /** A call that reached nobody. */
  'missed',
  /** Colleagues among themselves. */
  'internal',
  /** What a caller chose in a menu. */
  'menu',
  /** A machine that calls to tell something. */
  'informational',
  /** A recording that is under way, or is kept where it cannot be asked for. */
  'recording',
  /** What was made of a recording, such as its text. */
  'speech',
  'message',
  /** Asks whose a number is, or what is known of it. */
  'contact',
  /** Tries whether anybody answers at this address. */
  'check',
  'other',
] as const;
export type UnusedKind = (typeof unusedKinds)[number];

/** What a webhook came to. Nothing is kept of one that is refused. */
export type Heard =
  | {
      readonly ok: true;
      readonly reports: readonly CallReport[];
      /** Why there are no reports. */
      readonly unused?: UnusedKind;
      /** What the provider wants to read, where not an empty 200. */
      readonly answer?: { readonly body: string; readonly contentType: string };
    }
  | {
      readonly ok: false;
      /** `signature`: 401; `malformed`: 400. */
      readonly why: 'signature' | 'malformed';
      /** Names the field and what it must be. */
      readonly detail: string;
    };

/** A request that we send. */
export interface Asking {
  readonly url: string;
  readonly method: 'GET' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** How a provider that only answers when asked is asked for the calls of a stretch of time. */
export interface Polling {
  /** The settings without which it cannot be asked. */
  readonly needs: readonly string[];
  /** `cursor`: what the page before led on to; null for the first. */
  ask(
    range: { readonly fromAt: Instant; readonly toAt: Instant },
    cursor: string | null,
    settings: Settings,
    zone: string,
  ): Asking;
  /** Reads the answer to what was asked with `cursor` (the body of a 200). */
  read(body: string, cursor: string | null, settings: Settings, zone: string): Page;
}

/** One page of a report. A line that cannot be read is named and holds up no other. */
export type Page =
  | {
      readonly ok: true;
      readonly reports: readonly CallReport[];
      readonly refused: readonly string[];
      /** The cursor of the next page; null: this was the last. */
      readonly next: string | null;
    }
  | { readonly ok: false; readonly detail: string };

/** How a recording is fetched where its address alone does not do. */
export interface RecordingAccess {
  /** Hosts that this provider's recordings come from, beside RECORDING_HOSTS. */
  hosts(settings: Settings): readonly string[];
  /** The request with the provider's authentication, signed at the time of asking; null: as it stands. */
  ask?(url: URL, settings: Settings, now: Instant): Asking | null;
  /**
   * Where the answer is not the sound but leads to it: the address in it; or what is to be asked next, such as
   * with the token in it; null: neither. `url`: that of the recording, as it is kept.
   */
  linkIn?(body: string, url: URL): string | Asking | null;
}

/** One setting of `TELEPHONY_<PROVIDER>_<NAME>`. */
export interface Setting {
  readonly name: string;
  readonly about: string;
  /** Without it nothing that the provider sends can be checked. */
  readonly required: boolean;
}

/** One telephone system: its payload → our call. No I/O, no clock. */
export interface Provider {
  /** As in `/v1/telephony/{code}` and `TELEPHONY_<CODE>_…`, and its calls' usual source. */
  readonly code: string;
  readonly name: string;
  readonly settings: readonly Setting[];
  /** What it adds to the address that it was given, such as `/events/summary`; by default nothing. */
  readonly paths?: readonly string[];
  /** `zone`: IANA, of times that say none. Any bytes end in an answer. */
  hear(webhook: Webhook, settings: Settings, zone: string): Heard;
  readonly polling?: Polling;
  readonly recording?: RecordingAccess;
}
