import { describe, expect, it } from 'vitest';
import { importRows, refusedRows } from '../../src/app/intake/import-items.ts';
import { causeOf, refusedLine } from '../../src/bot/refused-row.ts';
import { wordsIn } from '../../src/bot/words.ts';
import type { TableKind } from '../../src/domain/upload.ts';
import { testCompany } from '../support/company.ts';

const person = { externalId: 'p', name: 'П', roles: [{ role: 'seller' }], direction: 'Опт' };
const client = { externalId: 'c', name: 'К', phones: [] };
const order = {
  externalId: 'o',
  number: '1',
  clientExternalId: 'c',
  inWork: true,
  openedAt: '2026-11-23T10:00:00+03:00',
};
const call = {
  source: 'pbx',
  externalId: 'x',
  direction: 'in',
  sellerExternalId: 'anna',
  externalNumber: null,
  startedAt: '2026-11-23T10:00:00+03:00',
  durationS: 10,
  talkS: 5,
};

/** One bad item for each thing that can be wrong, and what is said of it in Russian. */
const bad: readonly (readonly [TableKind, unknown, string])[] = [
  ['people', { ...person, name: undefined }, 'Имя: не указано'],
  ['people', { ...person, name: ' ' }, 'Имя: пусто'],
  ['people', { ...person, name: 7 }, 'Имя: должен быть текст'],
  ['people', { ...person, name: 'я'.repeat(201) }, 'Имя: длиннее 200 знаков'],
  [
    'people',
    { ...person, roles: [{ role: 'кассир' }] },
    'Роль: может быть только: продавец, контролёр, наставник, руководитель, администратор',
  ],
  ['people', { ...person, roles: 'seller' }, 'Роль: должен быть список'],
  ['people', { ...person, roles: ['seller'] }, 'Роль: должен быть объект с полями'],
  ['people', { ...person, telegramId: 'x' }, 'Telegram ID: должно быть целое число'],
  ['people', { ...person, telegramId: -1 }, 'Telegram ID: нужно не меньше 0'],
  ['people', { ...person, active: 'может' }, 'Работает: напишите «да» или «нет»'],
  ['people', { ...person, colour: 'red' }, 'colour: такого поля нет'],
  ['people', { ...person, direction: null }, 'Направление: у продавца должно быть направление'],
  [
    'people',
    { ...person, roles: [{ role: 'controller', directions: ['Опт'] }] },
    'Роль: направления называют только руководителю',
  ],
  [
    'people',
    { ...person, extensions: [{ source: 'pbx', extension: '101' }] },
    'Добавочный: этот добавочный уже у другого сотрудника',
  ],
  [
    'people',
    { ...person, mentorExternalIds: ['nobody'] },
    'Код наставника: такого наставника нет: загрузите сначала его',
  ],
  [
    'people',
    { ...person, telegramId: 1001 },
    'Telegram ID: этот Telegram уже у другого сотрудника',
  ],
  [
    'clients',
    { ...client, phones: ['12'] },
    'Телефоны: «12» не похоже на телефон, нужен с кодом: +7 916 123-45-67',
  ],
  ['clients', { ...client, phones: Array(101).fill('1') }, 'Телефоны: больше 100 значений'],
  [
    'orders',
    { ...order, openedAt: 'вчера' },
    'Открыт: не похоже на время, например 23.11.2026 14:05',
  ],
  ['orders', order, 'Код клиента: «c» здесь не знают: загрузите сначала его'],
  ['calls', { ...call, direction: 'вбок' }, 'Направление: может быть только: входящий, исходящий'],
  ['calls', { ...call, sellerExternalId: null }, 'Добавочный: нужен продавец: добавочный или код'],
  ['calls', { ...call, talkS: 11 }, 'Разговор, с: дольше всего звонка (10 с)'],
  ['calls', { ...call, talkS: 1_000_000 }, 'Разговор, с: нужно не больше 172800'],
  ['calls', { ...call, recording: { url: 'ftp://x' } }, 'Запись: не похоже на ссылку https://…'],
  ['calls', { ...call, recording: 7 }, 'Запись: нужен путь к файлу или ссылка'],
  [
    'calls',
    { ...call, externalId: 'known' },
    'Разговор, с: в базе уже другое значение; повторный звонок только дополняет пустое',
  ],
];

describe('a refused row is told', () => {
  const company = testCompany();
  company.aCall({ externalId: 'known', durationS: 10, talkS: 7 });

  it.each(bad)('of %s: %#', (kind, raw, said) => {
    const [refused] = refusedRows(importRows(company.app, kind, [{ line: 7, raw }]));
    if (!refused) throw new Error('it was taken in');
    expect(causeOf(refused.error.detail), refused.error.detail).not.toBeNull();
    const russian = refusedLine(wordsIn('ru', 'Europe/Moscow'), kind, refused);
    expect(russian.replace(/^стр\. 7 \([^)]*\): |^стр\. 7: /, '')).toBe(said);
    const english = refusedLine(wordsIn('en', 'Europe/Moscow'), kind, refused);
    expect(english).toMatch(/^line 7/);
    expect(english.replaceAll(/"[^"]*"/g, '')).not.toMatch(/[а-яё]|import-|\{/i);
  });

  it('of what has no words yet, as the API says it', () => {
    const refused = {
      rowIndex: 0,
      line: 2,
      externalId: null,
      error: { field: '', code: 'invalid', detail: 'is odd' },
    } as const;
    expect(refusedLine(wordsIn('ru', 'UTC'), 'people', refused)).toBe('стр. 2: is odd');
  });
});
