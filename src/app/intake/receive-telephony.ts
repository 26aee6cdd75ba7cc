import { joinedCalls, setTelephonyMark } from '../../db/telephony.ts';
import type { ItemResult } from '../../domain/intake.ts';
import { callOfReports } from '../../telephony/call-of-reports.ts';
import { isReport, type Part } from '../../telephony/parts.ts';
import type { CallReport } from '../../telephony/provider.ts';
import type { App } from '../app.ts';
import { takeOrHold } from './hold-calls.ts';
import { takeTold } from './take-told.ts';
import { twinOf } from './twin-of.ts';

/** What became of reports: calls taken in or told more of, those of which too little is known yet, refusals. */
export interface HeardCalls {
  taken: ItemResult[];
  waiting: number;
  refused: ItemResult[];
}

/**
 * Takes what a telephone system told of calls: events may come in any order, twice, and days apart, and a call
 * is what all of them together say until somebody takes it up. It is taken in as soon as its seller, direction
 * and start are known, or held where that start is ahead of our clock.
 *
 * @param source that the calls are kept under, as in people's extensions
 */
export function receiveReports(
  app: App,
  source: string,
  reports: readonly CallReport[],
): HeardCalls {
  return app.db.transaction((tx) => {
    const told = reports.map((report) => {
      const twin = twinOf(tx, app, source, report);
      return { parts: [report], alsoIds: twin === null ? [] : [twin], keep: true };
    });
    const comeOf = (parts: readonly Part[]) => callOfReports(source, parts.filter(isReport));
    const { calls, joined } = takeTold(app, source, told, comeOf, takeOrHold);
    const results = calls.flatMap(({ result }) => result ?? []);
    if (results.length > 0) {
      setTelephonyMark(tx, source, { lastCallAt: app.now(), problem: null, problemAt: null });
    }
    if (joined > 0) joinedCalls(tx, source, joined);
    return {
      taken: results.filter(({ result }) => result !== 'refused'),
      waiting: calls.length - results.length,
      refused: results.filter(({ result }) => result === 'refused'),
    };
  });
}
