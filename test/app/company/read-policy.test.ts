import { describe, expect, test } from 'vitest';
import {
  lastChangeOf,
  policyHistory,
  policyNow,
  tryRule,
} from '../../../src/app/company/read-policy.ts';
import { changePolicy, changeRule } from '../../../src/app/draw/change-policy.ts';
import { must, testCompany } from '../../support/company.ts';

describe('a rule changed by somebody of the company', () => {
  test('is changed by an administrator alone, who finds it in the history', () => {
    const { app, as, clock } = testCompany({ total: 5 });
    const { id: seenId } = must(policyNow(app, as('root')));
    const change = { key: 'total', value: 7, seenId } as const;
    for (const whose of ['anna', 'olga', 'marta', 'petr']) {
      expect(changeRule(app, as(whose), change)).toEqual({ ok: false, refusal: 'not_allowed' });
      expect(policyNow(app, as(whose))).toEqual({ ok: false, refusal: 'not_allowed' });
    }
    expect(app.policy().total).toBe(5);
    clock.advance('P1D');
    must(changeRule(app, as('root'), change));
    expect(app.policy().total).toBe(7);
    expect(lastChangeOf(app, 'total')).toMatchObject({
      at: clock.now,
      byName: 'root',
      changed: [{ key: 'total', from: 5, to: 7 }],
    });
    expect(lastChangeOf(app, 'percent')).toBeNull();
  });

  test('is left alone where any rule changed since it was looked at', () => {
    const { app, as } = testCompany({ total: 5 });
    const { id: seenId } = must(policyNow(app, as('root')));
    changePolicy(app, { percent: 9 }, null);
    const stale = { ok: false, refusal: 'stale' };
    expect(changeRule(app, as('root'), { key: 'total', value: 7, seenId })).toEqual(stale);
    expect(app.policy().total).toBe(5);
  });

  test('is left alone where another process changed one this very moment', () => {
    const { app, as } = testCompany({ total: 5 });
    const { id: seenId, policy } = must(policyNow(app, as('root')));
    // Past the rules kept at hand, as the command line beside the service does it.
    app.db.orm.$client
      .prepare('INSERT INTO policy_changes (at, by_id, policy) VALUES (0, NULL, ?)')
      .run(JSON.stringify({ ...policy, percent: 9 }));
    const stale = { ok: false, refusal: 'stale' };
    expect(changeRule(app, as('root'), { key: 'total', value: 7, seenId })).toEqual(stale);
  });
});

test('the history is paged, the newest first, and the first values are no change', () => {
  const { app } = testCompany({ total: 0 });
  for (let total = 1; total <= 5; total += 1) changePolicy(app, { total }, null);
  const told = (changes: ReturnType<typeof policyHistory>) =>
    changes.flatMap(({ changed }) => changed.map(({ from, to }) => [from, to]));
  const first = policyHistory(app, undefined, 2);
  expect(told(first)).toEqual([
    [4, 5],
    [3, 4],
  ]);
  expect(told(policyHistory(app, first.at(-1)?.id, 9))).toEqual([
    [2, 3],
    [1, 2],
    [0, 1],
  ]);
});

test.each([
  ['total', '12', true],
  ['total', '-1', false],
  ['percent', '2.5', true],
  ['drawCron', '0 19 * * 1-6', true],
  ['drawCron', '0 25 * * *', false],
  ['drawCron', '0 0 31 2 *', false],
  ['quietHours', '', true],
  ['timeZone', 'Moscow', false],
] as const)('%s as %s is a value: %s', (key, typed, fits) => {
  expect(tryRule(testCompany().app, key, typed).ok).toBe(fits);
});
