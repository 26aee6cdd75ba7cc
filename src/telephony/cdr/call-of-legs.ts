import { type OtherTalk, otherTalksMax } from '../../domain/intake.ts';
import { type Instant, toRfc3339 } from '../../domain/time.ts';
import { type Come, textOf } from '../parts.ts';
import type { CdrRules } from './cdr-settings.ts';
import type { Leg } from './legs.ts';

/** Who of a leg is ours: the seller's extension, and the number outside. */
interface Side {
  leg: Leg;
  direction: 'in' | 'out';
  extension: string;
  number: string;
  /** The leg is one of the seller's own phone, not of a queue or a group that was to reach it. */
  isOwn: boolean;
}

/**
 * One call of its legs, in whatever order they stand: of the seller who talked longest in it, with the time
 * that their own phone talked, or of the first whose phone rang. Others who talked are named beside them.
 */
export function callOf(given: readonly Leg[], rules: CdrRules): Come {
  const legs = given.length > 1 ? [...given].sort(compareLegs) : given;
  const [first] = legs;
  if (!first) return { what: 'stranger', externalId: '' };
  const externalId = idOf(legs, first);
  const { sides, isInternal } = sidesOf(legs, rules);
  const talks = talksOf(sides);
  const found = longestOf(talks);
  if (found === null) return { what: isInternal ? 'internal' : 'stranger', externalId };
  const { side, talkS } = found;
  const alike = sides.filter(({ direction }) => direction === side.direction);
  const number = side.number || (alike.find((one) => one.number !== '')?.number ?? '');
  const earliest = legs.reduce((one, leg) => (leg.startedAt < one.startedAt ? leg : one), first);
  const endsAt = Math.max(...legs.map(endOf));
  const path = talkS > 0 ? recordingOf(side.leg, legs, rules) : null;
  const item = {
    source: rules.source,
    externalId,
    direction: side.direction,
    sellerExtension: side.extension,
    externalNumber: number === '' ? null : number.slice(0, 64),
    startedAt: toRfc3339(earliest.startedAt),
    durationS: Math.max(talkS, Math.round((endsAt - earliest.startedAt) / 1000)),
    talkS,
    recording: path === null ? null : { path },
    ...othersIn(talks, side.extension),
  };
  return { what: 'call', externalId, item };
}

function sidesOf(legs: readonly Leg[], rules: CdrRules): { sides: Side[]; isInternal: boolean } {
  let isInternal = false;
  const sides: Side[] = [];
  for (const leg of legs) {
    const from = leg.from.find(rules.isExtension);
    const to = leg.to.find(rules.isExtension);
    if (from !== undefined && to !== undefined) isInternal = true;
    else if (to !== undefined) {
      const isOwn = to === leg.toPhone;
      sides.push({ leg, direction: 'in', extension: to, number: leg.caller, isOwn });
    } else if (from !== undefined) {
      const isOwn = from === leg.fromPhone;
      sides.push({ leg, direction: 'out', extension: from, number: leg.called, isOwn });
    }
  }
  const bridged = legs.length > 1 ? withoutBridged(sides, legs) : sides;
  const kept = bridged.length > 0 ? bridged : sides;
  const own = kept.filter(({ isOwn }) => isOwn);
  return { sides: own.length > 0 ? own : kept, isInternal };
}

/**
 * Where both legs of a bridge are logged, the one that was called has no waiting in it: it stands for both
 * where it says who the seller is, and else bounds the other's talk.
 */
function withoutBridged(sides: readonly Side[], legs: readonly Leg[]): Side[] {
  return sides.flatMap((side): Side[] => {
    const { leg } = side;
    const called = leg.otherId === '' ? undefined : legs.find((one) => one.callId === leg.otherId);
    if (!called || (called.otherId === leg.callId && compareLegs(called, leg) < 0)) return [side];
    if (sides.some((one) => one.leg === called)) return [];
    return [{ ...side, leg: { ...leg, talkS: Math.min(leg.talkS, called.talkS) } }];
  });
}

interface Talk {
  /** Of their longest leg. */
  side: Side;
  talkS: number;
}

