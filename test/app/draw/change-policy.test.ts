import { describe, expect, test } from 'vitest';
import { changePolicy, firstPolicy } from '../../../src/app/draw/change-policy.ts';
import { type Company, testCompany } from '../../support/company.ts';

const historyOf = ({ app }: Company) =>
  app.db.orm.$client
    .prepare<[], { byId: number | null; at: number; perSeller: number }>(
      `SELECT by_id byId, at, policy ->> 'perSeller' perSeller FROM policy_changes ORDER BY id`,
    )
    .all();

describe('a change of the policy', () => {
  test('is in force at once and keeps who, when and what was before', () => {
    const company = testCompany({ perSeller: 2 });
    const root = company.as('root').id;
    const startedAt = company.clock.now;
    company.clock.advance('P1D');
    expect(changePolicy(company.app, { perSeller: 3 }, root).ok).toBe(true);
    expect(company.app.policy().perSeller).toBe(3);
    expect(historyOf(company)).toEqual([
      { byId: null, at: startedAt, perSeller: 2 },
      { byId: root, at: company.clock.now, perSeller: 3 },
    ]);
  });

  test('leaves every other rule as it was', () => {
    const company = testCompany({ appealPoints: 9 });
    const before = company.app.policy();
    changePolicy(company.app, { perSeller: 3 }, null);
    expect(company.app.policy()).toEqual({ ...before, perSeller: 3 });
  });

  test.each([
    ['perSeller', -1],
    ['perSeller', 'many'],
    ['percent', 101],
    ['approvalDelay', 'two days'],
    ['approvalDelay', '-P2D'],
    ['quietHours', '25:00-09:00'],
    ['timeZone', 'Moscow'],
    ['drawCron', 'every evening'],
    ['drawBy', 'dice'],
    ['minListenShare', 1.1],
    ['unstartedWorkingDays', 0],
    ['idleDays', 0],
  ])('to %s %s is refused by its name, and nothing changes', (key, value) => {
    const company = testCompany();
    const before = company.app.policy();
    const changed = changePolicy(company.app, { [key]: value }, null);
    expect(changed).toMatchObject({ ok: false, problems: [{ key }] });
    expect(company.app.policy()).toEqual(before);
    expect(historyOf(company)).toHaveLength(1);
  });

  test('names every problem at once', () => {
    const { app } = testCompany();
    const changed = changePolicy(app, { perSeller: -1, timeZone: 'Moscow' }, null);
    expect(changed.ok ? [] : changed.problems.map(({ key }) => key).sort()).toEqual([
      'perSeller',
      'timeZone',
    ]);
  });
});

test('the first values are written once: a later start with others leaves the policy alone', () => {
  const company = testCompany({ perSeller: 2 });
  firstPolicy(company.app, { perSeller: 9 });
  expect(company.app.policy().perSeller).toBe(2);
  expect(historyOf(company)).toHaveLength(1);
});
