import { percentTenths, tenthsText } from '../../domain/credit.ts';
import { bandOf, readScales } from '../../domain/motivation.ts';
import type { Policy } from '../../domain/policy.ts';

/** What a seller's month brings by the company's scale. */
export interface Motivation {
  pays: Policy['motivationPays'];
  /** A decimal such as "1.1"; null below the first step, or with too few calls. */
  value: string | null;
  /** What comes next on the scale, and how many percentage points are wanting to it. */
  next: { value: string; wanting: string } | null;
  /** How many drawn calls are wanting before the scale applies: hand-picked ones carry nobody over it. */
  callsWanting: number;
}

/** The scale reads the score as it is shown, in tenths of a percent: what one sees is what one is paid on. */
export function motivationOf(
  policy: Policy,
  direction: string,
  month: { mean: number | null; drawn: number },
): Motivation | null {
  const read = readScales(policy.motivationScale);
  if (!read.ok) throw new Error(`the motivation scale ${read.detail}`);
  const scale = read.scales.ofDirection.get(direction) ?? read.scales.common;
  if (!scale) return null;
  const pays = policy.motivationPays;
  const callsWanting = Math.max(0, policy.minScoredCalls - month.drawn);
  if (month.mean === null || callsWanting > 0) {
    return { pays, value: null, next: null, callsWanting };
  }
  const { valueMilli, next } = bandOf(scale, percentTenths(month.mean));
  return {
    pays,
    value: valueMilli === null ? null : milliText(valueMilli),
    next: next && { value: milliText(next.valueMilli), wanting: tenthsText(next.wantingTenths) },
    callsWanting: 0,
  };
}

/** Thousandths as a decimal without idle zeros: 1100 is "1.1". */
function milliText(milli: number): string {
  const part = String(milli % 1000)
    .padStart(3, '0')
    .replace(/0+$/, '');
  return `${Math.floor(milli / 1000)}${part && `.${part}`}`;
}
