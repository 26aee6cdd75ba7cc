import { drawById } from '../../db/draws.ts';
import { openForReading } from '../../db/open.ts';
import type { Policy } from '../../domain/policy.ts';
import type { Run } from '../thread.ts';
import { computeDraw } from './compute-draw.ts';

export interface DrawTask {
  path: string;
  drawId: number;
  policy: Policy;
}

/** Works out one draw off the thread that answers taps; says its `DrawResult`. */
export const run: Run<DrawTask> = ({ path, drawId, policy }, port) => {
  const db = openForReading(path);
  try {
    const draw = drawById(db, drawId);
    if (!draw) throw new Error(`there is no draw ${drawId}`);
    const result = computeDraw(db, draw, policy);
    const { eligible, leftOutCalls } = result;
    port.postMessage(result, [eligible.buffer as ArrayBuffer, leftOutCalls.buffer as ArrayBuffer]);
  } finally {
    db.close();
  }
};
