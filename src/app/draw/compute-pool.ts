import { sellersForDraw } from '../../db/drawable-calls.ts';
import type { DrawRow } from '../../db/draws.ts';
import type { Db } from '../../db/open.ts';
import { leftOutPairs } from '../../domain/draw-record.ts';
import { drawRuleOf, type Policy } from '../../domain/policy.ts';
import { type PoolHead, poolSha256 } from '../../domain/pool.ts';
import type { LeftOutReason } from '../../domain/sampling.ts';
import { toRfc3339 } from '../../domain/time.ts';
import { type CallTable, poolLines } from './call-table.ts';
import { readCalls } from './read-window.ts';

/** The calls among which a draw takes place, as its window left them. */
export interface Pool {
  /** Pairs of little-endian uint32 (call id, seller id), by rising call id. */
  eligible: Uint8Array;
  /** How many calls cannot be drawn, by reason. */
  leftOut: Partial<Record<LeftOutReason, number>>;
  /** Pairs of little-endian uint32 (call id, place of its reason in `leftOutReasons`), by rising call id. */
  leftOutCalls: Uint8Array;
  /** What is published before there is any entropy. */
  poolSha256: string;
}

/** The calls of the pool worked out last on this thread: the draw mostly follows at once, and need not read them again. */
let latest: { poolSha256: string; calls: CallTable } | null = null;

/** Those calls, once, where they are of this pool. */
export function takeLatest(poolSha256: string): CallTable | null {
  const taken = latest?.poolSha256 === poolSha256 ? latest.calls : null;
  latest = null;
  return taken;
}

/**
 * Works out the pool of a window from one snapshot of the database and changes nothing. The window's calls are
 * read once: of each stays a pair of numbers and, where it is eligible, its line of the pool's text, some 60 MB for
 * a million calls.
 */
export function computePool(db: Db, draw: DrawRow, policy: Policy): Pool {
  return db.snapshot(() => {
    const { windowFromAt, windowToAt } = draw;
    const range = [windowFromAt, windowToAt, policy.minTalkS] as const;
    const sellers = sellersForDraw(db, draw);
    const { calls, leftOut } = readCalls(db, range, sellers, policy.drawAlsoAsked);
    const leftOutCalls = leftOut.bytes();
    const sha256 = poolSha256(
      poolHead(draw, policy),
      [poolLines(calls)],
      leftOutPairs(Buffer.from(leftOutCalls.buffer)),
    );
    latest = { poolSha256: sha256, calls };
    return {
      // Its own copy: the first goes to another thread.
      eligible: new Uint8Array(calls.pairs.slice().buffer),
      leftOut: leftOut.counts(),
      leftOutCalls,
      poolSha256: sha256,
    };
  });
}

export function poolHead(draw: DrawRow, policy: Policy): PoolHead {
  const rule = drawRuleOf(policy);
  return {
    windowFrom: toRfc3339(draw.windowFromAt),
    windowTo: toRfc3339(draw.windowToAt),
    seedSha256: draw.seedSha256,
    rule: { drawBy: rule.kind, number: rule.kind === 'percent' ? rule.percent : rule.count },
    entropy: policy.drawEntropy,
  };
}
