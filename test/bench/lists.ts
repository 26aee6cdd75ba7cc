import type { App } from '../../src/app/app.ts';
import { clearFilter, listCalls, setFilter } from '../../src/app/calls/list-calls.ts';
import type { PageFrom } from '../../src/app/calls/page-calls.ts';
import { type Member, personByExternalId } from '../../src/db/people.ts';
import type { CallFilter } from '../../src/domain/call-filter.ts';
import { localDateOf } from '../../src/domain/time.ts';
import { appOn, inTemporaryFolder, open, sellersInCompany, startAt } from './company.ts';
import { seedCalls } from './lists-company.ts';
import { interleave, median, type Pairs, type Work } from './measure.ts';
import { meets, milliseconds, type Row, type Target, targetText } from './table.ts';

const few = 10_000;
const many = 1_000_000;
const warmUp = 6;
const repetitions = 40;
const target: Target = { most: 1.5 };

const dayMs = 86_400_000;
/** The last five of the ten days that the smaller company has. */
const lastDays = {
  from: localDateOf(startAt - 5 * dayMs, 'Europe/Moscow'),
  to: localDateOf(startAt, 'Europe/Moscow'),
};

type Filter = Partial<CallFilter>;

/** Each filter alone; who may not choose it has no such cell. Seller 1 is of direction 2 and a mentee. */
const filters: Readonly<Record<string, Filter>> = {
  none: {},
  status: { status: 'classified_auto' },
  'a scored status': { status: 'scored_pending' },
  kind: { kind: 'final' },
  seller: { seller: 1 },
  direction: { direction: 2 },
  type: { type: 3 },
  controller: { controller: sellersInCompany + 2 },
  client: { client: 1 },
  order: { order: 1 },
};
const scopes = {
  all: 'admin',
  'one direction': 'head',
  'three directions': 'heads',
  mentees: 'mentor',
  'a seller': 'seller-1',
  'a controller': 'controller-2',
};

interface Cell {
  name: string;
  who: string;
  filter: Filter;
  deep: boolean;
}

const cells: readonly Cell[] = Object.entries(scopes).flatMap(([scope, who]) =>
  Object.entries(filters).flatMap(([narrowed, filter]) =>
    [false, true].flatMap((period) =>
      [false, true].map((deep) => ({
        name: `${scope}, ${narrowed}${period ? ' in a period' : ''}, ${deep ? 'deep' : 'first page'}`,
        who,
        filter: period ? { ...filter, period: lastDays } : filter,
        deep,
      })),
    ),
  ),
);

/**
 * A page of the list of calls, as the chat draws it: for each scope and filter, with and without a period,
 * the first page and one from the middle, among a million calls against ten thousand.
 */
export function listsRow(): Promise<Row> {
  return inTemporaryFolder(async (folder) => {
    const paths = { floor: `${folder}/few.db`, ours: `${folder}/many.db` };
    seedCalls(paths.floor, few);
    seedCalls(paths.ours, many);
    const apps = {
      floor: appOn(open(paths.floor), { now: startAt }),
      ours: appOn(open(paths.ours), { now: startAt }),
    };
    const measured: { name: string; pairs: Pairs; ratio: number }[] = [];
    for (const cell of cells) {
      const works = { floor: workOf(apps.floor, cell), ours: workOf(apps.ours, cell) };
      if (!works.floor !== !works.ours) throw new Error(`only one has calls: ${cell.name}`);
      if (!works.floor || !works.ours) continue;
      const { floor, ours } = works;
      const pairs = await interleave({ floor, ours }, { repetitions, warmUp, collect: 'minor' });
      const ratio = median(wall(pairs.ours)) / median(wall(pairs.floor));
      measured.push({ name: cell.name, pairs, ratio });
    }
    apps.floor.db.close();
    apps.ours.db.close();
    return rowOf(measured);
  });
}

const wall = (costs: Pairs['ours']) => costs.map(({ wallMs }) => wallMs);

function rowOf(measured: { name: string; pairs: Pairs; ratio: number }[]): Row {
  const sorted = [...measured].sort((a, b) => b.ratio - a.ratio);
  const worst = sorted[0]?.ratio ?? Number.NaN;
  const medianOf = (side: keyof Pairs) =>
    median(measured.map(({ pairs }) => median(wall(pairs[side]))));
  const slowest = Math.max(...measured.map(({ pairs }) => median(wall(pairs.ours))));
  const named = sorted.slice(0, 5).map(({ name, ratio }) => `${name} ${ratio.toFixed(2)}`);
  return {
    what: 'a page of calls, 1,000,000 against 10,000',
    floor: milliseconds(medianOf('floor')),
    ours: milliseconds(medianOf('ours')),
    ratio: `${median(measured.map(({ ratio }) => ratio)).toFixed(2)}, the worst ${worst.toFixed(2)}`,
    target: targetText(target),
    met: meets(worst, target),
    notes: [
      `${measured.length} pages: each scope, filter, with and without a period, first and deep; the worst of them is judged`,
      `the worst: ${named.join('; ')}`,
      `the slowest page takes ${milliseconds(slowest)}`,
      `${repetitions} repetitions each`,
    ],
  };
}

/** Draws the page; null where this person is not offered the filter, or has no such calls. */
function workOf(app: App, cell: Cell): Work | null {
  const member = personByExternalId(app.db, cell.who, app.now());
  if (!member) throw new Error(`nobody is called ${cell.who}`);
  clearFilter(app, member);
  if (!setFilter(app, member, cell.filter)) return null;
  const places = cell.deep ? deepPlaces(app, member) : [];
  if (cell.deep && places.length === 0) return null;
  if (listCalls(app, member, places[0]).calls.length === 0) return null;
  return {
    before: () => {
      clearFilter(app, member);
      setFilter(app, member, cell.filter);
    },
    run: (repetition) => listCalls(app, member, places[repetition % places.length] ?? null),
  };
}

/** Places about the middle of the list, another one at each repetition. */
function deepPlaces(app: App, member: Member): PageFrom[] {
  const ends = (['newest', 'oldest'] as const).map((sort) => {
    setFilter(app, member, { sort });
    return listCalls(app, member).calls.at(-1)?.view.startedAt ?? 0;
  });
  setFilter(app, member, { sort: 'newest' });
  const [newest = 0, oldest = 0] = ends;
  if (newest <= oldest) return [];
  return Array.from({ length: warmUp + repetitions }, (_, n) => {
    const share = 0.5 + (n % 10) / 50;
    const startedAt = Math.round(oldest + (newest - oldest) * share);
    return { way: 'after', key: { startedAt, id: 1 } };
  });
}
