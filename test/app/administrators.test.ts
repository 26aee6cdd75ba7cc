import { createHash } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { confirmDecision, decideItem, decideReason } from '../../src/app/appeal/decide-appeal.ts';
import { beginAppeal, giveReason, sendAppeal } from '../../src/app/appeal/send-appeal.ts';
import {
  discardUpload,
  publishUpload,
  receiveChecklists,
} from '../../src/app/company/preview-checklist.ts';
import { publishChecklist } from '../../src/app/company/publish-checklist.ts';
import { setChecklistActive } from '../../src/app/company/read-checklists.ts';
import { closePeriod, reopenPeriod } from '../../src/app/credit/close-period.ts';
import { reverseTransfer } from '../../src/app/credit/reverse-transfer.ts';
import { writeOffDebt } from '../../src/app/credit/write-off-debt.ts';
import { changeRule } from '../../src/app/draw/change-policy.ts';
import { cancelUpload, nameUpload, receiveUpload } from '../../src/app/intake/uploads.ts';
import { addAbsence, endAbsence, removeAbsence } from '../../src/app/people/manage-absences.ts';
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
} from '../../src/app/people/manage-person.ts';
import { acceptScore } from '../../src/app/scoring/accept-score.ts';
import type { Member } from '../../src/db/people.ts';
import { latestPolicyId } from '../../src/db/policy.ts';
import { checklist } from '../support/checklist.ts';
import { type Company, must, type Standing, testCompany } from '../support/company.ts';

/**
 * What only administrators may do, asked of the use cases themselves: that no button leads there is another
 * lock, on the same door.
 */
type Act = (company: Company, by: Member) => unknown;

const fileOf = (content: unknown) => ({
  name: 'c.yaml',
  bytes: Buffer.from(JSON.stringify(content)),
});
const idOf = ({ as }: Company, who: string) => as(who).id;
const month = '2026-11';
const absence = { kind: 'holiday', from: '2027-01-04', to: '2027-01-05' } as const;
const standingAbsence = 1;
/** Uploads of Ada's, from when she was an administrator: a table, and a checklist. */
const [table, proposal] = [1, 2];

const acts: Record<string, Act> = {
  'takes somebody in': (c, by) =>
    addPerson(c.app, by, { name: 'Новый', roles: [{ role: 'seller' }], direction: 'Опт' }),
  'renames somebody': (c, by) => renamePerson(c.app, by, idOf(c, 'anna'), 'Другая'),
  'makes themselves an administrator': (c, by) => setRole(c.app, by, by.id, 'admin', true),
  'gives a role': (c, by) => setRole(c.app, by, idOf(c, 'boris'), 'controller', true),
  'moves somebody to another direction': (c, by) =>
    setDirection(c.app, by, idOf(c, 'anna'), 'Розница'),
  'gives a head other directions': (c, by) => setScopes(c.app, by, idOf(c, 'petr'), 'all'),
  'gives a mentor': (c, by) => setMentor(c.app, by, idOf(c, 'boris'), c.as('marta'), true),
  'gives a mentor from a day on': (c, by) =>
    setMentorFrom(c.app, by, idOf(c, 'anna'), {
      mentorId: idOf(c, 'marta'),
      date: '2027-01-01',
    }),
  'gives an extension': (c, by) =>
    setExtension(c.app, by, idOf(c, 'anna'), { source: 'pbx', extension: '999' }, true),
  'chooses a language for somebody': (c, by) => setPersonLanguage(c.app, by, idOf(c, 'anna'), 'en'),
  'locks somebody out': (c, by) => setActive(c.app, by, idOf(c, 'boris'), false),
  'makes an invitation': (c, by) => inviteAgain(c.app, by, idOf(c, 'nina')),
  'takes an account away': (c, by) => unbindPerson(c.app, by, idOf(c, 'boris')),
  'says that somebody is away': (c, by) => addAbsence(c.app, by, idOf(c, 'anna'), absence),
  'ends an absence': (c, by) => endAbsence(c.app, by, standingAbsence),
  'takes an absence out': (c, by) => removeAbsence(c.app, by, standingAbsence),
  'changes a rule': (c, by) =>
    changeRule(c.app, by, {
      ...{ key: 'perSeller', value: 1 },
      seenId: c.app.db.transaction(latestPolicyId),
    }),
  'takes a call type away': (c, by) => setChecklistActive(c.app, by, 1, false),
  'sends a checklist': (c, by) =>
    receiveChecklists(c.app, by, fileOf({ ...checklist, type: 'fourth', name: 'Четвёртый' })),
  'sends a table': (c, by) =>
    receiveUpload(c.app, by, { name: 'a.csv', bytes: Buffer.from('Код;Название\n') }, null),
  'reopens a month': (c, by) => reopenPeriod(c.app, by, month, 'ошибка'),
  'writes a debt off': (c, by) => writeOffDebt(c.app, by, idOf(c, 'olga'), 'ушла'),
  'takes a transfer back': (c, by) => reverseTransfer(c.app, by, 1, 'ошибка'),
  'closes a month': (c, by) => closePeriod(c.app, by, '2026-12'),
};

