import { expect, test } from 'vitest';
import { stemsOf, tallyOf } from '../../src/domain/precedent.ts';

test.each([
  [['Не сообщил срок доставки'], ['сообщ', 'сро', 'доста']],
  [
    ['Клиента перебил', 'перебила клиентов', null],
    ['клиен', 'переб'],
  ],
  [['Счёт за ёлку на 1500 р.'], ['сче', 'елк']],
  [['да, и не о том'], []],
  [['"); DROP TABLE calls; --*'], ['dro', 'tabl', 'call']],
])('texts about the same are found by how their words begin: %j', (texts, stems) => {
  expect(stemsOf(texts)).toEqual(stems);
});

test('an endless text is looked at as far as its first words', () => {
  const letters = [...'абвгдежзиклмнопрст'];
  const texts = letters.flatMap((one) => letters.map((other) => `${one}${other}${one}${other}я`));
  expect(stemsOf(texts)).toHaveLength(40);
});

test('whatever is not decided for the controller is overturned', () => {
  const decided = ['seller_right', 'item_unclear', 'not_applicable', 'controller_right'] as const;
  expect(tallyOf(decided.map((decision) => ({ decision })))).toEqual({ decided: 4, overturned: 3 });
});
