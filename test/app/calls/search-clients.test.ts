import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { searchClients } from '../../../src/app/calls/search-clients.ts';
import { registerClients, registerOrders } from '../../../src/app/intake/register-clients.ts';
import { searchWords } from '../../../src/domain/search-words.ts';
import { testCompany } from '../../support/company.ts';

function withClients() {
  const company = testCompany();
  registerClients(company.app, [
    { externalId: '1', name: 'ООО «Монолит-Юг»', phones: ['+7 495 012-44-70'] },
    { externalId: '2', name: 'Пётр Алёшин', phones: ['+79735550102', '+79735550103'] },
    { externalId: '3', name: 'ПЕТРОВ Иван', phones: ['89735550102'] },
    { externalId: '4', name: 'ИП Иванов А. П.', phones: [] },
    { externalId: '5', name: 'Иванов Иван Иванович', phones: [] },
  ]);
  const order = (
    number: string,
    clientExternalId: string,
    inWork: boolean,
    phones: string[] = [],
  ) => ({
    externalId: `o-${number}`,
    number,
    clientExternalId,
    inWork,
    openedAt: '2026-11-01T00:00:00Z',
    phones,
  });
  registerOrders(company.app, [
    order('5521', '1', true, ['+79738452047']),
    order('5522', '2', false),
    order('№ 77', '3', true),
    order('ЗК-12', '4', true),
  ]);
  return (text: string, inWorkOnly = false) => {
    const { clients, orders } = searchClients(company.app, { text, inWorkOnly });
    return [clients.map(({ id }) => id).sort(), orders.map(({ number }) => number)];
  };
}

describe('searching for a client or an order', () => {
  test.each([
    ['монолит', [1]],
    ['МОНОЛ', [1]],
    ['юг', [1]],
    ['«Монолит-Юг', [1]],
    ['олит', []],
    ['петр', [2, 3]],
    ['пётр', [2, 3]],
    ['алешин петр', [2]],
    ['иван', [3, 4, 5]],
    ['иван петров', [3]],
    ['иванович', [5]],
    ['сидоров', []],
    ['иван сидоров', []],
    ['   ', []],
    ['%', []],
    ['_', []],
  ])('by name: %s', (text, ids) => {
    expect(withClients()(text)).toEqual([ids, []]);
  });

  test('by a phone number in any spelling', () => {
    const search = withClients();
    for (const text of [
      '+7 973 555-01-02',
      '8 (973) 555 01 02',
      '9735550102',
      ' 79735550102 ',
      '+7\u00a0973\u00a0555\u00a001\u00a002',
      '8\u00a0973\u00a0555\u201101\u201102',
    ]) {
      expect(search(text), text).toEqual([[2, 3], []]);
    }
    expect(search('+79738452047')).toEqual([[], ['5521']]);
    expect(search('+79160000000')).toEqual([[], []]);
  });

  test('by the beginning of an order’s number, in work only or any', () => {
    const search = withClients();
    expect(search('5521')).toEqual([[], ['5521']]);
    expect(search('№ 552')).toEqual([[], ['5521', '5522']]);
    expect(search('заказ 552', true)).toEqual([[], ['5521']]);
    expect(search('77')).toEqual([[], ['№ 77']]);
    expect(search('зк-12')).toEqual([[], ['ЗК-12']]);
    expect(search('52')).toEqual([[], []]);
  });

  test('a client renamed is found by the new name alone', () => {
    const { app } = testCompany();
    const named = (name: string) => registerClients(app, [{ externalId: '1', name, phones: [] }]);
    named('Старое имя');
    named('Новое имя');
    const ids = (text: string) => searchClients(app, { text, inWorkOnly: true }).clients.length;
    expect([ids('старое'), ids('новое'), ids('имя')]).toEqual([0, 1, 1]);
  });

  test('finds a client by the beginning of any of its words, as a plain look at every name does', () => {
    const word = fc.string({
      unit: fc.constantFrom(...'абвАБВёЁab1-. «»'),
      minLength: 1,
      maxLength: 6,
    });
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 12 }), word, (names, typed) => {
        const { app } = testCompany();
        const items = names.map((name, n) => ({
          externalId: `${n}`,
          name: `x ${name}`,
          phones: [],
        }));
        registerClients(app, items);
        const wanted = searchWords(typed);
        const expected = items.flatMap(({ name }, n) => {
          const words = searchWords(name);
          const fits = wanted.every((start) => words.some((own) => own.startsWith(start)));
          return wanted.length > 0 && fits ? [n + 1] : [];
        });
        const found = searchClients(app, { text: typed, inWorkOnly: true }).clients;
        expect(found.map(({ id }) => id).sort((a, b) => a - b)).toEqual(expected);
      }),
      { numRuns: 40 },
    );
  });
});
