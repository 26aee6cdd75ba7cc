import { currentVersions } from '../../db/checklists.ts';
import { peopleWithoutTelegram, recordingsByPath, unknownExtensions } from '../../db/checkups.ts';
import { undrawnBefore } from '../../db/draws.ts';
import { heldBySource } from '../../db/held-calls.ts';
import { lastRuns } from '../../db/jobs.ts';
import { pendingMigrations } from '../../db/open.ts';
import { waitingNotices } from '../../db/outbox.ts';
import { peopleWithRole } from '../../db/people.ts';
import { hasPolicy } from '../../db/policy.ts';
import { type TelephonyMark, telephonyMarks } from '../../db/telephony.ts';
import { incidentKinds } from '../../domain/incident.ts';
import { toRfc3339 } from '../../domain/time.ts';
import type { App } from '../app.ts';
import { nextDraw } from './read-setup.ts';
import { outboxLateMs } from './watch-health.ts';

/** One thing looked at: all right, or what is wrong and what to do. */
export interface Finding {
  check: string;
  ok: boolean;
  detail: string;
  cure: string | null;
}

export function fine(check: string, detail: string): Finding {
  return { check, ok: true, detail, cure: null };
}

export function wrong(check: string, detail: string, cure: string): Finding {
  return { check, ok: false, detail, cure };
}

/** A service that runs does what is due within seconds. */
const patienceMs = 5 * 60_000;
const namesMax = 10;

/** Looks over the database without changing it; one of an older version only as far as it goes. */
export function examineDatabase(app: App): Finding[] {
  const pending = pendingMigrations(app.db);
  if (pending > 0) {
    const cure = 'start the service; it brings the database up to date';
    return [wrong('migrations', `${pending} are still to come`, cure)];
  }
  const migrations = fine('migrations', 'all done');
  if (!hasPolicy(app.db)) {
    const cure = 'start the service once; it writes the first values';
    return [migrations, wrong('policy', 'has no values yet', cure)];
  }
  return [
    migrations,
    policyFinding(app),
    staffFinding(app),
    checklistFinding(app),
    extensionFinding(app),
    telegramFinding(app),
    outboxFinding(app),
    drawFinding(app),
    jobFinding(app),
    telephonyFinding(app),
  ];
}

/** Paths of the recordings that came in last. */
export function lastRecordings(app: App): string[] {
  return recordingsByPath(app.db, 20);
}

function policyFinding(app: App): Finding {
  const { drawCron, timeZone } = app.policy();
  const coming = app.nextCron(drawCron, timeZone, app.now());
  const nextAt = coming === null ? null : (nextDraw(app) ?? coming);
  if (nextAt !== null) return fine('policy', `${timeZone}, the next draw at ${toRfc3339(nextAt)}`);
  const detail = `drawCron "${drawCron}" names no coming time, so that nothing is ever drawn`;
  return wrong('policy', detail, 'razbor policy set "drawCron=0 19 * * 1-6"');
}

function staffFinding(app: App): Finding {
  const needed = ['seller', 'controller', 'supervisor'] as const;
  const missing = needed.filter((role) => peopleWithRole(app.db, role, app.now()).length === 0);
  if (missing.length === 0) return fine('people', 'sellers, controllers and supervisors are there');
  const detail = `no active ${missing.join(', no active ')}`;
  return wrong('people', detail, 'bring them in: razbor import people FILE, or PUT /v1/people');
}

function checklistFinding(app: App): Finding {
  const types = currentVersions(app.db).map(({ checklist }) => checklist.name);
  if (types.length > 0) return fine('checklists', types.join(', '));
  const detail = 'none is published, so that no call can be scored';
  return wrong('checklists', detail, 'razbor import checklists FILE');
}

function extensionFinding(app: App): Finding {
  const unknown = unknownExtensions(app.db, namesMax);
  if (unknown.length === 0) return fine('extensions', 'every call has its seller');
  const list = unknown.map(({ source, name, calls }) => `${source}:${name} (${calls} calls)`);
  const cure = 'give each to its person (extensions); their calls are matched at once';
  return wrong('extensions', `nobody has ${list.join(', ')}`, cure);
}

