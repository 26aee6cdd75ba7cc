import type { Status } from '../domain/statuses.ts';
import type { Instant } from '../domain/time.ts';
import type { Db } from './open.ts';

/** A call as other systems see it: with the keys that they brought it in by. */
export interface CallExport {
  id: number;
  source: string;
  externalId: string;
  flow: 'in' | 'out';
  status: Status;
  sellerId: number | null;
  sellerExternalId: string | null;
  sellerName: string | null;
  sellerExtension: string | null;
  directionName: string | null;
  phone: string | null;
  rawNumber: string;
  startedAt: Instant;
  durationS: number | null;
  talkS: number | null;
  recordingUrl: string | null;
  recordingPath: string | null;
  clientExternalId: string | null;
  orderExternalId: string | null;
  orderNumber: string | null;
  /** The call type of the credit score. */
  typeCode: string | null;
  drawDate: string | null;
  sentByName: string | null;
  deadlineAt: Instant | null;
}

const select = `
  SELECT c.id, c.source, c.external_id externalId, c.flow, c.status, c.seller_id sellerId,
         coalesce(s.external_id, c.seller_external_id) sellerExternalId, s.name sellerName,
         c.seller_extension sellerExtension, d.name directionName, c.phone, c.raw_number rawNumber,
         c.started_at startedAt, c.duration_s durationS, c.talk_s talkS,
         c.recording_url recordingUrl, c.recording_path recordingPath,
         coalesce(cl.external_id, c.client_external_id) clientExternalId,
         coalesce(o.external_id, c.order_external_id) orderExternalId, o.number orderNumber,
         ch.code typeCode, dr.date drawDate, se.name sentByName, c.deadline_at deadlineAt
    FROM calls c
    LEFT JOIN people s ON s.id = c.seller_id
    LEFT JOIN directions d ON d.id = c.direction_id
    LEFT JOIN clients cl ON cl.id = c.client_id
    LEFT JOIN orders o ON o.id = c.order_id
    LEFT JOIN checklists ch ON ch.id = c.checklist_id
    LEFT JOIN draws dr ON dr.id = c.draw_id
    LEFT JOIN people se ON se.id = c.sent_by_id`;

export function callExport(db: Db, id: number): CallExport | null {
  return db.sql<[number], CallExport>(`${select} WHERE c.id = ?`).get(id) ?? null;
}

/** Orders by their external id, or else by the number that people see, which several may have. */
export function orderIdsNamed(db: Db, name: string, most: number): number[] {
  const byExternalId = db
    .sql<[string], number>('SELECT id FROM orders WHERE external_id = ?')
    .pluck()
    .get(name);
  if (byExternalId !== undefined) return [byExternalId];
  const text = 'SELECT id FROM orders WHERE number = ? ORDER BY id LIMIT ?';
  return db.sql<[string, number], number>(text).pluck().all(name, most);
}

export function directionIdNamed(db: Db, name: string): number | null {
  const text = 'SELECT id FROM directions WHERE name = ?';
  return db.sql<[string], number>(text).pluck().get(name) ?? null;
}

export function checklistIdOf(db: Db, code: string): number | null {
  const text = 'SELECT id FROM checklists WHERE code = ?';
  return db.sql<[string], number>(text).pluck().get(code) ?? null;
}
