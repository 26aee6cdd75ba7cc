import { describe, expect, test } from 'vitest';
import { acceptInvite } from '../../../src/app/people/invite-person.ts';
import { memberOf } from '../../../src/app/people/members.ts';
import { registerPeople } from '../../../src/app/people/register-people.ts';
import { testCompany } from '../../support/company.ts';

const zoya = { externalId: 'zoya', name: 'Зоя', roles: [{ role: 'seller' }], direction: 'Опт' };
const register = (company: ReturnType<typeof testCompany>, ...people: unknown[]) =>
  registerPeople(company.app, people);
const tokenOf = (inviteUrl = '') => inviteUrl.replace('/start ', '');

describe('a person taken in', () => {
  test('is created, updated and unchanged', () => {
    const company = testCompany();
    const telegramId = 77;
    const results = [
      { ...zoya, telegramId },
      { ...zoya, telegramId },
      { ...zoya, telegramId, name: 'Зоя П.' },
      { ...zoya, telegramId, name: 'Зоя П.', direction: 'Розница' },
    ].flatMap((person) => register(company, person).map(({ result }) => result));
    expect(results).toEqual(['created', 'unchanged', 'updated', 'updated']);
  });

  test.each([
    ['direction', { direction: undefined }],
    ['roles.0.role', { roles: [{ role: 'owner' }] }],
    ['roles.0.directions', { roles: [{ role: 'seller', directions: ['Опт'] }] }],
    ['extensions.0.extension', { extensions: [{ source: 'pbx', extension: '101' }] }],
    ['mentorExternalIds.0', { mentorExternalIds: ['nobody'] }],
    ['telegramId', { telegramId: 1001 }],
    ['name', { name: ' ' }],
  ])('with a wrong %s is refused by that field, and the neighbours are taken', (field, wrong) => {
    const company = testCompany();
    const results = register(company, { ...zoya, ...wrong }, { ...zoya, externalId: 'lena' });
    expect(results).toMatchObject([
      { externalId: 'zoya', result: 'refused', error: { field } },
      { externalId: 'lena', result: 'created' },
    ]);
  });

  test.each([
    ['role', { roles: [{ role: 'seller' }, { role: 'seller' }] }],
    [
      'direction of a head',
      { roles: [{ role: 'seller' }, { role: 'supervisor', directions: ['Опт', 'Опт'] }] },
    ],
    [
      'extension',
      {
        extensions: [
          { source: 'pbx', extension: '9' },
          { source: 'pbx', extension: '9' },
        ],
      },
    ],
    ['mentor', { mentorExternalIds: ['marta', 'marta'] }],
  ])('may name the same %s twice', (_, twice) => {
    const company = testCompany();
    const person = { ...zoya, telegramId: 500, ...twice };
    expect(register(company, person)).toMatchObject([{ result: 'created' }]);
    expect(register(company, person)).toMatchObject([{ result: 'unchanged' }]);
  });

  test('keeps the roles and directions of the last time', () => {
    const company = testCompany();
    company.hire({ externalId: 'zoya', roles: [{ role: 'supervisor', directions: ['Опт'] }] });
    expect(company.as('zoya').heads).toEqual([company.as('anna').directionId]);
    company.hire({ externalId: 'zoya', roles: [{ role: 'supervisor' }] });
    expect(company.as('zoya').heads).toBe('all');
  });

  test('is a mentee of the mentors named last, and of nobody named before', () => {
    const company = testCompany();
    const anna = company.as('anna').id;
    expect(company.as('marta').menteeIds).toEqual([anna]);
    company.hire({ externalId: 'mila', roles: [{ role: 'mentor' }] });
    company.clock.advance('PT1H');
    company.hire({
      externalId: 'anna',
      roles: [{ role: 'seller' }],
      direction: 'Опт',
      mentorExternalIds: ['mila'],
    });
    expect(company.as('marta').menteeIds).toEqual([]);
    expect(company.as('mila').menteeIds).toEqual([anna]);
  });
});

