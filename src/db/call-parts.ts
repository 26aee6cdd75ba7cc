import { type Status, statuses, statusKinds } from '../domain/statuses.ts';
import type { Instant } from '../domain/time.ts';
import type { calls } from './schema/calls.ts';

/** Whose calls a list shows: everybody's, or those of some directions, sellers or a controller. */
export interface ListScope {
  all: boolean;
  directionIds: readonly number[];
  sellerIds: readonly number[];
  /** Those that this controller has scored, or holds for scoring. */
  controllerId: number | null;
}

/** What of them it shows; null: no matter. */
export interface ListFilter {
  statuses: readonly Status[] | null;
  sellerId: number | null;
  directionId: number | null;
  /** The call type of the credit score. */
  checklistId: number | null;
  /** Who has scored it, or holds it for scoring. */
  controllerId: number | null;
  clientId: number | null;
  /** Any of these; the same number may be several orders'. */
  orderIds: readonly number[] | null;
  /** Half-open range of the call's start. */
  from: Instant | null;
  to: Instant | null;
}

/** The filter that nothing is left out by, to be narrowed. */
export const unfiltered: ListFilter = {
  statuses: null,
  sellerId: null,
  directionId: null,
  checklistId: null,
  controllerId: null,
  clientId: null,
  orderIds: null,
  from: null,
  to: null,
};

/** What a part or a walk names of a call. */
export type Column = keyof Pick<
  typeof calls.$inferSelect,
  'sellerId' | 'directionId' | 'scoredById' | 'reviewerId' | 'checklistId' | 'clientId' | 'orderId'
>;
/** A part of the calls asked for: those with all of these values. */
export type Cell = Partial<Record<Column, number>>;

/** A walk down one index: calls with these values, by their start. */
export interface Walk {
  index: string;
  columns: readonly (Column | 'status')[];
  values: readonly (number | Status)[];
  /** Checked of each call on the way: only where the walk meets a handful at most. */
  besides: Cell;
}

/** How to find what is asked for. */
export interface Plan {
  walks: Walk[];
  /** The walks meet no call twice. */
  disjoint: boolean;
  /** What the walks leave to be checked of each call: any of these parts, and one of these statuses. */
  check: { cells: Cell[]; statuses: readonly Status[] | null } | null;
}

/**
 * The indexes by start (schema/calls.ts), the narrowest first. One serves where a part names all its columns;
 * a status that the list leaves open is tried in turn.
 */
const indexes: readonly { name: string; columns: readonly Column[]; byStatus: boolean }[] = [
  { name: 'calls_by_reviewer', columns: ['reviewerId'], byStatus: true },
  { name: 'calls_by_order', columns: ['orderId'], byStatus: false },
  { name: 'calls_by_client', columns: ['clientId'], byStatus: false },
  { name: 'calls_by_seller_scorer', columns: ['sellerId', 'scoredById'], byStatus: false },
  { name: 'calls_by_scorer_type', columns: ['scoredById', 'checklistId'], byStatus: false },
  { name: 'calls_by_direction_scorer', columns: ['directionId', 'scoredById'], byStatus: false },
  { name: 'calls_by_scorer', columns: ['scoredById'], byStatus: true },
  { name: 'calls_by_seller_type', columns: ['sellerId', 'checklistId'], byStatus: false },
  { name: 'calls_by_direction_type', columns: ['directionId', 'checklistId'], byStatus: false },
  { name: 'calls_by_type', columns: ['checklistId'], byStatus: false },
  { name: 'calls_by_seller_status', columns: ['sellerId'], byStatus: true },
  { name: 'calls_by_direction_status', columns: ['directionId'], byStatus: true },
  { name: 'calls_by_status', columns: [], byStatus: true },
];

const scored = statuses.filter((status) => ['scored', 'final'].includes(statusKinds[status]));
/** A controller's list shows what they hold for scoring, not what they took for teaching. */
const held: readonly Status[] = ['listening_credit'];

