import { sql } from 'drizzle-orm';
import { statuses } from '../domain/statuses.ts';
import type { Instant } from '../domain/time.ts';
import type { Db } from './open.ts';
import { type Given, preparedSql } from './query.ts';
import { calls } from './schema/calls.ts';
import { oneOf } from './schema/columns.ts';
import { extensions } from './schema/people.ts';

interface Around {
  source: string;
  extension: string;
  startedAt: Instant;
  withinMs: number;
}

const around = preparedSql(
  ({ source, extension, startedAt, withinMs }: Given<Around>) => sql<{
    externalId: string;
    startedAt: Instant;
  }>`
    WITH seller AS (SELECT ${extensions.personId} id FROM ${extensions}
                     WHERE ${extensions.source} = ${source} AND ${extensions.extension} = ${extension})
    SELECT ${calls.externalId} "externalId", ${calls.startedAt} "startedAt"
      FROM ${calls} INDEXED BY calls_by_seller_status
     WHERE ${calls.sellerId} IN (SELECT id FROM seller) AND ${oneOf(calls.status, statuses)}
       AND ${calls.startedAt} BETWEEN ${startedAt} - ${withinMs} AND ${startedAt} + ${withinMs}
       AND ${calls.source} = ${source}
     UNION
    SELECT ${calls.externalId}, ${calls.startedAt}
      FROM ${calls} INDEXED BY calls_without_seller
     WHERE ${calls.sellerId} IS NULL AND ${calls.source} = ${source} AND ${calls.sellerExtension} = ${extension}
       AND ${calls.startedAt} BETWEEN ${startedAt} - ${withinMs} AND ${startedAt} + ${withinMs}
     ORDER BY 2, 1`,
);

/** Calls of whoever has an extension, or of it where nobody has, that began at about an instant. */
export function callsAround(db: Db, about: Around): { externalId: string; startedAt: Instant }[] {
  return around(db).all({ ...about });
}
