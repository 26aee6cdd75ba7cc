import { expect, test } from 'vitest';
import type { PressAnswer } from '../../src/sandbox/telegram/press-queue.ts';
import { type Message, type Person, textOf } from './chat.ts';
import { company } from './company.ts';

const open = company({ drawBy: 'total', total: 12 });

const type = 'Исходящий: холодный';
const numberIn = (text: string) => Number(/№(\d+)/.exec(text)?.[1]);
const unknown = 'Не понял. Номер звонка откроет его карточку, /menu покажет, что можно.';

/** The message on which the sheet of a call stands, or a question about it. */
async function sheetOf(person: Person, id: number): Promise<Message> {
  const sheet = new RegExp(`№${id}(?: · НЕ в зачёт)?(?: · ${type}|\\nЧто посоветовать)`);
  const found = (await person.sees()).findLast((message) => sheet.test(textOf(message)));
  if (!found) throw new Error(`no sheet of ${id}`);
  return found;
}

/** Begins on the next call; answers its number. */
async function begun(person: Person): Promise<number> {
  await person.say('/next');
  const id = numberIn(await person.last());
  await person.press(type);
  return id;
}

/** A teacher takes a call of this seller and picks its type; answers its number. */
async function taken(person: Person, seller: string): Promise<number> {
  const id = open.untouched(seller);
  await person.say(`/call ${id}`);
  await person.press('Взять себе');
  await person.press('Да, взять');
  await person.press(type, new RegExp(`№${id}`));
  return id;
}

const comments = async (id: number) =>
  (await open.call(id)).reviews.flatMap(({ items }) => items.map(({ comment }) => comment));

test('what the conversation keeps stays small, however much is pressed and whatever it began with', async () => {
  const olga = open.person('Ольга');
  const id = await begun(olga);
  // Entered by a press on the overview, the screen with most words and buttons.
  await olga.press('Обзор');
  await open.forgeConversations(olga, { version: [0, 'another'], state: {} });
  await olga.press('·1');
  const { message_id: messageId } = await sheetOf(olga, id);
  const sizes: number[] = [];
  for (let press = 0; press < 150; press += 1) {
    const verb = press % 3 === 0 ? 'fail' : 'pass';
    const data = press % 10 === 9 ? `recommend:${id}` : `${verb}:${id}:greeting`;
    const answer = await open.chats.sandbox<PressAnswer>(
      'POST',
      `/chats/${olga.telegramId}/press`,
      { messageId, callbackData: data },
    );
    expect(answer.answered).toBe(true);
    if (press % 25 === 24) {
      await olga.quiet();
      sizes.push(Buffer.byteLength(open.conversationsOf(olga) ?? ''));
    }
  }
  expect(sizes).toHaveLength(6);
  expect(Math.min(...sizes)).toBeGreaterThan(100);
  expect(Math.max(...sizes)).toBeLessThan(1024);
  for (const label of ['Назад', '·2', 'Остальное']) await olga.press(label, new RegExp(`№${id}`));
  await olga.press('Отправить оценку');
  expect(open.conversationsOf(olga)).toBeNull();
});

test('of two open sheets each works, and words go to the one worked on last', async () => {
  const natalia = open.person('Наталья');
  const [first, second] = [await taken(natalia, 'Иван'), await taken(natalia, 'Марина')];
  await natalia.press('Не выполнено', new RegExp(`№${first}`));
  await natalia.press('Не выполнено', new RegExp(`№${second}`));
  await natalia.say('ко второму');
  expect(textOf(await sheetOf(natalia, second))).toContain('«ко второму»');
  await natalia.press('Обзор', new RegExp(`№${first}`));
  await natalia.say('к первому');
  expect(textOf(await sheetOf(natalia, first))).toContain('к первому');
  expect(textOf(await sheetOf(natalia, second))).toContain('«ко второму»');
  // Nothing of other messages is held up meanwhile.
  await natalia.say('/help');
  await natalia.say(String(second));
  expect(await natalia.last()).toContain(`Звонок №${second}`);
  await natalia.press('Отправить разбор', new RegExp(`№${first}`));
  // One is left: it takes the words, though nothing was pressed on it since.
  await natalia.say('опять ко второму');
  expect(textOf(await sheetOf(natalia, second))).toContain('«опять ко второму»');
  await natalia.press('Обзор', new RegExp(`№${second}`));
  await natalia.press('Отправить разбор', new RegExp(`№${second}`));
  expect(await comments(first)).toContain('к первому');
  expect(await comments(second)).toContain('опять ко второму');
});

