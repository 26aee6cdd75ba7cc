import { expect, test } from 'vitest';
import { changePolicy } from '../../src/app/draw/change-policy.ts';
import type { Role } from '../../src/domain/person.ts';
import { textOf, until } from './chat.ts';
import { newCompany } from './new-company.ts';

const open = newCompany();

const seller = { roles: [{ role: 'seller' }], direction: 'Опт' };
const texts = async (person: { sees(): Promise<Parameters<typeof textOf>[0][]> }) =>
  (await person.sees()).map(textOf);
const isWelcome = (text: string) => /Это «Разбор»\.|This is Razbor\./.test(text);

test('an administrator alone is welcomed, and the list of what to set up ticks itself off', async () => {
  const admin = await open.account('Никто').then(() => open.admin());
  await admin.say('/start');
  const [welcome = '', menu = ''] = await texts(admin);
  expect(welcome).toMatch(/^Добро пожаловать, Юлия! Это «Разбор»\.\nВы администратор/);
  const steps = (text: string) => text.split('\n').filter((line) => /^(☐|✅) /.test(line));
  expect(steps(menu)).toEqual([
    '☐ Люди · /people',
    '✅ Telegram у каждого',
    '☐ Чек-листы · /checklists',
    '☐ Звонки · /import',
    '☐ Записи и продавцы звонков',
    '✅ ffmpeg для записей',
    '☐ Первая выборка · /draw',
  ]);
  expect(menu).toContain('не хватает: продавец, контролёр, руководитель');
  expect(menu).toContain('ближайшая 23.11 19:00');

  const left = async () => {
    await admin.say('/menu');
    return steps(await admin.last()).filter((line) => line.startsWith('☐'));
  };
  open.bring({ externalId: 'anna', ...seller, extensions: [{ source: 'pbx', extension: '101' }] });
  open.bring({ externalId: 'petr', roles: [{ role: 'supervisor' }] });
  await left();
  expect(await admin.last()).toContain('не хватает: контролёр');
  open.bring({ externalId: 'olga', roles: [{ role: 'controller' }] });
  const unbound = '☐ Telegram у каждого · /people';
  expect((await left()).slice(0, 2)).toEqual([unbound, '☐ Чек-листы · /checklists']);
  expect(await admin.last()).toContain('не нажали «Старт» по своей ссылке: anna, olga, petr');
  open.publishChecklists();
  expect((await left())[1]).toBe('☐ Звонки · /import');
  open.aCall({ sellerExtension: '999' });
  expect(await left()).toEqual([
    unbound,
    '☐ Записи и продавцы звонков',
    '☐ Первая выборка · /draw',
  ]);
  expect(await admin.last()).toContain('эти добавочные никому не даны: pbx:999');
  open.aCall({ sellerExtension: '101' });
  expect(await left()).toEqual([unbound, '☐ Первая выборка · /draw']);
  await open.to('2026-11-23T19:00:01+03:00');
  expect(await left()).toEqual([unbound]);
  expect(await admin.last()).not.toContain('До первой оценки');
  expect(await admin.last()).toMatch(/Требует внимания\n☐ Telegram/);
});

const roles: [Role, RegExp, string][] = [
  ['seller', /как оценили ваши звонки/, '📞 Звонки'],
  ['controller', /оцениваете их по чек-листу/, '▶ Следующий звонок'],
  ['mentor', /звонки своих подопечных/, '🎓 Подопечные'],
  ['supervisor', /решаете обжалования/, '⚖️ Обжалования'],
  ['admin', /люди, чек-листы и правила/, '◀ Меню'],
];

test.each(roles)('an invited %s is welcomed by role, once', async (role, line, button) => {
  const token = open.bring({ externalId: `new-${role}`, ...seller, roles: [{ role }] });
  const person = await open.account(`Новый-${role}`);
  await person.start(token);
  const [welcome = '', menu = ''] = await texts(person);
  expect(welcome).toMatch(line);
  expect(welcome.split('\n').length).toBeGreaterThanOrEqual(3);
  expect(welcome.split('\n').length).toBeLessThanOrEqual(5);
  expect(await person.buttons(/Это «Разбор»/)).toEqual([button]);
  expect(menu).toMatch(new RegExp(`^Здравствуйте, new-${role}!\n`));
  await person.say('/start');
  const later = await texts(person);
  expect(later.filter(isWelcome)).toHaveLength(1);
  expect(later.at(-1)).toMatch(new RegExp(`^Здравствуйте, new-${role}!\n`));
});

