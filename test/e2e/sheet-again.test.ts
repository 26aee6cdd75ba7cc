import { expect, test } from 'vitest';
import type { PressAnswer } from '../../src/sandbox/telegram/press-queue.ts';
import { type Button, buttonsOf, type Message, type Person, textOf } from './chat.ts';
import { company } from './company.ts';

const open = company({ drawBy: 'total', total: 12 });

const sheets = async (person: Person, id: number): Promise<Message[]> =>
  (await person.sees()).filter(
    (message) => message.text !== undefined && textOf(message).includes(`№${id}`),
  );
const numberIn = (text: string) => Number(/№(\d+)/.exec(text)?.[1]);

async function pressOn(person: Person, message: Message | undefined, label: string) {
  const button = message && buttonsOf(message).find((one) => one.label.includes(label));
  if (!button) throw new Error(`no button ${label} there`);
  return pressed(person, button);
}

async function pressed(person: Person, { message, data }: Button): Promise<string> {
  const { text } = await open.chats.sandbox<PressAnswer>(
    'POST',
    `/chats/${person.telegramId}/press`,
    { messageId: message.message_id, callbackData: data },
  );
  await person.quiet();
  return text ?? '';
}

const said = {
  ru: {
    type: 'Исходящий: холодный',
    done: 'Выполнено',
    fail: 'Не выполнено',
    moved: (id: number) => `Лист звонка №${id} теперь ниже ⬇️`,
    refusal: 'Этот лист уже не действует: оценка продолжается в другом сообщении',
  },
  en: {
    type: 'Исходящий: холодный',
    done: 'Done',
    fail: 'Not done',
    moved: (id: number) => `The sheet of call №${id} is now below ⬇️`,
    refusal: 'This sheet is not in use any more: scoring goes on in another message',
  },
};

test.each([
  ['ru', 'Ольга'],
  ['en', 'Павел'],
] as const)('a sheet sent again leaves the word where it is now, in %s', async (language, name) => {
  const words = said[language];
  const person = open.person(name);
  if (language === 'en') {
    await person.say('/language');
    await person.press('English');
  }
  await person.say('/next');
  const id = numberIn(await person.last());
  await person.press(words.type);
  await person.press(words.done);
  await person.say('/next');
  const [old, now, ...more] = await sheets(person, id);
  expect(more).toEqual([]);
  expect(old && { text: textOf(old), buttons: buttonsOf(old) }).toEqual({
    text: words.moved(id),
    buttons: [],
  });
  expect(now && textOf(now)).toContain('1/14');
  // The new one works, and words typed now are written there.
  await person.press(words.fail);
  await person.say('0:07 молчит');
  expect(textOf((await sheets(person, id)).at(-1) ?? ({} as Message))).toContain('молчит');
});

test('where the old sheet could not be changed, a press on it says so and acts on nothing', async () => {
  const olga = open.person('Ольга');
  await olga.say('/next');
  const id = numberIn(await olga.last());
  const [count] = /\d+\/14/.exec(await olga.last()) ?? [];
  const before = (await sheets(olga, id)).at(-1);
  await open.fault({ method: 'editMessageText', chatId: olga.telegramId, error: 400 });
  await olga.say('/next');
  const stale = (await sheets(olga, id)).find(
    ({ message_id }) => message_id === before?.message_id,
  );
  expect(stale && buttonsOf(stale).length).toBeGreaterThan(3);
  const rows = open.rows();
  for (const button of stale ? buttonsOf(stale) : []) {
    // Each press draws the word again; it is held back, so that the next finds the sheet as it was.
    await open.fault({ method: 'editMessageText', chatId: olga.telegramId, error: 400 });
    expect(await pressed(olga, button), button.label).toBe(said.ru.refusal);
  }
  // Those edits, refused one after the other, are in the log.
  open.errors.length = 0;
  expect(open.rows()).toEqual(rows);
  expect(await olga.last()).toContain(`${count}`);
  expect(await pressOn(olga, stale, 'Выполнено')).toBe(said.ru.refusal);
  const told = (await sheets(olga, id)).find(({ message_id }) => message_id === before?.message_id);
  expect(told && { text: textOf(told), buttons: buttonsOf(told) }).toEqual({
    text: said.ru.moved(id),
    buttons: [],
  });
});

test('what became of a score handed in stays as it is when the next call comes, and after a restart', async () => {
  const olga = open.person('Ольга');
  const id = numberIn(await olga.last());
  await olga.press('Остальное');
  await olga.press('Отправить оценку');
  await olga.reads(/Оценка ушла продавцу/);
  await open.restart();
  await olga.say('/next');
  expect(numberIn(await olga.last())).not.toBe(id);
  expect(textOf((await sheets(olga, id)).at(-1) ?? ({} as Message))).toContain(
    'Оценка ушла продавцу',
  );
  // A second sheet after the restart is known as such as well.
  const next = numberIn(await olga.last());
  await open.restart();
  await olga.say('/next');
  expect(textOf((await sheets(olga, next))[0] ?? ({} as Message))).toBe(said.ru.moved(next));
});

test('a teacher who opens a sheet again finds the old one without buttons, others keep theirs', async () => {
  const viktor = open.person('Виктор');
  const [first, second] = [open.untouched('Анна'), open.untouched('Марина')];
  for (const id of [first, second]) {
    await viktor.say(`/call ${id}`);
    await viktor.press('Взять себе');
    await viktor.press('Да, взять');
  }
  await viktor.say(`/call ${first}`);
  await viktor.press('К разбору');
  const texts = (await viktor.sees()).map(textOf);
  expect(texts.filter((text) => text === said.ru.moved(first))).toHaveLength(1);
  expect(texts.filter((text) => text === said.ru.moved(second))).toHaveLength(0);
});

test('a sheet that was left long ago is not in use any more, however often it was sent since', async () => {
  const olga = open.person('Ольга');
  const id = numberIn(await olga.last());
  const old = (await sheets(olga, id)).at(-1);
  await open.fault({ method: 'editMessageText', chatId: olga.telegramId, error: 400 });
  // More often than it is remembered where the sheet stood before.
  for (let again = 0; again < 14; again += 1) await olga.say('/next');
  const rows = open.rows();
  const stale = (await sheets(olga, id)).find(({ message_id }) => message_id === old?.message_id);
  const [button] = stale ? buttonsOf(stale) : [];
  if (!button) throw new Error('the old sheet has no buttons left');
  expect(await pressed(olga, button)).toBe(said.ru.refusal);
  expect(open.rows()).toEqual(rows);
  const told = (await sheets(olga, id)).find(({ message_id }) => message_id === old?.message_id);
  expect(told && { text: textOf(told), buttons: buttonsOf(told) }).toEqual({
    text: said.ru.moved(id),
    buttons: [],
  });
});
