import { expect, test } from 'vitest';
import { buttonsOf } from './chat.ts';
import { company } from './company.ts';

const open = company();
let number = 0;

test('a head has a call scored blind by the other controllers, from its card', async () => {
  const { id, seller } = await open.told({ by: 'Ольга', fails: [1] });
  number = id;
  await seller.press('Согласен', new RegExp(`№${id} проверен`));
  await seller.press('Да, согласен');
  await open.settle();
  const viktor = open.person('Виктор');
  await viktor.say(`/call ${id}`);
  await viktor.press('Калибровка');
  expect(await viktor.last()).toContain(`№${id} · новая калибровка`);
  expect(await viktor.buttons()).toEqual([
    '☑ Павел Мишин',
    ...['1 день', '2 дня', '● 3 дня', '5 дней', '▶ Начать', 'Отмена'],
  ]);
  await viktor.press('Павел Мишин');
  expect(await viktor.press('Начать')).toBe('Выберите хотя бы одного контролёра');
  await viktor.press('Павел Мишин');
  await viktor.press('Начать');
  expect(await viktor.last()).toContain('Ответили: 0 из 1');
  expect(await viktor.last()).toContain('Ответы откроются всем сразу');
  await open.settle();
});

test('a controller scores it like every other call, and sees nothing of it before', async () => {
  const pavel = open.person('Павел');
  const asked = await pavel.reads(new RegExp(`№${number} · калибровка`));
  expect(asked).toContain('вслепую');
  await pavel.say(`/call ${number}`);
  expect(await pavel.last()).toContain('Звонок не найден');
  await pavel.say('/calibration');
  expect(await pavel.last()).toContain(`№${number}: ждёт вашей оценки`);
  await pavel.press('Оценить вслепую', /калибровка/);
  const sheet = new RegExp(`№${number} · калибровка`);
  await pavel.press('Слушать', sheet);
  await pavel.press('Выполнено', sheet);
  await pavel.press('Не выполнено', sheet);
  await pavel.say('0:12 не спросил');
  await pavel.reads(/2 ❌ «0:12 не спросил»/);
  await pavel.press('Остальное', sheet);
  await pavel.press('Отправить оценку', sheet);
  await open.settle();
});

test('all answers stand side by side, what they differ in first, and the head closes it', async () => {
  const viktor = open.person('Виктор');
  expect(await viktor.reads(/Ответы открыты: разошлись в 2 из/)).toContain('Решите, как правильно');
  await viktor.say('/menu');
  expect(await viktor.last()).toContain('Ответы открыты, закройте калибровку: 1');
  await viktor.press('Калибровка: 1');
  expect(await viktor.last()).toContain(`№${number}: все ответы здесь`);
  await viktor.press(`Ответы по №${number}`);
  const shown = await viktor.last();
  expect(shown).toContain('Оценили: Ольга Киселёва (в зачёт), Павел Мишин');
  expect(shown).toMatch(
    /1\. Поздоровался[\s\S]*❌ Ольга[\s\S]*✅ Павел[\s\S]*договориться: поровну/,
  );
  expect(shown).toContain('«не спросил»');
  expect(shown).toMatch(/Совпало \d+\s% · AC1 /);
  expect(await viktor.buttons()).toEqual([
    ...['▶ 0:07', '▶ 0:12', '▶ Весь звонок', '1', '2'],
    ...['✅ Закрыть: это эталон', '🎯 Все калибровки'],
  ]);
  expect(await viktor.press('Закрыть')).toBe('Решены ещё не все пункты');
  for (const [item, verdict] of [
    ['1', 'Не выполнено'],
    ['2', 'Выполнено'],
  ] as const) {
    await viktor.press(new RegExp(`^${item}$`));
    expect(await viktor.last()).toContain('Как правильно?');
    await viktor.press(verdict);
  }
  expect(await viktor.last()).toContain('договорились: ❌');
  await viktor.press('▶ 0:12');
  await viktor.press('Закрыть', /калибровка/);
  await viktor.reads(/Закрыта\. Этот звонок теперь эталон/);
  await open.settle();
  const told = await open.person('Павел').reads(/Вы и решение/);
  expect(told).toMatch(/совпало \d+ из \d+, итог/);
  expect((await open.call(number)).reviews).toHaveLength(1);
});

test('a new controller scores the benchmark and sees how near they are; heads see it too', async () => {
  const newcomer = await open.newcomer('Рита');
  const token = await open.put('people', {
    externalId: 'controller-new',
    name: 'Рита Новая',
    roles: [{ role: 'controller' }],
  });
  await newcomer.start(token);
  await open.settle();
  const offered = await newcomer.reads(/Эталоны/);
  expect(offered).toContain('Начните с 1 звонка');
  await newcomer.press('Оценить эталон', /Вы теперь контролёр/);
  await newcomer.press('Оценить эталон', /Калибровка/);
  const sheet = new RegExp(`№${number} · эталон`);
  await newcomer.reads(sheet);
  await newcomer.press('Остальное', sheet);
  await newcomer.press('Отправить оценку', sheet);
  const near = await newcomer.reads(/итог выше на/);
  expect(near).toMatch(/совпало \d+ из \d+/);
  expect(near).toContain('вы ✅ · решение ❌');
  await newcomer.press('Дальше');
  expect(await newcomer.last()).not.toContain('Осталось');

  const viktor = open.person('Виктор');
  await viktor.say('/team');
  await viktor.press('Контролёры');
  expect(await viktor.last()).toMatch(/эталоны: 1, совпало \d+\s%, итог расходится/);
});

test('what is a calibration’s is nobody else’s', async () => {
  for (const name of ['Анна', 'Сергей', 'Юлия']) {
    const other = open.person(name);
    expect(await other.forge('cal-view:1'), name).toBe('Звонок не найден');
    expect(await other.forge('cal-hear:1'), name).toBe('Звонок не найден');
    expect(await other.forge('cal-close:1'), name).toBe('Это вам недоступно');
  }
  const [first] = (await open.person('Павел').sees()).flatMap(buttonsOf);
  expect(first).toBeDefined();
});
