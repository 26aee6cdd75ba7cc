import { createHash, createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { drawTickets, leftOutReasons } from '../src/domain/sampling.ts';

const page = readFileSync(new URL('../docs/verify-a-draw.md', import.meta.url), 'utf8');

interface Seller {
  sellerId: number;
  eligible: number;
  drawn: number;
  drawnThisMonth: number;
}

interface Ticket {
  callId: number;
  sellerId: number;
  source: string;
  externalId: string;
  ticket: string;
}

interface Replaced {
  from: number;
  to: number | null;
  at: string;
  skipped: { callId: number; reason: string }[];
}

interface Published {
  seedSha256: string;
  seed: string;
  policy: { drawBy: 'perSeller' | 'total' | 'percent'; perSeller: number; total: number };
  sellers: Seller[];
  eligible: Ticket[];
  drawn: number[];
  replaced: Replaced[];
}

const record = JSON.parse(/```json\n([\s\S]*?)```/.exec(page)?.[1] ?? '{}') as Published;
const byTicket = (a: Ticket, b: Ticket) => (a.ticket < b.ticket ? -1 : 1);
const callsOf = (sellerId: number) =>
  record.eligible.filter((call) => call.sellerId === sellerId).sort(byTicket);

/** The page's sections 1 to 3, written from the page and not from our code. */
function recomputed(): { commitment: string; drawn: number[]; gives: Map<number, number> } {
  const seed = Buffer.from(record.seed, 'hex');
  let left = Math.min(record.policy.total, record.eligible.length);
  let open = record.sellers.length;
  let level = 0;
  let remainder = 0;
  for (const { eligible } of record.sellers.toSorted((a, b) => a.eligible - b.eligible)) {
    level = Math.floor(left / open);
    if (eligible > level) {
      remainder = left - level * open;
      break;
    }
    left -= eligible;
    open -= 1;
  }
  const next = ({ sellerId }: Seller) => callsOf(sellerId)[level]?.ticket ?? '';
  const more = record.sellers
    .filter(({ eligible }) => eligible > level)
    .sort((a, b) => a.drawnThisMonth - b.drawnThisMonth || (next(a) < next(b) ? -1 : 1))
    .slice(0, remainder);
  const gives = new Map(
    record.sellers.map((seller) => [
      seller.sellerId,
      more.includes(seller) ? level + 1 : Math.min(level, seller.eligible),
    ]),
  );
  const drawn = [...gives].flatMap(([sellerId, count]) => callsOf(sellerId).slice(0, count));
  return {
    commitment: createHash('sha256').update(seed).digest('hex'),
    drawn: drawn.sort(byTicket).map(({ callId }) => callId),
    gives,
  };
}

describe('the worked example of how to verify a draw', () => {
  test('has the commitment and the tickets of its seed', () => {
    expect(recomputed().commitment).toBe(record.seedSha256);
    const key = Buffer.from(record.seed, 'hex');
    for (const { source, externalId, ticket } of record.eligible) {
      const message = `${source}\n${externalId}`;
      expect(ticket).toBe(createHmac('sha256', key).update(message, 'utf8').digest('hex'));
    }
    const bytes = [...Buffer.from('mango\nзвонок-7')].map((byte) =>
      byte.toString(16).padStart(2, '0'),
    );
    expect(page).toContain(`the ${bytes.length} bytes \`${bytes.join(' ')}\``);
  });

  test('draws what the page says, by the page and by our code', () => {
    const { drawn, gives } = recomputed();
    expect(drawn).toEqual(record.drawn);
    expect(record.sellers.map(({ sellerId }) => gives.get(sellerId))).toEqual(
      record.sellers.map((seller) => seller.drawn),
    );
    const ours = drawTickets({
      rule: { kind: 'total', count: record.policy.total },
      sellers: record.sellers,
      calls: record.eligible,
    });
    expect(ours.drawn.map(({ callId }) => callId)).toEqual(record.drawn);
  });

  test('parts the remainder as it says: by what was drawn before, then by the next ticket', () => {
    const tied = record.sellers.filter(({ eligible }) => eligible > 1);
    expect(new Set(tied.map(({ drawnThisMonth }) => drawnThisMonth)).size).toBe(1);
    for (const { sellerId } of tied) {
      const second = callsOf(sellerId)[1];
      expect(page).toContain(`\`${second?.ticket.slice(0, 4)}…\` (call ${second?.callId}, `);
    }
  });

  test('replaces by the next ticket', () => {
    const used = new Set(record.drawn);
    for (const { from, to, skipped } of record.replaced) {
      const sellerId = record.eligible.find(({ callId }) => callId === from)?.sellerId ?? 0;
      const left = callsOf(sellerId)
        .map(({ callId }) => callId)
        .filter((callId) => !used.has(callId));
      const passed = skipped.map(({ callId }) => callId);
      expect(left.slice(0, passed.length)).toEqual(passed);
      expect(left[passed.length] ?? null).toBe(to);
      if (to !== null) used.add(to);
    }
  });
});

test('every reason to leave a call out is explained, and no other', () => {
  const rows = page
    .split('\n')
    .filter((line) => /^\| `(no_|too_|already|recording_|absent)/.test(line));
  const named = rows.flatMap((row) => [...(row.split('|')[1] ?? '').matchAll(/`(\w+)`/g)]);
  expect(named.map(([, reason]) => reason).sort()).toEqual([...leftOutReasons].sort());
});
