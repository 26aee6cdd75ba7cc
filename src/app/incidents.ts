import { databaseFault } from '../db/faults.ts';
import {
  type DatabaseFault,
  type IncidentKind,
  incidentKinds,
  incidentText,
  writeFaults,
} from '../domain/incident.ts';
import type { Instant } from '../domain/time.ts';

/** Which incident: what is wrong and, where a kind can be so of several, with which (a job's name). */
export interface IncidentRef {
  readonly kind: IncidentKind;
  /** '' where there is only one of the kind. */
  readonly about: string;
  readonly sinceAt: Instant;
}

export interface Incident extends IncidentRef {
  /** How many errors there were. */
  readonly count: number;
}

/** What administrators are to be told; `overAt` null: it has begun and lasts. */
export interface IncidentNews extends IncidentRef {
  readonly overAt: Instant | null;
}

/**
 * The one place that owns what happens to errors outside of any request: those of timers, jobs, streams,
 * threads and the line to Telegram. An incident is logged once when it begins and once when it is over,
 * readiness shows it while it lasts, and administrators are told once of each.
 */
export interface Incidents {
  /** An error that belongs to an incident: the first begins it, further ones are counted. */
  report(kind: IncidentKind, error: unknown, about?: string): void;
  /** It works again. Costs nothing where nothing was wrong: whatever succeeds may say so. */
  over(kind: IncidentKind, about?: string): void;
  /** An error whose kind nobody knows yet: the database's begin its incident, any other is logged. */
  caught(error: unknown, what: string): void;
  /** The same of a request, which tells its caller: what it says of the database, null where nothing. */
  reportFault(error: unknown): DatabaseFault | null;
  open(): Incident[];
  isOpen(kind: IncidentKind, about?: string): boolean;
  /** Whether nothing can be written into the database, whatever the cause. */
  cannotWrite(): boolean;
  /** What keeps the service from its work, each with its cure. */
  problems(): string[];
  /** What it works in spite of. */
  warnings(): string[];
  /** What administrators are still to be told. */
  news(): IncidentNews[];
  /** They were, or will be by what is kept. */
  told(news: IncidentNews): void;
  /** Incidents of which an earlier process told: they last until something says that they are over. */
  resume(told: readonly IncidentRef[]): void;
}

interface Log {
  info(facts: object, message: string): void;
  error(facts: object, message: string): void;
}

interface Open extends Incident {
  /** On the steady clock: a wall clock that is set neither hides how long it has lasted nor makes it longer. */
  sinceMs: number;
  told: boolean;
  count: number;
}

/** Nobody looks through more of them at once. */
const endedMax = 100;
/** The same error again within this time is counted and not logged. */
const repeatedWithinMs = 60_000;
const rememberedMax = 200;

/** Logs an error of no incident; one that comes again and again once a minute, with how often it came. */
function errorLog(steadyMs: () => number, log: Log): (error: unknown, what: string) => void {
  const known = new Map<string, { loggedMs: number; repeated: number }>();
  return (error, what) => {
    const key = `${what} ${error instanceof Error ? error.message : error}`;
    const before = known.get(key);
    if (before && steadyMs() - before.loggedMs < repeatedWithinMs) {
      before.repeated += 1;
      return;
    }
    if (known.size >= rememberedMax) known.clear();
    known.set(key, { loggedMs: steadyMs(), repeated: 0 });
    const repeated = before?.repeated ? { repeated: before.repeated } : {};
    log.error({ err: error, what, ...repeated }, 'failed');
  };
}

interface IncidentParts {
  now: () => Instant;
  /** Milliseconds that only go on, whatever the clock is set to; without it `now` is taken to be steady. */
  steady?: (() => number) | undefined;
  log: Log;
}

export function createIncidents({ now, steady: steadyMs = now, log }: IncidentParts): Incidents {
  const lasting = new Map<string, Open>();
  const ended: IncidentNews[] = [];
  const logError = errorLog(steadyMs, log);
  const keyOf = (kind: IncidentKind, about: string) => `${kind}:${about}`;
  /** One that an earlier process left open counts as seen only once it is met again. */
  const seen = () => [...lasting.values()].filter(({ count }) => count > 0);
  const texts = (blocks: boolean) =>
    seen()
      .filter(({ kind }) => incidentKinds[kind].blocks === blocks)
      .map(({ kind, about }) => incidentText(kind, about));

  function report(kind: IncidentKind, error: unknown, about = ''): void {
    const key = keyOf(kind, about);
    const known = lasting.get(key);
    if (known) known.count += 1;
    if (known && known.count > 1) return;
    if (!known) {
      const since = { sinceAt: now(), sinceMs: steadyMs() };
      lasting.set(key, { kind, about, ...since, count: 1, told: false });
    }
    log.error({ incident: kind, about, err: error }, incidentText(kind, about));
  }

  function reportFault(error: unknown): DatabaseFault | null {
    const fault = databaseFault(error);
    if (fault) report(fault, error);
    return fault;
  }

  return {
    report,
    over(kind, about = '') {
      const key = keyOf(kind, about);
      const known = lasting.get(key);
      if (!known) return;
      lasting.delete(key);
      const { sinceAt, sinceMs, count, told } = known;
      const lastedMs = steadyMs() - sinceMs;
      log.info({ incident: kind, about, count, lastedMs }, `over: ${incidentKinds[kind].says}`);
      if (!told && lastedMs < Math.max(1, incidentKinds[kind].notifiedAfterMs)) return;
      if (ended.length < endedMax) ended.push({ kind, about, sinceAt, overAt: now() });
    },
    caught(error, what) {
      if (!reportFault(error)) logError(error, what);
    },
    reportFault,
    open: () => seen().map(({ told, sinceMs, ...incident }) => incident),
    isOpen: (kind, about = '') => (lasting.get(keyOf(kind, about))?.count ?? 0) > 0,
    cannotWrite: () => writeFaults.some((kind) => (lasting.get(keyOf(kind, ''))?.count ?? 0) > 0),
    problems: () => texts(true),
    warnings: () => texts(false),
    news() {
      const begun = seen().filter(
        ({ kind, sinceMs, told }) =>
          !told && steadyMs() - sinceMs >= incidentKinds[kind].notifiedAfterMs,
      );
      return [
        ...ended,
        ...begun.map(({ kind, about, sinceAt }) => ({ kind, about, sinceAt, overAt: null })),
      ];
    },
    told(news) {
      const at = ended.indexOf(news);
      if (at !== -1) ended.splice(at, 1);
      const known = lasting.get(keyOf(news.kind, news.about));
      if (known && news.overAt === null && known.sinceAt === news.sinceAt) known.told = true;
    },
    resume(told) {
      for (const { kind, about, sinceAt } of told) {
        if (!(kind in incidentKinds) || lasting.has(keyOf(kind, about))) continue;
        const sinceMs = steadyMs() - Math.max(0, now() - sinceAt);
        lasting.set(keyOf(kind, about), { kind, about, sinceAt, sinceMs, count: 0, told: true });
      }
    },
  };
}
