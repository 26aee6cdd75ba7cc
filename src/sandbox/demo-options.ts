import type { ServiceConfig } from '../config.ts';
import type { Language } from '../domain/person.ts';
import type { Policy } from '../domain/policy.ts';
import type { Ffmpeg } from '../media/ffmpeg.ts';
import type { Pictures } from '../reports/pictures.ts';
import type { Log } from '../service.ts';
import type { OwnCalls } from './own-calls.ts';

export interface DemoOptions {
  /** Where the database lives; the demo uses a temporary folder. */
  databasePath: string;
  /** The port of the chat page, where it is free; 0, or one that is taken: any free one. */
  port: number;
  log: Log;
  /** What the company speaks until somebody who looks chooses; Russian where none is named. */
  language?: Language;
  policy?: Partial<Policy>;
  /** Told the address of the page as soon as it is served, while the company still moves in. */
  onPage?: (pageUrl: string) => void;
  /** The day on which it plays; where none is named, the demo's own. */
  day?: string;
  /** A company's own calls instead of the invented day. */
  own?: OwnCalls;
  /** Whether the service has a process of its own, which can be killed; `pictures` and `ffmpeg` are then its own. */
  apart?: boolean;
  /** Whether months of scored calls lie behind the day. */
  past?: boolean;
  /** Where final approvals are posted. */
  events?: ServiceConfig['events'];
  /** Where the beacon of the draw is asked; the public one where none is named. */
  drand?: ServiceConfig['drand'];
  /** Telephone systems that send calls to it, and where their recordings may be fetched from. */
  telephony?: ServiceConfig['telephony'];
  recordingHosts?: readonly string[];
  /** What draws the pictures, where it is not the service's own. */
  pictures?: Pictures;
  /** What hears the recordings, where it is not the service's own. */
  ffmpeg?: Ffmpeg;
}
