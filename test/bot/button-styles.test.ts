import { expect, test } from 'vitest';
import { back, styledVerbs } from '../../src/bot/button-styles.ts';
import { buttonKind } from '../../src/bot/buttons.ts';
import { handlers } from '../../src/bot/every-handler.ts';

test('every verb that has a style is that of a button which is handled', () => {
  const verbs = new Set(handlers.map(({ verb }) => verb));
  expect(styledVerbs.filter((verb) => !verbs.has(verb))).toEqual([]);
});

test('a button looks as its verb says, and like any other where that says nothing', () => {
  expect(buttonKind('pass', null).button('Выполнено', {})).toEqual({
    text: 'Выполнено',
    callback_data: 'pass',
    style: 'success',
  });
  expect(buttonKind('na', null).button('Не применимо', {})).toEqual({
    text: 'Не применимо',
    callback_data: 'na',
  });
});

test('a button that leads back by a verb with a style has none', () => {
  const appeal = buttonKind('appeal', null);
  expect(back(appeal.button('◀ Назад', {}))).toEqual({
    text: '◀ Назад',
    callback_data: 'appeal',
  });
});
