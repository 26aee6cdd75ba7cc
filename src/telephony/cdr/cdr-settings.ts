/** How the calls of a system that writes files are kept (`TELEPHONY_ASTERISK_…` and the like). */
export interface CdrSettings {
  readonly source: string;
  /** Null: the company's zone. */
  readonly zone: string | null;
  /** Extensions beside those that people have: `101-199,250`. */
  readonly extensions: string;
  readonly recordingPath: string | null;
}
