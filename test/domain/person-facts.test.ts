import { describe, expect, test } from 'vitest';
import { type PersonItem, personItem } from '../../src/domain/intake.ts';
import {
  differenceOf,
  fieldOnSelf,
  isOnSelf,
  itemOf,
  type PersonChange,
  type PersonFacts,
} from '../../src/domain/person-facts.ts';

/** Rosa sells, heads Розница, and is taught by Marta. */
const rosa: PersonFacts = {
  name: 'Роза',
  direction: 'Опт',
  language: 'ru',
  telegramId: 1101,
  active: true,
  roles: ['seller', 'supervisor'],
  scopes: ['Розница'],
  extensions: [{ source: 'pbx', extension: '301' }],
  mentors: [{ externalId: 'marta', name: 'Марта', fromAt: 100 }],
};
const item: PersonItem = {
  externalId: 'rosa',
  name: 'Роза',
  direction: 'Опт',
  language: 'ru',
  telegramId: 1101,
  active: true,
  roles: [{ role: 'seller' }, { role: 'supervisor', directions: ['Розница'] }],
  extensions: [{ source: 'pbx', extension: '301' }],
  mentorExternalIds: ['marta'],
};

describe('the item of somebody as they are', () => {
  test('says all that an item can say of them', () => {
    expect(itemOf('rosa', rosa)).toEqual(item);
    expect(personItem.parse(item)).toEqual(item);
  });

  test('names no directions of a head of all', () => {
    const ofAll = itemOf('rosa', { ...rosa, scopes: 'all' });
    expect(ofAll.roles).toEqual([{ role: 'seller' }, { role: 'supervisor' }]);
  });
});

describe('what changed of somebody', () => {
  test('is what differs, as it was and as it is', () => {
    const after = { ...rosa, name: 'Роза Н.', roles: ['seller'] as const };
    expect(differenceOf(rosa, after)).toEqual({
      before: { name: 'Роза', roles: ['seller', 'supervisor'] },
      after: { name: 'Роза Н.', roles: ['seller'] },
    });
  });

  test('is nothing where all is the same, and everything where nothing was known', () => {
    expect(differenceOf(rosa, structuredClone(rosa))).toBeNull();
    expect(differenceOf({}, rosa)).toEqual({ before: {}, after: rosa });
  });
});

describe('what somebody may not change of themselves', () => {
  const named = (change: Partial<PersonItem>) => fieldOnSelf('rosa', rosa, { ...item, ...change });

  test.each<[string, Partial<PersonItem>]>([
    ['nothing', {}],
    ['the name, the language and the account', { name: 'Р', language: 'en', telegramId: 5 }],
    ['being active', { active: false }],
    ['the same roles in another order', { roles: [...item.roles].reverse() }],
  ])('is not %s', (_, change) => {
    expect(named(change)).toBeNull();
  });

  test('is not what an item does not name', () => {
    const { externalId, name, roles } = item;
    expect(fieldOnSelf('rosa', rosa, { externalId, name, roles })).toBeNull();
  });

  test.each<[string, Partial<PersonItem>, ReturnType<typeof fieldOnSelf>]>([
    ['a role more', { roles: [...item.roles, { role: 'admin' }] }, 'roles'],
    ['a role less', { roles: item.roles.slice(0, 1) }, 'roles'],
    ['heading all', { roles: [{ role: 'seller' }, { role: 'supervisor' }] }, 'roles'],
    ['another direction', { direction: 'Розница' }, 'direction'],
    ['no direction', { direction: null }, 'direction'],
    ['an extension less', { extensions: [] }, 'extensions'],
    ['an extension elsewhere', { extensions: [{ source: 'b', extension: '301' }] }, 'extensions'],
    ['another extension', { extensions: [{ source: 'pbx', extension: '302' }] }, 'extensions'],
    ['a mentor less', { mentorExternalIds: [] }, 'mentorExternalIds'],
    ['a mentor more', { mentorExternalIds: ['marta', 'yuri'] }, 'mentorExternalIds'],
    ['being taught by oneself', { mentorExternalIds: ['rosa'] }, 'mentorExternalIds'],
  ])('is %s', (_, change, field) => {
    expect(named(change)).toBe(field);
  });

  test('is not the order of the directions that one heads', () => {
    const two = { ...rosa, scopes: ['Розница', 'Опт'] };
    const roles: PersonItem['roles'] = [
      { role: 'seller' },
      { role: 'supervisor', directions: ['Опт', 'Розница'] },
    ];
    expect(fieldOnSelf('rosa', two, { ...item, roles })).toBeNull();
  });

  test('of others is whose mentor one is, come or gone, and nothing else', () => {
    const others = { ...item, roles: [], direction: null, extensions: [] };
    expect(fieldOnSelf('root', rosa, others)).toBeNull();
    expect(fieldOnSelf('marta', rosa, others)).toBeNull();
    const without = { ...others, mentorExternalIds: [] };
    expect(fieldOnSelf('marta', rosa, without)).toBe('mentorExternalIds');
    expect(fieldOnSelf('root', rosa, without)).toBeNull();
    const more = { ...others, mentorExternalIds: ['marta', 'root'] };
    expect(fieldOnSelf('root', rosa, more)).toBe('mentorExternalIds');
  });

  test('of somebody new is being their mentor', () => {
    expect(fieldOnSelf('marta', null, item)).toBe('mentorExternalIds');
    expect(fieldOnSelf('root', null, item)).toBeNull();
    // Nobody is there yet who could be oneself.
    expect(fieldOnSelf('rosa', null, item)).toBeNull();
    expect(fieldOnSelf('root', null, { externalId: 'x', name: 'X', roles: [] })).toBeNull();
  });
});

