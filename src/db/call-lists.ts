import { eq, type SQL, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/sqlite-core';
import type { Status } from '../domain/statuses.ts';
import type { Instant } from '../domain/time.ts';
import {
  type Cell,
  type Column,
  type ListFilter,
  type ListScope,
  planOf,
  type Walk,
} from './call-parts.ts';
import type { Db, Tx } from './open.ts';
import { assembled, type Given, prepared, type Text, textOf } from './query.ts';
import { callFilters, calls } from './schema/calls.ts';
import { oneOf } from './schema/columns.ts';

/** Where a call stands in a list: by its start, and by its number where two began at once. */
export interface CallKey {
  startedAt: Instant;
  id: number;
}

/** Which way a page goes, and from where on; the cursor itself is not on it. */
export interface PageAsked {
  order: 'newest' | 'oldest';
  after: CallKey | null;
  most: number;
}

/** How many calls a page may look at where no index knows all of the filter. */
export const lookMax = 2000;
/** SQLite takes 500 parts of one statement. */
const walksMax = 400;

/**
 * A page of calls by their start. Each part of the scope walks its own index in the order of the list,
 * and the walks are merged, so that a page costs the same however many calls there are. `stoppedAt`:
 * the last call looked at, where `lookMax` did not fill the page and there are more.
 */
export function callKeys(
  db: Db,
  scope: ListScope,
  filter: ListFilter,
  asked: PageAsked,
): { keys: CallKey[]; stoppedAt: CallKey | null } {
  const { groups, check } = planned(scope, filter);
  const look = Math.floor(lookMax / Math.max(1, groups.length));
  const { most } = asked;
  const found: CallKey[] = [];
  let stoppedAt: CallKey | null = null;
  for (const walks of groups) {
    const merged = mergeOf(walks, filter, asked);
    const page = check ? checked(keyOf, { merged, look, check, most }) : limited(merged, most);
    const rows = assembled<CallKey>(db, page).all();
    found.push(...rows);
    if (!check || rows.length === most) continue;
    const stop = assembled<CallKey>(db, nth(merged, look)).get();
    if (stop && (stoppedAt === null || before(asked.order, stop, stoppedAt) < 0)) stoppedAt = stop;
  }
  const unique = [...new Map(found.map((key) => [key.id, key])).values()];
  const sorted = unique.sort((a, b) => before(asked.order, a, b));
  const stop = stoppedAt;
  const sure = stop ? sorted.filter((key) => before(asked.order, key, stop) <= 0) : sorted;
  const page = sure.slice(0, most);
  return { keys: page, stoppedAt: page.length < most ? stop : null };
}

/** How many calls there are, up to `most`; `more`: there are further ones, or it was not looked. */
export function countCalls(
  db: Db,
  scope: ListScope,
  filter: ListFilter,
  most: number,
): { count: number; more: boolean } {
  const { groups, check, disjoint } = planned(scope, filter);
  const [walks = []] = groups;
  const newest = { order: 'newest' as const, after: null };
  if (groups.length > 1) {
    const { keys, stoppedAt } = callKeys(db, scope, filter, { ...newest, most: most + 1 });
    return { count: Math.min(keys.length, most), more: stoppedAt !== null || keys.length > most };
  }
  if (walks.length === 0) return { count: 0, more: false };
  if (check) {
    const merged = mergeOf(walks, filter, newest);
    const fitting = checked('1', { merged, look: lookMax, check, most: most + 1 });
    const n = countOf(db, fitting);
    const more = n > most || countOf(db, nth(merged, lookMax)) > 0;
    return { count: Math.min(n, most), more };
  }
  // Walks that may meet the same call are merged, which tells them apart; others just counted in turn.
  const all = disjoint ? unorderedOf(walks, filter) : mergeOf(walks, filter, newest);
  const n = countOf(db, limited(all, most + 1));
  return { count: Math.min(n, most), more: n > most };
}

const keyOf = 'k."startedAt", k.id';

const limited = ({ text, values }: Text, most: number): Text => ({
  text: `${text} LIMIT ?`,
  values: [...values, most],
});

const nth = ({ text, values }: Text, n: number): Text => ({
  text: `${text} LIMIT 1 OFFSET ?`,
  values: [...values, n - 1],
});

function countOf(db: Db, { text, values }: Text): number {
  const counted = { text: `SELECT count(*) n FROM (${text})`, values };
  return assembled<{ n: number }>(db, counted).get()?.n ?? 0;
}

function planned(scope: ListScope, filter: ListFilter) {
  const { walks, disjoint, check } = planOf(scope, filter);
  const groups: Walk[][] = [];
  for (let at = 0; at < walks.length; at += walksMax) groups.push(walks.slice(at, at + walksMax));
  return { groups, disjoint, check: check && checkOf(check.cells, check.statuses) };
}

/** The order of two calls in a list. */
function before(order: PageAsked['order'], a: CallKey, b: CallKey): number {
  const older = a.startedAt - b.startedAt || a.id - b.id;
  return order === 'newest' ? -older : older;
}

type Way = Pick<PageAsked, 'order' | 'after'>;

/** The walks side by side, in the order of the list; every call once. */
function mergeOf(walks: readonly Walk[], filter: ListFilter, way: Way): Text {
  const { text, values } = joined(walks, filter, way, '\nUNION ');
  const by = way.order === 'newest' ? 'DESC' : 'ASC';
  return { text: `${text}\nORDER BY "startedAt" ${by}, id ${by}`, values };
}

function unorderedOf(walks: readonly Walk[], filter: ListFilter): Text {
  return joined(walks, filter, { order: 'newest', after: null }, '\nUNION ALL ');
}

function joined(walks: readonly Walk[], filter: ListFilter, way: Way, by: string): Text {
  const arms = walks.map((walk) => armOf(walk, filter, way));
  return {
    text: arms.map(({ text }) => text).join(by),
    values: arms.flatMap(({ values }) => values),
  };
}

/** One walk. The cursor narrows the range of starts. */
function armOf(walk: Walk, filter: ListFilter, { order, after }: Way): Text {
  let from = filter.from ?? Number.MIN_SAFE_INTEGER;
  let to = filter.to ?? Number.MAX_SAFE_INTEGER;
  if (after && order === 'newest') to = Math.min(to, after.startedAt + 1);
  if (after && order === 'oldest') from = Math.max(from, after.startedAt);
  const names = [...walk.columns, ...namesOf(walk.besides)];
  return {
    text: armText(walk.index, names, after && order),
    values: [
      ...walk.values,
      ...Object.values(walk.besides),
      from,
      to,
      ...(after ? [after.startedAt, after.id] : []),
    ],
  };
}

/** The plus keeps the cursor's id out of the planner's choice. */
const armText = writtenOnce(
  (index: string, names: readonly (Column | 'status')[], past: PageAsked['order'] | null) => {
    const sign = sql.raw(past === 'newest' ? '<' : '>');
    const conditions = [
      ...names.map((name) => sql`${calls[name]} = ?`),
      sql`${calls.startedAt} >= ? AND ${calls.startedAt} < ?`,
      ...(past ? [sql`(${calls.startedAt} ${sign} ? OR +${calls.id} ${sign} ?)`] : []),
    ];
    return sql`SELECT ${calls.startedAt} "startedAt", ${calls.id} id FROM ${calls}
      INDEXED BY ${sql.raw(index)} WHERE ${sql.join(conditions, sql` AND `)}`;
  },
);

const c = alias(calls, 'c');

/** Looks at so many calls of the walks, in their order, and keeps those that fit. */
function checked(
  columns: string,
  of: { merged: Text; look: number; check: Text; most: number },
): Text {
  return {
    text: `SELECT ${columns} FROM (${of.merged.text} LIMIT ?) k ${joinedCall()}
      WHERE ${of.check.text} LIMIT ?`,
    values: [...of.merged.values, of.look, ...of.check.values, of.most],
  };
}

const joinedCall = writtenOnce(() => sql`CROSS JOIN ${calls} c ON ${c.id} = k.id`);

function checkOf(cells: readonly Cell[], statuses: readonly Status[] | null): Text {
  const anyPart = `(${cells.map((cell) => cellText(namesOf(cell))).join(' OR ')})`;
  const values = cells.flatMap((cell) => Object.values(cell));
  if (statuses === null) return { text: anyPart, values };
  return { text: `${anyPart} AND ${anyStatus(statuses)}`, values };
}

const cellText = writtenOnce((names: readonly Column[]) => {
  const equal = names.map((name) => sql`${c[name]} = ?`);
  if (names.includes('reviewerId')) equal.push(sql`${c.status} = 'listening_credit'`);
  return equal.length > 0 ? sql`(${sql.join(equal, sql` AND `)})` : sql`(true)`;
});

const anyStatus = writtenOnce((statuses: readonly Status[]) => oneOf(c.status, statuses));

const namesOf = (cell: Cell) => Object.keys(cell) as Column[];

/** The text of a part of a statement for each of the few ways in which it is asked for. */
function writtenOnce<Asked extends unknown[]>(write: (...asked: Asked) => SQL) {
  const texts = new Map<string, string>();
  return (...asked: Asked): string => {
    const key = asked.join('|');
    const text = texts.get(key) ?? textOf(write(...asked));
    texts.set(key, text);
    return text;
  };
}

const saved = prepared((orm, { personId }: Given<{ personId: number }>) =>
  orm
    .select({ filter: callFilters.filter })
    .from(callFilters)
    .where(eq(callFilters.personId, personId)),
);

export function savedFilter(db: Db, personId: number): unknown {
  return saved(db).get({ personId })?.filter ?? {};
}

const save = prepared((orm, { personId, filter }: Given<typeof callFilters.$inferSelect>) =>
  orm
    .insert(callFilters)
    .values({ personId, filter })
    .onConflictDoUpdate({ target: callFilters.personId, set: { filter } }),
);

export function saveFilter(tx: Tx, personId: number, filter: object): void {
  save(tx).run({ personId, filter: { ...filter } });
}
