import { sourcesAtEnds } from '../../db/telephony.ts';
import type { App } from '../app.ts';

/**
 * The sources that are set up, that people have extensions of, or that calls came from; of more than two the
 * database names the first and the last.
 */
export function knownSources(app: App): string[] {
  return [...new Set([...app.sources, ...sourcesAtEnds(app.db)])].sort();
}
