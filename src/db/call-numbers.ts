import { and, desc, gte, lte } from 'drizzle-orm';
import type { Db } from './open.ts';
import { type Given, prepared } from './query.ts';
import { calls } from './schema/calls.ts';

type Range = Given<{ from: number; to: number; most: number }>;

const numbered = prepared((orm, { from, to, most }: Range) =>
  orm
    .select({ id: calls.id })
    .from(calls)
    .where(and(gte(calls.id, from), lte(calls.id, to)))
    .orderBy(desc(calls.id))
    .limit(most),
);

const digitsMax = 9;

/** Calls whose number begins with these digits, the shortest numbers first; at most so many are looked at. */
export function callsByNumber(db: Db, digits: string, most: number): number[] {
  const first = Number(digits);
  if (!/^[1-9]\d*$/.test(digits) || digits.length > digitsMax) return [];
  const found: number[] = [];
  for (let more = 0; digits.length + more <= digitsMax && found.length < most; more += 1) {
    const width = 10 ** more;
    const range = { from: first * width, to: first * width + width - 1 };
    const left = most - found.length;
    found.push(
      ...numbered(db)
        .all({ ...range, most: left })
        .map(({ id }) => id),
    );
  }
  return found;
}
