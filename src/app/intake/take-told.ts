import { releaseCall } from '../../db/held-calls.ts';
import { callByExternalId, fillCall, type KnownCall, renameCall } from '../../db/intake.ts';
import { keepLateWord } from '../../db/late-words.ts';
import type { Tx } from '../../db/open.ts';
import { isTakenUp } from '../../db/taken-up.ts';
import { forgetParts, keptAmong, partsOf, saveParts } from '../../db/told-parts.ts';
import type { ItemResult } from '../../domain/intake.ts';
import { type Come, idsOf, isLeg, type Part, textOf } from '../../telephony/parts.ts';
import type { App } from '../app.ts';
import { type Retold, unkept } from './restate-call.ts';

/** What was told at once of one call. */
export interface Told {
  parts: readonly Part[];
  /** Ids that it goes by beside those in its parts. */
  alsoIds?: readonly string[];
  /** What these parts come to by themselves, where that is known. */
  come?: Come;
  /** Whether more may follow, so that they are to be kept. */
  keep: boolean;
}

/** What became of it: of several that are one call, the first has its result and the others `unchanged`. */
export interface TakenTold {
  before: Come['what'] | null;
  now: Come['what'];
  /** Null: there is no call, or not yet. */
  result: ItemResult | null;
}

export interface TakenAll {
  calls: TakenTold[];
  /** Calls that had several ids, and are one now. */
  joined: number;
}

type Take = (app: App, items: readonly unknown[], retold: readonly Retold[]) => ItemResult[];

/**
 * Takes in what a telephone system told of calls: a call is what all its parts say together, whatever their
 * order, however they are cut and however often they are told.
 *
 * @param comeOf what parts come to
 */
export function takeTold(
  app: App,
  source: string,
  told: readonly Told[],
  comeOf: (parts: readonly Part[]) => Come,
  take: Take,
): TakenAll {
  return app.db.transaction((tx) => {
    const groups = groupsOf(tx, source, told);
    const settled = groups.map((group) => settleGroup(tx, app, source, group, comeOf));
    const calls = settled.filter(({ item }) => item !== null);
    const results = take(
      app,
      calls.map(({ item }) => item),
      calls.map(({ retold }) => retold),
    );
    const all: TakenTold[] = new Array(told.length);
    let taken = 0;
    for (const { group, item, now, before } of settled) {
      const result = item === null ? null : (results[taken] ?? null);
      if (item !== null) taken += 1;
      for (const [nth, index] of group.told.entries()) {
        const own =
          nth === 0 || result === null ? result : { ...result, result: 'unchanged' as const };
        all[index] = { before, now, result: own };
      }
    }
    return { calls: all, joined: settled.reduce((sum, one) => sum + one.joined, 0) };
  });
}

/** The parts of one call: those kept, and those just told. */
interface Group {
  /** Which of what was told is of it. */
  told: number[];
  ids: readonly string[];
  /** The ids that parts of it are kept under. */
  keptUnder: string[];
  kept: readonly Part[];
  fresh: readonly Part[];
  whole: boolean;
  keep: boolean;
  come: Come | null;
}

function groupsOf(tx: Tx, source: string, told: readonly Told[]): Group[] {
  const byId = new Map<string, Group>();
  const groups = new Set<Group>();
  const idsOfEach = told.map(({ parts, alsoIds = [] }) => idsOfAll(parts, alsoIds));
  const kept = keptAmong(tx, source, idsOfEach.flat());
  const keptAs = (id: string): Group | null => {
    const known = byId.get(id);
    if (known) return known;
    const row = kept.has(id) ? partsOf(tx, source, id) : null;
    if (!row) return null;
    const there = byId.get(row.externalId);
    if (there) return there;
    const parts = row.parts as readonly Part[];
    const ids = idsOfAll(parts, [row.externalId]);
    const group: Group = {
      ...{ told: [], ids, keptUnder: [row.externalId], kept: parts, fresh: [] },
      ...{ whole: row.whole, keep: true, come: null },
    };
    for (const one of ids) byId.set(one, group);
    groups.add(group);
    return group;
  };
  for (const [at, { parts, keep, come = null }] of told.entries()) {
    const ids = idsOfEach[at] ?? [];
    const found = ids.flatMap((id) => keptAs(id) ?? []);
    const fresh: Group = {
      ...{ told: [at], ids, keptUnder: [], kept: [], fresh: parts },
      ...{ whole: true, keep, come: found.length === 0 ? come : null },
    };
    const group = found.length === 0 ? fresh : [...new Set(found), fresh].reduce(joined);
    for (const one of found) groups.delete(one);
    groups.add(group);
    for (const id of group.ids) byId.set(id, group);
  }
  return [...groups];
}

