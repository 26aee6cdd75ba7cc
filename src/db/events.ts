import { counting } from '../domain/status.ts';
import type { Instant, LocalMonth } from '../domain/time.ts';
import type { Db } from './open.ts';

/** A final approval, as it is told to other systems. */
export interface ApprovalEvent {
  /** Grows with time; gaps are no loss. */
  id: number;
  at: Instant;
  callId: number;
  source: string;
  externalId: string;
  status: 'approved_scored' | 'approved_overturned';
  sellerExternalId: string | null;
  controllerExternalId: string;
  clientExternalId: string | null;
  orderExternalId: string | null;
  callType: string;
  reviewId: number;
  creditMonth: LocalMonth;
  earned: number;
  possible: number;
}

const final = counting.map((status) => `'${status}'`).join(', ');

/**
 * Final approvals in the order in which they happened, after one: the calls' own history is the log,
 * which nothing ever changes.
 */
export function approvalsAfter(db: Db, after: number, most: number): ApprovalEvent[] {
  return db
    .sql<[number, number], ApprovalEvent>(
      `SELECT h.id, h.at, h.call_id callId, c.source, c.external_id externalId, h.to_status status,
              s.external_id sellerExternalId, k.external_id controllerExternalId,
              cl.external_id clientExternalId, o.external_id orderExternalId, cc.code callType,
              r.id reviewId, r.credit_month creditMonth, r.earned, r.possible
         FROM call_history h CROSS JOIN calls c ON c.id = h.call_id
         CROSS JOIN reviews r ON r.call_id = h.call_id AND r.credit_month IS NOT NULL
         JOIN people k ON k.id = r.reviewer_id
         JOIN checklist_versions v ON v.id = r.version_id JOIN checklists cc ON cc.id = v.checklist_id
         LEFT JOIN people s ON s.id = c.seller_id
         LEFT JOIN clients cl ON cl.id = c.client_id LEFT JOIN orders o ON o.id = c.order_id
        WHERE h.id > ? AND h.to_status IN (${final}) AND h.from_status NOT IN (${final})
        ORDER BY h.id LIMIT ?`,
    )
    .all(after, most);
}

/** The last step of any call's history: events after it are new. */
export function lastStep(db: Db): number {
  return db.sql<[], number | null>('SELECT max(id) FROM call_history').pluck().get() ?? 0;
}

/** The last step of the calls' history before an instant. */
export function lastStepBefore(db: Db, at: Instant): number {
  const text = 'SELECT id FROM call_history WHERE at < ? ORDER BY id DESC LIMIT 1';
  return db.sql<[Instant], number>(text).pluck().get(at) ?? 0;
}