describe('a row of the history tells of an act on oneself', () => {
  const row = (what: PersonChange, more: Partial<Parameters<typeof isOnSelf>[0]> = {}) =>
    isOnSelf({
      byId: 7,
      byExternalId: 'rosa',
      personId: 7,
      what,
      before: {},
      after: {},
      ...more,
    });

  test.each(['absence_added', 'absence_changed', 'absence_removed'] as const)(
    'where it is their own: %s',
    (what) => {
      expect(row(what)).toBe(true);
      expect(row(what, { personId: 8 })).toBe(false);
    },
  );

  test.each(['added', 'named', 'bound', 'unbound', 'invited'] as const)('never for %s', (what) => {
    expect(row(what, { after: { roles: ['admin'] } })).toBe(false);
  });

  test('never where nobody of the company did it', () => {
    expect(row('absence_added', { byId: null, byExternalId: null })).toBe(false);
    const nobody = { byId: null, byExternalId: null, after: { roles: [] } };
    expect(row('changed', nobody)).toBe(false);
  });

  test.each<[Partial<PersonFacts>, boolean]>([
    [{ direction: null }, true],
    [{ roles: [] }, true],
    [{ scopes: 'all' }, true],
    [{ extensions: [] }, true],
    [{ mentors: [] }, true],
    [{ name: 'Р', language: 'en', telegramId: null, active: false }, false],
  ])('by what they changed of themselves: %j, %s', (after, own) => {
    expect(row('changed', { after })).toBe(own);
    // The same of somebody else is nobody's own.
    expect(row('changed', { after, personId: 8 })).toBe(false);
  });

  test('where they became, ceased to be or were dated as the mentor of somebody', () => {
    const mentors = (...entries: [string, number][]) => ({
      mentors: entries.map(([externalId, fromAt]) => ({ externalId, name: externalId, fromAt })),
    });
    const of = (before: Partial<PersonFacts>, after: Partial<PersonFacts>) =>
      row('changed', { personId: 8, before, after });
    expect(of(mentors(), mentors(['rosa', 1]))).toBe(true);
    expect(of(mentors(['marta', 1], ['rosa', 1]), mentors(['marta', 1]))).toBe(true);
    expect(of(mentors(['rosa', 1]), mentors(['rosa', 2]))).toBe(true);
    expect(of(mentors(['rosa', 1]), mentors(['marta', 5], ['rosa', 1]))).toBe(false);
    expect(of(mentors(['marta', 1]), mentors())).toBe(false);
  });
});
