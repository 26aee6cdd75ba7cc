import type { Instant } from './time.ts';

/**
 * What a telephone system said of a call too late, as it names things: the fields alone that the call has
 * otherwise. `partOf`: the call that it is one with; null: one that whoever asks may not see.
 */
export interface LateWord {
  direction?: 'in' | 'out';
  sellerExtension?: string;
  externalNumber?: string;
  startedAt?: Instant;
  durationS?: number;
  talkS?: number;
  recording?: string;
  partOf?: number | null;
}
