import { expect, test } from 'vitest';
import { firstAdmin, nameFirstAdmin } from '../../../src/app/people/first-admin.ts';
import { renamePerson } from '../../../src/app/people/manage-person.ts';
import { memberOf } from '../../../src/app/people/members.ts';
import { peopleHistory } from '../../../src/app/people/read-people.ts';
import { must, testCompany } from '../../support/company.ts';

const account = 7777;
const externalId = `telegram:${account}`;

test('the account of the configuration becomes an administrator, once', () => {
  const company = testCompany();
  firstAdmin(company.app, account, 'en');
  firstAdmin(company.app, account, 'en');
  expect(memberOf(company.app, account)).toMatchObject({ externalId, roles: ['admin'] });
});

test('an administrator who has moved to another account keeps it, and no start fails', () => {
  const company = testCompany();
  firstAdmin(company.app, account, 'ru');
  company.hire({ externalId, roles: [{ role: 'admin' }], telegramId: 8888 });
  firstAdmin(company.app, account, 'ru');
  expect(company.as(externalId).telegramId).toBe(8888);
  expect(memberOf(company.app, account)).toBeNull();
});

test('somebody of that name brought in before the first start is given the account', () => {
  const company = testCompany();
  const roles = [{ role: 'admin' }, { role: 'controller' }];
  company.hire({ externalId, roles });
  firstAdmin(company.app, account, 'ru');
  expect(memberOf(company.app, account)?.roles).toEqual(['admin', 'controller']);
});

test('whoever has the account already keeps the roles they have', () => {
  const company = testCompany();
  const olga = company.as('olga');
  firstAdmin(company.app, olga.telegramId ?? 0, 'ru');
  expect(company.as('olga')).toEqual(olga);
});

/** The first administrator of a company, who writes under these names of their Telegram account. */
function writing(language: 'ru' | 'en' = 'ru') {
  const company = testCompany();
  firstAdmin(company.app, account, language);
  const known = () => company.as(externalId);
  return {
    ...company,
    known,
    writes: (...names: (string | undefined)[]) => nameFirstAdmin(company.app, known(), names).name,
    history: () =>
      must(
        peopleHistory(company.app, null, { personId: known().id, beforeId: null, most: 9 }),
      ).changes.map(({ what, byId, before, after }) => ({ what, byId, before, after })),
  };
}

test.each([
  ['ru', 'Администратор'],
  ['en', 'Administrator'],
] as const)(
  'until they write, the first administrator of a service in %s is called %s; then as in Telegram',
  (language, placeholder) => {
    const admin = writing(language);
    expect(admin.known().name).toBe(placeholder);
    expect(admin.writes(' Юлия ', 'Маркова')).toBe('Юлия Маркова');
    expect(admin.known().name).toBe('Юлия Маркова');
    expect(admin.history()).toEqual([
      {
        what: 'named',
        byId: null,
        before: { name: placeholder },
        after: { name: 'Юлия Маркова' },
      },
    ]);
    expect(admin.writes('Юля')).toBe('Юлия Маркова');
    expect(admin.history()).toHaveLength(1);
  },
);

test.each([
  [['Юлия', undefined], 'Юлия'],
  [['Юлия', '  '], 'Юлия'],
  [['Ли  «Ю»', '😀'], 'Ли  «Ю» 😀'],
])('the Telegram name %j is taken as it is', (names, name) => {
  expect(writing().writes(...names)).toBe(name);
});

test.each([[[' ', undefined]], [['ю'.repeat(201)]]])(
  'a name that nobody else may have is not taken: the placeholder stays',
  (names) => {
    const admin = writing();
    expect(admin.writes(...names)).toBe('Администратор');
    expect(admin.history()).toEqual([]);
  },
);

test('a name that was typed is never overwritten, were it the very placeholder', () => {
  const admin = writing();
  for (const typed of ['Главный', 'Администратор']) {
    expect(renamePerson(admin.app, admin.known(), admin.known().id, typed).ok).toBe(true);
    expect(admin.writes('Юлия')).toBe(typed);
  }
});

test('somebody else who is called so keeps the name', () => {
  const company = testCompany();
  const roles = [{ role: 'admin' }];
  const other = company.hire({ externalId: 'x', name: 'Администратор', roles, telegramId: 8888 });
  expect(nameFirstAdmin(company.app, other, ['Юлия'])).toEqual(other);
  const own = { externalId, name: 'Администратор', roles, telegramId: account };
  expect(nameFirstAdmin(company.app, company.hire(own), ['Юлия']).name).toBe('Администратор');
  expect(company.as('x').name).toBe('Администратор');
});
