import { describe, expect, test } from 'vitest';
import { addContacts } from '../../../src/app/people/add-contacts.ts';
import { bindAwaited } from '../../../src/app/people/invite-person.ts';
import { inviteAgain, setActive, unbindPerson } from '../../../src/app/people/manage-person.ts';
import type { Managed } from '../../../src/app/people/managed.ts';
import { memberOf } from '../../../src/app/people/members.ts';
import { testCompany } from '../../support/company.ts';
import { breaches } from '../../support/invariants.ts';

type Company = ReturnType<typeof testCompany>;

const dayMs = 86_400_000;
const zoya = { telegramId: 9001, name: 'Зоя Лис' };
const sells = { roles: [{ role: 'seller' as const }], direction: 'Опт' };
const must = <T>(done: Managed<T>) => {
  if (!done.ok) throw new Error(JSON.stringify(done));
  return done;
};
const add = (c: Company, ...contacts: { telegramId: number; name: string }[]) =>
  must(addContacts(c.app, c.as('root'), contacts, sells)).added;
const idOf = (c: Company) => memberOf(c.app, zoya.telegramId)?.id ?? 0;

test('only an administrator adds contacts, and all of them or none', () => {
  const c = testCompany();
  for (const who of ['anna', 'petr', 'marta']) {
    const refused = { ok: false, refusal: 'not_allowed' };
    expect(addContacts(c.app, c.as(who), [zoya], sells)).toEqual(refused);
  }
  const wrong = { telegramId: 9002, name: '' };
  expect(addContacts(c.app, c.as('root'), [zoya, wrong], sells)).toMatchObject({ ok: false });
  expect(bindAwaited(c.app, zoya.telegramId)).toBe(false);
  expect(breaches(c.app.db)).toEqual({});
});

describe('a contact is waited for', () => {
  test('until the invitation runs out, and bound once', () => {
    for (const [late, bound] of [
      [-1, true],
      [0, false],
    ] as const) {
      const c = testCompany();
      add(c, zoya);
      expect(memberOf(c.app, zoya.telegramId)).toBeNull();
      c.clock.at(c.clock.now + c.app.policy().inviteDays * dayMs + late);
      expect(bindAwaited(c.app, zoya.telegramId)).toBe(bound);
      expect(memberOf(c.app, zoya.telegramId)?.name).toBe(bound ? 'Зоя Лис' : undefined);
      expect(bindAwaited(c.app, zoya.telegramId)).toBe(false);
      expect(breaches(c.app.db)).toEqual({});
    }
  });

  test('and no more once they were unbound, shut out, or given a link', () => {
    const unbound = testCompany();
    add(unbound, zoya);
    bindAwaited(unbound.app, zoya.telegramId);
    must(unbindPerson(unbound.app, unbound.as('root'), idOf(unbound)));
    expect(bindAwaited(unbound.app, zoya.telegramId)).toBe(false);

    for (const act of [
      (c: Company, id: number) => setActive(c.app, c.as('root'), id, false),
      (c: Company, id: number) => inviteAgain(c.app, c.as('root'), id),
    ]) {
      const c = testCompany();
      add(c, zoya);
      const id = Number(c.app.db.orm.$client.prepare('SELECT max(id) FROM people').pluck().get());
      must(act(c, id));
      expect(bindAwaited(c.app, zoya.telegramId)).toBe(false);
    }
  });

  test('picked again they are known, under the name that they have here', () => {
    const c = testCompany();
    expect(add(c, zoya)).toMatchObject([{ known: false }]);
    expect(add(c, { ...zoya, name: 'Другая' })).toMatchObject([{ name: 'Зоя Лис', known: true }]);
    bindAwaited(c.app, zoya.telegramId);
    expect(add(c, { ...zoya, name: 'Другая' })).toMatchObject([{ name: 'Зоя Лис', known: true }]);
  });
});
