import { z } from 'zod';
import { type ApprovalEvent, approvalsAfter, lastStep, lastStepBefore } from '../../db/events.ts';
import { namesOf } from '../../db/names.ts';
import { pointsOfReview } from '../../db/points.ts';
import { saveSetting, setting } from '../../db/settings.ts';
import { scoreText } from '../../domain/credit.ts';
import { readStored } from '../../domain/stored.ts';
import { type Instant, toRfc3339 } from '../../domain/time.ts';
import type { App } from '../app.ts';

/** What other systems are told once a call is finally approved: everything that pay may need of it. */
export interface CallApproved extends Omit<ApprovalEvent, 'at'> {
  type: 'call.approved';
  /** RFC 3339. */
  at: string;
  percent: string;
  /** What the review has moved for each person, by external id; less what was taken back since. */
  points: { externalId: string; points: number }[];
}

/** Final approvals in order, after a cursor; `next` is where to go on, also once more have happened. */
export function readEvents(
  app: App,
  page: { after: number; limit: number },
): { events: CallApproved[]; next: number } {
  const people = namesOf(app.db);
  const events = approvalsAfter(app.db, page.after, page.limit).map((event) => ({
    ...event,
    type: 'call.approved' as const,
    at: toRfc3339(event.at),
    percent: scoreText(event.earned, event.possible),
    points: pointsOfReview(app.db, event.reviewId).map(({ personId, points }) => {
      return { externalId: people.get(personId)?.externalId ?? '', points };
    }),
  }));
  return { events, next: events.at(-1)?.id ?? page.after };
}

/** How far the events are sent, and since when the next one has been failing. */
interface Mark {
  sentId: number;
  attempts: number;
  retryAt: Instant;
  /** Null: the last one was taken. */
  failingAt: Instant | null;
}

const taken = { attempts: 0, retryAt: 0, failingAt: null };
/** What cannot be made out of how the next one fares is begun again; what was sent is not lost by that. */
const markSchema = z.object({
  sentId: z.int(),
  attempts: z.int().catch(taken.attempts),
  retryAt: z.number().catch(taken.retryAt),
  failingAt: z.number().nullable().catch(taken.failingAt),
});
const markName = 'events_sent';
const pageMax = 100;
const idleSteps = 10_000;
const firstWaitMs = 5000;
const longestWaitMs = 3_600_000;
/** After so long without success what is as old is given up; it can still be read by its cursor. */
const giveUpMs = 24 * 3_600_000;

/** Where sending stands; the first time, nothing of what was before is sent. */
function markOf(app: App): Mark {
  const kept = readStored(markSchema, setting(app.db, markName));
  if (kept) return kept;
  const mark: Mark = { sentId: lastStep(app.db), ...taken };
  keep(app, mark);
  return mark;
}

function keep(app: App, mark: Mark): void {
  app.db.transaction((tx) => saveSetting(tx, markName, JSON.stringify(mark)));
}

/** Hands over what it is given; rejects where the other side did not take it. */
export type SendEvent = (event: CallApproved) => Promise<void>;

/**
 * Sends what is due, one event after the other in their order, each until it is taken: put off ever
 * longer, up to an hour, and after 24 hours given up. What has been sent is noted after it was taken, so
 * an event may come twice, never not at all.
 *
 * @returns why the last one was not taken, and how many were given up
 */
export async function sendEvents(
  app: App,
  send: SendEvent,
): Promise<{ error: string; givenUp: number } | null> {
  let mark = markOf(app);
  const now = app.now();
  // Further off than any pause: put off by a clock that was ahead.
  if (now < mark.retryAt && mark.retryAt <= now + longestWaitMs) return null;
  for (;;) {
    const last = lastStep(app.db);
    const { events } = readEvents(app, { after: mark.sentId, limit: pageMax });
    if (events.length === 0) {
      // What is no event is not gone through again and again.
      if (last - mark.sentId > idleSteps) keep(app, { sentId: last, ...taken });
      return null;
    }
    for (const event of events) {
      try {
        await send(event);
      } catch (error) {
        if (app.ending.aborted) return null;
        app.incidents.report('events_failing', error);
        return { error: String(error), givenUp: putOff(app, mark, event) };
      }
      app.incidents.over('events_failing');
      mark = { sentId: event.id, ...taken };
      keep(app, mark);
    }
  }
}

/** Puts off the next attempt; answers how many events were given up. */
function putOff(app: App, mark: Mark, event: CallApproved): number {
  const now = app.now();
  const wait = Math.min(longestWaitMs, firstWaitMs * 2 ** mark.attempts);
  const failingAt = Math.min(mark.failingAt ?? now, now);
  const giveUpAt = app.nowEarliest() - giveUpMs;
  const old = failingAt > giveUpAt ? 0 : lastStepBefore(app.db, giveUpAt);
  const given = event.id <= old ? approvalsAfter(app.db, mark.sentId, old - mark.sentId) : [];
  const givenUp = given.filter(({ id }) => id <= old).length;
  keep(app, {
    sentId: givenUp > 0 ? old : mark.sentId,
    attempts: mark.attempts + 1,
    retryAt: now + wait,
    failingAt,
  });
  return givenUp;
}
