import { parentPort, workerData } from 'node:worker_threads';
import { drawById } from '../../db/draws.ts';
import { openForReading } from '../../db/open.ts';
import type { Policy } from '../../domain/policy.ts';
import { computeDraw } from './compute-draw.ts';

/** Works out one draw off the thread that answers taps. */
const { path, drawId, policy } = workerData as { path: string; drawId: number; policy: Policy };
const db = openForReading(path);
const draw = drawById(db, drawId);
if (!draw) throw new Error(`there is no draw ${drawId}`);
const result = computeDraw(db, draw, policy);
db.close();
parentPort?.postMessage(result, [
  result.eligible.buffer as ArrayBuffer,
  result.leftOutCalls.buffer as ArrayBuffer,
]);
