import { toRfc3339 } from '../domain/time.ts';
import { type Come, textOf } from './parts.ts';
import type { CallReport } from './provider.ts';

/**
 * One call of all that was told of it, in whatever order and however often: the earliest start, the longest
 * talk and length; seller, direction, number and recording as who told of the longest talk says them, and
 * where that says nothing, the next.
 */
export function callOfReports(source: string, reports: readonly CallReport[]): Come {
  const told = [...reports].sort(compareReports);
  const first = <Key extends keyof CallReport>(key: Key) =>
    told.find((one) => one[key] !== undefined && one[key] !== null)?.[key] ?? null;
  const externalId = idOfReports(told);
  const [direction, extension] = [first('direction'), first('extension')];
  const starts = told.flatMap(({ startedAt }) => startedAt ?? []);
  if (direction === null || extension === null || starts.length === 0) {
    return { what: 'waiting', externalId };
  }
  const otherTalks = first('otherTalks');
  const talkS = longest(told.map((one) => one.talkS));
  const durationS = longest(told.map((one) => one.durationS));
  const item = {
    source,
    externalId,
    direction,
    sellerExtension: extension,
    externalNumber: first('number'),
    startedAt: toRfc3339(Math.min(...starts)),
    durationS: durationS === null ? null : Math.max(durationS, talkS ?? 0),
    talkS,
    recording: first('recording'),
    ...(otherTalks ? { otherTalks } : {}),
  };
  return { what: 'call', externalId, item };
}

function longest(lengths: readonly (number | undefined)[]): number | null {
  const given = lengths.filter((length) => length !== undefined);
  return given.length === 0 ? null : Math.max(...given);
}

/** The longest talk first; what tells two apart after that is only to be the same each time. */
function compareReports(a: CallReport, b: CallReport): number {
  const [one, other] = [a.talkS ?? -1, b.talkS ?? -1];
  if (one !== other) return other - one;
  const [text, otherText] = [textOf(a), textOf(b)];
  return text < otherText ? -1 : Number(text > otherText);
}

/** Of a call that is told of by two ids, the event's. */
function idOfReports(reports: readonly CallReport[]): string {
  const events = reports.filter(({ cameBy }) => cameBy !== 'report');
  const ids = (events.length > 0 ? events : reports).map(({ externalId }) => externalId);
  return ids.sort()[0] ?? '';
}
