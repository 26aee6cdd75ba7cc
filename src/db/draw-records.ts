import { type DrawFacts, recordSha256 } from '../domain/draw-chain.ts';
import type { StruckCall } from '../domain/sampling.ts';
import { type Instant, toRfc3339 } from '../domain/time.ts';
import { drawnCallsOf } from './drawn-calls.ts';
import { type DrawRow, drawById, sharesOf } from './draws.ts';
import { recordsOfChain } from './frozen-draws.ts';
import type { Db } from './open.ts';

/** What a draw comes to beside its pool. */
type Outcome = Pick<DrawFacts, 'entropy' | 'sellers' | 'drawn' | 'previousSha256'> & {
  drawnAt: Instant;
  struck: readonly StruckCall[];
};

/** The hash that a draw's record has in the chain. */
export function hashOfRecord(draw: DrawRow, outcome: Outcome): string {
  const { frozenAt, poolSha256 } = draw;
  if (frozenAt === null || poolSha256 === null) {
    throw new Error(`the pool of ${draw.date} is not frozen`);
  }
  const { drawnAt, struck, ...rest } = outcome;
  return recordSha256({
    windowFrom: toRfc3339(draw.windowFromAt),
    windowTo: toRfc3339(draw.windowToAt),
    committedAt: toRfc3339(draw.committedAt),
    frozenAt: toRfc3339(frozenAt),
    drawnAt: toRfc3339(drawnAt),
    seedSha256: draw.seedSha256,
    seed: draw.seed.toString('hex'),
    poolSha256,
    leftOutAfterFreeze: struck,
    ...rest,
  });
}

/** The same of a draw on record; null for one whose record has none. */
export function hashOfKept(db: Db, draw: DrawRow): string | null {
  const { drawnAt, entropy, struck, previousSha256 } = draw;
  if (drawnAt === null || entropy === null) return null;
  const drawn = drawnCallsOf(db, draw.id).filter(({ replacesCallId }) => replacesCallId === null);
  return hashOfRecord(draw, {
    drawnAt,
    entropy,
    struck: struck ?? [],
    sellers: sharesOf(db, draw.id),
    drawn: drawn.map(({ callId }) => callId),
    previousSha256,
  });
}

/** So many of the latest records are hashed again at each look; of the others only that they follow one another. */
const latestMax = 31;

/** What of the whole chain does not hold, a sentence each. */
export function brokenChain(db: Db): string[] {
  const records = recordsOfChain(db);
  const known = new Set(records.map(({ recordSha256 }) => recordSha256));
  const firsts = records.filter(({ previousSha256 }) => previousSha256 === null).length;
  const gone = records.filter(
    ({ previousSha256 }) => previousSha256 !== null && !known.has(previousSha256),
  );
  const changed = records.slice(-latestMax).filter(({ id, recordSha256 }) => {
    const draw = drawById(db, id);
    return !draw || hashOfKept(db, draw) !== recordSha256;
  });
  return [
    ...(firsts > 1 ? [`it begins ${firsts} times`] : []),
    ...gone.map(({ id }) => `the record before draw ${id} is gone or was changed`),
    ...changed.map(({ id }) => `the record of draw ${id} was changed`),
  ];
}
