import { lengthAgainst, type Told } from '../../domain/listen.ts';
import type { RecordingFacts } from '../../domain/recording.ts';
import { length, type Words } from '../words.ts';

/** That a recording is not as long as the talk that was told of, for whoever is about to score it; else null. */
export function lengthLine(words: Words, heard: RecordingFacts | null, told: Told): string | null {
  if (heard === null) return null;
  const against = lengthAgainst(heard.lengthS, told);
  if (against === 'fits') return null;
  const talkS = told.talkS ?? 0;
  return words.t(`recording-length-${against}`, {
    length: length(Math.round(heard.lengthS)),
    talk: length(talkS),
    call: length(Math.max(talkS, told.durationS ?? 0)),
  });
}
