import type { LeftOutReason, SellerCounts, SkippedTicket } from '../domain/sampling.ts';
import type { Instant, LocalDate, LocalMonth } from '../domain/time.ts';
import { drawable, sampling } from './drawable-calls.ts';
import type { Db, Tx } from './open.ts';

/** A window of the draw, with its commitment from before it opened and its outcome once drawn. */
export interface DrawRow {
  id: number;
  windowFromAt: Instant;
  windowToAt: Instant;
  date: LocalDate;
  month: LocalMonth;
  seed: Buffer;
  seedSha256: string;
  committedAt: Instant;
  drawnAt: Instant | null;
  /** JSON of the rules it went by. */
  policy: string | null;
  /** Pairs of little-endian uint32 (call id, seller id). */
  eligible: Buffer | null;
  /** JSON of the counts by reason. */
  leftOut: string | null;
  /** Pairs of little-endian uint32 (call id, place of its reason); null also for draws before they were kept. */
  leftOutCalls: Buffer | null;
}

const select = `SELECT id, window_from_at windowFromAt, window_to_at windowToAt, date, month, seed,
  seed_sha256 seedSha256, committed_at committedAt, drawn_at drawnAt, policy, eligible,
  left_out leftOut, left_out_calls leftOutCalls FROM draws`;

export function drawById(db: Db, id: number): DrawRow | null {
  return db.sql<[number], DrawRow>(`${select} WHERE id = ?`).get(id) ?? null;
}

/** The draws of a local date in their order: several where the cron expression names several hours. */
export function drawsOfDate(db: Db, date: LocalDate): DrawRow[] {
  const text = `${select} WHERE date = ? ORDER BY window_to_at`;
  return db.sql<[string], DrawRow>(text).all(date);
}

/** Windows that have ended and are not drawn yet, oldest first. */
export function undrawnBefore(db: Db, now: Instant): DrawRow[] {
  const text = `${select} WHERE drawn_at IS NULL AND window_to_at <= ? ORDER BY window_to_at`;
  return db.sql<[Instant], DrawRow>(text).all(now);
}

/** Windows that have not ended yet, in their order. */
export function windowsAfter(db: Db, now: Instant): DrawRow[] {
  const text = `${select} WHERE drawn_at IS NULL AND window_to_at > ? ORDER BY window_to_at`;
  return db.sql<[Instant], DrawRow>(text).all(now);
}

export function lastWindowEnd(db: Db): Instant | null {
  const text = 'SELECT max(window_to_at) at FROM draws';
  return db.sql<[], { at: Instant | null }>(text).get()?.at ?? null;
}

export interface NewWindow {
  windowFromAt: Instant;
  windowToAt: Instant;
  date: LocalDate;
  month: LocalMonth;
}

