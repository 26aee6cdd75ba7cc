import { expect, test } from 'vitest';
import type { PressAnswer } from '../../src/sandbox/telegram/press-queue.ts';
import { appeal } from './appeal-steps.ts';
import { type Button, buttonsOf, type Message, type Person, textOf, until } from './chat.ts';
import { company } from './company.ts';

const open = company({ drawBy: 'total', total: 12 });

const number = (text: string) => Number(/№(\d+)/.exec(text)?.[1]);
const isVoice = (message: Message | undefined) => message?.voice !== undefined;

/** What stands in the chat from the last voice on: `voice`, and how each message begins. */
async function fromTheVoice(person: Person): Promise<string[]> {
  const messages = await person.sees();
  const from = messages.findLastIndex(isVoice);
  return messages.slice(from).map((one) => (isVoice(one) ? 'voice' : firstLine(textOf(one))));
}
const firstLine = (text: string) => text.split('\n')[0] ?? '';

/** The sheets and decisions with a button of this label: a notice has it for its own. */
async function withButton(person: Person, label: string): Promise<Message[]> {
  const messages = await person.sees();
  const working = messages.filter((one) => !textOf(one).includes('обжалует №'));
  return working.filter((one) => buttonsOf(one).some((button) => button.label.includes(label)));
}

async function pressed(person: Person, { message, data }: Button): Promise<string> {
  const press = { messageId: message.message_id, callbackData: data };
  const { text } = await open.chats.sandbox<PressAnswer>(
    'POST',
    `/chats/${person.telegramId}/press`,
    press,
  );
  await person.quiet();
  return text ?? '';
}

test('an appeal is decided below what is heard of it', async () => {
  const scored = await open.told({ fails: [1, 2] });
  await appeal(open, scored, { items: ['Поздоровался', 'Спросил, удобно ли'] });
  const head = open.person('Виктор');
  await head.press('Решить', new RegExp(`/call_${scored.id}`));
  await head.press('▶ 0:07');
  // It is cut first, which takes its time.
  await until('the clip is there', async () =>
    (await head.sees()).some(isVoice) ? true : undefined,
  );
  await until('the decision is below', async () =>
    (await fromTheVoice(head)).length === 2 ? true : undefined,
  );
  expect(await head.last()).toContain(`№${scored.id}`);
  expect(await withButton(head, 'Прав продавец')).toHaveLength(1);
  await head.press('Весь звонок');
  expect(await fromTheVoice(head)).toEqual(['voice', expect.stringContaining(`№${scored.id}`)]);
  expect(await withButton(head, 'Прав продавец')).toHaveLength(1);
  for (const item of [1, 2]) await head.press('Прав продавец', new RegExp(`${item} из 2`));
  await head.reads(/Почему\? Одной фразой/);
  await head.say('Слышно на записи');
  expect(await head.last()).toMatch(/Итог: /);
});

test('while a controller listens the sheet stays the last message, and goes on from there', async () => {
  const olga = open.person('Ольга');
  await olga.say('/next');
  const id = number(await olga.last());
  await olga.press('Слушать');
  expect(await fromTheVoice(olga)).toEqual(['voice', expect.stringContaining(`№${id}`)]);
  expect(await withButton(olga, 'Слушать')).toHaveLength(1);
  await olga.press('Исходящий: холодный');
  await olga.press('Не выполнено');
  await olga.say('0:07 молчит');
  await olga.press('Обзор');
  await olga.press('Слушать');
  expect(await fromTheVoice(olga)).toEqual(['voice', expect.stringContaining('обзор')]);
  expect(await withButton(olga, 'Слушать')).toHaveLength(1);
  await olga.press('Рекомендация');
  await olga.say('Ждите ответа молча');
  expect(await olga.last()).toContain('Ждите ответа молча');
  expect(await fromTheVoice(olga)).toEqual(['voice', expect.stringContaining('обзор')]);
});

test('what the sheet asked beside itself is still asked below the voice', async () => {
  const olga = open.person('Ольга');
  await olga.press('Сменить тип');
  const asked = await olga.last();
  await olga.press('Слушать');
  expect(await fromTheVoice(olga)).toHaveLength(2);
  expect(await olga.last()).toBe(asked);
  await olga.press('Назад');
  expect(await olga.last()).toContain('обзор');
});