/** The ids of a call; of nearly all it is one, said by each part. */
function idsOfAll(parts: readonly Part[], alsoIds: readonly string[]): readonly string[] {
  const [only] = parts;
  if (only && parts.length === 1 && alsoIds.length === 0) return idsOf(only);
  return [...new Set([...alsoIds, ...parts.flatMap(idsOf)])];
}

function joined(one: Group, other: Group): Group {
  return {
    told: [...one.told, ...other.told].sort((a, b) => a - b),
    ids: [...new Set([...one.ids, ...other.ids])],
    keptUnder: [...one.keptUnder, ...other.keptUnder],
    kept: [...one.kept, ...other.kept],
    fresh: [...one.fresh, ...other.fresh],
    whole: one.whole && other.whole,
    keep: one.keep || other.keep,
    come: null,
  };
}

interface Settled {
  group: Group;
  item: object | null;
  retold: Retold;
  before: Come['what'] | null;
  now: Come['what'];
  joined: number;
}

/** Keeps the parts of a call, and says what they come to. */
function settleGroup(
  tx: Tx,
  app: App,
  source: string,
  group: Group,
  comeOf: (parts: readonly Part[]) => Come,
): Settled {
  // Nearly every call of a long file.
  if (group.come && !group.keep && group.ids.length === 1) {
    const item = group.come.what === 'call' ? group.come.item : null;
    return { group, item, retold: unkept, before: null, now: group.come.what, joined: 0 };
  }
  const parts = unlike([...group.kept, ...group.fresh]);
  const come = group.come ?? comeOf(parts);
  const before = group.kept.length > 0 ? comeOf(group.kept) : null;
  const known = knownAs(tx, app, source, group, come.externalId);
  const externalId = known?.externalId ?? come.externalId;
  const whole = group.kept.length > 0 ? group.whole : known === null;
  if (group.keep) {
    const isNew = parts.length !== group.kept.length || group.keptUnder.join() !== externalId;
    for (const id of group.keptUnder)
      if (id !== externalId) forgetParts(tx, { source, externalId: id });
    if (isNew) saveParts(tx, { source, externalId, parts, whole, ids: group.ids }, app.now());
  }
  const said = before?.what === 'call' ? (before.item as SaidBefore) : null;
  return {
    group,
    item: come.what === 'call' ? { ...come.item, externalId } : null,
    retold: {
      whole: group.kept.length > 0 && whole,
      had: { recording: said?.recording != null, number: said?.externalNumber != null },
    },
    before: before?.what ?? null,
    now: come.what,
    joined: callsIn(parts) - 1 - (callsIn(group.kept) - group.keptUnder.length),
  };
}

type SaidBefore = { recording?: object | null; externalNumber?: string | null };

const unlike = (parts: readonly Part[]) => [
  ...new Map(parts.map((part) => [textOf(part), part])).values(),
];

/** How many calls they would be by their own ids alone. */
const callsIn = (parts: readonly Part[]) =>
  new Set(parts.map((part) => (isLeg(part) ? part.callId : part.externalId))).size;

/**
 * The call that was taken in of a group; null: none. Where the system goes by several ids and there are calls
 * of more than one, the others are set aside, so that only one can be drawn; one that nobody has taken up is
 * from now on known by the id of the whole.
 */
function knownAs(
  tx: Tx,
  app: App,
  source: string,
  { ids, keep }: Group,
  externalId: string,
): KnownCall | null {
  if (ids.length === 1) return keep ? callByExternalId(tx, source, externalId) : null;
  const found = [...ids].flatMap((id) => callByExternalId(tx, source, id) ?? []);
  for (const id of ids) if (id !== externalId) releaseCall(tx, { source, externalId: id });
  const [first] = found;
  if (!first) return null;
  const stays =
    found.find((call) => isTakenUp(tx, call)) ??
    found.find((call) => call.externalId === externalId) ??
    first;
  for (const call of found) if (call !== stays) setAside(tx, app, call, stays.id);
  if (stays.externalId === externalId || isTakenUp(tx, stays)) return stays;
  renameCall(tx, stays.id, externalId);
  return { ...stays, externalId };
}

function setAside(tx: Tx, app: App, call: KnownCall, partOf: number): void {
  keepLateWord(tx, call.id, { partOf }, app.now());
  if (isTakenUp(tx, call)) return;
  fillCall(tx, call.id, { recordingUrl: null, recordingPath: null, readyAt: null });
}
