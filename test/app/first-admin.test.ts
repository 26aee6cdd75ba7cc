import { expect, test } from 'vitest';
import { firstAdmin } from '../../src/app/first-admin.ts';
import { memberOf } from '../../src/app/members.ts';
import { testCompany } from '../support/company.ts';

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
