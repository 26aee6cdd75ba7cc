import { asc, eq, sql } from 'drizzle-orm';
import type { LateWord } from '../domain/late-word.ts';
import type { Instant } from '../domain/time.ts';
import type { Db, Tx } from './open.ts';
import { type Given, prepared } from './query.ts';
import { lateWords } from './schema/telephony.ts';

type OneCall = Given<{ callId: number }>;

const ofCall = prepared((orm, { callId }: OneCall) =>
  orm
    .select({ said: lateWords.said, heardAt: lateWords.heardAt, toldAt: lateWords.toldAt })
    .from(lateWords)
    .where(eq(lateWords.callId, callId)),
);

/** What was said of a call too late; null: nothing. */
export function lateWordOf(db: Db, callId: number) {
  return ofCall(db).get({ callId }) ?? null;
}

const save = prepared(
  (orm, { callId, said, heardAt }: Given<{ callId: number; said: LateWord; heardAt: Instant }>) =>
    orm
      .insert(lateWords)
      .values({ callId, said, heardAt, toldAt: null })
      .onConflictDoUpdate({
        target: lateWords.callId,
        set: { said, heardAt, toldAt: null },
      }),
);

/** Keeps what was said of a call too late beside what was said so before; administrators hear of what is new. */
export function keepLateWord(tx: Tx, callId: number, said: LateWord, heardAt: Instant): void {
  const before = lateWordOf(tx, callId)?.said ?? {};
  const all = { ...before, ...said };
  const isNew = Object.entries(all).some(([key, value]) => before[key as keyof LateWord] !== value);
  if (isNew) save(tx).run({ callId, said: all, heardAt });
}

const untold = prepared((orm) =>
  orm
    .select({ callId: lateWords.callId })
    .from(lateWords)
    .where(sql`${lateWords.toldAt} IS NULL`)
    .orderBy(asc(lateWords.heardAt), asc(lateWords.callId)),
);

/** The calls whose late words administrators were not told of yet, in the order that these came. */
export function untoldLateWords(db: Db): number[] {
  return untold(db)
    .all()
    .map(({ callId }) => callId);
}

const tell = prepared((orm, { now }: Given<{ now: Instant }>) =>
  orm.update(lateWords).set({ toldAt: now }).where(sql`${lateWords.toldAt} IS NULL`),
);

/** Notes that administrators are told of all that there are. */
export function lateWordsTold(tx: Tx, now: Instant): void {
  tell(tx).run({ now });
}

const forget = prepared((orm, { callId }: OneCall) =>
  orm.delete(lateWords).where(eq(lateWords.callId, callId)),
);

export function forgetLateWord(tx: Tx, callId: number): void {
  forget(tx).run({ callId });
}