/** Of an upload that is one's own: an administrator's whose role was taken since. */
const ownActs: Record<string, Act> = {
  'says what a table is': (c, by) => nameUpload(c.app, by, table, 'clients'),
  'calls a table off': (c, by) => cancelUpload(c.app, by, table),
  'publishes a checklist': (c, by) => publishUpload(c.app, by, proposal),
  'drops a checklist': (c, by) => discardUpload(c.app, by, proposal),
};

/** Olga owes four points of November, which is closed; Ada was an administrator until she had sent two files. */
let standing: Standing;
beforeAll(async () => {
  const company = testCompany({ pointPriceMinor: 100 });
  const { app, as } = company;
  company.hire({ externalId: 'ada', telegramId: 1103, roles: [{ role: 'admin' }] });
  company.hire({ externalId: 'nina', roles: [{ role: 'controller' }] });
  must(acceptScore(app, as('anna'), await company.told({ by: 'pavel' })));
  const lost = await company.told({ fails: ['greet'] });
  must(beginAppeal(app, as('anna'), lost));
  must(giveReason(app, as('anna'), lost, { text: 'поздоровалась', voice: null }));
  must(sendAppeal(app, as('anna'), lost));
  must(decideItem(app, as('petr'), lost, { itemCode: 'greet', decision: 'seller_right' }));
  must(decideReason(app, as('petr'), lost, 'есть в записи'));
  must(confirmDecision(app, as('petr'), lost));
  publishChecklist(app, { ...checklist, type: 'second', name: 'Второй' }, null);
  company.clock.at('2026-12-02T10:00:00+03:00');
  must(closePeriod(app, as('root'), month));
  must(acceptScore(app, as('anna'), await company.told()));
  company.clock.at('2027-01-02T10:00:00+03:00');
  const today = { kind: 'sick_leave', from: '2027-01-01', to: '2027-01-09' } as const;
  must(addAbsence(app, as('root'), as('pavel').id, today));
  const bytes = Buffer.from('Что-то;Ещё\n1;2\n');
  must(await receiveUpload(app, as('ada'), { name: 'a.csv', bytes }, null));
  must(receiveChecklists(app, as('ada'), fileOf({ ...checklist, type: 'third', name: 'Третий' })));
  app.db.orm.$client.prepare("UPDATE uploads SET state = 'asking' WHERE id = ?").run(table);
  standing = company.standing();
});

const company = () => testCompany({ pointPriceMinor: 100 }, { from: standing });

function fingerprint({ app }: Company): string {
  const { $client: client } = app.db.orm;
  const names = client
    .prepare<[], string>("SELECT name FROM sqlite_master WHERE type = 'table'")
    .pluck();
  const rows = names.all().map((name) => client.prepare(`SELECT * FROM "${name}"`).all());
  return createHash('sha256').update(JSON.stringify(rows)).digest('hex');
}

const others = ['petr', 'raisa', 'olga', 'anna', 'marta', 'ada'];

test.each(Object.entries(acts))('nobody but an administrator %s', async (_, act) => {
  const c = company();
  c.hire({ externalId: 'ada', roles: [{ role: 'seller' }], direction: 'Розница' });
  const before = fingerprint(c);
  for (const who of others) {
    expect(await act(c, c.as(who)), who).toEqual({ ok: false, refusal: 'not_allowed' });
    expect(fingerprint(c), who).toBe(before);
  }
});

test.each(Object.entries(ownActs))('nobody %s who is an administrator no more', async (_, act) => {
  const c = company();
  c.hire({ externalId: 'ada', roles: [{ role: 'seller' }], direction: 'Розница' });
  const before = fingerprint(c);
  for (const who of ['ada', 'root']) {
    const expected = who === 'ada' ? 'not_allowed' : expect.stringMatching(/not_allowed|stale/);
    expect(await act(c, c.as(who)), who).toEqual({ ok: false, refusal: expected });
    expect(fingerprint(c), who).toBe(before);
  }
});

/** Else the refusals above would say nothing. */
test.each([
  ...Object.entries(acts).map(([name, act]) => [name, 'root', act] as const),
  ...Object.entries(ownActs).map(([name, act]) => [name, 'ada', act] as const),
])('an administrator does: %s (%s)', async (name, who, act) => {
  const c = company();
  const before = fingerprint(c);
  // Nobody gives themselves a role that they have.
  const by = name.startsWith('makes themselves')
    ? { ...c.as(who), id: idOf(c, 'boris') }
    : c.as(who);
  expect(await act(c, by)).toMatchObject({ ok: true });
  expect(fingerprint(c)).not.toBe(before);
});
