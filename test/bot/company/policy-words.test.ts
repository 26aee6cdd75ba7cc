import { describe, expect, test } from 'vitest';
import { ruleGroupNames, rulesOfGroup } from '../../../src/bot/company/policy-rules.ts';
import {
  cronText,
  howTyped,
  typedValue,
  valueText,
} from '../../../src/bot/company/policy-words.ts';
import { wordsIn } from '../../../src/bot/words.ts';
import { languages } from '../../../src/domain/person.ts';
import { defaultPolicy, policyKeys } from '../../../src/domain/policy.ts';

const zone = 'Europe/Moscow';
const ru = wordsIn('ru', zone);
const en = wordsIn('en', zone);

test('every rule stands in exactly one group', () => {
  const grouped = ruleGroupNames.flatMap(rulesOfGroup);
  expect([...grouped].sort()).toEqual([...policyKeys].sort());
});

describe.each(languages)('in %s', (language) => {
  const words = wordsIn(language, zone);
  test.each(policyKeys)(
    '%s has a name, a meaning, a way to write it and a value in words',
    (key) => {
      for (const asked of [`policy-${key}`, `policy-${key}-hint`]) {
        expect(words.plain(asked)).not.toBe(asked);
      }
      expect(howTyped(words, key)).not.toMatch(/policy-/);
      expect(valueText(words, key, defaultPolicy[key])).not.toMatch(/policy-|duration-/);
    },
  );
});

test.each([
  ['0 19 * * 1-6', '19:00, пн–сб', '19:00, Mon–Sat'],
  ['30 8 * * *', '08:30 каждый день', '08:30 every day'],
  ['0 9 * * 7', '09:00, вс', '09:00, Sun'],
  ['0 9 1 * *', '0 9 1 * *', '0 9 1 * *'],
  ['*/5 9 * * 1', '*/5 9 * * 1', '*/5 9 * * 1'],
])('the cron expression %s is said %s, or %s', (cron, russian, english) => {
  expect(cronText(ru, cron)).toBe(russian);
  expect(cronText(en, cron)).toBe(english);
});

test.each([
  ['approvalDelay', 'P2D', '2 дня'],
  ['quietHours', '', 'нет'],
  ['quietHours', '20:00-09:00', '20:00–09:00'],
  ['minListenShare', 0.5, '50\u00a0%'],
  ['drawAlsoAsked', false, 'нет'],
  ['minTalkS', 61, '61 секунду'],
] as const)('%s of %s reads %s', (key, value, text) => {
  expect(valueText(ru, key, value)).toBe(text);
});

test.each([
  ['approvalDelay', '2 дня', 'P2D'],
  ['approvalDelay', '48 часов', 'PT48H'],
  ['approvalDelay', '1 неделя', 'P1W'],
  ['noticeHold', '5 мин.', 'PT5M'],
  ['noticeHold', '30 seconds', 'PT30S'],
  ['noticeHold', ' pt5m ', 'PT5M'],
  ['approvalDelay', 'два дня', 'ДВА ДНЯ'],
  ['quietHours', 'нет', ''],
  ['quietHours', '21:00 – 08:00', '21:00-08:00'],
  ['percent', '2,5 %', '2.5'],
  ['minListenShare', '50 %', '0.5'],
  ['minListenShare', '0,5', '0.5'],
  ['total', '-', '-'],
  ['drawCron', '0 19 * * 1-6', '0 19 * * 1-6'],
] as const)('for %s "%s" is taken as %s', (key, typed, kept) => {
  expect(typedValue(key, typed)).toBe(kept);
});
