import { extensionsOfSource } from '../../db/telephony.ts';
import type { ItemResult } from '../../domain/intake.ts';
import type { CdrBatch } from '../../telephony/cdr/cdr.ts';
import type { CdrRules, CdrSettings } from '../../telephony/cdr/cdr-settings.ts';
import { isInRanges } from '../../telephony/cdr/extensions.ts';
import type { CdrSource } from '../../telephony/cdr/format.ts';
import type { App } from '../app.ts';
import { registerCalls } from './register-calls.ts';

/** Where nothing is set. */
export const defaultCdr = (source: CdrSource): CdrSettings => ({
  source,
  zone: null,
  extensions: '',
  recordingPath: null,
});

/** The rules to read a file by, with the extensions that people have at this moment. */
export function cdrRules(app: App, settings: CdrSettings): CdrRules {
  const known = extensionsOfSource(app.db, settings.source);
  const { recordingPath, extensions } = settings;
  return {
    source: settings.source,
    zone: settings.zone ?? app.policy().timeZone,
    isExtension: (name) => known.has(name) || isInRanges(extensions, name),
    ...(recordingPath === null ? {} : { recordingPath }),
  };
}

/** What became of one line of a file. */
export type CdrResult = ItemResult & { readonly line: number };

/**
 * Takes the calls of a batch in; what could not be read stands among the refused.
 *
 * @param take how: of a file that is followed no row comes again
 */
export function takeCdr(
  app: App,
  batch: CdrBatch,
  take: (app: App, items: readonly unknown[]) => ItemResult[] = registerCalls,
): CdrResult[] {
  const items = batch.calls.map(({ item }) => item);
  const taken = take(app, items).map((result, at) => ({
    ...result,
    line: batch.calls[at]?.line ?? 0,
  }));
  const unread = batch.refused.map(({ line, field, problem }, at): CdrResult => {
    const error = { field, code: 'invalid' as const, detail: problem };
    return { index: items.length + at, externalId: null, result: 'refused', error, line };
  });
  return [...taken, ...unread];
}
