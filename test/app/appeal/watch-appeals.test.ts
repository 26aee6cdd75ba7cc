import { expect, test } from 'vitest';
import {
  confirmDecision,
  decideItem,
  decideReason,
} from '../../../src/app/appeal/decide-appeal.ts';
import { appealsFor } from '../../../src/app/appeal/read-case.ts';
import { giveReason, sendAppeal, toggleItem } from '../../../src/app/appeal/send-appeal.ts';
import { watchAppeals } from '../../../src/app/appeal/watch-appeals.ts';
import { type Company, must, testCompany } from '../../support/company.ts';

const hourMs = 3_600_000;

async function appealed(): Promise<Company & { id: number; openedAt: number }> {
  const company = testCompany();
  const { app, as } = company;
  const id = await company.told();
  must(toggleItem(app, as('anna'), id, 'greet'));
  must(giveReason(app, as('anna'), id, { text: 'Не согласна', voice: null }));
  must(sendAppeal(app, as('anna'), id));
  return { ...company, id, openedAt: company.clock.now };
}

const remindersFor = ({ app, as }: Company, who: string) =>
  app.db.orm.$client
    .prepare<[number], { stage: string }>(
      `SELECT payload ->> 'stage' stage FROM outbox WHERE person_id = ? AND kind = 'appeal_overdue'
        ORDER BY id`,
    )
    .all(as(who).id)
    .map(({ stage }) => stage);

test('after a day its heads are reminded once, and not a millisecond sooner', async () => {
  const company = await appealed();
  company.clock.at(company.openedAt + 24 * hourMs - 1);
  watchAppeals(company.app);
  expect(remindersFor(company, 'petr')).toEqual([]);
  company.clock.at(company.openedAt + 24 * hourMs);
  watchAppeals(company.app);
  watchAppeals(company.app);
  expect(remindersFor(company, 'petr')).toEqual(['reminder']);
  expect(remindersFor(company, 'raisa')).toEqual([]);
});

test('after two days it goes to every supervisor, and not a millisecond sooner', async () => {
  const company = await appealed();
  const { app, as, id } = company;
  company.clock.at(company.openedAt + 48 * hourMs - 1);
  watchAppeals(app);
  expect(company.call(id).appeal?.escalatedAt).toBeNull();
  expect(appealsFor(app, as('raisa'))).toEqual([]);

  company.clock.at(company.openedAt + 48 * hourMs);
  watchAppeals(app);
  watchAppeals(app);
  expect(remindersFor(company, 'raisa')).toEqual(['escalated']);
  expect(remindersFor(company, 'petr')).toEqual(['reminder', 'escalated']);
  must(decideItem(app, as('raisa'), id, { itemCode: 'greet', decision: 'seller_right' }));
  must(decideReason(app, as('raisa'), id, 'Послушала'));
  must(confirmDecision(app, as('raisa'), id));
});

test('nobody may decide an escalated appeal of a score of their own', async () => {
  const company = await appealed();
  company.hire({ externalId: 'olga', roles: [{ role: 'controller' }, { role: 'supervisor' }] });
  company.clock.advance('P2D');
  watchAppeals(company.app);
  expect(remindersFor(company, 'olga')).toEqual([]);
  expect(appealsFor(company.app, company.as('olga'))).toEqual([]);
});

test('a decided appeal is not watched any more', async () => {
  const company = await appealed();
  const { app, as, id } = company;
  must(decideItem(app, as('petr'), id, { itemCode: 'greet', decision: 'controller_right' }));
  must(decideReason(app, as('petr'), id, 'Слышно'));
  must(confirmDecision(app, as('petr'), id));
  company.clock.advance('P3D');
  watchAppeals(app);
  expect(remindersFor(company, 'petr')).toEqual([]);
});

test('an appeal is never decided by time', async () => {
  const company = await appealed();
  company.clock.advance('P60D');
  watchAppeals(company.app);
  expect(company.call(company.id).status).toBe('scored_appealed');
});

test.each(['PT1H', 'P90D'])(
  'a clock that is set forward by %s neither reminds nor escalates before its time',
  async (leap) => {
    const company = await appealed();
    const { app, clock } = company;
    clock.at(company.openedAt + 24 * hourMs - 60_000);
    clock.set(leap);
    watchAppeals(app);
    expect(remindersFor(company, 'petr')).toEqual([]);
    clock.advance('PT1M');
    watchAppeals(app);
    expect(remindersFor(company, 'petr')).toEqual(['reminder']);
    expect(company.call(company.id).appeal?.escalatedAt).toBeNull();
  },
);
