import { and, asc, eq, isNotNull, ne, or, sql } from 'drizzle-orm';
import type { Decision } from '../domain/call.ts';
import type { Db, Tx } from './open.ts';
import { type Given, prepared } from './query.ts';
import { decisionDrafts } from './schema/appeals.ts';

/** A head's decision of an appeal in the making. */
export type DecisionDraft = Pick<
  typeof decisionDrafts.$inferSelect,
  'decisions' | 'annul' | 'reason'
>;

interface Whose {
  appealId: number;
  supervisorId: number;
}

const draftBy = prepared((orm, { appealId, supervisorId }: Given<Whose>) =>
  orm
    .select({
      decisions: decisionDrafts.decisions,
      annul: decisionDrafts.annul,
      reason: decisionDrafts.reason,
    })
    .from(decisionDrafts)
    .where(
      and(eq(decisionDrafts.appealId, appealId), eq(decisionDrafts.supervisorId, supervisorId)),
    ),
);

export function decisionDraft(db: Db, appealId: number, supervisorId: number): DecisionDraft {
  const draft = draftBy(db).get({ appealId, supervisorId });
  return draft ?? { decisions: {}, annul: null, reason: null };
}

const save = prepared(
  (
    orm,
    given: Given<
      Whose & {
        decisions: Record<string, Decision>;
        annul: boolean | null;
        reason: string | null;
      }
    >,
  ) => {
    const { decisions, annul, reason } = given;
    const draft = { decisions, annul, reason };
    return orm
      .insert(decisionDrafts)
      .values({ appealId: given.appealId, supervisorId: given.supervisorId, ...draft })
      .onConflictDoUpdate({
        target: [decisionDrafts.appealId, decisionDrafts.supervisorId],
        set: draft,
      });
  },
);

export function saveDecisionDraft(
  tx: Tx,
  appealId: number,
  supervisorId: number,
  { decisions, annul, reason }: DecisionDraft,
): void {
  save(tx).run({ appealId, supervisorId, decisions, annul, reason });
}

const deciders = prepared((orm, { appealId }: Given<{ appealId: number }>) =>
  orm
    .select({ id: decisionDrafts.supervisorId })
    .from(decisionDrafts)
    .where(
      and(
        eq(decisionDrafts.appealId, appealId),
        or(isNotNull(decisionDrafts.annul), ne(decisionDrafts.decisions, {})),
      ),
    )
    .orderBy(asc(sql`${decisionDrafts}.rowid`)),
);

/** Whose drafts of a decision hold one, the first drafted first. A reason alone decides nothing. */
export function decidersOf(db: Db, appealId: number): number[] {
  return deciders(db)
    .all({ appealId })
    .map(({ id }) => id);
}
