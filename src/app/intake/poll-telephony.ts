import { setImmediate as nextTurn } from 'node:timers/promises';
import { setTelephonyMark, telephonyMark } from '../../db/telephony.ts';
import type { Asking, Polling, Settings } from '../../telephony/provider.ts';
import type { App } from '../app.ts';
import { receiveReports } from './receive-telephony.ts';

/** A call is reported once it is over, under its start: so long ago may one begin that is new now. */
const overlapMs = 2 * 3_600_000;
const firstMs = 24 * 3_600_000;
/** What is asked for once more where a clock was ahead for long and is set back: nobody knows since when. */
const againMs = 7 * 24 * 3_600_000;
/** A stretch asked for at once, and the pages it may have. */
const stretchMs = 24 * 3_600_000;
const pagesMax = 1000;
/** A page is as long as the telephone system made it. */
const sliceReports = 200;

export interface Polled {
  source: string;
  polling: Polling;
  settings: Settings;
  /** IANA, of times that say no zone. */
  zone: string;
  /** Called for each line of the report that cannot be read. */
  onRefused(detail: string): void;
  /** Sends a request; the body of a 200, or what went wrong. */
  send(asking: Asking): Promise<{ ok: true; body: string } | { ok: false; detail: string }>;
}

/**
 * Asks a telephone system for its calls since the last time, with an overlap; what is known already is
 * unchanged by being told again. The mark moves only when every page of a stretch has been taken in, so
 * that what failed is asked for again; and not beyond the earliest that it can be: while the clock is
 * ahead, and once it is set back, the calls of that time are still to come.
 *
 * @returns the problem; null where all went well
 */
export async function pollTelephony(app: App, polled: Polled): Promise<string | null> {
  const { source } = polled;
  for (const { fromAt, toAt, isNext } of stretchesOf(app, source)) {
    const problem = await pollStretch(app, polled, { fromAt, toAt });
    if (app.ending.aborted) return null;
    if (problem !== null) {
      app.db.transaction((tx) => setTelephonyMark(tx, source, { problem, problemAt: app.now() }));
      return problem;
    }
    const on = isNext ? { askedToAt: Math.min(toAt, app.nowEarliest()) } : {};
    app.db.transaction((tx) =>
      setTelephonyMark(tx, source, { ...on, problem: null, problemAt: null }),
    );
  }
  return null;
}

/**
 * What is to be asked for: from the mark on (`isNext`), and the last hours, where a leap of the clock keeps
 * the mark from coming as far.
 */
function* stretchesOf(app: App, source: string) {
  const nowAt = app.now();
  const askedToAt = telephonyMark(app.db, source)?.askedToAt ?? nowAt - firstMs;
  // Months ahead there is nothing to ask for, day by day.
  const untilAt = Math.min(nowAt, app.nowEarliest() + stretchMs);
  let fromAt = (askedToAt > nowAt ? nowAt - againMs : askedToAt) - overlapMs;
  while (fromAt < untilAt) {
    const toAt = Math.min(fromAt + stretchMs, untilAt);
    yield { fromAt, toAt, isNext: true };
    fromAt = toAt;
  }
  if (untilAt < nowAt) yield { fromAt: nowAt - overlapMs, toAt: nowAt, isNext: false };
}

async function pollStretch(
  app: App,
  polled: Polled,
  range: { fromAt: number; toAt: number },
): Promise<string | null> {
  const { source, polling, settings, zone, send } = polled;
  let cursor: string | null = null;
  for (let page = 0; page < pagesMax; page += 1) {
    const answer = await send(polling.ask(range, cursor, settings, zone));
    if (!answer.ok) return answer.detail;
    const read = polling.read(answer.body, cursor, settings, zone);
    if (!read.ok) return read.detail;
    for (let at = 0; at < read.reports.length; at += sliceReports) {
      receiveReports(app, source, read.reports.slice(at, at + sliceReports));
      // The thread is shared with those who tap.
      await nextTurn();
    }
    for (const line of read.refused) polled.onRefused(line);
    // A cursor that does not move on would lead round in a circle.
    if (read.next === null || read.next === cursor) return null;
    cursor = read.next;
  }
  return `the report has more than ${pagesMax} pages`;
}
