import { describe, expect, test } from 'vitest';
import { acceptInvite } from '../../../src/app/people/invite-person.ts';
import {
  addPerson,
  inviteAgain,
  renamePerson,
  setActive,
  setDirection,
  setExtension,
  setMentor,
  setMentorFrom,
  setPersonLanguage,
  setRole,
  setScopes,
  unbindPerson,
} from '../../../src/app/people/manage-person.ts';
import { memberOf } from '../../../src/app/people/members.ts';
import { peopleHistory, peoplePage, personPage } from '../../../src/app/people/read-people.ts';
import { registerPeople } from '../../../src/app/people/register-people.ts';
import { nextCall } from '../../../src/app/scoring/next-call.ts';
import { askAdvice } from '../../../src/app/teaching/ask-advice.ts';
import { beginAdvice, takeCall } from '../../../src/app/teaching/teach.ts';
import { leaseOf } from '../../../src/db/leases.ts';
import { must, testCompany } from '../../support/company.ts';
import { breaches } from '../../support/invariants.ts';

type Company = ReturnType<typeof testCompany>;
const tokenOf = (inviteUrl: string) => inviteUrl.replace('/start ', '');
const id = (c: Company, who: string) => c.as(who).id;

function added(c: Company, name = 'Зоя Лис') {
  const newcomer = { name, roles: [{ role: 'seller' as const }], direction: 'Опт' };
  const done = addPerson(c.app, c.as('root'), newcomer);
  if (!done.ok) throw new Error(JSON.stringify(done));
  return done;
}

/** The changes of somebody, the newest first, as `[what, before, after, by]`. */
function historyOf(c: Company, who: string) {
  const asked = { personId: id(c, who), beforeId: null, most: 20 };
  const { changes } = must(peopleHistory(c.app, c.as('root'), asked));
  return changes.map(({ what, before, after, byName }) => [what, before, after, byName]);
}

describe('only an administrator', () => {
  const acts: Record<string, (c: Company, who: string) => { ok: boolean }> = {
    'adds somebody': (c, who) =>
      addPerson(c.app, c.as(who), { name: 'X', roles: [{ role: 'admin' }], direction: null }),
    renames: (c, who) => renamePerson(c.app, c.as(who), id(c, 'anna'), 'X'),
    'gives a role': (c, who) => setRole(c.app, c.as(who), id(c, who), 'admin', true),
    'sets a direction': (c, who) => setDirection(c.app, c.as(who), id(c, 'anna'), 'Розница'),
    'sets scopes': (c, who) => setScopes(c.app, c.as(who), id(c, 'petr'), 'all'),
    'sets a mentor': (c, who) => setMentor(c.app, c.as(who), id(c, 'ivan'), c.as('marta'), true),
    'dates a mentor': (c, who) => {
      const mentorId = id(c, 'marta');
      return setMentorFrom(c.app, c.as(who), id(c, 'anna'), { mentorId, date: '2026-11-20' });
    },
    'gives an extension': (c, who) =>
      setExtension(c.app, c.as(who), id(c, 'anna'), { source: 'pbx', extension: '9' }, true),
    'sets a language': (c, who) => setPersonLanguage(c.app, c.as(who), id(c, 'anna'), 'en'),
    deactivates: (c, who) => setActive(c.app, c.as(who), id(c, 'anna'), false),
    invites: (c, who) => inviteAgain(c.app, c.as(who), id(c, 'anna')),
    'unbinds a Telegram account': (c, who) => unbindPerson(c.app, c.as(who), id(c, 'anna')),
    'lists the people': (c, who) =>
      peoplePage(c.app, c.as(who), { search: '', from: null, most: 10 }),
    'looks at a person': (c, who) => personPage(c.app, c.as(who), id(c, 'anna')),
    'reads the history': (c, who) =>
      peopleHistory(c.app, c.as(who), { personId: null, beforeId: null, most: 10 }),
  };

  test.each(Object.entries(acts))('%s', (_, act) => {
    const c = testCompany();
    const state = () =>
      JSON.stringify(
        [
          'people',
          'person_roles',
          'person_scopes',
          'extensions',
          'mentorships',
          'people_changes',
        ].map((table) => c.app.db.orm.$client.prepare<[], unknown>(`SELECT * FROM ${table}`).all()),
      );
    const before = state();
    for (const who of ['anna', 'olga', 'marta', 'petr']) {
      expect(act(c, who), who).toMatchObject({ ok: false, refusal: 'not_allowed' });
    }
    expect(state()).toBe(before);
  });
});