test('a press on a sheet whose conversation is of another version goes on with that very press', async () => {
  const olga = open.person('Ольга');
  const id = await begun(olga);
  await olga.press('Не выполнено');
  const state = JSON.parse(open.conversationsOf(olga) ?? '');
  await open.forgeConversations(olga, { ...state, version: [0, 0] });
  expect(await olga.press('Выполнено')).toBe('');
  expect(textOf(await sheetOf(olga, id))).toMatch(/2\/14/);
  const entered = JSON.parse(open.conversationsOf(olga) ?? '');
  expect(entered).toMatchObject({
    version: state.version,
    state: { score: [{ args: `[${id}]` }] },
  });
  // Words alone find the way to the only open sheet as well.
  await open.forgeConversations(olga, { ...state, version: [0, 0] });
  await olga.say('0:09 молчит');
  expect(textOf(await sheetOf(olga, id))).toContain('1 ❌ «0:09 молчит»');
});

test('a state that the steps do not fit is dropped and logged, and the press is worked', async () => {
  const olga = open.person('Ольга');
  await olga.say('/next');
  const id = numberIn(await olga.last());
  const { version } = JSON.parse(open.conversationsOf(olga) ?? '');
  const call = `[${id}]`;
  const states = [
    [{ args: call, interrupts: [9], replay: { send: [], receive: [], ops: 'x' } }],
    [{ args: '[]', interrupts: [0], replay: { send: [{ payload: 'menu' }], receive: [] } }],
    [{}],
    'nonsense',
  ];
  for (const [at, score] of states.entries()) {
    await open.forgeConversations(olga, { version, state: { score } });
    const before = /(\d+)\/14/.exec(textOf(await sheetOf(olga, id)))?.[1];
    expect(await olga.press('Выполнено', new RegExp(`№${id}`)), String(at)).toBe('');
    expect(textOf(await sheetOf(olga, id))).toContain(`${Number(before) + 1}/14`);
  }
  expect(open.errors.length).toBeGreaterThan(0);
  open.errors.length = 0;
});

test('words for one of several sheets are not guessed at: the person says which', async () => {
  const natalia = open.person('Наталья');
  const [first, second] = [await taken(natalia, 'Иван'), await taken(natalia, 'Марина')];
  for (const id of [first, second]) await natalia.press('Не выполнено', new RegExp(`№${id}`));
  await open.forgeConversations(natalia, { version: [0, 0], state: {} });
  const before = open.rows();
  await natalia.say('кому-то из них');
  expect(await natalia.last()).toBe('Слова — к какому листу? Откройте его и напишите ещё раз.');
  expect((await natalia.buttons()).sort()).toEqual(
    [first, second].map((id) => `Звонок №${id}`).sort(),
  );
  expect(open.rows()).toEqual(before);
  await natalia.press(`№${first}`, /к какому листу/);
  expect(await natalia.last()).toContain(`№${first}`);
  await natalia.say('первому');
  expect(await natalia.last()).toContain('«первому»');
  for (const id of [first, second]) {
    await natalia.press('Обзор', new RegExp(`№${id}`));
    await natalia.press('Отправить разбор', new RegExp(`№${id}`));
  }
});

test('the words to the seller are awaited until they fit; another button or a command lets go', async () => {
  const olga = open.person('Ольга');
  await olga.say('/next');
  const id = numberIn(await olga.last());
  const sheet = async () => textOf(await sheetOf(olga, id));
  // No ❌ is left to take words.
  for (const label of ['Остальное', '1', 'Выполнено', 'Рекомендация']) await olga.press(label);
  expect(await sheet()).toContain('Что посоветовать продавцу?');
  await olga.say('й'.repeat(3000));
  expect(await olga.last()).toMatch(/^Слишком длинно/);
  // A number is words here, though it would open a card elsewhere.
  await olga.say('12');
  expect(await sheet()).toContain('Рекомендация: 12');
  await olga.press('Рекомендация');
  await olga.press('Назад');
  const unknowns = async () => (await olga.sees()).filter(({ text }) => text === unknown).length;
  const before = await unknowns();
  await olga.say('не рекомендация');
  expect(await unknowns()).toBe(before + 1);
  await olga.press('Рекомендация');
  await olga.say('/help');
  await olga.say('и это не рекомендация');
  expect(await unknowns()).toBe(before + 2);
  await olga.press('Назад', /Что посоветовать/);
  expect(await sheet()).toContain('Рекомендация: 12');
});
