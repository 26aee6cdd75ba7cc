import { expect, test } from 'vitest';
import { problemLine } from '../../src/bot/company/checklist-changes.ts';
import { wordsIn } from '../../src/bot/words.ts';
import { readChecklists } from '../../src/intake/read-checklists.ts';

const zone = 'Europe/Moscow';

const checklist = (text: string) => `type: in
name: Входящий
sections:
  - code: a
    name: A
    items:
      - code: x
        text: ${text}
`;

const said = (text: string, language: 'ru' | 'en' = 'ru') => {
  const read = readChecklists(text);
  return read.ok ? [] : read.problems.map((one) => problemLine(wordsIn(language, zone), one));
};

const place = 'чек-лист 1 (in), стр. 8: раздел 1, пункт 1, text: ';

test.each([
  [
    'номер заказа #, имя',
    `${place}«#» после пробела начинает комментарий, и слова за ним пропали; возьмите всё в кавычки: "номер заказа #, имя" (комментарий пишут отдельной строкой)`,
  ],
  [
    '&важно сказать цену',
    `${place}первое слово YAML принял за свою метку, и оно пропало; возьмите всё в кавычки: "&важно сказать цену"`,
  ],
  ['010', `${place}YAML прочитал это не как текст; возьмите в кавычки: "010"`],
  ['%скидка', 'стр. 8: с такого знака в YAML начинается другое; возьмите всё в кавычки: "%скидка"'],
  [
    'Цена: пять',
    'стр. 8: двоеточие внутри начинает новое поле; возьмите всё в кавычки: "Цена: пять"',
  ],
])('an author of text: %s reads what YAML did, and how to write it', (text, line) => {
  expect(said(checklist(text))).toEqual([line]);
});

test('an author of several checklists that nothing parts reads where the next begins', () => {
  const two = checklist('X') + checklist('Y').replace('type: in', 'type: out');
  expect(said(two)).toEqual([
    'стр. 9: здесь начинается следующий чек-лист; поставьте перед ним строку ---',
  ]);
  expect(said(two, 'en')).toEqual([
    'line 9: another checklist begins here; put a line of --- before it',
  ]);
});
