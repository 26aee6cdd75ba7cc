import {
  type Agreement,
  agreementOf,
  agreementOn,
  cohenKappa,
  gwetAc1,
  krippendorffAlpha,
  noAgreement,
  percentAgreement,
  sumsOf,
  together,
} from '../../domain/agreement.ts';
import { bootstrapInterval, type Interval } from '../../domain/bootstrap.ts';
import { verdicts } from '../../domain/checklist.ts';
import { seededRandom } from '../../domain/seeded-random.ts';
import { grouped } from './judged-twice.ts';

/** How far two controllers agree on items that both judged by themselves; each coefficient from −1 to 1. */
export interface AgreementFigures {
  /** Items judged twice, and the calls that they are of. */
  items: number;
  calls: number;
  /** The share judged alike, from 0 to 1. */
  percent: number | null;
  ac1: number | null;
  ac1Interval: Interval | null;
  kappa: number | null;
  alpha: number | null;
}

/** What two people said of one thing, each by themselves. */
export interface SaidTwice {
  /** Things of one call go together. */
  call: { callId: number; firstById: number; secondById: number };
  first: string;
  second: string;
}

/** So many calls are drawn again for an interval at most, so that none takes longer than a tenth of a second. */
const drawsMax = 150_000;
const samplesMost = 1000;
const samplesLeast = 200;

/**
 * The figures of items that two people judged. Intervals draw whole calls again, since the items of
 * one call go together; they are the same at every look.
 *
 * @param among all that can be said of an item
 * @param inPairs all of them are of the same two people, so that each has habits of their own
 */
export function figuresOf(
  judged: readonly SaidTwice[],
  inPairs = false,
  among: readonly string[] = verdicts,
): AgreementFigures {
  const categories = among.length;
  const calls = callsOf(judged, among);
  const all = calls.reduce(together, noAgreement(categories));
  const fitting = Math.floor(drawsMax / Math.max(1, calls.length));
  const samples = Math.max(samplesLeast, Math.min(samplesMost, fitting));
  const ac1OfSums = (sums: readonly number[]) => gwetAc1(agreementOf(sums, categories));
  const random = seededRandom(judged.length);
  return {
    items: judged.length,
    calls: calls.length,
    percent: percentAgreement(all),
    ac1: gwetAc1(all),
    ac1Interval: bootstrapInterval(calls.map(sumsOf), ac1OfSums, random, { samples }),
    kappa: cohenKappa(tableOf(judged, among, inPairs)),
    alpha: krippendorffAlpha(all),
  };
}

/** AC1 alone, by which parts are put in their order. */
export function ac1Of(judged: readonly SaidTwice[]): number | null {
  return gwetAc1(callsOf(judged, verdicts).reduce(together, noAgreement(verdicts.length)));
}

function callsOf(judged: readonly SaidTwice[], among: readonly string[]): Agreement[] {
  return [...grouped(judged, ({ call }) => String(call.callId)).values()].map((of) =>
    of.map((one) => agreementOn(countsOf(one, among))).reduce(together),
  );
}

function countsOf({ first, second }: SaidTwice, among: readonly string[]): number[] {
  return among.map((one) => Number(first === one) + Number(second === one));
}

/** What one said against the other's: of a pair, the one of the lower number stands in the rows. */
function tableOf(
  judged: readonly SaidTwice[],
  among: readonly string[],
  inPairs: boolean,
): number[][] {
  const table = among.map(() => among.map(() => 0));
  for (const { call, first, second } of judged) {
    const turned = inPairs && call.firstById > call.secondById;
    const row = table[among.indexOf(turned ? second : first)];
    const column = among.indexOf(turned ? first : second);
    if (row) row[column] = (row[column] ?? 0) + 1;
  }
  return table;
}
