import { once } from 'node:events';
import { policyOfDraw } from '../../db/draw-policy.ts';
import { hashOfRecord } from '../../db/draw-records.ts';
import { recordDraw, sampleDrawn } from '../../db/drawn-calls.ts';
import { type DrawRow, drawById, undrawnBefore } from '../../db/draws.ts';
import { chainHead, freezePool } from '../../db/frozen-draws.ts';
import type { Tx } from '../../db/open.ts';
import { leftOutWith, pairsWithout } from '../../domain/draw-record.ts';
import type { Entropy } from '../../domain/entropy.ts';
import type { Policy } from '../../domain/policy.ts';
import { type Outcome, refuse } from '../../domain/refusal.ts';
import type { SkippedTicket } from '../../domain/sampling.ts';
import type { Instant } from '../../domain/time.ts';
import { threadFile } from '../../paths.ts';
import type { App } from '../app.ts';
import { prepareRecording } from '../recordings/prepare-recording.ts';
import { onThread } from '../thread.ts';
import { computeDraw, type DrawResult } from './compute-draw.ts';
import { computePool, type Pool } from './compute-pool.ts';
import type { DrawTask } from './draw-worker.ts';
import { entropyFor } from './settle-entropy.ts';
import { askForTaps } from './tap-draw.ts';
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
 * Freezes the pool of every window that has ended, and draws those whose entropy has come, oldest first: today's, and
 * any missed. Where the clock was set forward by more than a day, those beyond that day wait: a draw cannot be taken
 * back.
 */
export async function drawDue(app: App): Promise<DrawSummary[]> {
  const summaries: DrawSummary[] = [];
  const endedBy = Math.min(app.now(), app.nowEarliest() + dayMs);
  for (const window of undrawnBefore(app.db, endedBy)) {
    if (app.ending.aborted) return summaries;
    await frozen(app, window);
  }
  for (const window of undrawnBefore(app.db, endedBy)) {
    // Who was drawn least this month is counted over the draws before: none is drawn before its turn.
    if (app.ending.aborted || (await entropyFor(app, window)) === null) break;
    const summary = await drawWindow(app, window);
    if (summary) summaries.push(summary);
  }
  return summaries;
}

/** The window with its pool, worked out on another thread and kept once; null where the service ends. */
async function frozen(app: App, window: DrawRow): Promise<DrawRow | null> {
  if (window.frozenAt !== null) return window;
  const policy = policyOfDraw(app.db, window);
  const pool = (await workOut(app, window, policy, null)) as Pool;
  if (app.ending.aborted) return null;
  const eligible = Buffer.from(pool.eligible.buffer);
  const leftOutCalls = Buffer.from(pool.leftOutCalls.buffer);
  app.db.transaction((tx) => {
    const first = freezePool(tx, window.id, app.now(), { ...pool, policy, eligible, leftOutCalls });
    if (first && policy.drawEntropy === 'people') askForTaps(tx, app, window.id, eligible);
  });
  return drawById(app.db, window.id);
}

/**
 * Draws one window, its pool frozen first: worked out on another thread, committed once. Should a drawn call have come
 * onto the credit route in between, the whole is worked out again. Null: drawn by somebody else, or its entropy is
 * still to come.
 *
 * Before the commit the recordings of the calls just drawn are listened to: one with nothing to score on it
 * (a stub, silence, damage) is left out with its reason, and the tickets are drawn again without it, until
 * every drawn call can be heard. A recording whose place does not answer is no reason: nothing is known
 * against it. Rounds end, since each takes at least one call out. Nor is it committed once the service ends:
 * the next start draws it.
 */
export async function drawWindow(app: App, window: DrawRow): Promise<DrawSummary | null> {
  const draw = await frozen(app, window);
  const entropy = draw && draw.drawnAt === null ? await entropyFor(app, draw) : null;
  if (!draw || entropy === null) return null;
  const policy = policyOfDraw(app.db, draw);
  const work = async () => (await workOut(app, draw, policy, entropy)) as DrawResult;
  const heard = new Set<number>();
  for (let attempt = 1; attempt <= attemptsMax; attempt += 1) {
    let result = await work();
    while (!(await allHearable(app, result, heard))) result = await work();
    if (app.ending.aborted) return null;
    const committed = app.db.transaction((tx) =>
      commitDraw(tx, app, draw, policy, entropy, result),
    );
    if (committed.ok) return committed.first ? summaryOf(draw, result) : null;
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
    eligible: result.perSeller.reduce((sum, { eligible }) => sum + eligible, 0),
    drawn: result.drawn.length,
  };
}

/** A pool, or with entropy a draw among its calls. */
async function workOut(
  app: App,
  window: DrawRow,
  policy: Policy,
  entropy: Entropy | null,
): Promise<Pool | DrawResult> {
  // A database in memory belongs to one connection, so there the draw stays on this thread.
  if (app.db.path === ':memory:') {
    return entropy === null
      ? computePool(app.db, window, policy)
      : computeDraw(app.db, window, policy, entropy);
  }
  const entry = threadFile('app/draw/draw-worker.ts');
  const task: DrawTask = { path: app.db.path, drawId: window.id, policy, entropy };
  return onThread(entry, task, async (port) => {
    const [result] = (await once(port, 'message', { signal: app.ending })) as [Pool | DrawResult];
    return result;
  });
}

function commitDraw(
  tx: Tx,
  app: App,
  draw: DrawRow,
  policy: Policy,
  entropy: Entropy,
  result: DrawResult,
): Outcome<{ first: boolean }> {
  const now = app.now();
  const { drawn, perSeller, struck } = result;
  const previousSha256 = chainHead(tx);
  const recorded = recordDraw(tx, {
    ...{ drawId: draw.id, now, month: draw.month, drawn, perSeller, entropy, struck },
    eligible: pairsWithout(draw.eligible ?? Buffer.alloc(0), struck),
    leftOutCalls: leftOutWith(draw.leftOutCalls ?? Buffer.alloc(0), struck),
    leftOut: countedWith(draw.leftOut ?? {}, struck),
    previousSha256,
    recordSha256: hashOfRecord(draw, {
      ...{ drawnAt: now, entropy, struck, previousSha256, sellers: perSeller },
      drawn: drawn.map(({ callId }) => callId),
    }),
  });
  if (!recorded) return { ok: true, first: false };
  // What was eligible as the pool was frozen stays so, be it asked about or taken for teaching since.
  if (sampleDrawn(tx, draw.id, true, now) !== drawn.length) return refuse('stale');
  tellOfDraw(tx, app, draw, policy, result);
  return { ok: true, first: true };
}

function countedWith(
  leftOut: Readonly<Record<string, number>>,
  struck: readonly SkippedTicket[],
): Record<string, number> {
  const counts = { ...leftOut };
  for (const { reason } of struck) counts[reason] = (counts[reason] ?? 0) + 1;
  return counts;
}
