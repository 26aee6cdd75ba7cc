import { ppmOf } from './credit.ts';

/**
 * Which share of false marks must be overturned so that making them earns nothing: one that stands brings
 * `gain`, one that is overturned costs `cost`, and gain·(1 − q) = cost·q at q = gain ÷ (gain + cost).
 *
 * @param gain points, 0 or more: the policy's `violationPoints`
 * @param cost points, 0 or more: `appealPoints`, or what conceding costs
 * @returns ppm; 1,000,000: they pay whatever is overturned; null: they never bring anything
 */
export function breakEvenPpm(gain: number, cost: number): number | null {
  return gain === 0 ? null : ppmOf(gain, gain + cost);
}
