import fc from 'fast-check';
import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { describe, expect, test } from 'vitest';
import { formatPhone, normalisePhone } from '../../src/domain/phone.ts';
import { runs } from '../support/property-runs.ts';

describe('numbers to E.164', () => {
  test.each([
    ['89161234567', '+79161234567'],
    ['9161234567', '+79161234567'],
    ['79161234567', '+79161234567'],
    ['+79161234567', '+79161234567'],
    ['+7 (916) 123-45-67', '+79161234567'],
    ['8 (916) 123-45-67', '+79161234567'],
    ['8-916-123-4567', '+79161234567'],
    ['8 916 1234567 доб. 12', '+79161234567'],
    [' 89161234567 ', '+79161234567'],
    ['\t8 916 123-45-67\r\n', '+79161234567'],
    ['(495) 123-45-67', '+74951234567'],
    ['8 800 555 35 35', '+78005553535'],
    ['+7 701 123 45 67', '+77011234567'],
    ['+44 20 7183 8750', '+442071838750'],
    ['8 10 44 20 7183 8750', '+442071838750'],
  ])('%j from Russia is %s', (raw, e164) => {
    expect(normalisePhone(raw, 'RU')).toEqual({ kind: 'e164', e164 });
  });

  test.each([
    ['015112345678', 'DE', '+4915112345678'],
    ['+79161234567', 'DE', '+79161234567'],
    ['+79161234567', 'no such country', '+79161234567'],
  ])('%j from %s is %s', (raw, country, e164) => {
    expect(normalisePhone(raw, country)).toEqual({ kind: 'e164', e164 });
  });

  test('a Russian national form means nothing from another country', () => {
    expect(normalisePhone('89161234567', 'DE')).not.toMatchObject({ e164: '+79161234567' });
    expect(normalisePhone('89161234567', 'no such country').kind).toBe('invalid');
  });

  test.each([
    'nullify',
    'nonesuch',
    'undefinedly',
    'Ivan Hidden',
    '101',
    '1234',
    '112',
    '12345',
    '916123456',
    '891612345678',
    '+71234567890',
    '0',
  ])('%j is no number of the public network', (raw) =>
    expect(normalisePhone(raw, 'RU')).toEqual({ kind: 'invalid', raw }),
  );

  test.each(['sip:89161234567@pbx', 'Иван 89161234567', '89161234567,89161234568', 'sales', 's1'])(
    '%j holds more than a number',
    (raw) => expect(normalisePhone(raw, 'RU')).toEqual({ kind: 'invalid', raw }),
  );

  test.each([
    null,
    undefined,
    '',
    '   ',
    '-',
    'anonymous',
    'Anonymous',
    '"Anonymous" <anonymous@anonymous.invalid>',
    'UNKNOWN',
    '<unknown>',
    'hidden',
    'Restricted',
    'unavailable',
    'Blocked',
    'none',
    'undefined',
    'Неопределён',
    'private number',
    'withheld',
    'null',
    'Аноним',
    'АНОНИМНЫЙ',
    'Номер скрыт',
    'скрытый номер',
    'Неизвестный',
    'не определён',
  ])('%j is withheld', (raw) => {
    expect(normalisePhone(raw, 'RU')).toEqual({ kind: 'hidden' });
  });

  test('the quick way gives what the library gives', () => {
    const digits = (min: number, count: number) =>
      fc.integer({ min, max: 10 ** count - 1 }).map((n) => `${n}`.padStart(count, '0'));
    const area = fc.oneof(digits(0, 3), fc.constantFrom('800', '810', '811', '899', '916', '300'));
    const parts = fc.record({
      prefix: fc.constantFrom('+7', '7', '8', ''),
      area: fc.oneof(
        area,
        area.map((code) => `(${code})`),
      ),
      first: digits(0, 3),
      second: digits(0, 2),
      third: digits(0, 2),
      signs: fc.array(fc.constantFrom('', '', ' ', '-'), { minLength: 4, maxLength: 4 }),
    });
    fc.assert(
      fc.property(parts, ({ prefix, area, first, second, third, signs }) => {
        const [a, b, c, d] = signs;
        const raw = `${prefix}${a}${area}${b}${first}${c}${second}${d}${third}`;
        const number = parsePhoneNumberFromString(raw.trim(), {
          defaultCountry: 'RU',
          extract: false,
        });
        expect(normalisePhone(raw, 'RU')).toEqual(
          number?.isValid() ? { kind: 'e164', e164: number.number } : { kind: 'invalid', raw },
        );
      }),
      runs(20_000),
    );
  });

  test('a number once normalised stays as it is, wherever it is read again', () => {
    const countries = fc.constantFrom('RU', 'DE', 'KZ', 'US');
    const raws = fc.oneof(
      fc.stringMatching(/^8[0-9]{10}$/),
      fc.stringMatching(/^\+[1-9][0-9]{8,13}$/),
    );
    fc.assert(
      fc.property(raws, countries, (raw, country) => {
        const phone = normalisePhone(raw, 'RU');
        fc.pre(phone.kind === 'e164');
        expect(normalisePhone(phone.e164, country)).toEqual(phone);
        expect(phone.e164).toMatch(/^\+[1-9]\d{6,14}$/);
      }),
    );
  });

  test('no text at all breaks it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (raw) => {
        expect(['e164', 'hidden', 'invalid']).toContain(normalisePhone(raw, 'RU').kind);
      }),
    );
  });
});

describe('numbers on screen', () => {
  test.each([
    ['+79161234567', '+7 916 123 45 67'],
    ['+442071838750', '+44 20 7183 8750'],
    ['nonsense', 'nonsense'],
  ])('%s is shown as %s', (e164, shown) =>
    expect(formatPhone(e164).replaceAll('\u00a0', ' ')).toBe(shown),
  );

  test.each(['+79161234567', '+442071838750', '+4930123456'])(
    '%s is shown so that no line breaks it, and read back when it is copied',
    (e164) => {
      const shown = formatPhone(e164);
      expect(shown).not.toMatch(/[ -]/);
      expect(normalisePhone(shown, 'RU')).toEqual({ kind: 'e164', e164 });
      expect(normalisePhone(` ${shown.replaceAll('\u00a0', '\u2011')} `, 'RU')).toEqual({
        kind: 'e164',
        e164,
      });
    },
  );
});
