import { describe, expect, test } from 'vitest';
import {
  closePeriod,
  listPeriods,
  previewPeriod,
  reopenPeriod,
} from '../../../src/app/credit/close-period.ts';
import { importRows } from '../../../src/app/intake/import-items.ts';
import { otherAdmin } from '../../../src/app/people/act-on-self.ts';
import { addAbsence, endAbsence, removeAbsence } from '../../../src/app/people/manage-absences.ts';
import {
  renamePerson,
  setDirection,
  setExtension,
  setMentor,
  setMentorFrom,
  setPersonLanguage,
  setRole,
  setScopes,
} from '../../../src/app/people/manage-person.ts';
import { peopleHistory, personPage } from '../../../src/app/people/read-people.ts';
import { registerPeople } from '../../../src/app/people/register-people.ts';
import { acceptScore } from '../../../src/app/scoring/accept-score.ts';
import type { ItemResult } from '../../../src/domain/intake.ts';
import { isOnSelf } from '../../../src/domain/person-facts.ts';
import { type Company, must, testCompany } from '../../support/company.ts';

const away = { kind: 'holiday', from: '2026-11-24', to: '2026-11-25' } as const;
const barred = { ok: false, refusal: 'other_admin' };

/** Rosa sells in Опт, scores, teaches, heads Розница, and administers. */
const rosa = {
  externalId: 'rosa',
  telegramId: 1101,
  direction: 'Опт',
  roles: [
    { role: 'seller' },
    { role: 'controller' },
    { role: 'mentor' },
    { role: 'supervisor', directions: ['Розница'] },
    { role: 'admin' },
  ],
  extensions: [{ source: 'pbx', extension: '301' }],
  mentorExternalIds: ['marta'],
};

/** Two administrators; without root, Rosa is the only one. */
function withRosa(alone: boolean): Company {
  const c = testCompany();
  c.hire(rosa);
  if (alone) c.hire({ externalId: 'root', roles: [{ role: 'mentor' }] });
  return c;
}

const state = (c: Company) =>
  JSON.stringify(
    ['absences', 'person_roles', 'person_scopes', 'extensions', 'mentorships', 'people_changes']
      .concat('people', 'outbox', 'periods')
      .map((table) => c.app.db.orm.$client.prepare<[], unknown>(`SELECT * FROM ${table}`).all()),
  );

const told = (c: Company) =>
  c
    .deliver()
    .filter(({ kind }) => kind === 'on_self')
    .map(({ personId }) => personId);

/** Every way in which somebody could administer `who`, who is also the mentor named. */
const acts: Record<string, (c: Company, by: string, who: string) => { ok: boolean }> = {
  'gives a role': (c, by, who) => setRole(c.app, c.as(by), c.as(who).id, 'controller', false),
  'sets a direction': (c, by, who) => setDirection(c.app, c.as(by), c.as(who).id, 'Розница'),
  'sets scopes': (c, by, who) => setScopes(c.app, c.as(by), c.as(who).id, 'all'),
  'drops a mentor': (c, by, who) => setMentor(c.app, c.as(by), c.as(who).id, c.as('marta'), false),
  'dates a mentor': (c, by, who) => {
    const mentorId = c.as('marta').id;
    return setMentorFrom(c.app, c.as(by), c.as(who).id, { mentorId, date: '2026-11-20' });
  },
  'names as a mentor': (c, by, who) => setMentor(c.app, c.as(by), c.as('ivan').id, c.as(who), true),
  'gives an extension': (c, by, who) =>
    setExtension(c.app, c.as(by), c.as(who).id, { source: 'pbx', extension: '9' }, true),
  'takes an extension': (c, by, who) =>
    setExtension(c.app, c.as(by), c.as(who).id, { source: 'pbx', extension: '301' }, false),
  'records an absence': (c, by, who) => addAbsence(c.app, c.as(by), c.as(who).id, away),
};

