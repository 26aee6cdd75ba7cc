import { expect, test } from 'vitest';
import { company } from './company.ts';

const open = company({ drawBy: 'total', total: 12 });

test('a head sees the team a line a person, opens one, and takes a suggested call', async () => {
  const natalia = open.person('Наталья');
  await natalia.say('/team');
  const team = await natalia.last();
  expect(team).toMatch(/^Команда · ноябрь/);
  for (const name of ['Анна Рыбакова', 'Иван Панин', 'Марина Зуева']) expect(team).toContain(name);
  expect(team).not.toContain('Тимур Галиев');
  expect(team).toContain('мало данных');
  await natalia.press('Анна Рыбакова');
  const page = await natalia.last();
  expect(page).toContain('Анна Рыбакова · Розница · ноябрь');
  expect(page).toContain('Стоит послушать');
  const take = await natalia.find('Взять себе №');
  const id = Number(/\d+/.exec(take.label)?.[0]);
  expect((await open.call(id)).sellerName).toBe('Анна Рыбакова');
  await natalia.press('Взять себе №');
  expect(await natalia.last()).toMatch(/Взять себе звонок №\d+\?[\s\S]*в зачёт он не попадёт/);
  expect(await natalia.press('Да, взять')).toBe('Звонок ваш: не в зачёт');
  expect((await open.call(id)).status).toBe('listening_training');
  // The page stays where it is, and the call is no longer suggested; the sheet comes below.
  expect(await natalia.buttons(/Стоит послушать/)).not.toContain(take.label);
  expect(await natalia.forge(take.data)).toBe('Этот звонок уже в другом статусе');
  await natalia.press('Назад', /Последние звонки/);
  expect(await natalia.reads(/^Команда · ноябрь/)).toMatch(
    /Анна Рыбакова: мало данных · в зачёте пока нет звонков · вне зачёта \d+,\d % звонков/,
  );
});

test('a team of more than ten is turned page by page, and names whom no notice reaches', async () => {
  const newcomers = Array.from({ length: 7 }, (_, n) => `Яков ${'АБВГДЕЖ'[n]}`);
  for (const name of newcomers) {
    const roles = [{ role: 'seller' }];
    await open.put('people', { externalId: name, name, roles, direction: 'Опт' });
  }
  const boss = open.person('Виктор');
  await boss.say('/team');
  const first = await boss.last();
  expect(first).toMatch(/^Команда · ноябрь · 1\/2/);
  expect(first.match(/: мало данных/g)).toHaveLength(10);
  expect(first).toContain(`Без Telegram, уведомления не доходят: ${newcomers.join(', ')}`);
  expect(first).not.toContain('Яков Ж:');
  await boss.press('▶');
  expect(await boss.last()).toContain('Яков Ж:');
  await boss.press('Яков Ж');
  expect(await boss.last()).toContain('Telegram не привязан');
  await boss.press('Назад');
  expect(await boss.last()).toMatch(/^Команда · ноябрь · 2\/2/);
  await boss.press('◀');
  expect(await boss.last()).toBe(first);
  await boss.forge('team:999');
  expect(await boss.last()).toMatch(/^Команда · ноябрь · 2\/2/);
});

test('a mentor finds three calls of the mentees to listen to, and takes one', async () => {
  const sergei = open.person('Сергей');
  await sergei.say('/mentees');
  const list = await sergei.last();
  expect(list).toContain('Иван Панин');
  expect(list).toContain('Тимур Галиев');
  expect(list).not.toContain('Анна Рыбакова');
  const takes = (await sergei.buttons()).filter((label) => label.startsWith('Взять себе №'));
  expect(takes).toHaveLength(3);
  const [first = ''] = takes;
  const id = Number(/\d+/.exec(first)?.[0]);
  expect(list).toMatch(new RegExp(`/call_${id} · (Иван Панин|Тимур Галиев) · \\d`));
  await sergei.press(first);
  await sergei.press('Да, взять');
  expect((await open.call(id)).status).toBe('listening_training');
  const now = (await sergei.buttons(/Стоит послушать/)).filter((one) => one.startsWith('Взять'));
  expect(now).toHaveLength(3);
  expect(now).not.toContain(first);
});

