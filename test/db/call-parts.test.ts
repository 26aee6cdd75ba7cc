import { expect, test } from 'vitest';
import { type ListFilter, type ListScope, planOf, unfiltered } from '../../src/db/call-parts.ts';

const nobody: ListScope = { all: false, directionIds: [], sellerIds: [], controllerId: null };
const scopes: Readonly<Record<string, Partial<ListScope>>> = {
  all: { all: true },
  directions: { directionIds: [1, 2] },
  mentees: { sellerIds: [1, 2] },
  controller: { controllerId: 7 },
};
const filters: Readonly<Record<string, Partial<ListFilter>>> = {
  none: {},
  status: { statuses: ['scored_pending', 'listening_credit'] },
  seller: { sellerId: 1 },
  direction: { directionId: 1 },
  type: { checklistId: 1 },
  controller: { controllerId: 7 },
  client: { clientId: 1 },
  order: { orderIds: [1] },
};

test('an index knows all of each scope with each one filter; only of a client’s or a mover’s calls some are left out', () => {
  const checked = Object.entries(scopes).flatMap(([scope, part]) =>
    Object.entries(filters).flatMap(([name, filter]) =>
      planOf({ ...nobody, ...part }, { ...unfiltered, ...filter }).check
        ? [`${scope}: ${name}`]
        : [],
    ),
  );
  expect(checked).toEqual([
    // A seller who has changed directions.
    'directions: seller',
    'directions: client',
    'directions: order',
    // Nobody who sees the calls of single sellers alone is offered directions.
    'mentees: direction',
    'mentees: client',
    'mentees: order',
    'controller: client',
    'controller: order',
  ]);
});

test('parts that lie within another are not walked twice', () => {
  const scope = { ...nobody, directionIds: [1, 2], sellerIds: [5, 5], controllerId: 7 };
  const walked = (filter: Partial<ListFilter>) => {
    const { walks, disjoint } = planOf(scope, { ...unfiltered, ...filter });
    return [[...new Set(walks.map(({ index }) => index))], walks.length, disjoint];
  };
  expect(walked({ directionId: 1, statuses: ['unclassified'] })).toEqual([
    ['calls_by_direction_status'],
    1,
    true,
  ]);
  expect(walked({ sellerId: 5, statuses: ['unclassified'] })).toEqual([
    ['calls_by_seller_status'],
    1,
    true,
  ]);
  expect(walked({ statuses: ['unclassified'] })).toEqual([
    ['calls_by_direction_status', 'calls_by_seller_status'],
    3,
    false,
  ]);
  expect(planOf(nobody, unfiltered).walks).toEqual([]);
});
