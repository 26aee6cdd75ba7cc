import type { Db } from '../../src/db/open.ts';
import {
  after,
  differing,
  type Ended,
  type Moved,
  type Period,
  policies,
  rowsIn,
  scored,
} from './pay-oracle.ts';

/** What the oracle reads of a policy. */
export interface Rules {
  minListenShare: number;
  reviewPoints: number;
  violationPoints: number;
  appealPoints: number;
  concedeControllerPoints: number;
  pointPriceMinor: number;
  minScoredCalls: number;
  motivationScale: string;
  motivationPays: string;
}

interface Pay {
  ended: readonly Ended[];
  moved: readonly Moved[];
  periods: readonly Period[];
}

/** The frozen rows of every month that stands closed against those due, and every debt written off. */
export function rowsOfMonth(db: Db, pay: Pay, reached: Set<string>): string[] {
  const standing = pay.periods.filter(({ reopenedAt }) => reopenedAt === null);
  const last =
    standing
      .map(({ month }) => month)
      .sort()
      .at(-1) ?? '';
  const accounts = payoutsThrough(pay.moved, last);
  return [
    ...standing.flatMap((period) => periodProblems(db, pay, period, accounts, reached)),
    ...lostPayouts(standing, accounts),
    ...writeOffProblems(db, pay.periods),
    ...sumProblems(pay.moved),
  ];
}

function periodProblems(
  db: Db,
  { ended, moved }: Pay,
  { id, month, policyId }: Period,
  accounts: readonly Account[],
  reached: Set<string>,
): string[] {
  const policy = policies(db).findLast(
    ({ at }) => at <= Date.parse(`${after(month)}-01T00:00:00+03:00`),
  );
  if (policy?.id !== policyId) return [`${month}: policy ${policyId}, not ${policy?.id}`];
  const counted = ended.filter((one) => one.counts && one.month === month);
  const here = moved.filter((one) => one.month === month);
  const directions = new Map(
    rowsIn<{ id: number; name: string }>(db, 'SELECT id, name FROM directions').map((one) => [
      one.id,
      one.name,
    ]),
  );
  const due = [
    row('total', 0, figures(counted)),
    ...grouped(counted, (one) => one.directionId ?? 0).map(([of, some]) =>
      row('direction', of, { directionId: of, ...figures(some) }),
    ),
    ...sellerRows(counted, here, directions, policy.rules, reached),
    ...controllerRows(counted, here),
    ...accounts
      .filter((one) => one.month === month && (one.moves || one.brought < 0))
      .map((one) => payoutRow(one, policy.rules.pointPriceMinor, reached)),
  ];
  const kept = rowsIn<{ kind: string; ofId: number; body: string }>(
    db,
    `SELECT kind, of_id ofId, body FROM period_rows WHERE period_id = ${id}`,
  ).map(({ kind, ofId, body }) => row(kind, ofId, withoutRest(JSON.parse(body))));
  return differing(month, kept, due);
}

const row = (kind: string, ofId: number, body: object) => `${kind} ${ofId} ${sorted(body)}`;

