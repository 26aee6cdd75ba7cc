import type { Db } from './open.ts';
import { prepared } from './query.ts';
import { directions, people } from './schema/people.ts';

/** What everybody and every direction is called, where a report names many of them. */

const everybody = prepared((orm) =>
  orm.select({ id: people.id, externalId: people.externalId, name: people.name }).from(people),
);

export function namesOf(db: Db): Map<number, { externalId: string; name: string }> {
  return new Map(
    everybody(db)
      .all()
      .map(({ id, ...person }) => [id, person]),
  );
}

const everyDirection = prepared((orm) =>
  orm.select({ id: directions.id, name: directions.name }).from(directions),
);

export function directionNames(db: Db): Map<number, string> {
  return new Map(
    everyDirection(db)
      .all()
      .map(({ id, name }) => [id, name]),
  );
}
