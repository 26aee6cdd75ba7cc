import { extensionsOfSource, joinedCalls } from '../../db/telephony.ts';
import type { ItemResult } from '../../domain/intake.ts';
import { callOf } from '../../telephony/cdr/call-of-legs.ts';
import type { CdrBatch } from '../../telephony/cdr/cdr.ts';
import type { CdrRules, CdrSettings } from '../../telephony/cdr/cdr-settings.ts';
import { isInRanges } from '../../telephony/cdr/extensions.ts';
import type { CdrSource } from '../../telephony/cdr/format.ts';
import { type Come, isLeg, type Part } from '../../telephony/parts.ts';
import type { App } from '../app.ts';
import { registerCalls } from './register-calls.ts';
import { type TakenTold, type Told, takeTold } from './take-told.ts';

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

export interface TakenCdr {
  /** Of the calls in their order, of those that rows of another time made one, and of what could not be read. */
  results: CdrResult[];
  /** By how many calls there are more of nobody known, or fewer: rows that came later may say whose one is. */
  strangers: number;
  /** Calls that had an id for each leg, and are one now. */
  joined: number;
}

type Take = Parameters<typeof takeTold>[4];

/**
 * Takes the calls of a batch in; what could not be read stands among the refused.
 *
 * @param rules those that the batch was read by
 * @param take how: of a file that is followed no row comes again
 */
export function takeCdr(
  app: App,
  rules: CdrRules,
  batch: CdrBatch,
  take: Take = registerCalls,
): TakenCdr {
  const gathered = [...batch.calls, ...batch.apart.filter(({ keep }) => keep)];
  const told = gathered.map((one): Told => {
    const { legs: parts, keep } = one;
    return 'item' in one ? { parts, keep, come: comeAs(one.item) } : { parts, keep };
  });
  const comeOf = (parts: readonly Part[]) => callOf(parts.filter(isLeg), rules);
  const { calls, joined } = takeTold(app, rules.source, told, comeOf, take);
  const taken = calls.flatMap(({ result }, at) =>
    result ? [{ ...result, line: gathered[at]?.line ?? 0 }] : [],
  );
  const unread = batch.refused.map(({ line, field, problem }, at): CdrResult => {
    const error = { field, code: 'invalid' as const, detail: problem };
    return { index: taken.length + at, externalId: null, result: 'refused', error, line };
  });
  const forgotten = batch.apart.filter(({ keep, why }) => !keep && why === 'stranger').length;
  return {
    results: [...taken, ...unread],
    strangers: forgotten + calls.reduce((sum, call) => sum + strangerBy(call), 0),
    joined,
  };
}

/** Counts calls that had an id for each leg, for the doctor. `name`: the system's mark. */
export function countJoined(app: App, name: CdrSource, joined: number): void {
  if (joined > 0) app.db.transaction((tx) => joinedCalls(tx, name, joined));
}

const comeAs = (item: { externalId: string }): Come => ({
  what: 'call',
  externalId: item.externalId,
  item,
});

const strangerBy = ({ before, now }: TakenTold) =>
  Number(now === 'stranger') - Number(before === 'stranger');
