import { hashOfKept } from '../../db/draw-records.ts';
import type { DrawRow } from '../../db/draws.ts';
import { recordsOfChain } from '../../db/frozen-draws.ts';
import { leftOutPairs } from '../../domain/draw-record.ts';
import type { Policy } from '../../domain/policy.ts';
import { callLine, poolSha256 } from '../../domain/pool.ts';
import type { App } from '../app.ts';
import { poolHead } from './compute-pool.ts';
import { eligibleOf, struckOf } from './read-draw.ts';

/** What of a draw's record does not come to the hashes that were published of it; draws before those have none. */
export function recordProblems(app: App, draw: DrawRow, policy: Policy): string[] {
  if (draw.poolSha256 === null) return [];
  const pool = poolAgain(app, draw, policy);
  const record = hashOfKept(app.db, draw);
  return [
    ...(pool === draw.poolSha256
      ? []
      : [
          `the pool comes to ${pool}, not to ${draw.poolSha256}, which was published at its freeze`,
        ]),
    ...(record === draw.recordSha256
      ? []
      : [`the record comes to ${record}, not to ${draw.recordSha256}, which the chain has`]),
    ...chainProblems(app, draw),
  ];
}

/** The hash of the pool as the record has it: who took part, and who was left out after the freeze. */
function poolAgain(app: App, draw: DrawRow, policy: Policy): string {
  const struck = struckOf(app, draw);
  const after = new Set(struck.map(({ callId }) => callId));
  const calls = [...eligibleOf(app, draw), ...struck].sort((a, b) => a.callId - b.callId);
  const leftOut = [...leftOutPairs(draw.leftOutCalls ?? Buffer.alloc(0))].filter(
    ({ callId }) => !after.has(callId),
  );
  return poolSha256(poolHead(draw, policy), calls.map(callLine), leftOut);
}

/** Each record names the one before it, which is still there as it was; only the first names none. */
function chainProblems(app: App, draw: DrawRow): string[] {
  const records = recordsOfChain(app.db);
  const { previousSha256 } = draw;
  if (previousSha256 !== null) {
    return records.some(({ recordSha256 }) => recordSha256 === previousSha256)
      ? []
      : [`the record before it in the chain, ${previousSha256}, is gone or was changed`];
  }
  const first = records.filter((record) => record.previousSha256 === null);
  return first.length === 1 ? [] : [`the chain begins ${first.length} times`];
}
