import { namesOf } from '../../db/names.ts';
import type { Member } from '../../db/people.ts';
import { type TwiceDecided, twiceDecidedSince } from '../../db/second-decisions.ts';
import { decisions } from '../../domain/call.ts';
import { type Outcome, refuse } from '../../domain/refusal.ts';
import { decidedTwice } from '../../domain/second-decision.ts';
import type { Instant } from '../../domain/time.ts';
import type { App } from '../app.ts';
import { type AgreementFigures, figuresOf, type SaidTwice } from './agreement-figures.ts';
import { grouped } from './judged-twice.ts';
import { oversees, sinceOf } from './read-agreement.ts';
import { type FunnelShape, funnelOf } from './read-funnel.ts';

/** Below these nothing is drawn: items of a head decided twice, and heads. */
export const deciderFunnelFewest = { items: 5, supervisors: 2 } as const;

/** A head whose decisions were made a second time by others. */
export interface DeciderLine {
  headId: number;
  name: string;
  /** Items of which the second decision is another one. */
  fell: number;
  /** Appeals that counted only once a second head had decided. */
  proposals: number;
  figures: AgreementFigures;
}

export interface SecondDecisionsFound {
  sinceAt: Instant;
  /** Appeals decided twice. */
  appeals: number;
  fell: number;
  figures: AgreementFigures;
  /** Those of whom most fell first. */
  heads: DeciderLine[];
}

/** How far heads who decide the same appeals by themselves agree, for heads and administrators. */
export function readSecondDecisions(
  app: App,
  member: Member,
): Outcome<{ found: SecondDecisionsFound }> {
  if (!oversees(member)) return refuse('not_allowed');
  const sinceAt = sinceOf(app);
  const twice = twiceDecidedSince(app.db, sinceAt);
  const said = twice.flatMap(saidOf);
  const names = namesOf(app.db);
  const heads = [...grouped(said, ({ call }) => String(call.firstById))]
    .map(([id, of]) => ({
      headId: Number(id),
      name: names.get(Number(id))?.name ?? '—',
      fell: fellIn(of),
      proposals: twice.filter((one) => one.isProposal && one.firstById === Number(id)).length,
      figures: figuresIn(of),
    }))
    .sort((a, b) => b.fell / b.figures.items - a.fell / a.figures.items || a.headId - b.headId);
  const found = {
    ...{ sinceAt, appeals: twice.length, fell: fellIn(said), figures: figuresIn(said) },
    heads,
  };
  return { ok: true, found };
}

const figuresIn = (said: readonly SaidTwice[]) => figuresOf(said, false, decisions);
const fellIn = (said: readonly SaidTwice[]) =>
  said.filter(({ first, second }) => first !== second).length;

function saidOf({ callId, firstById, secondById, first, second }: TwiceDecided) {
  const call = { callId, firstById, secondById };
  return decidedTwice(first, second).map((one): SaidTwice => ({ ...one, call }));
}

/** Whose decisions fall, against luck; null: there are too few to say. */
export function deciderFunnel(
  app: App,
  member: Member,
): Outcome<{ funnel: (FunnelShape & { sinceAt: Instant }) | null }> {
  const read = readSecondDecisions(app, member);
  if (!read.ok) return read;
  const { sinceAt, heads } = read.found;
  const rows = heads
    .map(({ headId, fell, figures }) => ({ personId: headId, count: figures.items, marked: fell }))
    .filter(({ count }) => count >= deciderFunnelFewest.items);
  const shape = funnelOf(app, rows, deciderFunnelFewest.supervisors);
  return { ok: true, funnel: shape && { ...shape, sinceAt } };
}
