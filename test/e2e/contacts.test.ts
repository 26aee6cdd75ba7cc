import type { KeyboardButton } from 'grammy/types';
import { describe, expect, test } from 'vitest';
import { botToken } from '../../src/sandbox/demo-config.ts';
import type { Keyboard } from '../../src/sandbox/telegram/keyboard.ts';
import type { Person } from './chat.ts';
import { company } from './company.ts';

const open = company({ perSeller: 3 });
const admin = () => open.person('Юлия');

/** The keyboard in the place of this person's own. */
async function keyboardOf({ telegramId }: Person): Promise<Keyboard | null> {
  const { chats } = await open.chats.sandbox<{
    chats: { id: number; keyboard: Keyboard | null }[];
  }>('GET', '/chats');
  return chats.find(({ id }) => id === telegramId)?.keyboard ?? null;
}

/** The number by which the bot asks for contacts there. */
async function requestIn(person: Person): Promise<number> {
  const keys: KeyboardButton[] = (await keyboardOf(person))?.rows.flat() ?? [];
  const asking = keys.find((key) => typeof key === 'object' && 'request_users' in key);
  if (typeof asking !== 'object' || !('request_users' in asking)) throw new Error('nobody asks');
  expect(asking.request_users.max_quantity).toBe(10);
  return asking.request_users.request_id;
}

async function share(person: Person, requestId: number, people: readonly Person[]): Promise<void> {
  const userIds = people.map(({ telegramId }) => telegramId);
  await open.chats.sandbox('POST', `/chats/${person.telegramId}/share`, { requestId, userIds });
  await person.quiet();
}

/** Says what those picked next are to be: sellers of retail. */
async function asSellers(): Promise<number> {
  const yulia = admin();
  await yulia.say('/people');
  await yulia.press('Из контактов');
  await yulia.press('продавец');
  await yulia.press('Дальше');
  await yulia.press('Розница');
  expect(await yulia.last()).toMatch(/^Выберите до 10 человек/);
  return requestIn(yulia);
}

describe('an administrator picks contacts', () => {
  test('who began the bot is let in at once, who did not when they press Start, nobody twice', async () => {
    const [zoya, pyotr] = [await open.newcomer('Зоя'), await open.newcomer('Пётр')];
    await open.chats.sandbox('POST', `/chats/${zoya.telegramId}/messages`, { text: '/start' });
    expect(await zoya.reads(/./)).toMatch(/^Этот бот только для сотрудников/);

    const yulia = admin();
    await share(yulia, await asSellers(), [zoya, pyotr, open.person('Анна')]);
    expect(await keyboardOf(yulia)).toBeNull();
    const said = await yulia.reads(/ждём/);
    expect(said).toMatch(/✅ Зоя: Telegram привязан\n⏳ Пётр: ждём[^\n]*\n✔ Анна Рыбакова: уже/);
    expect(said).toMatch(/откроют https:\/\/t\.me\/\w+ и нажмут/);

    expect(await zoya.last()).toMatch(/^Юлия Маркова добавляет вас/);
    await zoya.say('/start');
    expect(await zoya.last()).toMatch(/^Здравствуйте, Зоя!\nпродавец · Розница/);

    await yulia.say('/people Пётр');
    await yulia.press('Пётр');
    expect(await yulia.last()).toMatch(/^Пётр · 💼 продавец[\s\S]*приглашение действует до/);
    await pyotr.start('');
    expect(await pyotr.last()).toMatch(/^Здравствуйте, Пётр!/);

    await yulia.say('/people Пётр');
    await yulia.press('Пётр');
    await yulia.press('Отвязать Telegram');
    await yulia.press('Да, отвязать');
    await pyotr.say('/menu');
    expect(await pyotr.last()).toMatch(/^Этот бот только для сотрудников/);
  });

  test('where nobody is waited for, nothing is said of waiting', async () => {
    await share(admin(), await asSellers(), [open.person('Анна')]);
    expect(await admin().last()).toBe('✔ Анна Рыбакова: уже в компании');
  });

  test('names that Telegram gives are read like every other name', async () => {
    const sly = await open.newcomer('Зо\u202Eя\n\u200Bвторая');
    await share(admin(), await asSellers(), [sly]);
    expect(await admin().reads(/вторая/)).toContain('⏳ Зоя вторая: ждём');
  });

  test('whoever changes their mind picks nobody, and the keyboard goes', async () => {
    const [yulia, requestId] = [admin(), await asSellers()];
    await yulia.say('🚫 Никого не выбирать');
    expect(await yulia.last()).toBe('Никто не выбран.');
    expect(await keyboardOf(yulia)).toBeNull();
    expect(requestId).toBeGreaterThanOrEqual(0);
  });
});

describe('what nobody may', () => {
  test('a keyboard is good once', async () => {
    const [yulia, vera] = [admin(), await open.newcomer('Вера')];
    const first = await asSellers();
    const second = await asSellers();
    await share(yulia, first, [vera]);
    expect(await yulia.last()).toMatch(/устарел/);
    await share(yulia, second, [vera]);
    await share(yulia, second, [await open.newcomer('Лада')]);
    expect(await yulia.last()).toMatch(/устарел/);
    await yulia.say('/people Лада');
    expect(await yulia.last()).toContain('Никого не нашлось');
  });

  test('whoever is no administrator adds nobody, though their keyboard asked them to', async () => {
    const [natalia, boris] = [open.person('Наталья'), await open.newcomer('Борис')];
    const { telegramUrl } = open.demo;
    const keyboard = [[{ text: 'x', request_users: { request_id: 7 } }]];
    await fetch(`${telegramUrl}/bot${botToken}/sendMessage`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ chat_id: natalia.telegramId, text: 'x', reply_markup: { keyboard } }),
    });
    await share(natalia, 7, [boris]);
    expect(await natalia.last()).toBe('Это вам недоступно');
    expect(await keyboardOf(natalia)).toBeNull();
    await open.chats.sandbox('POST', `/chats/${boris.telegramId}/messages`, { text: '/start' });
    expect(await boris.reads(/./)).toMatch(/^Этот бот только для сотрудников/);
  });
});

test('a server that knows no such buttons makes words of them, and the bot says what to do instead', async () => {
  await open.chats.sandbox('PUT', '/server', { botApi: '6.9' });
  await open.restart();
  const yulia = admin();
  await yulia.say('/people');
  await yulia.press('Из контактов');
  await yulia.press('контролёр');
  await yulia.press('Дальше');
  const keys = (await keyboardOf(yulia))?.rows.flat().map((key) => Object.keys(key));
  expect(keys).toEqual([['text'], ['text']]);
  await yulia.say('👥 Выбрать контакты');
  expect(await yulia.last()).toMatch(/не умеет выбирать контакты/);
  expect(await keyboardOf(yulia)).toBeNull();
});
