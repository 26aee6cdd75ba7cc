import { once } from 'node:events';
import { policyOfDraw } from '../../db/draw-policy.ts';
import { recordDraw, sampleDrawn } from '../../db/drawn-calls.ts';
import { type DrawRow, undrawnBefore } from '../../db/draws.ts';
import type { Tx } from '../../db/open.ts';
import type { Policy } from '../../domain/policy.ts';
import { type Outcome, refuse } from '../../domain/refusal.ts';
import type { Instant } from '../../domain/time.ts';
import { threadFile } from '../../paths.ts';
import type { App } from '../app.ts';
import { prepareRecording } from '../recordings/prepare-recording.ts';
import { onThread } from '../thread.ts';
import { computeDraw, type DrawResult } from './compute-draw.ts';
import type { DrawTask } from './draw-worker.ts';
import { tellOfDraw } from './tell-of-draw.ts';

const attemptsMax = 5;
/** Recordings fetched at once; the decoder has its own limit. */
const listenersMax = 4;

export interface DrawSummary {
  drawId: number;
  date: string;
  windowToAt: Instant;
  eligible: number;
  drawn: number;
}

const dayMs = 86_400_000;

/**
 * Draws every window that has ended and was not drawn yet, oldest first: today's, and any missed. Where the
 * clock was set forward by more than a day, those beyond that day wait: a draw cannot be taken back.
 */
export async function drawDue(app: App): Promise<DrawSummary[]> {
  const summaries: DrawSummary[] = [];
  const endedBy = Math.min(app.now(), app.nowEarliest() + dayMs);
  for (const window of undrawnBefore(app.db, endedBy)) {
    const summary = await drawWindow(app, window);
    if (summary) summaries.push(summary);
    if (app.ending.aborted) break;
  }
  return summaries;
}

/**
 * Draws one window: worked out on another thread, committed once. Should a drawn call have left the
 * preliminary statuses in between, the whole is worked out again. Null: drawn by somebody else.
 *
 * Before the commit the recordings of the calls just drawn are listened to: one with nothing to score on it
 * (a stub, silence, damage) is left out with its reason, and the tickets are drawn again without it, until
 * every drawn call can be heard. A recording whose place does not answer is no reason: nothing is known
 * against it. Rounds end, since each takes at least one call out. Nor is it committed once the service ends:
 * the next start draws it.
 */
export async function drawWindow(app: App, window: DrawRow): Promise<DrawSummary | null> {
  const policy = policyOfDraw(app.db, window);
  const heard = new Set<number>();
  for (let attempt = 1; attempt <= attemptsMax; attempt += 1) {
    let result = await workOut(app, window, policy);
    while (!(await allHearable(app, result, heard))) result = await workOut(app, window, policy);
    if (app.ending.aborted) return null;
    const committed = app.db.transaction((tx) => commitDraw(tx, app, window, policy, result));
    if (committed.ok) return committed.first ? summaryOf(window, result) : null;
  }
  throw new Error(`the draw of ${window.date} lost ${attemptsMax} races`);
}

/** Listens to the drawn calls not heard yet, some at a time; false where one has to be left out. */
async function allHearable(app: App, { drawn }: DrawResult, heard: Set<number>): Promise<boolean> {
  const waiting = drawn.map(({ callId }) => callId).filter((id) => !heard.has(id));
  let hearable = true;
  const listener = async () => {
    for (let callId = waiting.pop(); callId !== undefined; callId = waiting.pop()) {
      if (app.ending.aborted) return;
      heard.add(callId);
      const prepared = await prepareRecording(app, callId);
      if ('fault' in prepared && prepared.fault !== null) hearable = false;
    }
  };
  await Promise.all(Array.from({ length: listenersMax }, listener));
  return hearable;
}

function summaryOf(window: DrawRow, result: DrawResult): DrawSummary {
  return {
    drawId: window.id,
    date: window.date,
    windowToAt: window.windowToAt,
    eligible: result.eligible.length / 8,
    drawn: result.drawn.length,
  };
}

async function workOut(app: App, window: DrawRow, policy: Policy): Promise<DrawResult> {
  // A database in memory belongs to one connection, so there the draw stays on this thread.
  if (app.db.path === ':memory:') return computeDraw(app.db, window, policy);
  const entry = threadFile('app/draw/draw-worker.ts');
  const task: DrawTask = { path: app.db.path, drawId: window.id, policy };
  return onThread(entry, task, async (port) => {
    const [result] = (await once(port, 'message', { signal: app.ending })) as [DrawResult];
    return result;
  });
}

function commitDraw(
  tx: Tx,
  app: App,
  window: DrawRow,
  policy: Policy,
  result: DrawResult,
): Outcome<{ first: boolean }> {
  const now = app.now();
  const recorded = recordDraw(tx, {
    ...result,
    drawId: window.id,
    now,
    policy,
    month: window.month,
    eligible: Buffer.from(result.eligible.buffer),
    leftOutCalls: Buffer.from(result.leftOutCalls.buffer),
  });
  if (!recorded) return { ok: true, first: false };
  if (sampleDrawn(tx, window.id, policy.drawAlsoAsked, now) !== result.drawn.length)
    return refuse('stale');
  tellOfDraw(tx, app, window, policy, result);
  return { ok: true, first: true };
}
