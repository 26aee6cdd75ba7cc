import { type Version, versionById } from '../../db/checklists.ts';
import { type DoubleScored, doubleScored, itemsJudgedTwice } from '../../db/double-scored.ts';
import { namesOf } from '../../db/names.ts';
import type { Member } from '../../db/people.ts';
import {
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
import { type Item, type Verdict, verdicts } from '../../domain/checklist.ts';
import type { Tally } from '../../domain/precedent.ts';
import { type Outcome, refuse } from '../../domain/refusal.ts';
import { seededRandom } from '../../domain/seeded-random.ts';
import { type Instant, plusDuration, startOfWeek } from '../../domain/time.ts';
import type { App } from '../app.ts';
import { tallyOfItem } from '../appeal/decided-items.ts';

/** How far two controllers agree on items that both judged by themselves; each figure from −1 to 1. */
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

/** Something that the figures are of: a call type, a section, an item, two people, a week. */
interface Named {
  name: string;
  figures: AgreementFigures;
}

export interface AgreementOfItem extends Named {
  typeName: string;
  item: Item;
  /** How often its violations were appealed and overturned. */
  tally: Tally;
}

export interface CompanyAgreement {
  sinceAt: Instant;
  calls: number;
  /** Calls of which both chose the same type. */
  sameType: number;
  /** How much higher the second scores are on average, in percentage points of 100; null: none to compare. */
  secondHigher: number | null;
  all: AgreementFigures;
  types: Named[];
  sections: (Named & { typeName: string })[];
  /** Those least agreed on first. */
  items: AgreementOfItem[];
  pairs: Named[];
  weeks: (Named & { fromAt: Instant })[];
}

/** So far back second scores are looked at. */
export const agreementSpan = 'P90D';

const samples = 500;
const placeOf = { pass: 0, fail: 1, na: 2 } as const satisfies Record<Verdict, number>;

/** An item that both judged on the same checklist. */
interface Judged {
  call: DoubleScored;
  item: Item;
  version: Version;
  section: { code: string; name: string };
  first: Verdict;
  second: Verdict;
}

/** How far the controllers agree, for heads and administrators. */
export function readAgreement(app: App, member: Member): Outcome<{ found: CompanyAgreement }> {
  if (!member.roles.includes('supervisor') && !member.roles.includes('admin')) {
    return refuse('not_allowed');
  }
  const zone = app.policy().timeZone;
  const since = plusDuration(app.now(), `-${agreementSpan}`, zone);
  const calls = doubleScored(app.db, since);
  const judged = judgedOf(app, calls, since);
  const names = namesOf(app.db);
  const nameOf = (id: number) => names.get(id)?.name ?? '';
  const byItem = grouped(
    judged,
    ({ version, item }) => `${version.checklistId} ${item.code} ${item.text}`,
  );
  return {
    ok: true,
    found: {
      sinceAt: since,
      calls: calls.length,
      sameType: new Set(judged.map(({ call }) => call.callId)).size,
      secondHigher: secondHigherOf(calls),
      all: figuresOf(judged),
      types: named(
        grouped(judged, ({ version }) => String(version.checklistId)),
        typeNameOf,
      ),
      sections: [
        ...grouped(judged, ({ version, section }) => `${version.checklistId} ${section.code}`),
      ].map(([, of]) => ({
        ...oneNamed(of, (one) => one.section.name),
        typeName: typeNameOf(of.at(-1)),
      })),
      items: [...byItem.values()]
        .flatMap((of) => itemLine(app, of))
        .sort((a, b) => (a.figures.ac1 ?? 2) - (b.figures.ac1 ?? 2)),
      pairs: named(
        grouped(judged, ({ call }) => pairOf(call).join()),
        (one) => (one ? pairOf(one.call).map(nameOf).join(' · ') : ''),
        true,
      ),
      weeks: weeksOf(judged, zone),
    },
  };
}

function judgedOf(app: App, calls: readonly DoubleScored[], since: number): Judged[] {
  const known = new Map(calls.map((call) => [call.callId, call]));
  return itemsJudgedTwice(app.db, since).flatMap(({ callId, itemCode, first, second }) => {
    const call = known.get(callId);
    const version = call && versionById(app.db, call.firstVersionId);
    const other = call && versionById(app.db, call.secondVersionId);
    if (!call || !version || version.checklistId !== other?.checklistId) return [];
    const section = version.checklist.sections.find(({ items }) =>
      items.some(({ code }) => code === itemCode),
    );
    const item = section?.items.find(({ code }) => code === itemCode);
    return section && item ? [{ call, item, version, section, first, second }] : [];
  });
}

function grouped<T>(list: readonly T[], keyOf: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of list) {
    const key = keyOf(one);
    const group = groups.get(key);
    if (group) group.push(one);
    else groups.set(key, [one]);
  }
  return groups;
}