/** JSON with the keys in their order, so that equal bodies are equal texts. */
function sorted(body: unknown): string {
  return JSON.stringify(body, (_, value) =>
    value && typeof value === 'object' && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
}

type Frozen = Record<string, unknown> & { types?: Record<string, unknown>[] };

/** Without what is tested elsewhere: the interval, what an item costs, and words that are only shown. */
function withoutRest({ interval: _, types, ...body }: Frozen): object {
  if (!types) return body;
  type Part = { code: string; calls: number; meanPercent: string; failed: number };
  return {
    ...body,
    types: types
      .map(({ type, calls, meanPercent, sections, items }) => ({
        type,
        calls,
        meanPercent,
        sections: byKey(
          (sections as Part[]).map(({ code, calls: n, meanPercent: mean }) => ({
            code,
            calls: n,
            meanPercent: mean,
          })),
        ),
        items: byKey(
          (items as Part[]).map(({ code, calls: n, failed }) => ({ code, calls: n, failed })),
        ),
      }))
      .sort((a, b) => (String(a.type) < String(b.type) ? -1 : 1)),
  };
}

const byKey = <T extends { code: string }>(list: T[]) =>
  list.sort((a, b) => (a.code < b.code ? -1 : 1));

function grouped<T, K>(list: readonly T[], keyOf: (one: T) => K): [K, T[]][] {
  const keys = [...new Set(list.map(keyOf))];
  return keys.map((key) => [key, list.filter((one) => keyOf(one) === key)]);
}

/** Half up to a whole number; the divisor is above 0. */
function rounded(dividend: bigint, divisor: bigint): bigint {
  const twice = 2n * dividend + divisor;
  const floor = twice / (2n * divisor);
  return twice < 0n && twice % (2n * divisor) !== 0n ? floor - 1n : floor;
}

/** Of shares the mean in ppm: each share is rounded, then their mean. */
function meanPpm(shares: readonly { earned: bigint; possible: bigint }[]): bigint | null {
  if (shares.length === 0) return null;
  const sum = shares.reduce(
    (all, { earned, possible }) => all + rounded(1_000_000n * earned, possible),
    0n,
  );
  return rounded(sum, BigInt(shares.length));
}

const tenths = (ppm: bigint) => rounded(ppm, 1000n);
const decimal = (value: bigint) => `${value / 10n}.${value % 10n}`;
const percent = (ppm: bigint | null) => (ppm === null ? null : decimal(tenths(ppm)));

function figures(counted: readonly Ended[]) {
  const [drawn, sent] = ['drawn', 'sent'].map((source) =>
    counted.filter((one) => one.source === source),
  );
  const appealed = counted.filter(({ appeal }) => appeal !== null);
  return {
    calls: counted.length,
    drawn: drawn?.length,
    sent: sent?.length,
    meanPercent: percent(meanPpm(counted)),
    drawnMeanPercent: percent(meanPpm(drawn ?? [])),
    sentMeanPercent: percent(meanPpm(sent ?? [])),
    criticalMisses: counted.flatMap(failures).filter(({ critical }) => critical !== 'none').length,
    appealsWon: appealed.filter(({ verb }) => verb === 'uphold' || verb === 'concede').length,
    appealsLost: appealed.filter(({ verb }) => verb === 'reject').length,
    types: grouped(counted, ({ body }) => body.type)
      .map(([type, some]) => typeFigures(type, some))
      .sort((a, b) => (a.type < b.type ? -1 : 1)),
  };
}

function failures({ body, verdicts }: Ended) {
  const items = body.sections.flatMap((section) => section.items);
  return items.filter(({ code }) => verdicts[code] === 'fail');
}

function typeFigures(type: string, counted: readonly Ended[]) {
  const sections = counted.flatMap(({ body, verdicts }) => scored(body, verdicts).sections);
  const answers = counted.flatMap(({ verdicts }) => Object.entries(verdicts));
  return {
    type,
    calls: counted.length,
    meanPercent: percent(meanPpm(counted)),
    sections: byKey(
      grouped(sections, ({ code }) => code).map(([code, some]) => {
        const counting = some.filter(({ possible }) => possible > 0n);
        return { code, calls: counting.length, meanPercent: percent(meanPpm(counting)) };
      }),
    ),
    items: byKey(
      grouped(answers, ([code]) => code).map(([code, some]) => ({
        code,
        calls: some.filter(([, verdict]) => verdict !== 'na').length,
        failed: some.filter(([, verdict]) => verdict === 'fail').length,
      })),
    ),
  };
}

/** Points of somebody in one part they had, or null where none moved. */
function pointsAs(
  part: 'sellerId' | 'controllerId',
  id: number,
  moved: readonly Moved[],
): number | null {
  const mine = moved.filter(
    ({ review, from, to }) => review?.[part] === id && (from === id || to === id),
  );
  if (mine.length === 0) return null;
  return mine.reduce((sum, { to, points }) => sum + (to === id ? points : -points), 0);
}

function sellerRows(
  counted: readonly Ended[],
  moved: readonly Moved[],
  directions: ReadonlyMap<number, string>,
  rules: Rules,
  reached: Set<string>,
): string[] {
  const ids = new Set(
    [...counted, ...moved.flatMap(({ review }) => review ?? [])].map((one) => one.sellerId),
  );
  return [...ids].flatMap((sellerId) => {
    const mine = counted.filter((one) => one.sellerId === sellerId);
    const points = pointsAs('sellerId', sellerId, moved);
    if (mine.length === 0 && points === null) return [];
    const [main] = grouped(mine, ({ directionId }) => directionId ?? 0).sort(
      ([a, some], [b, others]) => others.length - some.length || a - b,
    );
    const directionId = main?.[0] ?? null;
    const figured = figures(mine);
    const motivation = brings(rules, directions.get(directionId ?? 0) ?? '', mine, reached);
    return [
      row('seller', sellerId, {
        sellerId,
        directionId,
        ...figured,
        points: points ?? 0,
        motivation,
      }),
    ];
  });
}

function brings(rules: Rules, direction: string, mine: readonly Ended[], reached: Set<string>) {
  const written = rules.motivationScale.split(';').filter((part) => part.trim() !== '');
  const own = written.find(
    (part) => part.split('=')[0]?.trim() === direction && part.includes('='),
  );
  const text = (own?.split('=')[1] ?? written.find((part) => !part.includes('=')))?.trim();
  if (!text) return null;
  const [kind, ...typed] = text.split(/\s+/);
  const scale = typed.map((point) => {
    const [score = '', value = ''] = point.split(':');
    return { score: whole(score, 1), value: whole(value.replace(',', '.'), 3) };
  });
  const drawn = mine.filter(({ source }) => source === 'drawn').length;
  const pays = rules.motivationPays;
  const callsWanting = Math.max(0, rules.minScoredCalls - drawn);
  const mean = meanPpm(mine);
  if (callsWanting > 0 && mine.length >= rules.minScoredCalls)
    reached.add('sent calls carry nobody over');
  if (mean === null || callsWanting > 0) return { pays, value: null, next: null, callsWanting };
  const score = tenths(mean);
  const [from, to] = [
    scale.findLast((one) => one.score <= score),
    scale.find((one) => one.score > score),
  ];
  const next = to ? { value: shortened(to.value), wanting: decimal(to.score - score) } : null;
  if (kind === 'steps')
    return { pays, value: from ? shortened(from.value) : null, next, callsWanting };
  reached.add(from && to ? 'on the line' : 'beyond the line');
  const level = (from ?? to)?.value ?? 0n;
  const way =
    from && to
      ? rounded((to.value - from.value) * (score - from.score), to.score - from.score)
      : 0n;
  return { pays, value: shortened(level + way), next, callsWanting };
}

/** A decimal in whole parts: `1.1` with three decimals is 1100. */
function whole(text: string, decimals: number): bigint {
  const [units = '0', part = ''] = text.split('.');
  return BigInt(units + part.padEnd(decimals, '0'));
}

const shortened = (milli: bigint) => String(Number(milli) / 1000);

function controllerRows(counted: readonly Ended[], moved: readonly Moved[]): string[] {
  const ids = new Set(
    [...counted, ...moved.flatMap(({ review }) => review ?? [])].map((one) => one.controllerId),
  );
  return [...ids].flatMap((controllerId) => {
    const mine = counted.filter((one) => one.controllerId === controllerId);
    const points = pointsAs('controllerId', controllerId, moved);
    if (mine.length === 0 && points === null) return [];
    const overturned = mine.filter(({ verb }) => verb === 'uphold' || verb === 'concede').length;
    const share = { earned: BigInt(overturned), possible: BigInt(mine.length) };
    return [
      row('controller', controllerId, {
        controllerId,
        reviews: mine.length,
        violations: mine.flatMap(failures).length,
        overturned,
        overturnedPercent: mine.length === 0 ? null : percent(meanPpm([share])),
        points: points ?? 0,
      }),
    ];
  });
}

/** A month of somebody's account. */
interface Account {
  personId: number;
  month: string;
  /** Whether anything moved, were it only there and back. */
  moves: boolean;
  brought: number;
  writtenOff: number;
  points: number;
  /** Below 0: carried; above: paid. */
  total: number;
}

/** Every account from the first month in which anything moved. */
function payoutsThrough(moved: readonly Moved[], last: string): Account[] {
  const first = moved.map(({ month }) => month).sort()[0] ?? last;
  const people = new Set(moved.flatMap(({ from, to }) => [from, to]).filter((id) => id !== null));
  const accounts: Account[] = [];
  for (const personId of people) {
    let brought = 0;
    for (let month = first; month <= last; month = after(month)) {
      const mine = moved.filter(
        (one) => one.month === month && (one.from === personId || one.to === personId),
      );
      const sum = (writeOff: boolean) =>
        mine
          .filter((one) => one.writeOff === writeOff)
          .reduce((all, one) => all + (one.to === personId ? one.points : -one.points), 0);
      const [points, writtenOff] = [sum(false), sum(true)];
      const owed = brought + writtenOff < 0 ? brought + writtenOff : 0;
      const total = owed + points;
      accounts.push({
        personId,
        month,
        moves: mine.length > 0,
        brought,
        writtenOff,
        points,
        total,
      });
      brought = total < 0 ? total : 0;
    }
  }
  return accounts;
}

function payoutRow(
  { personId, brought, writtenOff, points, total }: Account,
  price: number,
  reached: Set<string>,
) {
  const paidPoints = total > 0 ? total : 0;
  if (brought < 0) reached.add(points > 0 ? 'a debt repaid' : 'a debt carried on');
  return row('payout', personId, {
    personId,
    broughtPoints: brought,
    writtenOffPoints: writtenOff,
    points,
    paidPoints,
    carriedPoints: total < 0 ? total : 0,
    amountMinor: price > 0 ? paidPoints * price : null,
  });
}

/** What came in before a month that is closed is paid in some month that is closed. */
function lostPayouts(standing: readonly Period[], accounts: readonly Account[]): string[] {
  const closed = new Set(standing.map(({ month }) => month));
  return accounts
    .filter(({ month, total }) => total > 0 && !closed.has(month))
    .map(({ month, personId, total }) => `${month}: nobody pays ${total} points to ${personId}`);
}

/** A debt is written off as the last closed month left it, less what was written off since. */
function writeOffProblems(db: Db, periods: readonly Period[]): string[] {
  type Off = {
    id: number;
    at: number;
    month: string;
    from: number | null;
    to: number;
    points: number;
    backAt: number | null;
  };
  const offs = rowsIn<Off>(
    db,
    `SELECT l.id, l.at, l.month, l.from_person_id "from", l.to_person_id "to", l.points, b.at backAt
       FROM ledger l LEFT JOIN ledger b ON b.reverses_id = l.id WHERE l.cause = 'write_off'`,
  );
  return offs.flatMap(({ id, at, month, from, to, points }) => {
    const period = periods
      .filter((one) => one.closedAt < at && (one.reopenedAt ?? Infinity) > at)
      .sort((a, b) => (a.month < b.month ? 1 : -1))[0];
    const owed = period
      ? db.orm.$client
          .prepare<[number, number], number>(
            `SELECT -(body ->> 'carriedPoints') FROM period_rows
              WHERE period_id = ? AND kind = 'payout' AND of_id = ?`,
          )
          .pluck()
          .get(period.id, to)
      : 0;
    const before = offs
      .filter(
        (one) =>
          one.to === to && one.month === month && one.id < id && (one.backAt ?? Infinity) > at,
      )
      .reduce((sum, one) => sum + one.points, 0);
    const right =
      from === null &&
      month === after(period?.month ?? '2000-01') &&
      points === (owed ?? 0) - before;
    return right
      ? []
      : [`write-off ${id}: ${points} points in ${month}, of ${owed} owed and ${before} before`];
  });
}

/** What everybody has, the fund with them, is nothing. */
function sumProblems(moved: readonly Moved[]): string[] {
  const balances = new Map<number | null, number>();
  for (const { from, to, points } of moved) {
    balances.set(from, (balances.get(from) ?? 0) - points);
    balances.set(to, (balances.get(to) ?? 0) + points);
  }
  const sum = [...balances.values()].reduce((all, one) => all + one, 0);
  return sum === 0 ? [] : [`the balances come to ${sum}`];
}
