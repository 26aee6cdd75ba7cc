import { desc, lt, max, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/sqlite-core';
import { counting } from '../domain/status.ts';
import type { Instant, LocalMonth } from '../domain/time.ts';
import type { Db } from './open.ts';
import { type Given, listed, prepared, preparedSql } from './query.ts';
import { callHistory } from './schema/call-history.ts';
import { calls } from './schema/calls.ts';
import { checklists, checklistVersions } from './schema/checklists.ts';
import { clients, orders } from './schema/clients.ts';
import { people } from './schema/people.ts';
import { reviews } from './schema/reviews.ts';

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

const final = sql.raw(counting.map((status) => `'${status}'`).join(', '));

const h = alias(callHistory, 'h');
const c = alias(calls, 'c');
const r = alias(reviews, 'r');
const controller = alias(people, 'controller');
const seller = alias(people, 'seller');

const approvals = preparedSql(
  ({ after, most }: Given<{ after: number; most: number }>) => sql<ApprovalEvent>`
    SELECT ${listed({
      id: h.id,
      at: h.at,
      callId: h.callId,
      source: c.source,
      externalId: c.externalId,
      status: h.toStatus,
      sellerExternalId: seller.externalId,
      controllerExternalId: controller.externalId,
      clientExternalId: clients.externalId,
      orderExternalId: orders.externalId,
      callType: checklists.code,
      reviewId: r.id,
      creditMonth: r.creditMonth,
      earned: r.earned,
      possible: r.possible,
    })}
      FROM ${callHistory} h CROSS JOIN ${calls} c ON ${c.id} = ${h.callId}
      CROSS JOIN ${reviews} r ON ${r.callId} = ${h.callId} AND ${r.creditMonth} IS NOT NULL
      JOIN ${people} controller ON ${controller.id} = ${r.reviewerId}
      JOIN ${checklistVersions} ON ${checklistVersions.id} = ${r.versionId}
      JOIN ${checklists} ON ${checklists.id} = ${checklistVersions.checklistId}
      LEFT JOIN ${people} seller ON ${seller.id} = ${c.sellerId}
      LEFT JOIN ${clients} ON ${clients.id} = ${c.clientId}
      LEFT JOIN ${orders} ON ${orders.id} = ${c.orderId}
     WHERE ${h.id} > ${after} AND ${h.toStatus} IN (${final}) AND ${h.fromStatus} NOT IN (${final})
     ORDER BY ${h.id} LIMIT ${most}`,
);

/**
 * Final approvals in the order in which they happened, after one: the calls' own history is the log,
 * which nothing ever changes.
 */
export function approvalsAfter(db: Db, after: number, most: number): ApprovalEvent[] {
  return approvals(db).all({ after, most });
}

const last = prepared((orm) => orm.select({ id: max(callHistory.id) }).from(callHistory));

/** The last step of any call's history: events after it are new. */
export function lastStep(db: Db): number {
  return last(db).get()?.id ?? 0;
}

const lastBefore = prepared((orm, { at }: Given<{ at: Instant }>) =>
  orm
    .select({ id: callHistory.id })
    .from(callHistory)
    .where(lt(callHistory.at, at))
    .orderBy(desc(callHistory.id))
    .limit(1),
);

/** The last step of the calls' history before an instant. */
export function lastStepBefore(db: Db, at: Instant): number {
  return lastBefore(db).get({ at })?.id ?? 0;
}