describe('somebody added', () => {
  test('is invited by a link that binds their account, and the history says who did what', () => {
    const c = testCompany();
    const { person, inviteUrl } = added(c);
    expect(acceptInvite(c.app, tokenOf(inviteUrl), 700)).toMatchObject({ ok: true });
    expect(memberOf(c.app, 700)).toMatchObject({ name: 'Зоя Лис', directionName: 'Опт' });
    expect(historyOf(c, person.externalId)).toMatchObject([
      ['bound', { telegramId: null }, { telegramId: 700 }, 'Зоя Лис'],
      ['added', {}, { name: 'Зоя Лис', roles: ['seller'], direction: 'Опт' }, 'root'],
    ]);
  });

  test('as a seller without a direction is refused by the rule of the API, and nothing stays', () => {
    const c = testCompany();
    const refused = addPerson(c.app, c.as('root'), {
      name: 'Зоя',
      roles: [{ role: 'seller' }],
      direction: null,
    });
    const [byApi] = registerPeople(c.app, [
      { externalId: 'zoya', name: 'Зоя', roles: [{ role: 'seller' }] },
    ]);
    expect(refused).toEqual({ ok: false, error: byApi?.error });
  });

  test('gets the calls that waited for their extension', () => {
    const c = testCompany();
    const call = c.aCall({ sellerExternalId: undefined, sellerExtension: '777' });
    expect(c.call(call).sellerId).toBeNull();
    const { person } = added(c);
    const extension = { source: 'pbx', extension: '777' };
    expect(setExtension(c.app, c.as('root'), person.id, extension, true).ok).toBe(true);
    expect(c.call(call).sellerId).toBe(person.id);
  });
});

describe('an invitation', () => {
  test('made anew makes the earlier ones void', () => {
    const c = testCompany();
    const { person, inviteUrl } = added(c);
    const again = inviteAgain(c.app, c.as('root'), person.id);
    if (!again.ok) throw new Error('refused');
    expect(acceptInvite(c.app, tokenOf(inviteUrl), 700)).toMatchObject({
      refusal: 'invite_expired',
    });
    expect(acceptInvite(c.app, tokenOf(again.inviteUrl), 700)).toMatchObject({ ok: true });
    expect(inviteAgain(c.app, c.as('root'), person.id)).toMatchObject({ refusal: 'already_bound' });
  });

  test('opens nothing once somebody was deactivated, also after they are back', () => {
    const c = testCompany();
    const { person, inviteUrl } = added(c);
    setActive(c.app, c.as('root'), person.id, false);
    expect(inviteAgain(c.app, c.as('root'), person.id)).toMatchObject({
      refusal: 'person_inactive',
    });
    setActive(c.app, c.as('root'), person.id, true);
    expect(acceptInvite(c.app, tokenOf(inviteUrl), 700)).toMatchObject({
      refusal: 'invite_expired',
    });
  });

  test('is needed anew by whoever was unbound, who is a stranger at once', () => {
    const c = testCompany();
    expect(memberOf(c.app, 1002)?.externalId).toBe('anna');
    expect(unbindPerson(c.app, c.as('root'), id(c, 'anna')).ok).toBe(true);
    expect(memberOf(c.app, 1002)).toBeNull();
    const again = inviteAgain(c.app, c.as('root'), id(c, 'anna'));
    if (!again.ok) throw new Error('refused');
    expect(acceptInvite(c.app, tokenOf(again.inviteUrl), 1002).ok).toBe(true);
  });
});