function telegramFinding(app: App): Finding {
  const names = peopleWithoutTelegram(app.db);
  if (names.length === 0) return fine('telegram', 'everybody has an account bound');
  const more = names.length > namesMax ? ` and ${names.length - namesMax} more` : '';
  const detail = `no account: ${names.slice(0, namesMax).join(', ')}${more}`;
  const cure = 'send each their invitation: import the person again, the answer holds a new link';
  return wrong('telegram', detail, cure);
}

function outboxFinding(app: App): Finding {
  const { waiting } = waitingNotices(app.db);
  const lateMs = outboxLateMs(app);
  if (lateMs <= patienceMs) return fine('outbox', `${waiting} wait, none late`);
  const detail = `${waiting} wait, the oldest ${Math.floor(lateMs / 60_000)} minutes late`;
  return wrong(
    'outbox',
    detail,
    'see that the service runs and reaches Telegram; its log says why',
  );
}

function drawFinding(app: App): Finding {
  const missed = undrawnBefore(app.db, app.now() - patienceMs).map(({ date }) => date);
  if (missed.length === 0) return fine('draws', 'none was missed');
  return wrong('draws', `not drawn: ${missed.join(', ')}`, 'start the service, or razbor draw');
}

const failedCure = 'it is tried again when it is next due; the log of the service says more';
/** Some jobs are due each minute; one that takes so long has failed or hangs. */
const jobMsMax = 60 * 60_000;

function jobFinding(app: App): Finding {
  const runs = lastRuns(app.db);
  const cure = 'see that the service runs; its log says why a job failed';
  const latestAt = Math.max(0, ...runs.map(({ startedAt }) => startedAt));
  if (latestAt < app.now() - patienceMs) {
    const since = latestAt === 0 ? 'none has run yet' : `none has run since ${toRfc3339(latestAt)}`;
    return wrong('jobs', since, cure);
  }
  const stuck = runs.filter(
    ({ startedAt, finishedAt }) => finishedAt === null && startedAt < app.now() - jobMsMax,
  );
  const failed = runs.filter(({ error }) => error !== null);
  if (failed.length > 0) {
    const list = failed.map(({ name, error }) => `${name}: ${error}`).join('; ');
    return wrong('jobs', `failed when it last ran: ${list}`, failedCure);
  }
  if (stuck.length === 0)
    return fine('jobs', `${runs.length} run, the last at ${toRfc3339(latestAt)}`);
  return wrong('jobs', `begun and never ended: ${stuck.map(({ name }) => name).join(', ')}`, cure);
}

type NamedMark = TelephonyMark & { name: string };

function telephonyFinding(app: App): Finding {
  const marks = telephonyMarks(app.db);
  const broken = marks.filter(({ problem }) => problem !== null);
  if (broken.length > 0) {
    const list = broken.map(({ name, problem }) => `${name}: ${problem}`).join('; ');
    const cure = 'check the TELEPHONY_… settings of it; it is tried again every few minutes';
    return wrong('telephony', list, cure);
  }
  const held = heldBySource(app.db);
  if (held.length > 0) {
    const list = held.map(
      ({ source, calls, lastAt }) =>
        `${source}: ${calls} calls begin ahead of this server's clock, the last at ${toRfc3339(lastAt)}`,
    );
    return wrong('telephony', list.join('; '), incidentKinds.calls_ahead.cure);
  }
  const unknown = marks.filter(({ skipped }) => skipped > 0);
  if (unknown.length > 0) {
    const cure =
      'give people their extensions, or list them in TELEPHONY_…_EXTENSIONS, and import the file again';
    return wrong('telephony', unknown.map(skippedText).join('; '), cure);
  }
  const lately = marks.map(({ name, lastCallAt }) =>
    lastCallAt === null ? `${name}: no call yet` : `${name}: last call at ${toRfc3339(lastCallAt)}`,
  );
  return fine('telephony', lately.join('; ') || 'none is plugged in');
}

function skippedText({ name, skipped, skippedNames }: NamedMark): string {
  return `${name}: ${skipped} calls in which nobody known had a part (${skippedNames.join(', ')})`;
}
