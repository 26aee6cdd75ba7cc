import { and, asc, count, eq, getTableColumns, isNull, lte, sql } from 'drizzle-orm';
import type { Decision } from '../domain/call.ts';
import type { Instant } from '../domain/time.ts';
import type { Db, Tx } from './open.ts';
import { type Given, prepared } from './query.ts';
import { appealItems, appeals, decisionDrafts } from './schema/appeals.ts';

/** Item code → decision, null while undecided. */
type Items = Record<string, Decision | null>;

/** A seller's appeal of a credit score, while they draft it (appeal-drafts.ts) and ever after. */
export type Appeal = typeof appeals.$inferSelect & { items: Items };
export type AppealState = Appeal['state'];

/** An appeal that is not in the state that a change of it begins from is a bug, and never silence. */
export function mustBe(state: AppealState, id: number, { changes }: { changes: number }): void {
  if (changes !== 1) throw new Error(`appeal ${id} is not ${state}`);
}

const isOpen = sql`${appeals.state} = 'open'`;

const items = sql<Items>`(
  SELECT json_group_object(${appealItems.itemCode}, ${appealItems.decision}) FROM ${appealItems}
   WHERE ${sql`${appealItems.appealId} = ${appeals.id}`})`.mapWith(JSON.parse);
const columns = { ...getTableColumns(appeals), items };

const ofReview = prepared((orm, { reviewId }: Given<{ reviewId: number }>) =>
  orm.select(columns).from(appeals).where(eq(appeals.reviewId, reviewId)),
);

/** The appeal of a credit review, a draft included; a review has at most one. */
export function appealOf(db: Db, reviewId: number): Appeal | null {
  return ofReview(db).get({ reviewId }) ?? null;
}

const byId = prepared((orm, { id }: Given<{ id: number }>) =>
  orm.select(columns).from(appeals).where(eq(appeals.id, id)),
);

export function appealById(db: Db, id: number): Appeal | null {
  return byId(db).get({ id }) ?? null;
}

const open = prepared((orm) =>
  orm.select(columns).from(appeals).where(isOpen).orderBy(asc(appeals.openedAt), asc(appeals.id)),
);

export function openAppeals(db: Db): Appeal[] {
  return open(db).all();
}

const countOpen = prepared((orm, { sellerId }: Given<{ sellerId: number }>) =>
  orm
    .select({ n: count() })
    .from(appeals)
    .where(and(eq(appeals.sellerId, sellerId), isOpen)),
);

export function openAppealsOf(db: Db, sellerId: number): number {
  return countOpen(db).get({ sellerId })?.n ?? 0;
}

const answerOpen = prepared(
  (orm, { id, answer, now }: Given<{ id: number; answer: string; now: Instant }>) =>
    orm
      .update(appeals)
      .set({ answer, answeredAt: now })
      .where(and(eq(appeals.id, id), isOpen, isNull(appeals.answer))),
);

/** False where it was answered before, or is open no more. */
export function setAnswer(tx: Tx, id: number, answer: string, now: Instant): boolean {
  return answerOpen(tx).run({ id, answer, now }).changes === 1;
}

const begin = prepared(
  (orm, given: Given<{ id: number; byId: number | null; at: Instant | null }>) =>
    orm
      .update(appeals)
      .set({ begunById: given.byId, begunAt: given.at })
      .where(and(eq(appeals.id, given.id), isOpen)),
);

/** Who has begun to decide an open appeal; null: nobody any more. */
export function setBegun(tx: Tx, id: number, begun: { byId: number; at: Instant } | null): void {
  const run = begin(tx).run({ id, byId: begun?.byId ?? null, at: begun?.at ?? null });
  mustBe('open', id, run);
}

type Closed = Exclude<AppealState, 'draft' | 'open'>;

const close = prepared(
  (
    orm,
    given: Given<{ id: number; state: Closed; reason: string | null; by: number; now: Instant }>,
  ) =>
    orm
      .update(appeals)
      .set({
        state: given.state,
        decisionReason: given.reason,
        decidedById: given.by,
        decidedAt: given.now,
      })
      .where(and(eq(appeals.id, given.id), isOpen)),
);

const decide = prepared((orm, given: Given<{ id: number; itemCode: string; decision: Decision }>) =>
  orm
    .update(appealItems)
    .set({ decision: given.decision })
    .where(and(eq(appealItems.appealId, given.id), eq(appealItems.itemCode, given.itemCode))),
);

const dropDrafts = prepared((orm, { id }: Given<{ id: number }>) =>
  orm.delete(decisionDrafts).where(eq(decisionDrafts.appealId, id)),
);

/** Ends an open appeal with what was decided of each of its items. */
export function closeAppeal(
  tx: Tx,
  id: number,
  result: {
    state: Closed;
    decisions: Readonly<Record<string, Decision>>;
    reason: string | null;
    by: number;
  },
  now: Instant,
): void {
  const { decisions, ...closed } = result;
  mustBe('open', id, close(tx).run({ id, ...closed, now }));
  for (const [itemCode, decision] of Object.entries(decisions)) {
    const { changes } = decide(tx).run({ id, itemCode, decision });
    if (changes !== 1) throw new Error(`appeal ${id} is not about ${itemCode}`);
  }
  dropDecisionDrafts(tx, id);
}

/** Nobody's decision of it is in the making any more. */
export function dropDecisionDrafts(tx: Tx, id: number): void {
  dropDrafts(tx).run({ id });
}

const remind = prepared((orm, { id, now }: Given<{ id: number; now: Instant }>) =>
  orm
    .update(appeals)
    .set({ remindedAt: now })
    .where(and(eq(appeals.id, id), isOpen)),
);

export function markReminded(tx: Tx, id: number, now: Instant): void {
  mustBe('open', id, remind(tx).run({ id, now }));
}

const escalate = prepared((orm, { id, now }: Given<{ id: number; now: Instant }>) =>
  orm
    .update(appeals)
    .set({ escalatedAt: now })
    .where(and(eq(appeals.id, id), isOpen)),
);

export function markEscalated(tx: Tx, id: number, now: Instant): void {
  mustBe('open', id, escalate(tx).run({ id, now }));
}

const overdueWithout = (mark: 'remindedAt' | 'escalatedAt') =>
  prepared((orm, { openedBefore }: Given<{ openedBefore: Instant }>) =>
    orm
      .select({ id: appeals.id })
      .from(appeals)
      .where(and(isOpen, lte(appeals.openedAt, openedBefore), isNull(appeals[mark])))
      .orderBy(asc(appeals.openedAt), asc(appeals.id)),
  );
const overdue = {
  remindedAt: overdueWithout('remindedAt'),
  escalatedAt: overdueWithout('escalatedAt'),
};

/** The appeals opened by an instant that were not reminded of, or escalated, yet. */
export function overdueAppeals(
  db: Db,
  mark: keyof typeof overdue,
  openedBefore: Instant,
): number[] {
  return overdue[mark](db)
    .all({ openedBefore })
    .map(({ id }) => id);
}
