import { type OtherTalk, otherTalksMax } from '../domain/intake.ts';
import { toRfc3339 } from '../domain/time.ts';
import { type Come, textOf } from './parts.ts';
import type { CallReport } from './provider.ts';

/**
 * One call of all that was told of it, in whatever order and however often: the earliest start, the longest
 * talk and length. It is of the seller who talked longest; direction, number and recording are as their own
 * reports say them, the longest talk first, and where these say nothing, the others'. Who else talked is named.
 */
export function callOfReports(source: string, reports: readonly CallReport[]): Come {
  const sorted = [...reports].sort(compareReports);
  const talks = talksOf(sorted);
  const seller = talks.reduce(
    (one, talk) => (one && one.talkS >= talk.talkS ? one : talk),
    talks[0],
  );
  const told = seller ? [...seller.reports, ...sorted] : sorted;
  const first = <Key extends keyof CallReport>(key: Key) =>
    told.find((one) => one[key] !== undefined && one[key] !== null)?.[key] ?? null;
  const externalId = idOfReports(told);
  const [direction, extension] = [first('direction'), first('extension')];
  const starts = told.flatMap(({ startedAt }) => startedAt ?? []);
  if (direction === null || extension === null || starts.length === 0) {
    return { what: 'waiting', externalId };
  }
  const others = othersIn(talks, sorted, extension);
  const talkS = longest([...wholes(sorted).map((one) => one.talkS), seller?.talkS]);
  const durationS = lengthOf(sorted);
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
    ...(others.length > 0 ? { otherTalks: others } : {}),
  };
  return { what: 'call', externalId, item };
}

/** What tells of the call as a whole, and not of one of its legs. */
const wholes = (reports: readonly CallReport[]) => reports.filter(({ leg }) => leg === undefined);

interface Talk {
  extension: string;
  /** In all of their legs. */
  talkS: number;
  reports: CallReport[];
}

/** How long each talked, in the order of their longest reports. */
function talksOf(sorted: readonly CallReport[]): Talk[] {
  const talks = new Map<string, CallReport[]>();
  for (const report of sorted) {
    if (report.extension === undefined) continue;
    const theirs = talks.get(report.extension);
    if (theirs) theirs.push(report);
    else talks.set(report.extension, [report]);
  }
  return [...talks].map(([extension, reports]) => {
    const seconds = byWay(reports).map(secondsIn);
    return { extension, talkS: Math.max(0, ...seconds), reports };
  });
}

/** By the way that they came: each way tells of the whole call, with legs of its own. */
function byWay(reports: readonly CallReport[]): CallReport[][] {
  const ways = new Map<string, CallReport[]>();
  for (const report of reports) {
    const { cameBy = '' } = report;
    ways.set(cameBy, [...(ways.get(cameBy) ?? []), report]);
  }
  return [...ways.values()];
}

/** Of the legs together, or as is told of the whole. */
function secondsIn(reports: readonly CallReport[]): number {
  const legs = new Map<string, number>();
  for (const { leg, talkS = 0 } of reports) {
    if (leg !== undefined) legs.set(leg, Math.max(legs.get(leg) ?? 0, talkS));
  }
  const sum = [...legs.values()].reduce((total, one) => total + one, 0);
  return Math.max(sum, ...wholes(reports).map(({ talkS = 0 }) => talkS));
}

/**
 * Who else talked, by their own reports or by the name in somebody's. Only of the seller's way of telling: the
 * other may go by another name for the same seller.
 */
function othersIn(
  talks: readonly Talk[],
  sorted: readonly CallReport[],
  seller: string,
): OtherTalk[] {
  const cameBy = sorted.find(({ extension }) => extension === seller)?.cameBy;
  const others = new Map<string, number | null>();
  for (const one of sorted.flatMap(({ otherTalks = [] }) => otherTalks)) {
    const known = others.get(one.sellerExtension) ?? null;
    others.set(one.sellerExtension, longest([known ?? undefined, one.talkS ?? undefined]));
  }
  for (const { extension, talkS, reports } of talks) {
    if (talkS === 0 || reports.every((one) => one.cameBy !== cameBy)) continue;
    others.set(extension, longest([others.get(extension) ?? undefined, talkS]));
  }
  others.delete(seller);
  return [...others]
    .map(([sellerExtension, talkS]) => ({ sellerExtension, talkS }))
    .sort((a, b) => (a.sellerExtension < b.sellerExtension ? -1 : 1))
    .slice(0, otherTalksMax);
}

/** Of a call in legs from the first of them to the end of the last. */
function lengthOf(reports: readonly CallReport[]): number | null {
  const spans = byWay(reports.filter(({ leg }) => leg !== undefined)).map(spanOf);
  return longest([...reports.map(({ durationS }) => durationS), ...spans]);
}

function spanOf(legs: readonly CallReport[]): number | undefined {
  const starts = legs.flatMap(({ startedAt }) => startedAt ?? []);
  const ends = legs.flatMap(({ startedAt, durationS }) =>
    startedAt === undefined || durationS === undefined ? [] : startedAt + durationS * 1000,
  );
  return ends.length === 0
    ? undefined
    : Math.round((Math.max(...ends) - Math.min(...starts)) / 1000);
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
