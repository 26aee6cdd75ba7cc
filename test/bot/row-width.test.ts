import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { fittingRows, labelEm } from '../../src/bot/row-width.ts';
import { inRows } from '../../src/bot/screen.ts';
import { wordsIn } from '../../src/bot/words.ts';
import { languages } from '../../src/domain/person.ts';
import { cutToEm, widthEm } from '../../src/reports/letter-widths.ts';

const keys = (...labels: string[]) => labels.map((text) => ({ text }));
const labelsOf = (row: readonly { text: string }[]) => row.map(({ text }) => text);
const laidOut = (...labels: string[]) => fittingRows(keys(...labels)).map(labelsOf);

describe('a row of buttons on a narrow phone', () => {
  test.each([
    [['📞 Звонки', '📊 Зачёт']],
    [['1', '2', '3', '4', '5', '6', '7', '8']],
    [['◀', '12/51', 'Раньше ▶']],
  ])('stays a row where each label fits: %s', (labels) => {
    expect(laidOut(...labels)).toEqual([labels]);
  });

  test('becomes as few rows as its labels fit in', () => {
    const longer = 'Обжаловать пункт';
    expect(laidOut(longer, longer, longer)).toEqual([[longer, longer], [longer]]);
    expect(laidOut('▶ Следующий звонок', '📞 Звонки')).toEqual([
      ['▶ Следующий звонок'],
      ['📞 Звонки'],
    ]);
  });

  test('a label too long for a row of its own is cut at a word, and says so', () => {
    const [[label = ''] = []] = laidOut(
      '❌ Извинился или посочувствовал, если клиенту доставили неудобство',
    );
    expect(label).toBe('❌ Извинился или посочувствовал…');
    expect(widthEm(label)).toBeLessThanOrEqual(labelEm(1));
  });

  test('a word longer than the row is cut within', () => {
    const cut = cutToEm('W'.repeat(80), labelEm(1));
    expect(cut).toMatch(/^W+…$/);
    expect(widthEm(cut)).toBeLessThanOrEqual(labelEm(1));
  });

  test('what a button does besides its label stays', () => {
    const row = [{ text: 'a', callback_data: 'x', style: 'danger' }];
    expect(fittingRows(row)).toEqual([row]);
  });

  test('a row of nothing is none', () => {
    expect(fittingRows([])).toEqual([]);
  });
});

test('a list fills its rows as far as labels fit', () => {
  const list = keys('▶ Следующий звонок', '📞 Звонки', '📊 Зачёт', '🎲 Выборка дня', '❓ Справка');
  expect(inRows(list, 2).map(labelsOf)).toEqual([
    ['▶ Следующий звонок'],
    ['📞 Звонки', '📊 Зачёт'],
    ['🎲 Выборка дня', '❓ Справка'],
  ]);
  expect(inRows(keys('1', '2', '3', '4', '5'), 2).map(labelsOf)).toEqual([
    ['1', '2'],
    ['3', '4'],
    ['5'],
  ]);
  expect(inRows(keys(), 2)).toEqual([]);
});

/** What labels are filled with, about as long as it gets; a longer name is cut at its end. */
const filled = {
  points: '−1 234,5',
  name: 'Кузнецова А.',
  number: 1_234_567,
  count: 123,
  at: '23.11 20:00',
  language: 'English',
  span: '23.11–29.11',
  reason: 'Не тот продавец',
  item: '12',
};

describe.each(languages)('the words of the buttons, %s', (language) => {
  const folder = new URL(`../../src/bot/locales/${language}/`, import.meta.url);
  const texts = readdirSync(folder).map((name) => readFileSync(new URL(name, folder), 'utf8'));
  const keysOfButtons = texts.flatMap((text) => text.match(/^button-[\w-]+(?= =)/gm) ?? []);
  const words = wordsIn(language, 'Europe/Moscow');

  test('none is too long for a phone', () => {
    expect(keysOfButtons.length).toBeGreaterThan(100);
    const long = keysOfButtons
      .map((key) => words.plain(key, filled))
      .filter((label) => widthEm(label) > labelEm(1));
    expect(long).toEqual([]);
  });
});
