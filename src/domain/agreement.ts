/**
 * How far people who judged the same things by themselves agree: the shares and coefficients that the
 * literature knows, on judgements by name (done, not done, not applicable). Any number of people may
 * have judged a thing, and not everybody needs to have judged each.
 */

/** What was said of one thing: of each category how many people named it. */
export type Counts = readonly number[];

/**
 * Sums over things from which every coefficient follows, so that thousands of things are gone through once
 * and whole calls can be taken again and again (`bootstrap.ts`).
 */
export interface Agreement {
  /** Things that anybody judged, and those that two or more did. */
  readonly judged: number;
  readonly shared: number;
  /** Over the shared things: the share of pairs of people who said the same. */
  readonly agreed: number;
  /** Over all things, of each category: the share of people who named it. */
  readonly shares: readonly number[];
  /** Over the shared things: how often one says the row's category where another says the column's. */
  readonly coincidences: readonly (readonly number[])[];
}

/** Nothing judged yet, in so many categories. */
export function noAgreement(categories: number): Agreement {
  const none = Array.from({ length: categories }, () => 0);
  return { judged: 0, shared: 0, agreed: 0, shares: none, coincidences: none.map(() => none) };
}

/** One thing on which so many people named each category. */
export function agreementOn(counts: Counts): Agreement {
  const people = sum(counts);
  if (people === 0) return noAgreement(counts.length);
  const shared = people > 1;
  const pairs = (c: number, k: number) =>
    ((counts[c] ?? 0) * ((counts[k] ?? 0) - (c === k ? 1 : 0))) / (people - 1);
  const coincidences = counts.map((_, c) => counts.map((_, k) => (shared ? pairs(c, k) : 0)));
  return {
    judged: 1,
    shared: shared ? 1 : 0,
    agreed: sum(coincidences.map((row, c) => row[c] ?? 0)) / people,
    shares: counts.map((count) => count / people),
    coincidences,
  };
}

/** What is known of two sets of things taken together. */
export function together(a: Agreement, b: Agreement): Agreement {
  return {
    judged: a.judged + b.judged,
    shared: a.shared + b.shared,
    agreed: a.agreed + b.agreed,
    shares: a.shares.map((share, k) => share + (b.shares[k] ?? 0)),
    coincidences: a.coincidences.map((row, c) =>
      row.map((count, k) => count + (b.coincidences[c]?.[k] ?? 0)),
    ),
  };
}

/** The same as a row of numbers, to be added up with others' many times over (`bootstrap.ts`). */
export function sumsOf(of: Agreement): number[] {
  return [of.judged, of.shared, of.agreed, ...of.shares, ...of.coincidences.flat()];
}

/** What a row of numbers in so many categories says. */
export function agreementOf(sums: readonly number[], categories: number): Agreement {
  const [judged = 0, shared = 0, agreed = 0, ...rest] = sums;
  const row = (at: number) => rest.slice(at * categories, (at + 1) * categories);
  return {
    judged,
    shared,
    agreed,
    shares: row(0),
    coincidences: Array.from({ length: categories }, (_, c) => row(c + 1)),
  };
}

/** The share of pairs of people who said the same of a thing, from 0 to 1; null: nothing was shared. */
export function percentAgreement({ agreed, shared }: Agreement): number | null {
  return shared === 0 ? null : agreed / shared;
}

/**
 * Gwet's AC1: agreement beyond chance where chance is Σ π(1 − π) ÷ (q − 1). It stays true where nearly
 * everything falls in one category, as on a checklist on which most is done (K. L. Gwet, Computing
 * inter-rater reliability and its variance in the presence of high agreement, BJMSP 61, 2008). From −1 to
 * 1; null: nothing was shared.
 */
export function gwetAc1(of: Agreement): number | null {
  const parts = partsOf(of);
  const categories = parts.length;
  return beyond(of, sum(parts.map((part) => part * (1 - part))) / Math.max(1, categories - 1));
}

/** Fleiss' kappa, Scott's π where two people judged: chance is Σ π² (J. L. Fleiss, Psych. Bull. 76, 1971). */
export function fleissKappa(of: Agreement): number | null {
  return beyond(of, sum(partsOf(of).map((part) => part * part)));
}

/** Brennan and Prediger's coefficient: every category is as likely (Educ. Psych. Meas. 41, 1981). */
export function brennanPrediger(of: Agreement): number | null {
  return beyond(of, 1 / of.shares.length);
}

/**
 * Cohen's kappa of two people, who keep their own habits each: chance is the product of their shares
 * (J. Cohen, Educ. Psych. Meas. 20, 1960).
 *
 * @param table how often the first said the row's category and the second the column's
 */
export function cohenKappa(table: readonly (readonly number[])[]): number | null {
  const all = sum(table.map(sum));
  if (all === 0) return null;
  const same = sum(table.map((row, c) => row[c] ?? 0)) / all;
  const chance = sum(
    table.map((row, c) => (sum(row) * sum(table.map((r) => r[c] ?? 0))) / all ** 2),
  );
  return chance === 1 ? null : (same - chance) / (1 - chance);
}

/** How far apart the values of two categories are, squared; the totals are those of all values that could be paired. */
type Distance = (c: number, k: number, totals: readonly number[]) => number;

/** The distances of Krippendorff's alpha; `values`: what each category stands for. */
export const distances = {
  nominal: (): Distance => (c, k) => (c === k ? 0 : 1),
  ordinal: (): Distance => (c, k, totals) => {
    const [low, high] = c < k ? [c, k] : [k, c];
    const between = sum(totals.slice(low, high + 1));
    return (between - ((totals[low] ?? 0) + (totals[high] ?? 0)) / 2) ** 2;
  },
  interval: (values: readonly number[]): Distance => {
    return (c, k) => ((values[c] ?? 0) - (values[k] ?? 0)) ** 2;
  },
  ratio: (values: readonly number[]): Distance => {
    return (c, k) => {
      const [a, b] = [values[c] ?? 0, values[k] ?? 0];
      return a + b === 0 ? 0 : ((a - b) / (a + b)) ** 2;
    };
  },
};

/**
 * Krippendorff's alpha: one less the observed disagreement over the expected, on what two or more people
 * judged (K. Krippendorff, Computing Krippendorff's alpha-reliability, 2011). From −1 to 1; null: nothing
 * was shared, or everybody always said the same one thing, of which nothing can be told.
 */
export function krippendorffAlpha(
  { coincidences }: Agreement,
  distance: Distance = distances.nominal(),
): number | null {
  const totals = coincidences.map(sum);
  const all = sum(totals);
  let [observed, expected] = [0, 0];
  for (const [c, row] of coincidences.entries()) {
    for (const [k, count] of row.entries()) {
      const apart = distance(c, k, totals);
      observed += count * apart;
      expected += (totals[c] ?? 0) * (totals[k] ?? 0) * apart;
    }
  }
  return expected === 0 ? null : 1 - ((all - 1) * observed) / expected;
}

/** The part of all judgements that each category has. */
function partsOf({ shares, judged }: Agreement): number[] {
  return shares.map((share) => (judged === 0 ? 0 : share / judged));
}

/** Null also where chance alone would agree always. */
function beyond(of: Agreement, chance: number): number | null {
  const same = percentAgreement(of);
  return same === null || chance === 1 ? null : (same - chance) / (1 - chance);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
