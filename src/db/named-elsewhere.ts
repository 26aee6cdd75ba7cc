import { and, eq, like, or, sql } from 'drizzle-orm';
import type { PersonFacts } from '../domain/person-facts.ts';
import type { Db, Tx } from './open.ts';
import { type Given, prepared } from './query.ts';
import { settings } from './schema/jobs.ts';
import { peopleChanges } from './schema/people.ts';
import { uploadRefusals, uploads } from './schema/uploads.ts';

/** Whose data it is. */
export type Subject = 'people' | 'clients';

/** As somebody is named in rows that are not their own, and that no key leads to. */
export interface Named {
  id: number;
  externalId: string;
  name: string;
}

/** What an external id identifies in a file, by what the file brings in. */
const isOfSubject = {
  people: sql`${uploads.noun} = 'people'`,
  clients: sql`${uploads.noun} = 'clients'`,
};

const refused = (subject: Subject) =>
  prepared((orm, { externalId, name }: Given<Named>) =>
    orm
      .select({
        uploadId: uploadRefusals.uploadId,
        rowIndex: uploadRefusals.rowIndex,
        line: uploadRefusals.line,
        externalId: uploadRefusals.externalId,
        field: uploadRefusals.field,
        detail: uploadRefusals.detail,
      })
      .from(uploadRefusals)
      .innerJoin(uploads, eq(uploads.id, uploadRefusals.uploadId))
      .where(
        or(
          and(isOfSubject[subject], sql`${uploadRefusals.externalId} = ${externalId}`),
          sql`instr(${uploadRefusals.detail}, '"' || ${externalId} || '"')`,
          sql`instr(${uploadRefusals.detail}, ${name})`,
        ),
      ),
  );
const refusedOf = { people: refused('people'), clients: refused('clients') };

/** The rows of files that were refused, and tell of somebody. */
export function refusedRowsOf(db: Db, subject: Subject, named: Named) {
  return refusedOf[subject](db).all(named);
}

const forgetRefusal = prepared(
  (orm, { uploadId, rowIndex }: Given<{ uploadId: number; rowIndex: number }>) =>
    orm
      .delete(uploadRefusals)
      .where(and(eq(uploadRefusals.uploadId, uploadId), eq(uploadRefusals.rowIndex, rowIndex))),
);

/** A file without a header gives its first row as the names of columns that nobody knows. */
const forgetReport = prepared((orm, { externalId, name }: Given<Named>) =>
  orm
    .update(uploads)
    .set({ report: {} })
    .where(
      or(
        sql`instr(${uploads.report}, '"' || ${externalId} || '"')`,
        sql`instr(${uploads.report}, ${name})`,
      ),
    ),
);

/** Takes somebody out of what is kept of files that were brought in. */
export function forgetInFiles(tx: Tx, subject: Subject, named: Named): void {
  forgetReport(tx).run(named);
  for (const { uploadId, rowIndex } of refusedRowsOf(tx, subject, named)) {
    forgetRefusal(tx).run({ uploadId, rowIndex });
  }
}

const asMentor = prepared((orm, { externalId }: Given<{ externalId: string }>) =>
  orm
    .select({ id: peopleChanges.id, before: peopleChanges.before, after: peopleChanges.after })
    .from(peopleChanges)
    .where(
      sql`EXISTS (SELECT 1 FROM json_each(json_array(${peopleChanges.before}, ${peopleChanges.after})) side,
            json_each(side.value, '$.mentors') mentor WHERE mentor.value ->> 'externalId' = ${externalId})`,
    ),
);
type Facts = Record<string, unknown>;
const rewrite = prepared((orm, given: Given<{ id: number; before: Facts; after: Facts }>) =>
  orm
    .update(peopleChanges)
    .set({ before: given.before, after: given.after })
    .where(eq(peopleChanges.id, given.id)),
);

/** Puts a number in the place of a mentor's name where the histories of others tell whose mentor they were. */
export function forgetMentor(tx: Tx, { id, externalId }: Named): void {
  const without = (facts: Facts): Facts => {
    const { mentors } = facts as Partial<PersonFacts>;
    if (!mentors) return facts;
    const named = mentors.map((mentor) =>
      mentor.externalId === externalId ? { ...mentor, ...numbered(id) } : mentor,
    );
    return { ...facts, mentors: named };
  };
  for (const row of asMentor(tx).all({ externalId })) {
    rewrite(tx).run({ id: row.id, before: without(row.before), after: without(row.after) });
  }
}

/** What somebody is called once they are erased. */
export const numbered = (id: number) => ({ name: `№${id}`, externalId: `erased:${id}` });

const drafted = prepared((orm, { name }: Given<{ name: string }>) =>
  orm
    .delete(settings)
    .where(
      and(
        like(settings.name, 'newcomer:%'),
        sql`json_valid(${settings.value}) AND ${settings.value} ->> 'name' = ${name}`,
      ),
    ),
);

/** An administrator may have begun to add them, and left it at that. */
export function forgetNewcomer(tx: Tx, { name }: Named): void {
  drafted(tx).run({ name });
}
