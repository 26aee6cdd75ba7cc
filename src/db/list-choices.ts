import { type SQL, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/sqlite-core';
import type { ChoiceNoun } from '../domain/call-filter.ts';
import type { ListScope } from './call-parts.ts';
import type { Db } from './open.ts';
import { compiled, listed } from './query.ts';
import { checklists, checklistVersions } from './schema/checklists.ts';
import { clients, orders } from './schema/clients.ts';
import { directions, people, personRoles } from './schema/people.ts';

/** One of what a list can be narrowed to. */
export interface Choice {
  id: number;
  name: string;
}

type Picked = Exclude<ChoiceNoun, 'client' | 'order'>;

/** What can be picked for a list of this scope, by name; people who have left come last. */
export function choicesOf(
  db: Db,
  noun: Picked,
  scope: ListScope,
  page: { offset: number; most: number },
): Choice[] {
  return compiled(
    db,
    sql<Choice>`SELECT id, name FROM (${selectOf(noun, scope)})
     ORDER BY past, name, id LIMIT ${page.most} OFFSET ${page.offset}`,
  ).all();
}

/** A choice by its id; null where there is none, or none for a list of this scope. */
export function choiceOf(db: Db, noun: ChoiceNoun, scope: ListScope, id: number): Choice | null {
  const choices = selectOf(noun, scope);
  const found = compiled(db, sql<Choice>`SELECT id, name FROM (${choices}) WHERE id = ${id}`);
  return found.get() ?? null;
}

/** Rows of `id`, `name` and `past`, which is 1 of whoever or whatever is no longer active. */
function selectOf(noun: ChoiceNoun, scope: ListScope): SQL {
  switch (noun) {
    case 'seller':
      return sellersOf(scope);
    case 'direction':
      return directionsOf(scope);
    case 'controller':
      return peopleWith('controller');
    case 'type':
      return types;
    case 'client':
      return sql`SELECT ${listed({ id: clients.id, name: clients.name })}, 0 past FROM ${clients}`;
    case 'order':
      return sql`SELECT ${listed({ id: orders.id, name: orders.number })}, 0 past FROM ${orders}`;
  }
}

const p = alias(people, 'p');
const peopleWith = (role: 'seller' | 'controller') => sql`
  SELECT ${listed({ id: p.id, name: p.name })}, 1 - ${p.active} past FROM ${people} p
    JOIN ${personRoles} ON ${personRoles.personId} = ${p.id}
     AND ${personRoles.role} = ${sql.raw(`'${role}'`)}`;

const types = sql`
  SELECT ${checklists.id} id, 1 - ${checklists.active} past,
         (SELECT ${checklistVersions.name} FROM ${checklistVersions}
           WHERE ${checklistVersions.checklistId} = ${checklists.id}
           ORDER BY ${checklistVersions.version} DESC LIMIT 1) name
    FROM ${checklists}`;

/** A controller's list may show any seller's calls. */
function sellersOf({ all, directionIds, sellerIds, controllerId }: ListScope): SQL {
  if (all || controllerId !== null) return peopleWith('seller');
  return sql`${peopleWith('seller')}
    WHERE ${p.directionId} IN ${[...directionIds]} OR ${p.id} IN ${[...sellerIds]}`;
}

function directionsOf({ all, directionIds }: ListScope): SQL {
  const select = sql`SELECT ${listed({ id: directions.id, name: directions.name })}, 0 past
    FROM ${directions}`;
  return all ? select : sql`${select} WHERE ${directions.id} IN ${[...directionIds]}`;
}
