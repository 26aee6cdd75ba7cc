import type { Tx } from '../../db/open.ts';
import { reportOf, saveReport, setTelephonyMark } from '../../db/telephony.ts';
import type { ItemResult } from '../../domain/intake.ts';
import { toRfc3339 } from '../../domain/time.ts';
import type { CallReport } from '../../telephony/provider.ts';
import type { App } from '../app.ts';
import { takeOrHold } from './hold-calls.ts';

/** What became of reports: calls taken in or filled up, those of which too little is known yet, refusals. */
export interface HeardCalls {
  taken: ItemResult[];
  waiting: number;
  refused: ItemResult[];
}

/**
 * Takes what a telephone system told of calls. What was told of one before is kept and only ever filled
 * up, so that events may come in any order, twice, and days apart; a call is taken in as soon as its
 * seller, direction and start are known, or held where that start is ahead of our clock.
 *
 * @param source that the calls are kept under, as in people's extensions
 */
export function receiveReports(
  app: App,
  source: string,
  reports: readonly CallReport[],
): HeardCalls {
  return app.db.transaction((tx) => {
    const merged = new Map<string, CallReport>();
    for (const report of reports) merged.set(report.externalId, merge(tx, app, source, report));
    const complete = [...merged.values()].filter(isComplete);
    const results = takeOrHold(
      app,
      complete.map((report) => itemOf(source, report)),
    );
    if (results.length > 0) {
      setTelephonyMark(tx, source, { lastCallAt: app.now(), problem: null, problemAt: null });
    }
    return {
      taken: results.filter(({ result }) => result !== 'refused'),
      waiting: merged.size - complete.length,
      refused: results.filter(({ result }) => result === 'refused'),
    };
  });
}

/** What was told first stays: a call taken in is never told otherwise by a late or repeated event. */
function merge(tx: Tx, app: App, source: string, report: CallReport): CallReport {
  const { externalId } = report;
  const before = reportOf<CallReport>(tx, source, externalId);
  const known = Object.entries(before ?? {}).filter(([, value]) => value !== null);
  const merged: CallReport = { ...report, ...Object.fromEntries(known) };
  if (JSON.stringify(merged) !== JSON.stringify(before)) {
    saveReport(tx, { source, externalId, report: merged }, app.now());
  }
  return merged;
}

type CompleteReport = CallReport &
  Required<Pick<CallReport, 'direction' | 'startedAt' | 'extension'>>;

function isComplete(report: CallReport): report is CompleteReport {
  const { direction, startedAt, extension } = report;
  return direction !== undefined && startedAt !== undefined && extension !== undefined;
}

function itemOf(source: string, report: CompleteReport) {
  const { externalId, direction, extension, number, startedAt, durationS, talkS } = report;
  return {
    source,
    externalId,
    direction,
    sellerExtension: extension,
    externalNumber: number ?? null,
    startedAt: toRfc3339(startedAt),
    durationS: durationS ?? null,
    talkS: talkS ?? null,
    recording: report.recording ?? null,
    ...(report.otherTalks ? { otherTalks: report.otherTalks } : {}),
  };
}
