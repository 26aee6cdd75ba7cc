import { createHash, createHmac } from 'node:crypto';
import type { Invariant, Sql } from './invariant.ts';

interface Draw {
  id: number;
  window_from_at: number;
  window_to_at: number;
  seed: Buffer;
  seed_sha256: string;
  committed_at: number;
  drawn_at: number;
  policy: string;
  eligible: Buffer;
  pool_sha256: string | null;
  entropy: string | null;
}
interface Drawn {
  call_id: number;
  seller_id: number;
  ticket: string;
  replaces_call_id: number | null;
  source: string;
  external_id: string;
  ready_at: number;
}

/** The draws that took place since the last time; each is looked at once. */
function freshDraws(): (sql: Sql) => Draw[] {
  let seen = 0;
  return (sql) => {
    const fresh = sql.all<Draw>(
      'SELECT * FROM draws WHERE drawn_at IS NOT NULL AND id > ? ORDER BY id',
      seen,
    );
    seen = fresh.at(-1)?.id ?? seen;
    return fresh;
  };
}

const drawnOf = (sql: Sql, draw: Draw) =>
  sql.all<Drawn>(
    `SELECT d.*, c.source, c.external_id, c.ready_at FROM drawn_calls d JOIN calls c ON c.id = d.call_id
      WHERE d.draw_id = ? ORDER BY d.ticket`,
    draw.id,
  );

/** Pairs of call and seller, as the draw froze them. */
function eligibleOf({ eligible }: Draw): [callId: number, sellerId: number][] {
  const pairs: [number, number][] = [];
  for (let at = 0; at + 8 <= eligible.length; at += 8) {
    pairs.push([eligible.readUInt32LE(at), eligible.readUInt32LE(at + 4)]);
  }
  return pairs;
}

/** The tickets' key as docs/verify-a-draw.md has it. */
function keyOf({ seed, pool_sha256: pool }: Draw): Buffer {
  if (pool === null) return seed;
  const hash = createHash('sha256').update('razbor draw key 2\n').update(seed);
  return hash.update(Buffer.from(pool, 'hex')).digest();
}

const ticketOf = (key: Buffer, source: string, externalId: string) =>
  createHmac('sha256', key).update(`${source}\n${externalId}`).digest('hex');

export function drawInvariants(): Invariant[] {
  const [forWindows, forTickets, forShares] = [freshDraws(), freshDraws(), freshDraws()];
  return [
    {
      name: 'windows follow one another without gap or overlap, and a draw takes place after its own',
      section: '3.1',
      afterDay(sql) {
        const gaps = sql.all(
          `SELECT id, window_from_at FROM (SELECT id, window_from_at,
             lag(window_to_at) OVER (ORDER BY window_from_at) before FROM draws)
            WHERE before IS NOT NULL AND before <> window_from_at`,
        );
        const wrong = forWindows(sql).filter((draw) => {
          const outside = drawnOf(sql, draw).some(
            ({ ready_at: at }) => at < draw.window_from_at || at >= draw.window_to_at,
          );
          const sealed = createHash('sha256').update(draw.seed).digest('hex') === draw.seed_sha256;
          return outside || !sealed || draw.drawn_at < draw.window_to_at;
        });
        return [...gaps, ...wrong.map(({ id }) => ({ draw: id }))];
      },
    },
    {
      name: 'each seller’s lowest tickets are drawn, and each call is drawn once',
      section: '3.1',
      afterDay: (sql) => [
        ...forTickets(sql).flatMap((draw) => wrongTickets(sql, draw)),
        ...sql.all(
          `SELECT call_id, count(*) n FROM call_history WHERE verb = 'sample' GROUP BY call_id
           HAVING n <> (SELECT count(*) FROM drawn_calls d WHERE d.call_id = call_history.call_id)`,
        ),
      ],
    },
    {
      name: 'shares are even: they differ by at most one among those who had enough calls',
      section: '3.1',
      afterDay: (sql) => forShares(sql).flatMap((draw) => unevenShares(sql, draw)),
    },
  ];
}

/** Of each seller: nobody’s ticket that was not drawn lies below one that was, and tickets are what they should be. */
function wrongTickets(sql: Sql, draw: Draw): unknown[] {
  const drawn = drawnOf(sql, draw);
  const wrong: unknown[] = drawn.filter(
    (row) => row.ticket !== ticketOf(keyOf(draw), row.source, row.external_id),
  );
  for (const seller of new Set(drawn.map(({ seller_id: id }) => id))) {
    const first = drawn.filter((row) => row.seller_id === seller && row.replaces_call_id === null);
    const highest =
      first
        .map(({ ticket }) => ticket)
        .sort()
        .at(-1) ?? '';
    const below = eligibleOf(draw)
      .filter(([, sellerId]) => sellerId === seller)
      .flatMap(([id]) =>
        sql.all<{ source: string; external_id: string }>(
          'SELECT source, external_id FROM calls WHERE id = ?',
          id,
        ),
      )
      .filter(({ source, external_id: id }) => ticketOf(keyOf(draw), source, id) <= highest);
    if (below.length !== first.length)
      wrong.push({ draw: draw.id, seller, below: below.length, drawn: first.length });
  }
  return wrong;
}

function unevenShares(sql: Sql, draw: Draw): unknown[] {
  const { drawBy, perSeller, total, percent } = JSON.parse(draw.policy);
  const eligible = new Map<number, number>();
  for (const [, seller] of eligibleOf(draw)) eligible.set(seller, (eligible.get(seller) ?? 0) + 1);
  const drawn = new Map([...eligible.keys()].map((seller) => [seller, 0]));
  for (const { seller_id: seller, replaces_call_id: instead } of drawnOf(sql, draw)) {
    if (instead === null) drawn.set(seller, (drawn.get(seller) ?? 0) + 1);
  }
  const shares = [...eligible].map(([seller, had]) => ({
    seller,
    had,
    gave: drawn.get(seller) ?? 0,
  }));
  const sum = shares.reduce((all, { gave }) => all + gave, 0);
  const had = shares.reduce((all, one) => all + one.had, 0);
  if (drawBy === 'perSeller') {
    return shares.filter(({ had: most, gave }) => gave !== Math.min(most, perSeller));
  }
  const wanted = drawBy === 'total' ? total : Math.ceil((had * Math.round(percent * 100)) / 10_000);
  const uneven = shares.filter(({ had: most, gave }) =>
    shares.some((other) => other.gave > gave + 1 && gave < most),
  );
  return sum === Math.min(wanted, had) ? uneven : [{ draw: draw.id, sum, wanted, had }, ...uneven];
}