describe('an invitation', () => {
  test('binds a Telegram account once', () => {
    const company = testCompany();
    const [saved] = register(company, zoya);
    const token = tokenOf(saved?.inviteUrl);
    expect(acceptInvite(company.app, token, 500)).toEqual({ ok: true, personId: saved?.id });
    expect(memberOf(company.app, 500)?.externalId).toBe('zoya');
    expect(acceptInvite(company.app, token, 501)).toEqual({ ok: false, refusal: 'invite_used' });
    expect(memberOf(company.app, 501)).toBeNull();
  });

  test.each([
    ['is good until the last millisecond of its days', -1, true],
    ['is no good from then on', 0, false],
  ])('%s', (_, offsetMs, good) => {
    const company = testCompany({ inviteDays: 7 });
    const token = tokenOf(register(company, zoya)[0]?.inviteUrl);
    company.clock.at(company.clock.now + 7 * 86_400_000 + offsetMs);
    expect(acceptInvite(company.app, token, 500)).toMatchObject(
      good ? { ok: true } : { ok: false, refusal: 'invite_expired' },
    );
  });

  test('that nobody was given opens nothing', () => {
    const company = testCompany();
    expect(acceptInvite(company.app, 'forged', 500)).toEqual({
      ok: false,
      refusal: 'invite_unknown',
    });
  });

  test('does not take an account from somebody else', () => {
    const company = testCompany();
    const token = tokenOf(register(company, zoya)[0]?.inviteUrl);
    expect(acceptInvite(company.app, token, 1002)).toEqual({ ok: false, refusal: 'account_taken' });
  });

  test('is spent with every other one of the same person', () => {
    const company = testCompany();
    const [first, second] = [register(company, zoya), register(company, zoya)].map((results) =>
      tokenOf(results[0]?.inviteUrl),
    );
    expect(acceptInvite(company.app, second ?? '', 500).ok).toBe(true);
    expect(acceptInvite(company.app, first ?? '', 501)).toEqual({
      ok: false,
      refusal: 'invite_used',
    });
  });

  test('is spent when the account is bound by the API', () => {
    const company = testCompany();
    const token = tokenOf(register(company, zoya)[0]?.inviteUrl);
    register(company, { ...zoya, telegramId: 500 });
    expect(acceptInvite(company.app, token, 501)).toEqual({ ok: false, refusal: 'invite_used' });
    const open = 'SELECT id FROM invites WHERE used_at IS NULL';
    expect(company.app.db.orm.$client.prepare(open).all()).toEqual([]);
    expect(company.as('zoya').telegramId).toBe(500);
  });

  test('left open beside a bound account does not bind another one', () => {
    const company = testCompany();
    const token = tokenOf(register(company, zoya)[0]?.inviteUrl);
    company.app.db.orm.$client
      .prepare("UPDATE people SET telegram_id = 500 WHERE external_id = 'zoya'")
      .run();
    expect(acceptInvite(company.app, token, 501)).toEqual({ ok: false, refusal: 'invite_used' });
    expect(company.as('zoya').telegramId).toBe(500);
  });

  test('has 128 bits and is kept only as a hash', () => {
    const company = testCompany();
    const token = tokenOf(register(company, zoya)[0]?.inviteUrl);
    expect(Buffer.from(token, 'base64url')).toHaveLength(16);
    const kept = JSON.stringify(company.app.db.orm.$client.prepare('SELECT * FROM invites').all());
    expect(kept).not.toContain(token);
  });

  test('is not given to whom is bound already or deactivated', () => {
    const company = testCompany();
    expect(register(company, { ...zoya, telegramId: 500 })[0]?.inviteUrl).toBeUndefined();
    expect(
      register(company, { ...zoya, externalId: 'lena', active: false })[0]?.inviteUrl,
    ).toBeUndefined();
  });
});

test('someone deactivated is a stranger to the bot', () => {
  const company = testCompany();
  register(company, { ...zoya, telegramId: 500 });
  register(company, { ...zoya, telegramId: 500, active: false });
  expect(memberOf(company.app, 500)).toBeNull();
});