/** How long each talked in all, in the order of their longest legs. */
function talksOf(sides: readonly Side[]): Talk[] {
  const [first] = sides;
  if (first && sides.length === 1) return [{ side: first, talkS: first.leg.talkS }];
  const talks = new Map<string, Talk>();
  for (const side of [...sides].sort(compareSides)) {
    if (talks.has(side.extension)) continue;
    const theirs = sides.filter(({ extension }) => extension === side.extension);
    talks.set(side.extension, { side, talkS: talkOf(theirs.map(({ leg }) => leg)) });
  }
  return [...talks.values()];
}

const longestOf = (talks: readonly Talk[]): Talk | null =>
  talks.reduce<Talk | null>((one, talk) => (one && one.talkS >= talk.talkS ? one : talk), null);

/** Who else talked, before a transfer or after it. */
function othersIn(talks: readonly Talk[], seller: string): { otherTalks?: OtherTalk[] } {
  const others = talks.filter(({ side, talkS }) => talkS > 0 && side.extension !== seller);
  if (others.length === 0) return {};
  const otherTalks = others
    .map(({ side, talkS }) => ({ sellerExtension: side.extension, talkS }))
    .sort((a, b) => compareTexts(a.sellerExtension, b.sellerExtension))
    .slice(0, otherTalksMax);
  return { otherTalks };
}

/** Seconds during which any of the legs talked: what two rows tell of at once counts once. */
function talkOf(legs: readonly Leg[]): number {
  const talks = legs
    .map((leg) => ({ from: endOf(leg) - leg.talkS * 1000, to: endOf(leg) }))
    .sort((a, b) => a.from - b.from);
  let reached = Number.NEGATIVE_INFINITY;
  let totalMs = 0;
  for (const { from, to } of talks) {
    totalMs += Math.max(0, to - Math.max(from, reached));
    reached = Math.max(reached, to);
  }
  return Math.round(totalMs / 1000);
}

const endOf = (leg: Leg): Instant => leg.startedAt + leg.durationS * 1000;

const compareTexts = (a: string, b: string) => (a < b ? -1 : Number(a > b));

function compareLegs(a: Leg, b: Leg): number {
  const apart = a.startedAt - b.startedAt || compareTexts(a.uniqueId, b.uniqueId);
  // One channel may have several rows of one second.
  return apart || (a === b ? 0 : compareTexts(textOf(a), textOf(b)));
}

/** The longest talk first; then whatever tells two apart, so that the order of rows decides nothing. */
function compareSides(a: Side, b: Side): number {
  return (
    b.leg.talkS - a.leg.talkS ||
    compareLegs(a.leg, b.leg) ||
    compareTexts(a.extension, b.extension) ||
    compareTexts(a.number, b.number)
  );
}

/** What the call is known by: the id of its legs, or of the leg that called the others. */
function idOf(legs: readonly Leg[], first: Leg): string {
  if (legs.every(({ callId }) => callId === first.callId)) return first.callId;
  const called = new Set(legs.map(({ otherId }) => otherId));
  const calling = legs.filter(({ callId }) => !called.has(callId));
  const [head = first] = (calling.length > 0 ? calling : [...legs]).sort(compareLegs);
  return head.callId;
}

const audioFile = /\.(wav|wav49|gsm|mp3|ogg|opus|m4a)$/i;

/** Named on the seller's leg, or on any other of the call: a queue records on its own. */
function recordingOf(best: Leg, legs: readonly Leg[], rules: CdrRules): string | null {
  const others = legs.filter((leg) => leg !== best);
  others.sort((a, b) => Number(b.talkS > 0) - Number(a.talkS > 0) || compareLegs(a, b));
  const all = [best, ...others];
  const named = all.find(({ recordingFile }) => recordingFile !== '');
  if (named) return filedAt(named);
  if (rules.recordingPath !== undefined) return templated(best, rules.recordingPath);
  const noted = all.map(({ userField }) => userField.replace(/^audio:/, '').trim());
  return noted.find((text) => audioFile.test(text)) ?? null;
}

/** FreePBX keeps recordings by the day they began on. */
function filedAt({ recordingFile, start }: Leg): string {
  if (recordingFile.includes('/')) return recordingFile;
  return `${start.slice(0, 10).replaceAll('-', '/')}/${recordingFile}`;
}

function templated(leg: Leg, template: string): string {
  const [yyyy = '', mm = '', dd = ''] = leg.start.slice(0, 10).split('-');
  const values: Record<string, string> = {
    ...{ yyyy, mm, dd, uniqueid: leg.uniqueId },
    ...{ linkedid: leg.callId, userfield: leg.userField },
  };
  return template.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}