export function planOf(scope: ListScope, filter: ListFilter): Plan {
  const cells = withoutCovered(cellsOf(scope, filter));
  const found = cells.map((cell) => walksOf(cell, filter.statuses));
  const walks = new Map<string, Walk>();
  for (const walk of found.flatMap((of) => of.walks)) {
    walks.set(`${walk.index}:${walk.values.join()}:${Object.entries(walk.besides).join()}`, walk);
  }
  const check = found.some(({ leaves }) => leaves) ? { cells, statuses: filter.statuses } : null;
  return { walks: [...walks.values()], disjoint: areDisjoint(cells), check };
}

/** Whether no call lies in two of the parts. */
function areDisjoint(cells: readonly Cell[]): boolean {
  const shapes = new Set(cells.map((cell) => Object.keys(cell).sort().join()));
  if (shapes.size <= 1) return true;
  return cells.every((cell, at) =>
    cells.slice(at + 1).every((other) => joined([cell, other]) === null),
  );
}

/** The scope's parts, each narrowed by the filter; what contradicts the filter falls away. */
function cellsOf(scope: ListScope, filter: ListFilter): Cell[] {
  const parts: Cell[] = scope.all
    ? [{}]
    : [
        ...scope.directionIds.map((id) => ({ directionId: id })),
        ...scope.sellerIds.map((id) => ({ sellerId: id })),
        ...ofController(scope.controllerId),
      ];
  const { sellerId, directionId, checklistId, controllerId, clientId } = filter;
  const asked: Cell = {
    ...(sellerId === null ? {} : { sellerId }),
    ...(directionId === null ? {} : { directionId }),
    ...(checklistId === null ? {} : { checklistId }),
    ...(clientId === null ? {} : { clientId }),
  };
  const controllers = controllerId === null ? [{}] : ofController(controllerId);
  const orders: Cell[] = filter.orderIds?.map((id) => ({ orderId: id })) ?? [{}];
  return parts.flatMap((part) =>
    controllers.flatMap((controller) =>
      orders.flatMap((order) => joined([part, controller, order, asked]) ?? []),
    ),
  );
}

function ofController(id: number | null): Cell[] {
  return id === null ? [] : [{ scoredById: id }, { reviewerId: id }];
}

/** All the values together; null where two contradict each other. */
function joined(cells: readonly Cell[]): Cell | null {
  const all: Cell = {};
  for (const cell of cells) {
    for (const [name, value] of Object.entries(cell) as [Column, number][]) {
      if ((all[name] ?? value) !== value) return null;
      all[name] = value;
    }
  }
  // Whoever holds a call for scoring has not scored it.
  return all.scoredById !== undefined && all.reviewerId !== undefined ? null : all;
}

/** Leaves out the parts that lie within another one. */
function withoutCovered(cells: readonly Cell[]): Cell[] {
  const covers = (wide: Cell, narrow: Cell) =>
    (Object.keys(wide) as Column[]).every((name) => wide[name] === narrow[name]);
  return cells.filter(
    (cell, index) =>
      !cells.some(
        (other, at) => at !== index && covers(other, cell) && (at < index || !covers(cell, other)),
      ),
  );
}

/** The walks down the narrowest index that a part can use, and whether they leave anything to check. */
function walksOf(cell: Cell, asked: readonly Status[] | null): { walks: Walk[]; leaves: boolean } {
  const names = Object.keys(cell) as Column[];
  const found = indexes.find(({ columns }) => columns.every((name) => names.includes(name)));
  if (!found) throw new Error('there is an index for every part');
  const { name: index, columns, byStatus } = found;
  const values = columns.map((name) => cell[name] ?? 0);
  const others = names.filter((name) => !columns.includes(name));
  if (!byStatus) {
    const walk = { index, columns, values, besides: {} };
    return { walks: [walk], leaves: others.length > 0 || asked !== null };
  }
  const isHeld = cell.reviewerId !== undefined;
  const possible = isHeld ? held : cell.scoredById === undefined ? statuses : scored;
  const walks = possible
    .filter((status) => asked === null || asked.includes(status))
    .map((status) => ({
      index,
      columns: [...columns, 'status' as const],
      values: [...values, status],
      // A controller holds one call for scoring, rarely a few.
      besides: isHeld ? Object.fromEntries(others.map((name) => [name, cell[name]])) : {},
    }));
  return { walks, leaves: !isHeld && others.length > 0 };
}
