import { policyOfDraw } from '../../db/draw-policy.ts';
import { insertTap, tapsOf } from '../../db/draw-taps.ts';
import { type DrawRow, drawById } from '../../db/draws.ts';
import type { Db, Tx } from '../../db/open.ts';
import type { Member } from '../../db/people.ts';
import { frozenPairs } from '../../domain/draw-record.ts';
import { entropyMs, tapChoices, tapsMs, tapsUntil } from '../../domain/entropy.ts';
import { type Outcome, refuse } from '../../domain/refusal.ts';
import type { Instant } from '../../domain/time.ts';
import type { App } from '../app.ts';
import { notify } from '../notices/notify.ts';

/** What one seller sees of the taps for a draw: only their own. */
export interface OwnTap {
  drawId: number;
  /** Until when taps count. Past the ten minutes the first tap of anybody ends them. */
  until: Instant;
  /** What they tapped, and when; null: nothing yet. */
  own: { choice: number; tappedAt: Instant } | null;
}

/** Asks every seller with a call in the pool that has just been frozen for a tap (3.1, `people`), whatever the hour. */
export function askForTaps(tx: Tx, app: App, drawId: number, eligible: Buffer): void {
  for (const sellerId of sellersOf(eligible)) {
    const key = `draw_taps:${drawId}:${sellerId}`;
    const payload = { drawId };
    notify(tx, app, { key, personId: sellerId, kind: 'draw_taps', payload, dueAt: app.now() });
  }
}

function sellersOf(eligible: Buffer): Set<number> {
  return new Set([...frozenPairs(eligible)].map(({ sellerId }) => sellerId));
}

/** What a seller may tap for now; refused where it is not theirs, or over. */
export function readTap(app: App, member: Member, drawId: number): Outcome<{ tap: OwnTap }> {
  return tapOn(app.db, app.now(), member, drawId);
}

/** Takes a seller's tap; of several the first stands, and a second one is answered like it. */
export function tapDraw(
  app: App,
  member: Member,
  drawId: number,
  choice: number,
): Outcome<{ tap: OwnTap }> {
  return app.db.transaction((tx) => {
    if (!Number.isInteger(choice) || choice < 0 || choice >= tapChoices) return refuse('stale');
    const now = app.now();
    const before = tapOn(tx, now, member, drawId);
    if (!before.ok || before.tap.own !== null) return before;
    insertTap(tx, { drawId, sellerId: member.id, choice }, now);
    return { ok: true, tap: { ...before.tap, own: { choice, tappedAt: now } } };
  });
}

function tapOn(db: Db, now: Instant, member: Member, drawId: number): Outcome<{ tap: OwnTap }> {
  const draw = drawById(db, drawId);
  if (!draw || !isAsked(db, draw, member)) return refuse('not_found');
  const taps = tapsOf(db, drawId);
  const { frozenAt, entropy, drawnAt } = draw;
  if (frozenAt === null || entropy !== null || drawnAt !== null) return refuse('taps_over');
  if (now >= tapsUntil(frozenAt, taps.length)) return refuse('taps_over');
  const tapped = taps.find(({ sellerId }) => sellerId === member.id) ?? null;
  const until = frozenAt + (now < frozenAt + tapsMs ? tapsMs : entropyMs);
  return { ok: true, tap: { drawId, until, own: tapped } };
}

/** Whether a draw asks somebody: a seller with a call in its frozen pool. */
function isAsked(db: Db, draw: DrawRow, member: Member): boolean {
  if (draw.eligible === null || policyOfDraw(db, draw).drawEntropy !== 'people') return false;
  return sellersOf(draw.eligible).has(member.id);
}
