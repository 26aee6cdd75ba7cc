import type { Instant } from '../domain/time.ts';
import { type Cell, type ListFilter, type ListScope, planOf, type Walk } from './call-parts.ts';
import type { Db, Tx } from './open.ts';

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
const lookMost = 2000;
/** SQLite takes 500 parts of one statement. */
const walksMost = 400;

/**
 * A page of calls by their start. Each part of the scope walks its own index in the order of the list,
 * and the walks are merged, so that a page costs the same however many calls there are. `stoppedAt`:
 * the last call looked at, where `lookMost` did not fill the page and there are more.
 */
export function callKeys(
  db: Db,
  scope: ListScope,
  filter: ListFilter,
  asked: PageAsked,
): { keys: CallKey[]; stoppedAt: CallKey | null } {
  const { groups, check } = prepared(scope, filter);
  const look = Math.floor(lookMost / Math.max(1, groups.length));
  const found: CallKey[] = [];
  let stoppedAt: CallKey | null = null;
  for (const walks of groups) {
    const merged = mergeOf(walks, filter, asked);
    const keys = check
      ? db.sql<unknown[], CallKey>(checked(merged.text, check.text, 'k.startedAt, k.id'))
      : db.sql<unknown[], CallKey>(`${merged.text} LIMIT ?`);
    const limits = check ? [look, ...check.values, asked.most] : [asked.most];
    const rows = keys.all(...merged.values, ...limits);
    found.push(...rows);
    if (!check || rows.length === asked.most) continue;
    const last = db.sql<unknown[], CallKey>(`${merged.text} LIMIT 1 OFFSET ?`);
    const stop = last.get(...merged.values, look - 1);
    if (stop && (stoppedAt === null || before(asked.order, stop, stoppedAt) < 0)) stoppedAt = stop;
  }
  const unique = [...new Map(found.map((key) => [key.id, key])).values()];
  const sorted = unique.sort((a, b) => before(asked.order, a, b));
  const stop = stoppedAt;
  const sure = stop ? sorted.filter((key) => before(asked.order, key, stop) <= 0) : sorted;
  const page = sure.slice(0, asked.most);
  return { keys: page, stoppedAt: page.length < asked.most ? stop : null };
}

/** How many calls there are, up to `most`; `more`: there are further ones, or it was not looked. */
export function countCalls(
  db: Db,
  scope: ListScope,
  filter: ListFilter,
  most: number,
): { count: number; more: boolean } {
  const { groups, check, disjoint } = prepared(scope, filter);
  const [walks = []] = groups;
  const newest = { order: 'newest' as const, after: null };
  if (groups.length > 1) {
    const { keys, stoppedAt } = callKeys(db, scope, filter, { ...newest, most: most + 1 });
    return { count: Math.min(keys.length, most), more: stoppedAt !== null || keys.length > most };
  }
  if (walks.length === 0) return { count: 0, more: false };
  const counted = (text: string, values: unknown[]) =>
    db.sql<unknown[], number>(`SELECT count(*) FROM (${text})`).pluck().get(values) ?? 0;
  if (check) {
    const { text, values } = mergeOf(walks, filter, newest);
    const fitting = [...values, lookMost, ...check.values, most + 1];
    const n = counted(checked(text, check.text, '1'), fitting);
    const more = n > most || counted(`${text} LIMIT 1 OFFSET ?`, [...values, lookMost - 1]) > 0;
    return { count: Math.min(n, most), more };
  }
  // Walks that may meet the same call are merged, which tells them apart; others just counted in turn.
  const { text, values } = disjoint ? unorderedOf(walks, filter) : mergeOf(walks, filter, newest);
  const n = counted(`${text} LIMIT ?`, [...values, most + 1]);
  return { count: Math.min(n, most), more: n > most };
}

function prepared(scope: ListScope, filter: ListFilter) {
  const { walks, disjoint, check } = planOf(scope, filter);
  const groups: Walk[][] = [];
  for (let at = 0; at < walks.length; at += walksMost) groups.push(walks.slice(at, at + walksMost));
  return { groups, disjoint, check: check && checkOf(check.cells, check.statuses) };
}

