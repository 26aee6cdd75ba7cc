import { expect, test } from 'vitest';
import { receiveReports } from '../../src/app/intake/receive-telephony.ts';
import { askAdvice } from '../../src/app/teaching/ask-advice.ts';
import { personByExternalId } from '../../src/db/people.ts';
import { must } from '../support/company.ts';
import { company } from './company.ts';

const open = company();

const row = <Row>(text: string, ...values: unknown[]) =>
  open.demo
    .service()
    .app.db.orm.$client.prepare(text)
    .get(...values) as Row;

/** A call of a seller who asked about it before its telephone system had told all of it; answers its number. */
function half(externalId: string): number {
  const { app } = open.demo.service();
  const { source, extension, name } = row<{ source: string; extension: string; name: string }>(
    `SELECT source, extension, external_id name FROM extensions JOIN people ON people.id = extensions.person_id
      JOIN person_roles ON person_roles.person_id = people.id AND role = 'seller' AND active LIMIT 1`,
  );
  const told = {
    ...{ externalId, direction: 'in' as const, extension, number: '79165554433' },
    ...{ startedAt: open.now() - 120_000, durationS: 30, talkS: 25 },
  };
  receiveReports(app, source, [told]);
  const { id } = row<{ id: number }>('SELECT id FROM calls WHERE external_id = ?', externalId);
  const seller = personByExternalId(app.db, name, app.now());
  if (!seller) throw new Error(`${name} is nobody`);
  must(askAdvice(app, seller, id, null));
  receiveReports(app, source, [{ ...told, durationS: 90, talkS: 70 }]);
  return id;
}

test('administrators read once a day what was said of calls too late, in their language, and see it on the card', async () => {
  const { name } = row<{ name: string }>(
    "SELECT name FROM people JOIN person_roles ON person_id = people.id AND role = 'admin' LIMIT 1",
  );
  const admin = open.person(name.split(' ')[0] ?? '');
  const id = half('late-1');
  await open.later('P1D');
  const text = await admin.reads(/^Телефония позже сообщила/);
  expect(text).toBe(
    `Телефония позже сообщила о звонках другое: 1\n/call_${id}: разговор 1:10 вместо 0:25; весь звонок 1:30 вместо 0:30\nЭти звонки уже взяли в работу, поэтому в них самих ничего не изменилось.`,
  );
  await admin.press(`№${id}`, /^Телефония позже/);
  expect(await admin.reads(new RegExp(`№${id}`))).toContain(
    'Телефония позже сообщила: разговор 1:10 вместо 0:25; весь звонок 1:30 вместо 0:30',
  );
  await open.later('P1D');
  const heard = async () =>
    (await admin.sees()).filter((one) => one.text?.startsWith('Телефония позже сообщила')).length;
  expect(await heard()).toBe(1);

  await admin.say('/language');
  await admin.press('English');
  const next = half('late-2');
  await open.later('P1D');
  expect(await admin.reads(/^Calls of which/)).toBe(
    `Calls of which the telephone system later said something else: 1\n/call_${next}: talk 1:10 instead of 0:25; the whole call 1:30 instead of 0:30\nThey had already been taken up, so nothing in them has changed.`,
  );
  await admin.press(`No. ${next}`, /^Calls of which/);
  expect(await admin.reads(/The telephone system later said/)).toContain(
    'talk 1:10 instead of 0:25',
  );
});
