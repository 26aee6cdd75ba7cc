import type { ChoiceNoun } from '../domain/call-filter.ts';
import type { ListScope } from './call-parts.ts';
import type { Db } from './open.ts';

/** One of what a list can be narrowed to. */
export interface Choice {
  id: number;
  name: string;
}

type Picked = Exclude<ChoiceNoun, 'client' | 'order'>;
interface Sql {
  text: string;
  values: number[];
}

/** What can be picked for a list of this scope, by name; people who have left come last. */
export function choicesOf(
  db: Db,
  noun: Picked,
  scope: ListScope,
  page: { offset: number; most: number },
): Choice[] {
  const { text, values } = selectOf(noun, scope);
  return db
    .sql<number[], Choice>(
      `SELECT id, name FROM (${text}) ORDER BY past, name, id LIMIT ? OFFSET ?`,
    )
    .all(...values, page.most, page.offset);
}

/** A choice by its id; null where there is none, or none for a list of this scope. */
export function choiceOf(db: Db, noun: ChoiceNoun, scope: ListScope, id: number): Choice | null {
  const { text, values } = selectOf(noun, scope);
  const found = db.sql<number[], Choice>(`SELECT id, name FROM (${text}) WHERE id = ?`);
  return found.get(...values, id) ?? null;
}

function selectOf(noun: ChoiceNoun, scope: ListScope): Sql {
  switch (noun) {
    case 'seller':
      return sellersOf(scope);
    case 'direction':
      return directionsOf(scope);
    case 'controller':
      return { text: peopleWith('controller'), values: [] };
    case 'type':
      return { text: types, values: [] };
    case 'client':
      return { text: 'SELECT id, name, 0 past FROM clients', values: [] };
    case 'order':
      return { text: 'SELECT id, number name, 0 past FROM orders', values: [] };
  }
}

const peopleWith = (role: 'seller' | 'controller') => `
  SELECT p.id, p.name, 1 - p.active past FROM people p
    JOIN person_roles r ON r.person_id = p.id AND r.role = '${role}'`;

const types = `
  SELECT c.id, 1 - c.active past, (SELECT name FROM checklist_versions v
    WHERE v.checklist_id = c.id ORDER BY v.version DESC LIMIT 1) name FROM checklists c`;

const marks = (values: readonly number[]) => values.map(() => '?').join(', ');

/** A controller's list may show any seller's calls. */
function sellersOf({ all, directionIds, sellerIds, controllerId }: ListScope): Sql {
  if (all || controllerId !== null) return { text: peopleWith('seller'), values: [] };
  return {
    text: `${peopleWith('seller')}
      WHERE p.direction_id IN (${marks(directionIds)}) OR p.id IN (${marks(sellerIds)})`,
    values: [...directionIds, ...sellerIds],
  };
}

function directionsOf({ all, directionIds }: ListScope): Sql {
  const select = 'SELECT id, name, 0 past FROM directions';
  if (all) return { text: select, values: [] };
  return { text: `${select} WHERE id IN (${marks(directionIds)})`, values: [...directionIds] };
}
