import { sql } from 'drizzle-orm';
import type { Meetings } from '../domain/fair-lots.ts';
import type { Instant } from '../domain/time.ts';
import type { Db } from './open.ts';
import { type Given, preparedSql } from './query.ts';
import { calls } from './schema/calls.ts';
import { personRoles } from './schema/people.ts';

const ofSeller = preparedSql(
  ({ sellerId, since }: Given<{ sellerId: number; since: Instant }>) => sql<{
    controllerId: number;
    n: number;
  }>`
    SELECT ${personRoles.personId} "controllerId", count(*) n
      FROM ${personRoles} CROSS JOIN ${calls} INDEXED BY calls_by_seller_scorer
        ON ${calls.sellerId} = ${sellerId} AND ${calls.scoredById} = ${personRoles.personId}
       AND ${calls.startedAt} >= ${since}
     WHERE ${personRoles.role} = 'controller'
     GROUP BY ${personRoles.personId}`,
);

/** How many calls of each of these sellers each controller has scored of those since an instant. */
export function meetingsOf(db: Db, sellerIds: Iterable<number>, since: Instant): Meetings {
  return new Map(
    [...new Set(sellerIds)].map((sellerId) => [
      sellerId,
      new Map(
        ofSeller(db)
          .all({ sellerId, since })
          .map(({ controllerId, n }) => [controllerId, n]),
      ),
    ]),
  );
}