export function insertWindow(
  tx: Tx,
  window: NewWindow & { seed: Buffer; seedSha256: string },
  now: Instant,
): void {
  tx.sql(
    `INSERT INTO draws (window_from_at, window_to_at, date, month, seed, seed_sha256, committed_at)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
  ).run(
    window.windowFromAt,
    window.windowToAt,
    window.date,
    window.month,
    window.seed,
    window.seedSha256,
    now,
  );
}

/** Gives windows that have not ended new times, keeping each one's seed and their order. */
export function moveWindows(tx: Tx, moved: readonly (NewWindow & { id: number })[]): void {
  // Out of the way first, since the new times may be another window's old ones.
  for (const { id } of moved) {
    tx.sql('UPDATE draws SET window_from_at = -id WHERE id = ?').run(id);
  }
  for (const window of moved) {
    tx.sql(
      'UPDATE draws SET window_from_at = ?, window_to_at = ?, date = ?, month = ? WHERE id = ?',
    ).run(window.windowFromAt, window.windowToAt, window.date, window.month, window.id);
  }
}

export interface DrawRecord {
  drawId: number;
  now: Instant;
  policy: unknown;
  eligible: Buffer;
  leftOut: Partial<Record<LeftOutReason, number>>;
  leftOutCalls: Buffer;
  month: LocalMonth;
  drawn: readonly { callId: number; sellerId: number; ticket: string }[];
  perSeller: readonly (SellerCounts & { drawn: number })[];
}

/** False where that window was drawn meanwhile. */
export function recordDraw(tx: Tx, record: DrawRecord): boolean {
  const claimed = tx
    .sql(
      `UPDATE draws SET drawn_at = ?, policy = ?, eligible = ?, eligible_count = ?, left_out = ?,
              left_out_calls = ?
        WHERE id = ? AND drawn_at IS NULL`,
    )
    .run(
      record.now,
      JSON.stringify(record.policy),
      record.eligible,
      record.eligible.length / 8,
      JSON.stringify(record.leftOut),
      record.leftOutCalls,
      record.drawId,
    );
  if (claimed.changes === 0) return false;
  for (const { callId, sellerId, ticket } of record.drawn) {
    tx.sql('INSERT INTO drawn_calls (draw_id, call_id, seller_id, ticket) VALUES (?, ?, ?, ?)').run(
      record.drawId,
      callId,
      sellerId,
      ticket,
    );
  }
  for (const share of record.perSeller) {
    tx.sql(
      `INSERT INTO draw_sellers (draw_id, seller_id, month, eligible, drawn, drawn_this_month)
       VALUES (?, ?, ?, ?, ?, ?)`,
    ).run(
      record.drawId,
      share.sellerId,
      record.month,
      share.eligible,
      share.drawn,
      share.drawnThisMonth,
    );
  }
  return true;
}

/**
 * Moves the calls just recorded as drawn into the queue, with their history; answers how many moved.
 * What a teacher had begun on one of them goes on as a side review.
 */
export function sampleDrawn(tx: Tx, drawId: number, alsoAsked: boolean, now: Instant): number {
  const samplable = drawable(alsoAsked);
  if (alsoAsked) teachBeside(tx, drawId);
  tx.sql(
    `INSERT INTO call_history (call_id, at, actor_id, verb, from_status, to_status, note)
     SELECT c.id, ?, NULL, 'sample', c.status, '${sampling.to}', NULL
       FROM drawn_calls d CROSS JOIN calls c
      WHERE d.draw_id = ? AND c.id = d.call_id AND c.status IN (${samplable})`,
  ).run(now, drawId);
  return tx
    .sql(
      `UPDATE calls SET origin_status = coalesce(origin_status, status), reviewer_id = NULL,
         status = '${sampling.to}', draw_id = ?, queued_at = ?,
         queued_month = (SELECT month FROM draws WHERE id = ?)
        WHERE id IN (SELECT call_id FROM drawn_calls WHERE draw_id = ?)
          AND +status IN (${samplable})`,
    )
    .run(drawId, now, drawId, drawId).changes;
}

/** What teachers had begun on calls of a draw goes on beside the score. */
export function teachBeside(tx: Tx, drawId: number): void {
  tx.sql(
    `UPDATE reviews SET purpose = 'side' WHERE state = 'draft' AND purpose <> 'credit'
       AND call_id IN (SELECT call_id FROM drawn_calls WHERE draw_id = ?)`,
  ).run(drawId);
}

export interface DrawnRow {
  callId: number;
  sellerId: number;
  ticket: string;
  replacesCallId: number | null;
  /** When it was replaced itself, or would have been; null also for replacements before that was kept. */
  replacedAt: Instant | null;
  /** JSON of the tickets passed over. */
  skipped: string | null;
}

export function drawnCallsOf(db: Db, drawId: number): DrawnRow[] {
  return db
    .sql<[number], DrawnRow>(
      `SELECT call_id callId, seller_id sellerId, ticket, replaces_call_id replacesCallId,
              replaced_at replacedAt, skipped
         FROM drawn_calls WHERE draw_id = ? ORDER BY ticket`,
    )
    .all(drawId);
}

export interface DrawShare extends SellerCounts {
  sellerExternalId: string;
  sellerName: string;
  directionId: number | null;
  drawn: number;
}

/** What each seller had and gave in a draw, and what it took as drawn of theirs in that month before. */
export function sharesOf(db: Db, drawId: number): DrawShare[] {
  return db
    .sql<[number], DrawShare>(
      `SELECT s.seller_id sellerId, p.external_id sellerExternalId, p.name sellerName,
              p.direction_id directionId, s.eligible, s.drawn, s.drawn_this_month drawnThisMonth
         FROM draw_sellers s JOIN people p ON p.id = s.seller_id
        WHERE s.draw_id = ? ORDER BY p.name, p.id`,
    )
    .all(drawId);
}

/** What draws of that month before this one, and done by then, drew of each seller. */
export function drawnBefore(db: Db, draw: DrawRow): ReadonlyMap<number, number> {
  const rows = db
    .sql<[LocalMonth, number, Instant], { sellerId: number; drawn: number }>(
      `SELECT s.seller_id sellerId, sum(s.drawn) drawn
         FROM draws d JOIN draw_sellers s ON s.draw_id = d.id
        WHERE s.month = ? AND d.id < ? AND d.drawn_at <= ? GROUP BY s.seller_id`,
    )
    .all(draw.month, draw.id, draw.drawnAt ?? 0);
  return new Map(rows.map(({ sellerId, drawn }) => [sellerId, drawn]));
}

/** The keys that tickets are made of; they never change once a call is taken in. */
export function callKeys(db: Db, callId: number): { source: string; externalId: string } | null {
  const text = 'SELECT source, external_id externalId FROM calls WHERE id = ?';
  return db.sql<[number], { source: string; externalId: string }>(text).get(callId) ?? null;
}

/** The draw that brought a call into the queue; null for one that was sent. */
export function drawIdOf(db: Db, callId: number): number | null {
  const text = 'SELECT draw_id drawId FROM calls WHERE id = ?';
  return db.sql<[number], { drawId: number | null }>(text).get(callId)?.drawId ?? null;
}

/** A call is drawn once, whichever draw it was and whatever became of it. */
export function wasDrawn(db: Db, callId: number): boolean {
  return db.sql('SELECT 1 FROM drawn_calls WHERE call_id = ?').get(callId) !== undefined;
}

/** Notes which call stands in for another of the same draw. */
export function recordReplacement(
  tx: Tx,
  draw: DrawRow,
  replaced: { from: number; to: number; sellerId: number; ticket: string },
): void {
  tx.sql(
    `INSERT INTO drawn_calls (draw_id, call_id, seller_id, ticket, replaces_call_id)
     VALUES (?, ?, ?, ?, ?)`,
  ).run(draw.id, replaced.to, replaced.sellerId, replaced.ticket, replaced.from);
}

/** Notes when a drawn call was replaced, and which tickets were passed over, the lowest first. */
export function noteReplaced(
  tx: Tx,
  drawId: number,
  callId: number,
  { at, skipped }: { at: Instant; skipped: readonly SkippedTicket[] },
): void {
  tx.sql(
    'UPDATE drawn_calls SET replaced_at = ?, skipped = ? WHERE draw_id = ? AND call_id = ?',
  ).run(at, JSON.stringify(skipped), drawId, callId);
}
