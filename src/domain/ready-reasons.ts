/** Reasons that are picked instead of typed: why an appeal was decided so, and why a call was sent for credit. */
export const decisionReasons = ['in-recording', 'not-in-recording', 'not-fully'] as const;
export const sendReasons = ['complaint', 'lost', 'important', 'example'] as const;
const ready = [...decisionReasons, ...sendReasons];
export type ReadyReason = (typeof ready)[number];

/** A reason as it is given: typed, or one of the ready ones. */
export type GivenReason<Ready extends ReadyReason = ReadyReason> = string | { ready: Ready };

/** Tells a code from what was typed. */
const sign = '#';

/** A reason as it is kept: of a ready one its code, so that everybody reads it in their own language. */
export function keptReason(given: GivenReason): string {
  return typeof given === 'string' ? given.trim() : `${sign}${given.ready}`;
}

/** The ready reason that is kept; null where it was typed. */
export function readyReason(kept: string): ReadyReason | null {
  return ready.find((code) => kept === `${sign}${code}`) ?? null;
}

/** The same for programs: the code of a ready reason (`in-recording`), or what was typed. */
export function codeOrTyped(kept: string): string {
  return readyReason(kept) ?? kept;
}
