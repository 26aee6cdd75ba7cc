/** How the calls of a system that writes files are kept (`TELEPHONY_ASTERISK_…` and the like). */
export interface CdrSettings {
  readonly source: string;
  /** Null: the company's zone. */
  readonly zone: string | null;
  /** Extensions beside those that people have: `101-199,250`. */
  readonly extensions: string;
  readonly recordingPath: string | null;
}

/** How the rows of a file become calls. */
export interface CdrRules {
  /** The calls' source, as people's extensions name it. */
  readonly source: string;
  /** IANA, of times that nothing else dates. */
  readonly zone: string;
  /** Whether a name is a seller's; never guessed, since a trunk can look like an extension. */
  isExtension(name: string): boolean;
  /** Where recordings lie: `{yyyy}/{mm}/{dd}/{uniqueid}.wav`; also `{linkedid}`, `{userfield}`. */
  readonly recordingPath?: string;
}
