import type { PersonItem } from './intake.ts';
import type { Language, Role } from './person.ts';
import type { Instant, LocalDate } from './time.ts';

/** What the history of a person tells of. */
export const personChanges = [
  'added',
  'changed',
  /** Called as their Telegram account is, in place of the placeholder. */
  'named',
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

/** What only administrators change of somebody, and nobody of themselves (DESIGN 1). */
const ruledFacts: readonly (keyof PersonFacts)[] = [
  'direction',
  'roles',
  'scopes',
  'extensions',
  'mentors',
];

/**
 * The field by which an item changes what `who` (an external id) may not change of themselves: their own
 * ruled facts, or whose mentor they are; null: none does. What an item does not name stays as it is.
 *
 * @param before its person as they are now; null: they are new
 */
export function fieldOnSelf(
  who: string,
  before: PersonFacts | null,
  item: PersonItem,
): 'roles' | 'direction' | 'extensions' | 'mentorExternalIds' | null {
  const was = before && itemOf(item.externalId, before);
  const mentors = was?.mentorExternalIds ?? [];
  const moved = differing(mentors, item.mentorExternalIds ?? mentors);
  if (moved.includes(who)) return 'mentorExternalIds';
  if (item.externalId !== who || !was) return null;
  if (moved.length > 0) return 'mentorExternalIds';
  if (differing(was.roles.map(roleText), item.roles.map(roleText)).length > 0) return 'roles';
  if (item.direction !== undefined && item.direction !== was.direction) return 'direction';
  const extensions = (was.extensions ?? []).map(extensionKey);
  const named = item.extensions?.map(extensionKey) ?? extensions;
  return differing(extensions, named).length > 0 ? 'extensions' : null;
}

/** What stands in one of two lists only. */
function differing(one: readonly string[], other: readonly string[]): string[] {
  const lacking = (list: readonly string[], from: readonly string[]) =>
    list.filter((entry) => !from.includes(entry));
  return [...lacking(one, other), ...lacking(other, one)];
}

const roleText = ({ role, directions }: PersonItem['roles'][number]) =>
  JSON.stringify([role, directions?.toSorted() ?? null]);

const extensionKey = ({ source, extension }: { source: string; extension: string }) =>
  JSON.stringify([source, extension]);

/** Whether a row of the history tells of what somebody did to themselves. */
export function isOnSelf(change: {
  byId: number | null;
  byExternalId: string | null;
  personId: number;
  what: PersonChange;
  before: Partial<PersonFacts>;
  after: Partial<PersonFacts>;
}): boolean {
  const { byExternalId, what, before, after } = change;
  const own = change.byId === change.personId;
  if (what.startsWith('absence_')) return own;
  if (what !== 'changed') return false;
  if (own) return ruledFacts.some((key) => key in after);
  const since = ({ mentors = [] }: Partial<PersonFacts>) =>
    mentors.find(({ externalId }) => externalId === byExternalId)?.fromAt;
  return since(before) !== since(after);
}
