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
  expect(await natalia.press('Взять себе №')).toBe('Звонок ваш: не в зачёт');
  expect((await open.call(id)).status).toBe('listening_training');
  await natalia.say('/team');
  expect(await natalia.last()).toMatch(
    /Анна Рыбакова: мало данных · 0 звонков · вне зачёта \d+,\d %/,
  );
});

test('a mentor finds three calls of the mentees to listen to, and takes one in a tap', async () => {
  const sergei = open.person('Сергей');
  await sergei.say('/mentees');
  const list = await sergei.last();
  expect(list).toContain('Иван Панин');
  expect(list).toContain('Тимур Галиев');
  expect(list).not.toContain('Анна Рыбакова');
  const takes = (await sergei.buttons()).filter((label) => label.startsWith('Взять себе №'));
  expect(takes).toHaveLength(3);
  await sergei.press(takes[0] ?? '');
  const id = Number(/\d+/.exec(takes[0] ?? '')?.[0]);
  expect((await open.call(id)).status).toBe('listening_training');
});

test('the heads see what each controller scored, gave back and let run out', async () => {
  const [natalia, olga] = [open.person('Наталья'), open.person('Ольга')];
  await open.told({ by: 'Павел', fails: [1] });
  await olga.say('/next');
  await olga.press('Вернуть');
  await olga.press('Личный разговор');
  await olga.say('/next');
  await open.later('PT11H');
  await natalia.say('/team');
  await natalia.press('Контролёры');
  const figures = await natalia.last();
  expect(figures).toMatch(
    /Ольга Киселёва: проверено 0 · вернул: Личный разговор 1 · время вышло 1/,
  );
  expect(figures).toMatch(/Павел Мишин: проверено 1 · вернул: 0 · время вышло 0/);
  await olga.reads(/Время на звонок \/call_\d+ вышло/);
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
  expect(await anna.forge(data)).toBe('Сотрудник не найден');
});