test('a second tap on Listen sends nothing more', async () => {
  const olga = open.person('Ольга');
  const voices = async () => (await olga.sees()).filter(isVoice).length;
  const before = await voices();
  await olga.pressTwice('Слушать');
  expect(await voices()).toBe(before + 1);
  expect(await withButton(olga, 'Слушать')).toHaveLength(1);
  expect(await fromTheVoice(olga)).toEqual(['voice', expect.stringContaining('обзор')]);
});

test('a sheet that Telegram does not delete any more says where it is now', async () => {
  const olga = open.person('Ольга');
  const id = number(await olga.last());
  const [old] = await withButton(olga, 'Слушать');
  await open.fault({
    method: 'deleteMessage',
    chatId: olga.telegramId,
    error: 400,
    description: "Bad Request: message can't be deleted for everyone",
  });
  await olga.press('Слушать');
  expect(await fromTheVoice(olga)).toEqual(['voice', expect.stringContaining('обзор')]);
  const left = (await olga.sees()).find(({ message_id }) => message_id === old?.message_id);
  expect(left && { text: textOf(left), buttons: buttonsOf(left) }).toEqual({
    text: `Лист звонка №${id} теперь ниже ⬇️`,
    buttons: [],
  });
});

test('after a restart the sheet below the voice is the one that counts', async () => {
  const olga = open.person('Ольга');
  await open.restart();
  await olga.press('Слушать');
  expect(await fromTheVoice(olga)).toEqual(['voice', expect.stringContaining('обзор')]);
  expect(await withButton(olga, 'Слушать')).toHaveLength(1);
  await open.restart();
  await olga.press('·2');
  expect(await withButton(olga, 'Выполнено')).toHaveLength(1);
  expect(await fromTheVoice(olga)).toHaveLength(2);
});

test('where the old sheet stands in the chat all the same, a press there leads nowhere and says so', async () => {
  const olga = open.person('Ольга');
  await olga.press('Обзор');
  const [old] = await withButton(olga, 'Слушать');
  const buttons = old ? buttonsOf(old) : [];
  for (const method of ['deleteMessage', 'editMessageText']) {
    await open.fault({
      method,
      chatId: olga.telegramId,
      error: 400,
      description: `Bad Request: message can't be ${method === 'deleteMessage' ? 'deleted for everyone' : 'edited'}`,
    });
  }
  await olga.press('Слушать');
  const rows = open.rows();
  const back = buttons.find(({ label }) => label.includes('Отправить'));
  if (!back) throw new Error('no such button');
  expect(await pressed(olga, back)).toBe(
    'Этот лист уже не действует: оценка продолжается в другом сообщении',
  );
  expect(open.rows()).toEqual(rows);
  expect(await withButton(olga, 'Слушать')).toHaveLength(1);
});

test('a voice that comes late leaves the sheet the last message, as it is by then', async () => {
  const pavel = open.impatient('Павел');
  const voices = async () => (await pavel.sees()).filter(isVoice).length;
  const late = { method: 'sendVoice', chatId: pavel.telegramId, error: 429, retryAfter: 5 };
  await open.fault(late);
  await pavel.say('/next');
  await pavel.reads(/Готовлю запись/);
  await pavel.press('Исходящий: холодный');
  await pavel.press('Не выполнено');
  await pavel.say('0:05 молчит');
  expect(await voices()).toBe(0);
  await until('the sheet is below the voice', async () =>
    (await voices()) === 1 && (await fromTheVoice(pavel)).length === 2 ? true : undefined,
  );
  expect(await pavel.last()).toContain('молчит');
  await pavel.press('Обзор');
  await open.fault(late);
  await pavel.press('Слушать');
  await pavel.press('Рекомендация');
  const asked = /Что посоветовать продавцу/;
  await pavel.reads(asked);
  await until('the question is below the voice', async () =>
    (await voices()) === 2 && (await fromTheVoice(pavel)).length === 2 ? true : undefined,
  );
  expect(await pavel.last()).toMatch(asked);
  await pavel.say('Не молчите так долго');
  expect(await fromTheVoice(pavel)).toEqual(['voice', expect.stringContaining('обзор')]);
  expect(await pavel.last()).toContain('Не молчите так долго');
});

test('a head’s and a mentor’s sheet stays the last message as well', async () => {
  const viktor = open.person('Виктор');
  const id = open.untouched('Анна');
  await viktor.say(`/call ${id}`);
  await viktor.press('Взять себе');
  await viktor.press('Да, взять');
  await viktor.press('Слушать', /Разбор звонка/);
  expect(await fromTheVoice(viktor)).toHaveLength(2);
  expect(number(await viktor.last())).toBe(id);
});