test('the heads see what each controller scored, gave back and let run out', async () => {
  const [natalia, olga] = [open.person('Наталья'), open.person('Ольга')];
  await open.told({ by: 'Павел', fails: [1] });
  await olga.say('/next');
  await olga.press('Вернуть');
  await olga.press('Личный разговор');
  await open.score({ by: 'Павел' });
  await olga.say('/next');
  await open.later('PT11H');
  await natalia.say('/team');
  await natalia.press('Контролёры');
  const figures = await natalia.last();
  expect(figures).toMatch(
    /Ольга Киселёва: проверено 0 · возвращено: Личный разговор 1 · время вышло: 1/,
  );
  expect(figures).toContain('из выборки возвращено: 1, другие потом оценили: 1');
  expect(figures).toMatch(/Павел Мишин: проверено 2 · возвращено: 0 · время вышло: 0/);
  // The scores were handed in as soon as the voice had come.
  expect(figures).toContain('слушает: медиана 0,0 длины разговора · меньше половины: 2 из 2');
  await natalia.say('/language');
  await natalia.press('English');
  await natalia.say('/team');
  await natalia.press('Controllers');
  expect(await natalia.last()).toContain('drawn calls given back: 1, later scored by others: 1');
  expect(await natalia.last()).toContain(
    'listens: median 0.0 of the talk · less than half: 2 of 2',
  );
  await natalia.say('/language');
  await natalia.press('Русский');
  await olga.reads(/Время на звонок \/call_\d+ вышло/);
});

test('the heads see who taught how much, and how much of it stayed out of credit', async () => {
  const sergei = open.person('Сергей');
  const id = open.untouched('Тимур');
  await sergei.say(`/call ${id}`);
  await sergei.press('Взять себе');
  await sergei.press('Да, взять');
  await sergei.say('Хорошо слушаешь, так и дальше');
  await sergei.press('Отправить разбор');
  const natalia = open.person('Наталья');
  await natalia.say('/team');
  await natalia.press('Контролёры');
  expect(await natalia.last()).toMatch(
    /Сергей Белов: вне зачёта советы 0, разборы \d · рядом с оценкой 0/,
  );
});

test('a seller’s lost appeals and calls kept out stand on their page, against the others', async () => {
  const viktor = open.person('Виктор');
  const { id, seller } = await open.told({ by: 'Павел', fails: [1, 2] });
  await seller.press('Обжаловать', /проверен/);
  await seller.press('Поздоровался');
  await seller.press('Дальше');
  await seller.say('Я представился');
  await seller.press('Отправить');
  await open.settle();
  await viktor.press('Решить');
  await viktor.press('Прав контролёр');
  await viktor.press('Нет в записи');
  await viktor.press('Утвердить');
  await viktor.say('/team');
  await viktor.press((await open.call(id)).sellerName ?? '');
  expect(await viktor.last()).toMatch(/Обжалования за 3 месяца: проиграно 1 из 1$/m);
  await viktor.say('/team');
  await viktor.press('Анна Рыбакова');
  expect(await viktor.last()).toMatch(
    /Вне зачёта с начала месяца: советы \d+, разборы \d+ · у остальных \d+ % · случайно так бывает/,
  );
});

test('nobody else opens the team, not by command, button or number', async () => {
  const anna = open.person('Анна');
  await anna.say('/team');
  expect(await anna.last()).toBe('Это вам недоступно');
  for (const data of ['team', 'mentees', 'controllers']) {
    expect(await anna.forge(data)).toBe('Это вам недоступно');
  }
  const mentor = open.person('Сергей');
  await mentor.say('/mentees');
  const { data } = await mentor.find('Иван Панин');
  expect(await anna.forge(data)).toBe('Это вам недоступно');
});
