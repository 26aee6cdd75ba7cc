import { expect, test } from 'vitest';
import { searchWords } from '../../src/domain/search-words.ts';

test.each([
  ['ООО «Монолит-Юг»', ['ооо', 'монолит', 'юг']],
  ['Пётр АЛЁШИН', ['петр', 'алешин']],
  ['Ёж, ёж', ['еж']],
  ['Smith & Söhne, 24/7', ['smith', 'söhne', '24', '7']],
  // One sign that stands for two letters, and letters of full width.
  ['ﬁrma ＡＢＣ', ['firma', 'abc']],
  [' «—» ', []],
  ['', []],
])('%j is found by %j', (name, words) => {
  expect(searchWords(name)).toEqual(words);
});

test('a name is found by its first twelve different words, and a word by its first forty letters', () => {
  const letters = 'абвгдежзиклмнопр';
  expect(searchWords([...letters].join(' '))).toEqual([...letters].slice(0, 12));
  expect(searchWords(`а а ${[...letters].join(' ')}`)).toHaveLength(12);
  expect(searchWords('я'.repeat(41))).toEqual(['я'.repeat(40)]);
});
