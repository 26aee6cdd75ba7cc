import type { PersonItem } from './intake.ts';
import type { Language, Role } from './person.ts';
import type { Instant, LocalDate } from './time.ts';

/** What the history of a person tells of. */
export const personChanges = [
  'added',
  'changed',
  'bound',
  'unbound',
  'invited',
  'absence_added',
  'absence_changed',
  'absence_removed',
] as const;
export type PersonChange = (typeof personChanges)[number];

export const absenceKinds = ['holiday', 'sick_leave', 'other'] as const;
export type AbsenceKind = (typeof absenceKinds)[number];

/** Whole local dates, both ends included. */
export interface AbsenceFacts {
  readonly kind: AbsenceKind;
  readonly from: LocalDate;
  readonly to: LocalDate;
}

/** All that can be changed of a person, by the names that are shown: what their history is made of. */
export interface PersonFacts {
  readonly name: string;
  readonly direction: string | null;
  readonly language: Language;
  readonly telegramId: number | null;
  readonly active: boolean;
  readonly roles: readonly Role[];
  /** The directions that a supervisor heads. */
  readonly scopes: 'all' | readonly string[];
  readonly extensions: readonly { readonly source: string; readonly extension: string }[];
  readonly mentors: readonly {
    readonly externalId: string;
    readonly name: string;
    /** From when on they teach, which may be to come. */
    readonly fromAt: Instant;
  }[];
}

/** The item that would bring somebody in just as they are: what a change in the chat begins with. */
export function itemOf(externalId: string, facts: PersonFacts): PersonItem {
  const { name, direction, language, telegramId, active, roles, scopes, extensions } = facts;
  return {
    externalId,
    name,
    direction,
    language,
    telegramId,
    active,
    roles: roles.map((role) =>
      role === 'supervisor' && scopes !== 'all' ? { role, directions: [...scopes] } : { role },
    ),
    extensions: extensions.map((extension) => ({ ...extension })),
    mentorExternalIds: facts.mentors.map(({ externalId: mentor }) => mentor),
  };
}

/** The facts that differ, as they were and as they are; null where none do. */
export function differenceOf(
  before: Partial<PersonFacts>,
  after: PersonFacts,
): { before: Partial<PersonFacts>; after: Partial<PersonFacts> } | null {
  const keys = Object.keys(after) as (keyof PersonFacts)[];
  const changed = keys.filter((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]));
  if (changed.length === 0) return null;
  const of = (facts: Partial<PersonFacts>) =>
    Object.fromEntries(changed.flatMap((key) => (key in facts ? [[key, facts[key]]] : [])));
  return { before: of(before), after: of(after) };
}
