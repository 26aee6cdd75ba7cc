import { drawById } from '../../db/draws.ts';
import { openForReading } from '../../db/open.ts';
import type { Entropy } from '../../domain/entropy.ts';
import type { Policy } from '../../domain/policy.ts';
import type { Run } from '../thread.ts';
import { computeDraw } from './compute-draw.ts';
import { computePool } from './compute-pool.ts';

/** `entropy` null: the pool is worked out, else the draw among its calls. */
export interface DrawTask {
  path: string;
  drawId: number;
  policy: Policy;
  entropy: Entropy | null;
}

/** Works out one pool or draw off the thread that answers taps; says its `Pool` or `DrawResult`. */
export const run: Run<DrawTask> = ({ path, drawId, policy, entropy }, port) => {
  const db = openForReading(path);
  try {
    const draw = drawById(db, drawId);
    if (!draw) throw new Error(`there is no draw ${drawId}`);
    if (entropy !== null) {
      port.postMessage(computeDraw(db, draw, policy, entropy));
      return;
    }
    const pool = computePool(db, draw, policy);
    const { eligible, leftOutCalls } = pool;
    port.postMessage(pool, [eligible.buffer as ArrayBuffer, leftOutCalls.buffer as ArrayBuffer]);
  } finally {
    db.close();
  }
};
