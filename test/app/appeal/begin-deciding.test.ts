import { expect, test } from 'vitest';
import { concedeAppeal, previewConcession } from '../../../src/app/appeal/answer-appeal.ts';
import { decideItem, decideReason, decideWhole } from '../../../src/app/appeal/decide-appeal.ts';
import {
  chooseKind,
  giveReason,
  sendAppeal,
  toggleItem,
} from '../../../src/app/appeal/send-appeal.ts';
import { creditSheet } from '../../../src/app/calls/read-call.ts';
import type { AppealKind, Decision } from '../../../src/domain/call.ts';
import { type Company, must, testCompany } from '../../support/company.ts';

/** A call of Anna's that she appeals; Petr heads its direction, Sveta everything. */
async function appealed(kind: AppealKind = 'items') {
  const company = testCompany();
  const { app, as } = company;
  company.hire({ externalId: 'sveta', roles: [{ role: 'supervisor' }] });
  const id = await company.told({ fails: ['greet', 'need'] });
  if (kind === 'items') must(toggleItem(app, as('anna'), id, 'greet'));
  else must(chooseKind(app, as('anna'), id, kind));
  must(giveReason(app, as('anna'), id, { text: 'Не согласна', voice: null }));
  must(sendAppeal(app, as('anna'), id));
  const decide = (decision: Decision | null, who = 'petr') =>
    must(decideItem(app, as(who), id, { itemCode: 'greet', decision }));
  return { ...company, id, decide, begun: () => begunBy(company, id) };
}

/** The name of who has begun to decide; null: nobody. */
function begunBy({ app, call }: Company, id: number): string | null {
  const byId = call(id).appeal?.begunById ?? null;
  const name = 'SELECT name FROM people WHERE id = ?';
  return byId === null
    ? null
    : (app.db.orm.$client.prepare<[number], string>(name).pluck().get(byId) ?? null);
}

test('one tap of a head, taken back, does not bar the controller from conceding', async () => {
  const { app, as, id, decide, begun, call } = await appealed();
  const sheet = () => creditSheet(app, id) ?? expect.fail('no score');
  decide('controller_right');
  expect(begun()).toBe('petr');
  expect(concedeAppeal(app, as('olga'), id)).toEqual({ ok: false, refusal: 'already_begun' });
  expect(previewConcession(app, sheet())).toBeNull();
  decide(null);
  expect(begun()).toBeNull();
  expect(previewConcession(app, sheet())).toMatchObject({ pays: 3 });
  must(concedeAppeal(app, as('olga'), id));
  expect(call(id).status).toBe('approved_overturned');
});

test('a reason alone has decided nothing', async () => {
  const { app, as, id, decide, begun } = await appealed();
  must(decideReason(app, as('petr'), id, 'Послушаю завтра'));
  expect(begun()).toBeNull();
  decide('seller_right');
  decide(null);
  expect(begun()).toBeNull();
  must(concedeAppeal(app, as('olga'), id));
});

test.each([true, false])('so it is where the whole is asked about: annul %s', async (annul) => {
  const { app, as, id, begun } = await appealed('wrong_type');
  must(decideWhole(app, as('petr'), id, annul));
  expect(begun()).toBe('petr');
  must(decideWhole(app, as('petr'), id, null));
  expect(begun()).toBeNull();
});

test('of two heads the first to decide has begun; taken back, it is the other, then nobody', async () => {
  const { app, as, id, decide, begun } = await appealed();
  decide('seller_right', 'sveta');
  decide('controller_right', 'petr');
  expect(begun()).toBe('sveta');
  decide(null, 'petr');
  expect(begun()).toBe('sveta');
  decide('controller_right', 'petr');
  decide(null, 'sveta');
  expect(begun()).toBe('petr');
  expect(concedeAppeal(app, as('olga'), id)).toEqual({ ok: false, refusal: 'already_begun' });
  decide(null, 'petr');
  expect(begun()).toBeNull();
});

test('it does not pass to a head who may decide it no more', async () => {
  const { hire, decide, begun } = await appealed();
  decide('seller_right', 'petr');
  decide('seller_right', 'sveta');
  hire({ externalId: 'sveta', roles: [{ role: 'mentor' }] });
  decide(null, 'petr');
  expect(begun()).toBeNull();
});

test('the controller’s notice is drawn anew when it begins and when it ends, and only then', async () => {
  const { app, as, decide, deliver, clock, id } = await appealed();
  deliver();
  const redrawn = () => {
    clock.advance('PT1S');
    return deliver().filter(({ kind, personId }) => {
      return kind === 'appeal_begun' && personId === as('olga').id;
    }).length;
  };
  decide('seller_right');
  expect(redrawn()).toBe(1);
  decide('controller_right');
  decide('controller_right', 'sveta');
  expect(redrawn()).toBe(0);
  decide(null);
  expect(redrawn()).toBe(0);
  decide(null, 'sveta');
  expect(redrawn()).toBe(1);
  expect(creditSheet(app, id)?.appeal?.begunById).toBeNull();
});
