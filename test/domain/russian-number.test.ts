import { expect, test } from 'vitest';
import { russianE164 } from '../../src/domain/russian-number.ts';

const number = '+79161234567';

test.each([
  ['plain', ['+79161234567', '79161234567', '89161234567', '9161234567']],
  ['by spaces', ['+7 916 123 45 67', '7 916 123 45 67', '8 916 123 45 67', '916 123 45 67']],
  ['by dashes', ['+7-916-123-45-67', '7-916-123-45-67', '8-916-123-45-67', '916-123-45-67']],
  ['in brackets', ['+7 (916) 123-45-67', '8(916)1234567', '(916) 123-45-67', '(916)-123 45-67']],
  ['in parts', ['8 9161234567', '8916 1234567', '8916123 4567', '891612345 67', '8-916123-4567']],
])('the usual forms go past the library: %s', (_, forms) => {
  for (const form of forms) expect(russianE164(form, 'RU'), form).toBe(number);
});

test.each(['300', '499', '800', '899', '999'])('of the area %s', (area) => {
  expect(russianE164(`8 (${area}) 765-43-21`, 'RU')).toBe(`+7${area}7654321`);
  expect(russianE164(`${area}7654321`, 'RU')).toBe(`+7${area}7654321`);
});

test('from elsewhere only what begins with +7', () => {
  expect(russianE164('+7 916 123-45-67', 'DE')).toBe(number);
  for (const form of ['7 916 123-45-67', '8 916 123-45-67', '916 123-45-67']) {
    expect(russianE164(form, 'DE'), form).toBeNull();
  }
});

test('810 is an area only after a prefix: without one it is how to dial abroad', () => {
  expect(russianE164('8101234567', 'RU')).toBeNull();
  expect(russianE164('88101234567', 'RU')).toBe('+78101234567');
  expect(russianE164('8201234567', 'RU')).toBe('+78201234567');
});

test.each([
  '',
  '89161234567 доб. 12',
  'x89161234567',
  ' 89161234567',
  '89161234567\n',
  '8  916 123 45 67',
  '8.916.123.45.67',
  '8(916 1234567',
  '8916)1234567',
  '8 716 123 45 67',
  '8 (716) 123 45 67',
  '891612345',
  '891612345678',
  '+89161234567',
  '77016123456x',
  '+442071838750',
])('the library judges %j', (raw) => {
  expect(russianE164(raw, 'RU')).toBeNull();
});
