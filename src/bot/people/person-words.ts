import type { PersonChangeRow } from '../../app/people/read-people.ts';
import type { Role } from '../../domain/person.ts';
import { roles } from '../../domain/person.ts';
import type { AbsenceFacts, PersonFacts } from '../../domain/person-facts.ts';
import { daysText } from '../../domain/typed-dates.ts';
import { cut } from '../screen.ts';
import { dayMonth, type Words } from '../words.ts';

/** How people and what is changed of them are said; all of it plain text. */

const icons: Record<Role, string> = {
  seller: '💼',
  controller: '🎧',
  mentor: '🎓',
  supervisor: '👔',
  admin: '🔑',
};

export const roleLabel = (words: Words, role: Role) =>
  `${icons[role]} ${words.plain(`role-${role}`)}`;

/** In the order in which the company names its roles. */
const inOrder = (held: readonly Role[]) => roles.filter((role) => held.includes(role));

export const roleIcons = (held: readonly Role[]) =>
  inOrder(held)
    .map((role) => icons[role])
    .join('');

export const roleNames = (words: Words, held: readonly Role[]) =>
  inOrder(held)
    .map((role) => roleLabel(words, role))
    .join(', ');

export function absenceText(words: Words, absence: AbsenceFacts, today: string): string {
  return `${words.plain(`absence-${absence.kind}`)} ${daysText(absence, { language: words.language, today, meant: 'near' })}`;
}

const partMax = 200;

/** What was changed, in one line: an absence, or the names of the facts. */
export function changeText(words: Words, change: PersonChangeRow, today: string): string {
  if (change.what !== 'changed') return changeLines(words, change, today).join(', ');
  return Object.keys(change.after)
    .map((key) => words.plain(`fact-${key}`))
    .join(', ');
}

/** What was changed, a line each. */
export function changeLines(words: Words, change: PersonChangeRow, today: string): string[] {
  const { what, before, after } = change;
  switch (what) {
    case 'absence_added':
    case 'absence_changed':
    case 'absence_removed': {
      const shown = (what === 'absence_removed' ? before : after) as unknown as AbsenceFacts;
      return [words.plain(`change-${what}`, { absence: absenceText(words, shown, today) })];
    }
    case 'added':
      return [words.plain(`change-${what}`), ...factLines(words, {}, notableOf(after))];
    case 'named':
      return [words.plain(`change-${what}`), ...factLines(words, before, after)];
    case 'bound':
    case 'unbound':
    case 'invited':
      return [words.plain(`change-${what}`)];
    case 'changed':
      return factLines(words, before, after);
  }
}

type Facts = Partial<PersonFacts>;

/** Of somebody new, what is not said anyway or as usual. */
function notableOf({ name: _, language: __, active, ...facts }: Facts): Facts {
  return active === false ? { ...facts, active } : facts;
}

function factLines(words: Words, before: Facts, after: Facts): string[] {
  const keys = Object.keys(after) as (keyof PersonFacts)[];
  return keys.flatMap((key) => {
    const is = factText(words, after, key);
    const name = words.plain(`fact-${key}`);
    if (!(key in before)) return is === '' ? [] : [`${name}: ${is}`];
    return [`${name}: ${factText(words, before, key) || '—'} → ${is || '—'}`];
  });
}

function factText(words: Words, facts: Facts, key: keyof PersonFacts): string {
  return cut(wholeFact(words, facts, key), partMax);
}

function wholeFact(words: Words, facts: Facts, key: keyof PersonFacts): string {
  switch (key) {
    case 'name':
      return facts.name ?? '';
    case 'direction':
      return facts.direction ?? '';
    case 'language':
      return facts.language ?? '';
    case 'telegramId':
      return facts.telegramId ? words.plain('fact-bound') : '';
    case 'active':
      return words.plain(facts.active ? 'fact-active-yes' : 'fact-active-no');
    case 'roles':
      return inOrder(facts.roles ?? [])
        .map((role) => words.plain(`role-${role}`))
        .join(', ');
    case 'scopes':
      return scopesText(words, facts.scopes ?? []);
    case 'extensions':
      return (facts.extensions ?? []).map(extensionText).join(', ');
    case 'mentors':
      return (facts.mentors ?? [])
        .map(({ name, fromAt }) =>
          words.plain('person-since', { name, at: dayMonth(words, fromAt) }),
        )
        .join(', ');
  }
}

export function scopesText(words: Words, scopes: PersonFacts['scopes']): string {
  return scopes === 'all' ? words.plain('scope-all') : scopes.join(', ');
}

export const extensionText = ({ source, extension }: { source: string; extension: string }) =>
  `${source} ${extension}`;
