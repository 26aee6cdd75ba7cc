import { brokenChain } from '../../db/draw-records.ts';
import { undrawnBefore } from '../../db/draws.ts';
import { chainHead, drawsWithoutEntropy } from '../../db/frozen-draws.ts';
import { lastRuns } from '../../db/jobs.ts';
import { pendingMigrations } from '../../db/open.ts';
import { waitingNotices } from '../../db/outbox.ts';
import { hasPolicy } from '../../db/policy.ts';
import { mayWait } from '../../domain/entropy.ts';
import { toRfc3339 } from '../../domain/time.ts';
import type { App } from '../app.ts';
import { type Finding, fine, wrong } from './finding.ts';
import { nextDraw } from './read-setup.ts';
import { setupFindings } from './setup-findings.ts';
import { outboxLateMs } from './watch-health.ts';

/** A service that runs does what is due within seconds. */
const patienceMs = 5 * 60_000;

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
    ...setupFindings(app),
    outboxFinding(app),
    drawFinding(app),
    chainFinding(app),
    jobFinding(app),
  ];
}

function policyFinding(app: App): Finding {
  const { drawCron, timeZone } = app.policy();
  const coming = app.nextCron(drawCron, timeZone, app.now());
  const nextAt = coming === null ? null : (nextDraw(app) ?? coming);
  if (nextAt !== null) return fine('policy', `${timeZone}, the next draw at ${toRfc3339(nextAt)}`);
  const detail = `drawCron "${drawCron}" names no coming time, so that nothing is ever drawn`;
  return wrong('policy', detail, 'razbor policy set "drawCron=0 19 * * 1-6"');
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

function chainFinding(app: App): Finding {
  const problems = brokenChain(app.db);
  if (problems.length === 0) return fine('chain of draws', chainHead(app.db) ?? 'no draw yet');
  const cure =
    'compare the draws with a file kept earlier; razbor verify-draw DATE says what differs';
  return wrong('chain of draws', problems.join('; '), cure);
}

function drawFinding(app: App): Finding {
  const lateBy = app.now() - patienceMs;
  const missed = undrawnBefore(app.db, lateBy)
    .filter((draw) => !mayWait(draw, lateBy))
    .map(({ date }) => date);
  const without = drawsWithoutEntropy(app.db, app.now() - entropyLookMs);
  const said = without === 0 ? '' : `; ${without} of the last 30 days without the entropy wanted`;
  if (missed.length === 0) return fine('draws', `none was missed${said}`);
  return wrong('draws', `not drawn: ${missed.join(', ')}`, 'start the service, or razbor draw');
}

const entropyLookMs = 30 * 86_400_000;

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