describe('the last active administrator', () => {
  test('keeps the role and stays, whichever way it is tried', () => {
    const c = testCompany();
    const root = { externalId: 'root', name: 'root', telegramId: 1009 };
    const tries = [
      setRole(c.app, null, id(c, 'root'), 'admin', false),
      setActive(c.app, null, id(c, 'root'), false),
      setRole(c.app, c.as('root'), id(c, 'root'), 'admin', false),
    ];
    setRole(c.app, null, id(c, 'root'), 'mentor', true);
    tries.push(setRole(c.app, c.as('root'), id(c, 'root'), 'admin', false));
    for (const one of tries) expect(one.ok).toBe(false);
    expect(tries.at(-1)).toMatchObject({ error: { field: 'roles', code: 'conflict' } });
    expect(
      registerPeople(c.app, [
        { ...root, roles: [{ role: 'mentor' }] },
        { ...root, roles: [{ role: 'admin' }], active: false },
      ]),
    ).toMatchObject([
      { result: 'refused', error: { field: 'roles', code: 'conflict' } },
      { result: 'refused', error: { field: 'active', code: 'conflict' } },
    ]);
    expect(memberOf(c.app, 1009)?.roles).toContain('admin');
  });

  test('may go once there is another, but one who is locked out does not count', () => {
    const c = testCompany();
    const second = c.hire({ externalId: 'second', roles: [{ role: 'admin' }] });
    setActive(c.app, c.as('root'), second.id, false);
    expect(setActive(c.app, null, id(c, 'root'), false).ok).toBe(false);
    setActive(c.app, c.as('root'), second.id, true);
    expect(setActive(c.app, c.as('second'), id(c, 'root'), false).ok).toBe(true);
    expect(memberOf(c.app, 1009)).toBeNull();
  });

  test('nobody deactivates or unbinds themselves', () => {
    const c = testCompany();
    c.hire({ externalId: 'second', roles: [{ role: 'admin' }] });
    const root = c.as('root');
    expect(setActive(c.app, root, root.id, false)).toMatchObject({ refusal: 'not_yourself' });
    expect(unbindPerson(c.app, root, root.id)).toMatchObject({ refusal: 'not_yourself' });
  });
});

