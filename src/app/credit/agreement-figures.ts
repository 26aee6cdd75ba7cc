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
import { type Verdict, verdicts } from '../../domain/checklist.ts';
import { seededRandom } from '../../domain/seeded-random.ts';
import { grouped, type Judged } from './judged-twice.ts';

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

const categories = verdicts.length;
const placeOf = { pass: 0, fail: 1, na: 2 } as const satisfies Record<Verdict, number>;

/** So many calls are drawn again for an interval at most, so that none takes longer than a tenth of a second. */
const drawsMax = 150_000;
const samplesMost = 1000;
const samplesLeast = 200;

/**
 * The figures of items that two controllers judged. Intervals draw whole calls again, since the items of
 * one call go together; they are the same at every look.
 *
 * @param inPairs all of them are of the same two people, so that each has habits of their own
 */
export function figuresOf(judged: readonly Judged[], inPairs = false): AgreementFigures {
  const calls = callsOf(judged);
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
    kappa: cohenKappa(tableOf(judged, inPairs)),
    alpha: krippendorffAlpha(all),
  };
}

/** AC1 alone, by which parts are put in their order. */
export function ac1Of(judged: readonly Judged[]): number | null {
  return gwetAc1(callsOf(judged).reduce(together, noAgreement(categories)));
}

function callsOf(judged: readonly Judged[]): Agreement[] {
  return [...grouped(judged, ({ call }) => String(call.callId)).values()].map((of) =>
    of.map((one) => agreementOn(countsOf(one))).reduce(together),
  );
}

function countsOf({ first, second }: Judged): number[] {
  return verdicts.map((verdict) => Number(first === verdict) + Number(second === verdict));
}

/** The verdicts of one against the other's: of a pair, the one of the lower number stands in the rows. */
function tableOf(judged: readonly Judged[], inPairs: boolean): number[][] {
  const table = verdicts.map(() => verdicts.map(() => 0));
  for (const { call, first, second } of judged) {
    const turned = inPairs && call.firstById > call.secondById;
    const row = table[placeOf[turned ? second : first]];
    const column = placeOf[turned ? first : second];
    if (row) row[column] = (row[column] ?? 0) + 1;
  }
  return table;
}
