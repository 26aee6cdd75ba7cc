/** Where recordings are read by path. */
export type RecordingsFacts =
  | { readonly state: 'fine'; readonly dir: string | null }
  /** Calls come with paths, and no folder is set. */
  | { readonly state: 'not_set' }
  | { readonly state: 'unreadable'; readonly dir: string }
  /** Of the last recordings some are not in the folder. */
  | {
      readonly state: 'gone';
      readonly dir: string;
      readonly of: number;
      readonly gone: readonly string[];
    };

export interface FfmpegFacts {
  readonly program: string;
  /** Null: it does not run. */
  readonly version: string | null;
}

/** What the product needs of its machine besides the database. */
export interface Machine {
  /** @param paths of the recordings that came in last */
  recordings(paths: readonly string[]): RecordingsFacts;
  /** @param nowMs of a clock that is never set: what does not run is tried again after some seconds */
  ffmpeg(nowMs: number): FfmpegFacts;
}

/** Nothing is asked of the machine: whoever works on a database alone. */
export const noMachine: Machine = {
  recordings: () => ({ state: 'fine', dir: null }),
  ffmpeg: () => ({ program: 'ffmpeg', version: 'not looked for' }),
};