describe('where another administrator exists, nobody', () => {
  test.each(Object.entries(acts))('%s of their own', (_, act) => {
    const c = withRosa(false);
    const before = state(c);
    expect(act(c, 'rosa', 'rosa')).toEqual(barred);
    expect(state(c)).toBe(before);
    // The other one does it, and it is no news to the heads.
    expect(act(c, 'root', 'rosa').ok).toBe(true);
    expect(told(c)).toEqual([]);
  });

  test('ends, takes back or dates what is their own either', () => {
    const c = withRosa(false);
    const { app } = c;
    const [self, root] = [c.as('rosa'), c.as('root')];
    const { id } = must(addAbsence(app, root, self.id, away));
    expect(setMentor(app, root, c.as('ivan').id, self, true).ok).toBe(true);
    c.clock.at('2026-11-25T10:00:00+03:00');
    const before = state(c);
    expect(endAbsence(app, c.as('rosa'), id)).toEqual(barred);
    expect(removeAbsence(app, c.as('rosa'), id)).toEqual(barred);
    const own = { mentorId: self.id, date: '2026-11-20' };
    expect(setMentorFrom(app, c.as('rosa'), c.as('ivan').id, own)).toEqual(barred);
    expect(setMentor(app, c.as('rosa'), c.as('ivan').id, self, false)).toEqual(barred);
    expect(state(c)).toBe(before);
  });

  test('is kept from their name and language, nor from what is said of them unchanged', () => {
    const c = withRosa(false);
    const { app } = c;
    const self = c.as('rosa');
    expect(renamePerson(app, self, self.id, 'Роза Н.').ok).toBe(true);
    expect(setPersonLanguage(app, self, self.id, 'en').ok).toBe(true);
    expect(setRole(app, self, self.id, 'mentor', true).ok).toBe(true);
    expect(told(c)).toEqual([]);
  });

  test('does it by a file of people either: those rows are refused, the others are taken in', () => {
    const c = withRosa(false);
    const self = c.as('rosa').id;
    const rows = [
      { ...rosa, name: 'Роза' },
      { ...rosa, name: 'Роза', roles: rosa.roles.slice(1), direction: null },
      { ...rosa, name: 'Роза', direction: 'Розница' },
      { ...rosa, name: 'Роза', mentorExternalIds: [] },
      { ...rosa, name: 'Роза', extensions: [] },
      {
        externalId: 'ivan',
        name: 'ivan',
        roles: [{ role: 'seller' }],
        direction: 'Опт',
        mentorExternalIds: ['rosa'],
      },
      { externalId: 'zoya', name: 'Зоя', roles: [{ role: 'controller' }] },
    ].map((raw, index) => ({ line: index + 2, raw }));
    const fields = (results: readonly Omit<ItemResult, 'index'>[]) =>
      results.map(({ result, error }) => error?.field ?? result);
    const refused = ['roles', 'direction', 'mentorExternalIds', 'extensions', 'mentorExternalIds'];
    const detail = 'another administrator does this';
    const taken = importRows(c.app, 'people', rows, 0, self);
    expect(fields(taken)).toEqual(['updated', ...refused, 'created']);
    expect(taken.flatMap(({ error }) => error?.detail ?? [])).toEqual(refused.map(() => detail));
    // The command line and the API are nobody.
    const raws = rows.slice(3, 6).map(({ raw }) => raw);
    expect(fields(registerPeople(c.app, raws))).toEqual(['updated', 'updated', 'updated']);
    expect(addAbsence(c.app, null, self, away).ok).toBe(true);
  });

  test('is asked to wait for an administrator who has left', () => {
    const c = withRosa(false);
    c.hire({ externalId: 'root', roles: [{ role: 'admin' }], active: false });
    expect(addAbsence(c.app, c.as('rosa'), c.as('rosa').id, away).ok).toBe(true);
    expect(told(c)).toEqual([c.as('petr').id]);
  });
});

describe('the only administrator', () => {
  test.each(Object.entries(acts))('%s of their own, and the heads are told once', (_, act) => {
    const c = withRosa(true);
    expect(act(c, 'rosa', 'rosa').ok).toBe(true);
    expect(told(c)).toEqual([c.as('petr').id]);
    const asked = { personId: null, beforeId: null, most: 1 };
    const [change] = must(peopleHistory(c.app, c.as('rosa'), asked)).changes;
    expect(change && isOnSelf(change)).toBe(true);
    const { page } = must(personPage(c.app, c.as('rosa'), change?.personId ?? 0));
    expect(page.onSelf?.id).toBe(change?.id);
  });

  test('by a file of people: it is done, said, and stands in the history as theirs', () => {
    const c = withRosa(true);
    const raw = { ...rosa, name: 'rosa', direction: 'Розница' };
    const [row] = importRows(c.app, 'people', [{ line: 2, raw }], 0, c.as('rosa').id);
    expect(row?.result).toBe('updated');
    expect(told(c)).toHaveLength(1);
    const { page } = must(personPage(c.app, c.as('rosa'), c.as('rosa').id));
    expect(page.onSelf?.after).toEqual({ direction: 'Розница' });
  });

  test('without a direction: the heads of all are told, where there are none every head', () => {
    const c = testCompany();
    const root = c.as('root');
    expect(addAbsence(c.app, root, root.id, away).ok).toBe(true);
    expect(told(c)).toEqual([c.as('petr').id, c.as('raisa').id]);
    const vera = c.hire({ externalId: 'vera', roles: [{ role: 'supervisor' }] });
    expect(setRole(c.app, root, root.id, 'mentor', true).ok).toBe(true);
    expect(told(c)).toEqual([vera.id]);
  });

  test('acting on others tells nobody, and is no act on oneself in the history', () => {
    const c = testCompany();
    expect(setRole(c.app, c.as('root'), c.as('anna').id, 'mentor', true).ok).toBe(true);
    const asked = { personId: null, beforeId: null, most: 30 };
    expect(must(peopleHistory(c.app, c.as('root'), asked)).changes.some(isOnSelf)).toBe(false);
    expect(told(c)).toEqual([]);
  });
});

