import { describe, expect, test } from 'vitest';
import { textOf } from './chat.ts';
import { newCompany } from './new-company.ts';

describe.each([
  [
    'ru',
    /^Добро пожаловать, Юлия Маркова!/,
    /^Здравствуйте, Юлия Маркова!/,
    ['История', /имя взято из Telegram\n +имя: Администратор → Юлия Маркова/],
  ],
  [
    'en',
    /^Welcome, Юлия Маркова!/,
    /^Hello, Юлия Маркова!/,
    ['History', /the name was taken from Telegram\n +name: Administrator → Юлия Маркова/],
  ],
] as const)('the first administrator of a service in %s', (language, welcome, menu, history) => {
  const open = newCompany({ language, lastName: 'Маркова' });

  test('is called as Telegram says from the first word on, and the history tells of it', async () => {
    const admin = open.admin();
    await admin.say('/start');
    const [first = '', second = ''] = (await admin.sees()).map(textOf);
    expect(first).toMatch(welcome);
    expect(second).toMatch(menu);
    await admin.say('/people');
    const [label, line] = history;
    await admin.press(label);
    expect(await admin.last()).toMatch(line);
  });
});