/** The order of two calls in a list. */
function before(order: PageAsked['order'], a: CallKey, b: CallKey): number {
  const older = a.startedAt - b.startedAt || a.id - b.id;
  return order === 'newest' ? -older : older;
}

interface Sql {
  text: string;
  values: unknown[];
}

/** The walks side by side, in the order of the list; every call once. */
function mergeOf(
  walks: readonly Walk[],
  filter: ListFilter,
  { order, after }: Pick<PageAsked, 'order' | 'after'>,
): Sql {
  const arms = walks.map((walk) => armOf(walk, filter, { order, after }));
  const way = order === 'newest' ? 'DESC' : 'ASC';
  return {
    text: `${arms.map(({ text }) => text).join('\nUNION ')}\nORDER BY startedAt ${way}, id ${way}`,
    values: arms.flatMap(({ values }) => values),
  };
}

function unorderedOf(walks: readonly Walk[], filter: ListFilter): Sql {
  const arms = walks.map((walk) => armOf(walk, filter, { order: 'newest', after: null }));
  return {
    text: arms.map(({ text }) => text).join('\nUNION ALL '),
    values: arms.flatMap(({ values }) => values),
  };
}

/** One walk. The cursor narrows the range of starts; the plus keeps its id out of the planner's choice. */
function armOf(
  walk: Walk,
  filter: ListFilter,
  { order, after }: Pick<PageAsked, 'order' | 'after'>,
): Sql {
  let from = filter.from ?? Number.MIN_SAFE_INTEGER;
  let to = filter.to ?? Number.MAX_SAFE_INTEGER;
  if (after && order === 'newest') to = Math.min(to, after.startedAt + 1);
  if (after && order === 'oldest') from = Math.max(from, after.startedAt);
  const sign = order === 'newest' ? '<' : '>';
  const conditions = [
    ...[...walk.columns, ...Object.keys(walk.besides)].map((column) => `${column} = ?`),
    'started_at >= ? AND started_at < ?',
    ...(after ? [`(started_at ${sign} ? OR +id ${sign} ?)`] : []),
  ];
  return {
    text: `SELECT started_at startedAt, id FROM calls INDEXED BY ${walk.index} WHERE ${conditions.join(' AND ')}`,
    values: [
      ...walk.values,
      ...Object.values(walk.besides),
      from,
      to,
      ...(after ? [after.startedAt, after.id] : []),
    ],
  };
}

/** Looks at so many calls of the walks, in their order, and keeps those that fit. */
function checked(merged: string, check: string, columns: string): string {
  return `SELECT ${columns} FROM (${merged} LIMIT ?) k CROSS JOIN calls c ON c.id = k.id
    WHERE ${check} LIMIT ?`;
}

function checkOf(cells: readonly Cell[], statuses: readonly string[] | null): Sql {
  const values: unknown[] = [];
  const parts = cells.map((cell) => {
    const equal = Object.entries(cell).map(([column, value]) => {
      values.push(value);
      return `c.${column} = ?`;
    });
    if (cell.reviewer_id !== undefined) equal.push("c.status = 'listening_credit'");
    return equal.length > 0 ? equal.join(' AND ') : 'true';
  });
  const anyPart = `(${parts.map((part) => `(${part})`).join(' OR ')})`;
  if (statuses === null) return { text: anyPart, values };
  const anyStatus = `c.status IN (${statuses.map(() => '?').join(', ')})`;
  return { text: `${anyPart} AND ${anyStatus}`, values: [...values, ...statuses] };
}

export function savedFilter(db: Db, personId: number): unknown {
  const text = 'SELECT filter FROM call_filters WHERE person_id = ?';
  const row = db.sql<[number], { filter: string }>(text).get(personId);
  return row ? JSON.parse(row.filter) : {};
}

export function saveFilter(tx: Tx, personId: number, filter: object): void {
  tx.sql(
    `INSERT INTO call_filters (person_id, filter) VALUES (?, ?)
     ON CONFLICT (person_id) DO UPDATE SET filter = excluded.filter`,
  ).run(personId, JSON.stringify(filter));
}
