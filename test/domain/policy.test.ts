import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import {
  defaultPolicy,
  drawRuleOf,
  type PolicyKey,
  policyKeys,
  policySchema,
  rangeOf,
} from '../../src/domain/policy.ts';

const page = readFileSync(new URL('../../docs/configuration.md', import.meta.url), 'utf8');

/** The rules and first values of docs/configuration.md; a row may hold several. */
const documented = new Map(
  page
    .slice(page.indexOf('## The rules'))
    .split('\n')
    .filter((line) => /^\| `[a-z]\w*`/.test(line))
    .flatMap((line) => {
      const [, names = '', values = ''] = line.split('|');
      const each = values.split(',').map((value) => value.trim().replaceAll('`', ''));
      return names
        .split(',')
        .map((name, at) => [name.trim().replaceAll('`', ''), each[at] ?? ''] as const);
    }),
);

const takes = (key: PolicyKey, value: unknown) => policySchema.shape[key].safeParse(value);

describe('the rules of a company', () => {
  test('begin with the values of the documents, and each is documented', () => {
    const first = policyKeys.map((key) => [key, String(defaultPolicy[key]) || 'empty'] as const);
    expect(new Map(first)).toEqual(documented);
  });

  test.each<[PolicyKey, number, number]>([
    ['perSeller', 0, 50],
    ['total', 0, 10_000],
    ['percent', 0, 100],
    ['minTalkS', 0, 86_400],
    ['openAppealsMax', 0, 1000],
    ['asksPerWeek', 0, 1000],
    ['takesPerWeek', 0, 1000],
    ['sendsPerMonth', 0, 1000],
    ['unstartedWorkingDays', 1, 365],
    ['idleDays', 1, 365],
    ['itemDecidedFrom', 1, 1000],
    ['itemOverturnedPercent', 0, 100],
    ['secondDecisionPercent', 0, 100],
    ['secondHeadFellPercent', 0, 100],
    ['secondHeadSellerItems', 0, 100],
    ['leaseMinutes', 0, 1440],
    ['leaseExtraMinutes', 0, 1440],
    ['minListenShare', 0, 1],
    ['benchmarkCalls', 0, 100],
    ['secondScorePercent', 0, 100],
    ['missedPoints', 0, 1000],
    ['recordingDays', 1, 3650],
    ['clipBeforeS', 0, 300],
    ['clipAfterS', 1, 300],
    ['longSilenceS', 2, 3600],
    ['reviewPoints', 0, 1000],
    ['violationPoints', 0, 1000],
    ['appealPoints', 0, 1000],
    ['concedeControllerPoints', 0, 1000],
    ['pointPriceMinor', 0, 1_000_000],
    ['minScoredCalls', 0, 1000],
    ['inviteDays', 1, 365],
  ])('%s lies between %d and %d, typed or not', (key, least, most) => {
    expect(rangeOf(key)).toEqual({ least, most });
    for (const value of [least, most, String(most)]) expect(takes(key, value).success).toBe(true);
    for (const value of [least - 1, most + 1, 'two']) expect(takes(key, value).success).toBe(false);
    const half = takes(key, least + 0.5).success;
    expect(half).toBe(key === 'minListenShare' || key.toLowerCase().endsWith('percent'));
  });

  test.each<[PolicyKey, readonly unknown[], readonly unknown[]]>([
    ['timeZone', ['UTC', 'Asia/Yekaterinburg'], ['Moscow', '+03:00']],
    [
      'drawCron',
      ['0 19 * * 1-6', ' 0 19  * * 1 '],
      ['0 19 * *', '0 0 19 * * 1', '0 19 * * 1,\t2 x'],
    ],
    ['digestCron', ['0 10 * * 1'], ['', 'monday']],
    ['drawBy', ['perSeller', 'total', 'percent'], ['each', '']],
    ['percent', [2.5, 0.01, '33.33'], [0.001]],
    ['noticeHold', ['PT0S', 'PT5M'], ['5 minutes', '']],
    ['approvalDelay', ['P2D', 'PT48H'], ['-P1D']],
    ['deliveryGiveUp', ['PT24H'], ['24']],
    ['adviceReminder', ['PT24H'], ['24']],
    ['appealReminder', ['PT24H'], ['24']],
    ['appealEscalation', ['PT48H'], ['48']],
    ['quietHours', ['', ' 21:00-08:00 '], ['20-9', 'at night']],
    ['workingDaysOnly', [true, 'true', '1', false, 'false', '0'], ['yes', 1, '']],
    ['drawAlsoAsked', ['true', '0'], ['no']],
    ['drawEntropy', ['none', 'people', 'beacon'], ['', 'dice']],
    ['sellerChannel', ['left', 'right'], ['middle']],
    ['currency', ['RUB', 'KZT'], ['rub', 'RU', 'RUBL', 'aRUB']],
    ['motivationScale', ['', ' steps 80:1 '], ['stairs 80:1']],
    ['motivationPays', ['coefficient', 'sum'], ['money']],
  ])('%s takes what it can hold, and nothing else', (key, good, bad) => {
    for (const value of good) expect(takes(key, value).success, String(value)).toBe(true);
    for (const value of bad) expect(takes(key, value).success, String(value)).toBe(false);
  });

  test('flags are read from words, and texts without the spaces around them', () => {
    const flags = ['true', '1', 'false', '0'].map((typed) => takes('workingDaysOnly', typed).data);
    expect(flags).toEqual([true, true, false, false]);
    expect(takes('drawCron', ' 0 19 * * 1 ').data).toBe('0 19 * * 1');
    expect(takes('quietHours', ' 21:00-08:00 ').data).toBe('21:00-08:00');
    expect(takes('motivationScale', ' steps 80:1 ').data).toBe('steps 80:1');
  });

  test.each<[PolicyKey, unknown, string]>([
    ['timeZone', 'Moscow', 'is no IANA time zone such as Europe/Moscow'],
    ['drawCron', 'daily', 'is no cron expression of five fields'],
    ['noticeHold', '5', 'is no ISO 8601 duration such as P2D or PT5M'],
    ['quietHours', 'night', 'is no pair of hours such as 20:00-09:00'],
    ['currency', '₽', 'is no ISO 4217 code such as RUB'],
    ['motivationScale', 'steps', 'has no points'],
  ])('what is wrong with %s is said: %j', (key, value, words) => {
    expect(takes(key, value).error?.issues[0]?.message).toContain(words);
  });

  test('have a range only where they are numbers', () => {
    const without = policyKeys.filter((key) => rangeOf(key) === null);
    expect(without.filter((key) => typeof defaultPolicy[key] === 'number')).toEqual([]);
    expect(without).toContain('drawBy');
    expect(policyKeys.length - without.length).toBe(32);
  });
});

test('a draw takes its number from the rule that is chosen', () => {
  const policy = { ...defaultPolicy, perSeller: 3, total: 11, percent: 7.5 };
  expect(drawRuleOf({ ...policy, drawBy: 'perSeller' })).toEqual({ kind: 'perSeller', count: 3 });
  expect(drawRuleOf({ ...policy, drawBy: 'total' })).toEqual({ kind: 'total', count: 11 });
  expect(drawRuleOf({ ...policy, drawBy: 'percent' })).toEqual({ kind: 'percent', percent: 7.5 });
});