describe('a month is closed', () => {
  /** Rosa's month: a call of hers that counts, or one that she scored; on the 2nd of December. */
  async function rosasMonth(part: 'sold' | 'scored', alone: boolean): Promise<Company> {
    const c = withRosa(alone);
    const [seller, by] = part === 'sold' ? ['rosa', 'olga'] : ['anna', 'rosa'];
    must(acceptScore(c.app, c.as(seller), await c.told({ seller, by })));
    c.clock.at('2026-12-02T10:00:00+03:00');
    return c;
  }

  test.each(['sold', 'scored'] as const)('by nobody who %s in it', async (part) => {
    const c = await rosasMonth(part, false);
    const { app } = c;
    expect(previewPeriod(app, c.as('rosa'), '2026-11')).toEqual(barred);
    expect(closePeriod(app, c.as('rosa'), '2026-11')).toEqual(barred);
    must(closePeriod(app, c.as('root'), '2026-11'));
    expect(told(c)).toEqual([]);
    must(reopenPeriod(app, c.as('root'), '2026-11', 'проверка'));
    expect(closePeriod(app, c.as('rosa'), '2026-11')).toEqual(barred);
    const { months } = must(listPeriods(app, c.as('root')));
    expect(months.flatMap(({ versions }) => versions)).toMatchObject([{ closedForSelf: false }]);
  });

  test.each(['sold', 'scored'] as const)(
    'by who %s in it where nobody else could: the heads are told, and the version says it',
    async (part) => {
      const c = await rosasMonth(part, true);
      const preview = must(previewPeriod(c.app, c.as('rosa'), '2026-11')).preview;
      expect(preview.forSelf).toBe(true);
      const { period } = must(closePeriod(c.app, c.as('rosa'), '2026-11'));
      expect(period).toMatchObject({ closedByName: 'rosa', closedForSelf: true });
      expect(told(c)).toEqual([c.as('petr').id]);
    },
  );

  test('by one of several administrators where every one of them is paid in it', async () => {
    const c = await rosasMonth('scored', false);
    const roles = [{ role: 'admin' }, { role: 'controller' }];
    c.hire({ externalId: 'root', roles });
    c.clock.at('2026-11-25T10:00:00+03:00');
    must(acceptScore(c.app, c.as('anna'), await c.told({ by: 'root' })));
    c.clock.at('2026-12-02T10:00:00+03:00');
    expect(must(previewPeriod(c.app, c.as('root'), '2026-11')).preview.forSelf).toBe(true);
    // A third, who is paid in nothing, could.
    c.hire({ externalId: 'zara', telegramId: 1102, roles: [{ role: 'admin' }] });
    expect(closePeriod(c.app, c.as('root'), '2026-11')).toEqual(barred);
    expect(closePeriod(c.app, c.as('rosa'), '2026-11')).toEqual(barred);
    expect(otherAdmin(c.app, c.as('rosa'))?.externalId).toBe('zara');
    c.hire({ externalId: 'zara', roles: [{ role: 'admin' }], active: false });
    const { period } = must(closePeriod(c.app, c.as('rosa'), '2026-11'));
    expect(period).toMatchObject({ closedByName: 'rosa', closedForSelf: true });
    expect(told(c)).toEqual([c.as('petr').id]);
  });

  test('by an administrator who is paid in another month only', async () => {
    const c = await rosasMonth('sold', false);
    must(acceptScore(c.app, c.as('anna'), await c.told({ seller: 'anna', by: 'olga' })));
    must(closePeriod(c.app, c.as('root'), '2026-11'));
    c.clock.at('2027-01-11T10:00:00+03:00');
    must(closePeriod(c.app, c.as('rosa'), '2026-12'));
    expect(told(c)).toEqual([]);
  });
});
