/** A language of the page, and of the company where it can be turned. */
export type PageLanguage = 'ru' | 'en';

/** What the page may know of the company whose bot this is, where somebody tells: the demo does. */
export interface CompanyBehind {
  /** How much of its moving in is done, 0 to 1; null once it is there. */
  movingIn(): number | null;
  /** What it speaks; `chosen`: somebody has said so. */
  language(): { code: PageLanguage; chosen: boolean };
  /** Resolves once everybody speaks it. */
  speak(language: PageLanguage): Promise<void>;
  /** What the months before today were lived in, whatever is spoken now; null where there are none. */
  pastIn(): PageLanguage | null;
  /** Everything from the beginning, in the language spoken now: what was done is gone. */
  again(): Promise<void>;
  /** Where the guided tour stands; null where there is none. */
  tour(): TourState | null;
  /** A client calls one of the sellers: the beginning of the tour. */
  ring(): Promise<void>;
  /** A call comes in from somebody; null where none can. Of one that waits for the service nothing more is known. */
  call(from: Caller): Promise<IncomingCall | null>;
  /** What has come and what is to leave; null while nobody can tell. */
  counts(): CompanyCounts | null;
  /** The process of the service is killed, or started again; false where it has none of its own. */
  kill(): Promise<boolean>;
  start(): Promise<boolean>;
  /** What may happen to a call. */
  statuses(): StatusGraph | null;
  /** The calls to which something happened last. */
  latestCalls(): number[];
  /** The way of a call through its statuses; null where there is no such call. */
  path(callId: number): CallPath | null;
}

export const callers = ['client', 'unknown', 'hidden'] as const;
export type Caller = (typeof callers)[number];

export type InLanguages = Record<PageLanguage, string>;

export interface IncomingCall {
  /** E.164, or empty where the caller hid it. */
  number: string;
  seller: { id: number; name: string };
  /** The number of the call, once the service has it; null: it waits at the telephone system. */
  callId: number | null;
  /** Whom the service knows by this number. */
  client: string | null;
  status: InLanguages | null;
}

export interface CompanyCounts {
  /** The service's own process; null where it has none. */
  process: { state: 'runs' | 'starts' | 'ended'; pid: number | null } | null;
  /** Taken over from Telegram and not worked yet; `lost`: neither at Telegram any more nor taken over. */
  updates: { open: number; lost: number };
  notices: { delivered: number; due: number; later: number; givenUp: number };
  /** Calls that were made to come in; null where none can. */
  calls: { made: number; waiting: number; lost: number } | null;
}

/** The product's own table of what may happen to a call, for a drawing. */
export interface StatusGraph {
  statuses: { key: string; kind: string; label: InLanguages }[];
  verbs: Record<string, InLanguages>;
  /** Each way once; `from` null: the call is new. */
  ways: { verb: string; from: string | null; to: string }[];
}

export interface CallPath {
  callId: number;
  status: string;
  /** UTC milliseconds; `who` null: the system. */
  steps: { verb: string; from: string | null; to: string; at: number; who: string | null }[];
}

export type StepKey = 'ring' | 'draw' | 'take' | 'score' | 'tell' | 'answer' | 'decide' | 'credit';

/** How far the company is on a call's way, and what comes next. */
export interface TourState {
  steps: { key: StepKey; state: 'done' | 'open' | 'skipped' }[];
  /** Telegram ids of whom the tour speaks. */
  people: { seller: number; controller: number; head: number };
  /** The call that it follows, once there is one. */
  callId: number | null;
  /** What comes next; null where all is done. */
  next: {
    key: StepKey;
    /** Which part of a step with several presses. */
    part: string;
    /** Whose chat, where it is one. */
    who: number | null;
    /** The button to press, as this person's bot calls it: the first of these that is there. */
    labels: string[];
    /** What may be typed instead where no such button is in sight. */
    command: string | null;
    /** When the clock has to be moved to, where that is it; UTC milliseconds. */
    clockTo: number | null;
  } | null;
}