const typeNameOf = (one: Judged | undefined) => one?.version.checklist.name ?? '';

function oneNamed(of: readonly Judged[], nameOf: (one: Judged) => string, inPairs = false): Named {
  const last = of.at(-1);
  return { name: last ? nameOf(last) : '', figures: figuresOf(of, inPairs) };
}

function named(
  groups: ReadonlyMap<string, readonly Judged[]>,
  nameOf: (one: Judged | undefined) => string,
  inPairs = false,
): Named[] {
  return [...groups.values()].map((of) => oneNamed(of, nameOf, inPairs));
}

function itemLine(app: App, of: readonly Judged[]): AgreementOfItem[] {
  const last = of.at(-1);
  if (!last) return [];
  const { item, version } = last;
  const tally = tallyOfItem(app.db, version.checklistId, item);
  return [{ name: item.text, typeName: typeNameOf(last), item, tally, figures: figuresOf(of) }];
}

const pairOf = ({ firstById, secondById }: DoubleScored): [number, number] =>
  firstById < secondById ? [firstById, secondById] : [secondById, firstById];

function weeksOf(judged: readonly Judged[], zone: string): CompanyAgreement['weeks'] {
  const weeks = grouped(judged, ({ call }) => String(startOfWeek(call.at, zone)));
  return [...weeks]
    .map(([from, of]) => ({ fromAt: Number(from), ...oneNamed(of, () => from) }))
    .sort((a, b) => a.fromAt - b.fromAt);
}

/**
 * The figures of items that two controllers judged. Intervals draw whole calls again, since the items of
 * one call go together; they are the same at every look.
 *
 * @param inPairs all of them are of the same two people, so that each has habits of their own
 */
function figuresOf(judged: readonly Judged[], inPairs = false): AgreementFigures {
  const calls = [...grouped(judged, ({ call }) => String(call.callId)).values()].map((of) =>
    of.map((one) => agreementOn(countsOf(one))).reduce(together),
  );
  const all = calls.reduce(together, noAgreement(verdicts.length));
  const ac1Of = (sums: readonly number[]) => gwetAc1(agreementOf(sums, verdicts.length));
  return {
    items: judged.length,
    calls: calls.length,
    percent: percentAgreement(all),
    ac1: gwetAc1(all),
    ac1Interval: bootstrapInterval(calls.map(sumsOf), ac1Of, seededRandom(judged.length), {
      samples,
    }),
    kappa: cohenKappa(tableOf(judged, inPairs)),
    alpha: krippendorffAlpha(all),
  };
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

function secondHigherOf(calls: readonly DoubleScored[]): number | null {
  const apart = calls.flatMap((call) => {
    if (call.firstVersionId !== call.secondVersionId) return [];
    if (call.firstPossible === 0 || call.secondPossible === 0) return [];
    const share = (earned: number, possible: number) => (100 * earned) / possible;
    return [
      share(call.secondEarned, call.secondPossible) - share(call.firstEarned, call.firstPossible),
    ];
  });
  if (apart.length === 0) return null;
  return apart.reduce((sum, one) => sum + one, 0) / apart.length;
}
