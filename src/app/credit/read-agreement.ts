import { doubleScored } from '../../db/double-scored.ts';
import { namesOf } from '../../db/names.ts';
import type { Member } from '../../db/people.ts';
import type { Tally } from '../../domain/precedent.ts';
import { type Outcome, refuse } from '../../domain/refusal.ts';
import { type Instant, plusDuration, startOfWeek } from '../../domain/time.ts';
import type { App } from '../app.ts';
import { tallyOfItem } from '../company/item-decisions.ts';
import { type AgreementFigures, ac1Of, figuresOf } from './agreement-figures.ts';
import { grouped, type Judged, judgedSince, pairOf, secondHigherOf } from './judged-twice.ts';

/** So far back second scores are looked at. */
const agreementSpan = 'P90D';

export const agreementParts = ['type', 'section', 'item', 'pair'] as const;
export type AgreementPart = (typeof agreementParts)[number];

/** How far the controllers agree in all. */
export interface AgreementOverview {
  sinceAt: Instant;
  calls: number;
  /** Calls of which both chose the same type. */
  sameType: number;
  /** How much higher the second scores are on average, in points of a hundred; null: none to compare. */
  secondHigher: number | null;
  figures: AgreementFigures;
}

/** A call type, a section, an item or two people, and how far the judgements on it agree. */
export interface AgreementLine {
  name: string;
  /** Of a section and an item: the call type it belongs to. */
  typeName: string | null;
  figures: AgreementFigures;
  /** Of an item: how often its violations were appealed and overturned. */
  tally: Tally | null;
}

export interface AgreementPage {
  lines: AgreementLine[];
  page: number;
  pages: number;
}

/** Who may read how controllers score. */
export const oversees = ({ roles }: Member) =>
  roles.includes('supervisor') || roles.includes('admin');
export const sinceOf = (app: App) =>
  plusDuration(app.now(), `-${agreementSpan}`, app.policy().timeZone);

/** The whole of what was scored twice, for heads and administrators. */
export function agreementOverview(app: App, member: Member): Outcome<{ found: AgreementOverview }> {
  if (!oversees(member)) return refuse('not_allowed');
  const sinceAt = sinceOf(app);
  const calls = doubleScored(app.db, sinceAt);
  const judged = judgedSince(app, calls, sinceAt);
  const found = {
    sinceAt,
    calls: calls.length,
    sameType: new Set(judged.map(({ call }) => call.callId)).size,
    secondHigher: secondHigherOf(calls),
    figures: figuresOf(judged),
  };
  return { ok: true, found };
}

/** A page of the parts of a kind, those least agreed on first; pages count from 0. */
export function agreementBy(
  app: App,
  member: Member,
  { by, page: wanted, perPage }: { by: AgreementPart; page: number; perPage: number },
): Outcome<{ found: AgreementPage }> {
  if (!oversees(member)) return refuse('not_allowed');
  const sinceAt = sinceOf(app);
  const judged = judgedSince(app, doubleScored(app.db, sinceAt), sinceAt);
  const parts = [...grouped(judged, (one) => keyOf(by, one)).values()]
    .map((of) => ({ of, ac1: ac1Of(of) ?? 1 }))
    .sort((a, b) => a.ac1 - b.ac1);
  const pages = Math.max(1, Math.ceil(parts.length / perPage));
  const page = Math.min(wanted, pages - 1);
  const shown = parts.slice(page * perPage, (page + 1) * perPage);
  const names = namesOf(app.db);
  const lines = shown.flatMap(({ of }) => lineOf(app, by, of, (id) => names.get(id)?.name ?? ''));
  return { ok: true, found: { lines, page, pages } };
}

function keyOf(by: AgreementPart, { call, version, section, item }: Judged): string {
  switch (by) {
    case 'type':
      return String(version.checklistId);
    case 'section':
      return `${version.checklistId} ${section.code}`;
    case 'item':
      // One that was worded again since is another one.
      return `${version.checklistId} ${item.code} ${item.text}`;
    case 'pair':
      return pairOf(call).join();
  }
}

function lineOf(
  app: App,
  by: AgreementPart,
  of: readonly Judged[],
  nameOf: (id: number) => string,
): AgreementLine[] {
  const last = of.at(-1);
  if (!last) return [];
  const { call, version, section, item } = last;
  const typeName = version.checklist.name;
  const figures = figuresOf(of, by === 'pair');
  switch (by) {
    case 'type':
      return [{ name: typeName, typeName: null, figures, tally: null }];
    case 'section':
      return [{ name: section.name, typeName, figures, tally: null }];
    case 'item':
      return [
        {
          name: item.text,
          typeName,
          figures,
          tally: tallyOfItem(app.db, version.checklistId, item),
        },
      ];
    case 'pair':
      return [{ name: pairOf(call).map(nameOf).join(' · '), typeName: null, figures, tally: null }];
  }
}

/** A week of second scores by when it began. */
export interface AgreementWeek {
  fromAt: Instant;
  figures: AgreementFigures;
}

/** Week by week, the oldest first: whether the controllers drift apart. */
export function agreementWeeks(app: App, member: Member): Outcome<{ weeks: AgreementWeek[] }> {
  if (!oversees(member)) return refuse('not_allowed');
  const sinceAt = sinceOf(app);
  const zone = app.policy().timeZone;
  const judged = judgedSince(app, doubleScored(app.db, sinceAt), sinceAt);
  const weeks = [...grouped(judged, ({ call }) => String(startOfWeek(call.at, zone)))]
    .map(([from, of]) => ({ fromAt: Number(from), figures: figuresOf(of) }))
    .sort((a, b) => a.fromAt - b.fromAt);
  return { ok: true, weeks };
}