test('with several roles the welcomes add up, and nothing is said twice', async () => {
  const many: Role[] = ['seller', 'controller', 'mentor', 'supervisor'];
  const held = many.map((role) => ({ role }));
  const token = open.bring({ externalId: 'many', ...seller, roles: held });
  const person = await open.account('Многие');
  await person.start(token);
  const lines = ((await texts(person))[0] ?? '').split('\n');
  for (const [role, line] of roles) {
    expect(lines.filter((said) => line.test(said)).length, role).toBe(many.includes(role) ? 1 : 0);
  }
  expect(new Set(lines).size).toBe(lines.length);
  expect(await person.buttons(/Это «Разбор»/)).toEqual([
    '📞 Звонки',
    '▶ Следующий звонок',
    '🎓 Подопечные',
    '⚖️ Обжалования',
  ]);
  const shown = await open.commandsOf(person);
  expect(new Set(shown).size).toBe(shown.length);
});

test.each([
  ['seller', ['calls', 'credit', 'draw'], ['next', 'appeals', 'people']],
  ['controller', ['next', 'queue', 'credit'], ['appeals', 'people']],
  ['mentor', ['mentees', 'calls', 'draw'], ['next', 'credit', 'appeals']],
  ['supervisor', ['appeals', 'advice', 'team'], ['next', 'people']],
  ['admin', ['calls', 'draw'], ['next', 'appeals', 'credit']],
] as [Role, string[], string[]][])(
  'the command menu of a %s holds their commands, in Russian and English',
  async (role, has, lacks) => {
    const person = open.chats.person(`Новый-${role}`);
    const russian = await open.commandsOf(person);
    expect(russian).toEqual(expect.arrayContaining([...has, 'menu', 'language', 'help']));
    expect(russian.filter((command) => lacks.includes(command))).toEqual([]);
    await person.say('/language');
    await person.press('English');
    expect(await open.commandsOf(person)).toEqual(russian);
    expect(await person.last()).toMatch(/^Hello, /);
    const said = await open.descriptionsOf(person);
    expect(said.filter((text) => /[а-яё]/i.test(text))).toEqual([]);
    await person.press('Русский / English');
    await person.press('Русский');
    expect((await open.descriptionsOf(person)).every((text) => /[а-яё]/i.test(text))).toBe(true);
  },
);

test('the command menu follows a change of roles at the next word, and is left alone otherwise', async () => {
  const token = open.bring({ externalId: 'mover', ...seller });
  const person = await open.account('Растущий');
  await person.start(token);
  expect(await open.commandsOf(person)).not.toContain('next');
  await open.replaceCommands(person, [{ command: 'untouched', description: 'x' }]);
  for (const words of ['/menu', '/help', '/start', '17']) await person.say(words);
  expect(await open.commandsOf(person)).toEqual(['untouched']);

  open.bring({
    externalId: 'mover',
    ...seller,
    roles: [{ role: 'seller' }, { role: 'controller' }],
  });
  await person.say('что нового?');
  await until('the menu has the new command', async () =>
    (await open.commandsOf(person)).includes('next') ? true : undefined,
  );
  open.bring({ externalId: 'mover', ...seller, active: false });
  await person.say('/menu');
  await until('the menu is taken away', async () =>
    (await open.commandsOf(person)).length === 0 ? true : undefined,
  );
  expect(await person.last()).toMatch(/Этот бот только для сотрудников/);
});

test('help names the acts of a role, and every topic is a screen with the way back', async () => {
  const person = open.chats.person('Новый-seller');
  await person.say('/help');
  expect(await person.last()).toContain('«Обжаловать»');
  expect(await person.last()).not.toContain('«Следующий звонок»');
  const before = (await person.sees()).length;
  for (const topic of ['Оценка', 'Обжалование', 'Совет', 'Зачёт', 'Выборка']) {
    await person.press(topic);
    expect(await person.last()).toMatch(new RegExp(`^${topic}\n`));
    await person.press('Назад');
    expect(await person.last()).toMatch(/^Продавец\n/);
  }
  await person.press('Меню');
  expect(await person.last()).toMatch(/^Здравствуйте/);
  expect((await person.sees()).length).toBe(before);
  expect(await person.forge('help:no-such-topic')).toMatch(/Экран устарел/);
});

test('the figures in the help are those of the rules in force', async () => {
  const person = open.chats.person('Новый-supervisor');
  const read = async (topic: string) => {
    await person.say('/help');
    const role = await person.last();
    await person.press(topic);
    return `${role}\n${await person.last()}`;
  };
  expect(await read('Совет')).toMatch(/до 2 звонков продавца в месяц[\s\S]*до 3 раз в календарную/);
  expect(await read('Обжалование')).toMatch(/Обжаловать можно 2 дня с той минуты/);
  const changes = { asksPerWeek: 1, sendsPerMonth: 21, approvalDelay: 'PT36H', openAppealsMax: 7 };
  expect(changePolicy(open.app, changes, null).ok).toBe(true);
  expect(await read('Совет')).toMatch(
    /до 21 звонка продавца в месяц[\s\S]*до 1 раза в календарную/,
  );
  const appeal = await read('Обжалование');
  expect(appeal).toMatch(/Обжаловать можно 36 часов/);
  expect(appeal).toMatch(/не больше 7\./);
});