describe('what somebody may no longer hold comes back', () => {
  test('a controller deactivated in the middle of scoring: the call waits for the others', async () => {
    const c = testCompany();
    const call = await c.drawn();
    must(nextCall(c.app, c.as('olga')));
    const { page } = must(personPage(c.app, c.as('root'), id(c, 'olga')));
    expect(page.holds).toEqual({ leased: call, teaching: [], drafts: 1 });
    expect(setActive(c.app, c.as('root'), id(c, 'olga'), false).ok).toBe(true);
    expect(leaseOf(c.app.db, id(c, 'olga'))).toBeNull();
    expect(must(nextCall(c.app, c.as('pavel'))).callId).toBe(call);
    expect(breaches(c.app.db)).toEqual({});
  });

  test('a mentor taken off a mentee gives back the mentee’s call', () => {
    const c = testCompany();
    const call = c.aCall();
    must(takeCall(c.app, c.as('marta'), call));
    expect(setMentor(c.app, c.as('root'), id(c, 'anna'), c.as('marta'), false).ok).toBe(true);
    expect(c.call(call)).toMatchObject({ status: 'unclassified', reviewerId: null });
    expect(c.as('marta').menteeIds).toEqual([]);
    expect(historyOf(c, 'anna')[0]).toEqual([
      'changed',
      { mentors: [{ externalId: 'marta', name: 'marta', fromAt: c.clock.now }] },
      { mentors: [] },
      'root',
    ]);
    expect(breaches(c.app.db)).toEqual({});
  });

  test('a mentor from a day to come: it goes back, and from that day on they may take it', () => {
    const c = testCompany();
    const call = c.aCall();
    must(takeCall(c.app, c.as('marta'), call));
    const marta = { mentorId: id(c, 'marta'), date: '2026-12-01' };
    expect(setMentorFrom(c.app, c.as('root'), id(c, 'anna'), marta).ok).toBe(true);
    expect(c.call(call)).toMatchObject({ status: 'unclassified', reviewerId: null });
    const beganAt = Date.parse('2026-12-01T00:00:00+03:00');
    for (const [at, teaches] of [
      [beganAt - 1, false],
      [beganAt, true],
      [beganAt + 1, true],
    ] as const) {
      c.clock.at(at);
      expect(c.as('marta').menteeIds, `${at - beganAt} ms`).toEqual(teaches ? [id(c, 'anna')] : []);
    }
    must(takeCall(c.app, c.as('marta'), call));
    expect(historyOf(c, 'anna')[0]).toMatchObject([
      'changed',
      { mentors: [{ externalId: 'marta' }] },
      { mentors: [{ externalId: 'marta', fromAt: beganAt }] },
      'root',
    ]);
    expect(breaches(c.app.db)).toEqual({});
  });

  test('a mentor from a day gone by keeps what they hold, and the API leaves the day as it is', () => {
    const c = testCompany();
    const call = c.aCall();
    must(takeCall(c.app, c.as('marta'), call));
    const anna = id(c, 'anna');
    const marta = { mentorId: id(c, 'marta'), date: '2026-11-01' };
    expect(setMentorFrom(c.app, c.as('root'), anna, marta).ok).toBe(true);
    expect(c.call(call).reviewerId).toBe(marta.mentorId);
    const changes = historyOf(c, 'anna').length;
    expect(setMentorFrom(c.app, c.as('root'), anna, marta).ok).toBe(true);
    expect(setExtension(c.app, null, anna, { source: 'pbx', extension: '9' }, true).ok).toBe(true);
    expect(historyOf(c, 'anna')).toHaveLength(changes + 1);
    const { page } = must(personPage(c.app, null, anna));
    expect(page.mentors).toMatchObject([{ fromAt: Date.parse('2026-11-01T00:00:00+03:00') }]);
  });

  test('a day is refused that is none or years off, and for somebody who is no mentor of theirs', () => {
    const c = testCompany();
    const [anna, ivan, mentorId] = [id(c, 'anna'), id(c, 'ivan'), id(c, 'marta')];
    for (const date of ['2026-02-30', '2028-11-25', '2024-11-21', 'завтра']) {
      const refused = setMentorFrom(c.app, null, anna, { mentorId, date });
      expect(refused, date).toMatchObject({ refusal: 'dates_wrong' });
    }
    const date = '2026-12-01';
    for (const [who, refusal] of [
      [ivan, 'stale'],
      [999, 'person_not_found'],
    ] as const) {
      expect(setMentorFrom(c.app, null, who, { mentorId, date })).toMatchObject({ refusal });
    }
    expect(c.as('marta').menteeIds).toEqual([anna]);
  });

  test('also where the API names other mentors', () => {
    const c = testCompany();
    const call = c.aCall();
    must(takeCall(c.app, c.as('marta'), call));
    c.hire({
      externalId: 'anna',
      roles: [{ role: 'seller' }],
      mentorExternalIds: [],
      direction: 'Опт',
    });
    expect(c.call(call).reviewerId).toBeNull();
  });

  test('a head narrowed to another direction gives back what they began', () => {
    const c = testCompany();
    const [asked, taken] = [c.aCall(), c.aCall()];
    must(askAdvice(c.app, c.as('anna'), asked, null));
    must(beginAdvice(c.app, c.as('petr'), asked));
    must(takeCall(c.app, c.as('petr'), taken));
    expect(setScopes(c.app, c.as('root'), id(c, 'petr'), ['Розница']).ok).toBe(true);
    for (const call of [asked, taken]) expect(c.call(call).reviewerId).toBeNull();
    expect(c.as('petr').heads).toEqual([c.as('boris').directionId]);
    expect(setScopes(c.app, c.as('root'), id(c, 'petr'), 'all').ok).toBe(true);
    expect(c.as('petr').heads).toBe('all');
  });
});

describe('the history', () => {
  test('has one row a changed person of an import, by nobody, and none for what stays', () => {
    const c = testCompany();
    const item = { externalId: 'zoya', name: 'Зоя', roles: [{ role: 'mentor' }], telegramId: 88 };
    for (const name of ['Зоя', 'Зоя', 'Зоя Лис']) registerPeople(c.app, [{ ...item, name }]);
    expect(historyOf(c, 'zoya').map(([what, , after, by]) => [what, after, by])).toMatchObject([
      ['changed', { name: 'Зоя Лис' }, null],
      ['added', { name: 'Зоя', roles: ['mentor'] }, null],
    ]);
  });

  test('is turned page by page, of all and of one', () => {
    const c = testCompany();
    for (const name of ['А', 'Б', 'В']) renamePerson(c.app, c.as('root'), id(c, 'anna'), name);
    const asked = { personId: id(c, 'anna'), beforeId: null, most: 2 };
    const first = must(peopleHistory(c.app, null, asked));
    expect(first.changes.map(({ after }) => after.name)).toEqual(['В', 'Б']);
    const beforeId = first.changes[1]?.id ?? 0;
    const second = must(peopleHistory(c.app, null, { ...asked, beforeId }));
    expect(second.changes.map(({ what, after }) => [what, after.name])).toEqual([
      ['changed', 'А'],
      ['added', 'anna'],
    ]);
    expect([first.more, second.more]).toEqual([true, false]);
    const all = must(peopleHistory(c.app, null, { personId: null, beforeId: null, most: 99 }));
    expect(all.changes).toHaveLength(9 + 3);
  });
});

describe('the list of people', () => {
  const names = (
    c: Company,
    search: string,
    from: Parameters<typeof peoplePage>[2]['from'] = null,
  ) => must(peoplePage(c.app, null, { search, from, most: 4 })).people.map(({ name }) => name);

  test('goes by name, those who left at the end, and turns both ways', () => {
    const c = testCompany();
    setActive(c.app, null, id(c, 'boris'), false);
    const pages: string[][] = [];
    let from: Parameters<typeof peoplePage>[2]['from'] = null;
    for (;;) {
      const page: { people: { name: string; id: number }[]; later: boolean } = must(
        peoplePage(c.app, null, { search: '', from, most: 4 }),
      );
      pages.push(page.people.map(({ name }) => name));
      if (!page.later) break;
      from = { way: 'after', id: page.people.at(-1)?.id ?? 0 };
    }
    expect(pages).toEqual([
      ['anna', 'ivan', 'marta', 'olga'],
      ['pavel', 'petr', 'raisa', 'root'],
      ['boris'],
    ]);
    const back = { way: 'before', id: id(c, 'boris') } as const;
    expect(names(c, '', back)).toEqual(['pavel', 'petr', 'raisa', 'root']);
    const first = must(
      peoplePage(c.app, null, { search: '', from: { way: 'before', id: id(c, 'pavel') }, most: 4 }),
    );
    expect(first).toMatchObject({ earlier: false, later: true });
  });

  test('two of one name both have their place', () => {
    const c = testCompany();
    for (const externalId of ['x1', 'x2', 'x3']) {
      c.hire({ externalId, name: 'aaa', roles: [{ role: 'mentor' }] });
    }
    const page = must(peoplePage(c.app, null, { search: '', from: null, most: 2 }));
    const from = { way: 'after', id: page.people[1]?.id ?? 0 } as const;
    expect(names(c, '', from)).toEqual(['aaa', 'anna', 'boris', 'ivan']);
  });

  test('is narrowed by the beginning of a name, a direction or an external id', () => {
    const c = testCompany();
    renamePerson(c.app, null, id(c, 'anna'), 'Анна Ёлкина');
    expect(names(c, 'елк')).toEqual(['Анна Ёлкина']);
    expect(names(c, 'АННА ёл')).toEqual(['Анна Ёлкина']);
    expect(names(c, 'розн')).toEqual(['boris']);
    expect(names(c, 'anna')).toEqual(['Анна Ёлкина']);
    expect(names(c, 'нна')).toEqual([]);
  });
});

test('a name that was typed with signs that cannot be seen is the one that is read; one of nothing else is none', () => {
  const c = testCompany();
  const { person } = added(c, '\ufeffЗо\u200bя\u00a0Ли\u00adс\u2060');
  expect(person.name).toBe('Зоя\u00a0Лис');
  const renamed = (name: string) => renamePerson(c.app, c.as('root'), person.id, name);
  expect(renamed('\u200bЗоя Лис\u200b')).toMatchObject({ ok: true, person: { name: 'Зоя Лис' } });
  expect(renamed('\u200b\u2060\ufeff')).toMatchObject({ ok: false, error: { field: 'name' } });
  expect(renamed('Зоя\u202eсиЛ')).toMatchObject({
    ok: false,
    error: { field: 'name', detail: expect.stringContaining('U+202E') },
  });
});
