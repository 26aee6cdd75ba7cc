import { expect, test } from 'vitest';
import { appeal } from './appeal-steps.ts';
import { company, type Scored } from './company.ts';

// Some calls are left undrawn, to ask advice on.
const open = company({ drawBy: 'total', total: 6 });

const menuOf = async (firstName: string) => {
  const person = open.person(firstName);
  await person.say('/menu');
  return { person, text: await person.last(), buttons: await person.buttons(/^Здравствуйте/) };
};

let scored: Scored;

test('a score that waits for its seller stands in their menu with its deadline, a tap away', async () => {
  scored = await open.told({ fails: [1, 2] });
  const name = (await open.call(scored.id)).sellerName?.split(' ')[0] ?? '';
  const { person, text, buttons } = await menuOf(name);
  expect(text).toMatch(/Ждёт вашего ответа 1 оценка\. Ближайший срок: 25\.11 \d\d:\d\d\./);
  expect(buttons[0]).toMatch(new RegExp(`^Оценка №${scored.id} · до 25\\.11 \\d\\d:\\d\\d$`));
  await person.press(`Оценка №${scored.id}`);
  expect(await person.last()).toMatch(new RegExp(`№${scored.id} проверен`));
});

test('a head reads that no appeal waits, and of one that does, with the way to it', async () => {
  const before = await menuOf('Виктор');
  expect(before.text).toContain('Обжалований нет.');
  expect(before.buttons).toContain('⚖️ Обжалования');
  await appeal(open, scored, { items: ['Поздоровался'] });
  await open.later('PT2H');
  const { person, text, buttons } = await menuOf('Виктор');
  expect(text).toMatch(/Ждёт решения 1 обжалование \(2 ч \d+ мин\)\./);
  expect(buttons[0]).toBe('⚖️ Обжалования: 1');
  expect(buttons).not.toContain('⚖️ Обжалования');
  await person.press('Обжалования: 1');
  expect(await person.last()).toMatch(/^Обжалования: 1\n/);
  const seller = await menuOf((await open.call(scored.id)).sellerName?.split(' ')[0] ?? '');
  expect(seller.text).not.toContain('Ждёт вашего ответа');
});

test('a controller reads the queue and the call in hand, and goes on with it from the menu', async () => {
  const idle = await menuOf('Павел');
  expect(idle.text).toMatch(/В очереди \d+ звонк[\s\S]*Сегодня проверено: 0/);
  expect(idle.buttons.filter((label) => label === '▶ Следующий звонок')).toHaveLength(1);
  await idle.person.press('Следующий звонок');
  const id = Number(/№(\d+)/.exec(await idle.person.last())?.[1]);
  const busy = await menuOf('Павел');
  expect(busy.text).toContain(`У вас на оценке №${id}`);
  expect(busy.buttons).not.toContain('▶ Следующий звонок');
  await busy.person.press('Продолжить');
  expect(await busy.person.last()).toMatch(new RegExp(`№${id}`));
});

test('a call that somebody asks advice on, and the review begun on it, wait in the head’s menu', async () => {
  const asker = open.person('Анна');
  const id = open.untouched('Анна');
  await asker.say(String(id));
  await asker.press('Нужен совет');
  await asker.press('Отправить без вопроса');
  await open.settle();
  const waiting = await menuOf('Наталья');
  expect(waiting.text).toMatch(/Ждёт совета 1 звонок/);
  await waiting.person.press('Просят совета: 1');
  await waiting.person.press(String(id));
  await waiting.person.press('Разобрать');
  const begun = await menuOf('Наталья');
  expect(begun.text).not.toContain('Ждёт совета');
  expect(begun.text).toContain('Начат и не отправлен 1 разбор.');
  await begun.person.press(`Разбор №${id}`);
  expect(await begun.person.last()).toMatch(new RegExp(`№${id} · НЕ в зачёт`));
});

test('a menu that lies open keeps its word: every button does what it says, however things changed', async () => {
  const { person } = await menuOf('Ольга');
  const { data } = await person.find('Зачёт', /^Здравствуйте/);
  await person.say('/next');
  await person.forge(data);
  expect(await person.reads(/^Зачёт за ноябрь 2026/)).toContain('пока ничего нет');
});

test('a card that lies open offers what its call did then: pressed later it is redrawn, and nothing is done', async () => {
  const id = open.untouched('Марина');
  const viktor = open.person('Виктор');
  await viktor.say(String(id));
  await viktor.press('В зачёт');
  await viktor.press('Назад', new RegExp(`№${id}`));
  const natalia = open.person('Наталья');
  await natalia.say(String(id));
  await natalia.press('Взять себе');
  await natalia.press('Да, взять');
  const before = open.rows();
  expect(await viktor.press('В зачёт', new RegExp(`^Звонок №${id} ·`))).toBe(
    'С тех пор кое-что изменилось: экран обновлён',
  );
  expect(await viktor.reads(new RegExp(`^Звонок №${id} ·`))).toContain('На прослушке: НЕ в зачет');
  expect(await viktor.buttons(new RegExp(`^Звонок №${id} ·`))).not.toContain('В зачёт');
  expect(open.rows()).toEqual(before);
});

test('a menu that offers less by now is redrawn at a press, and says so', async () => {
  const { seller, id } = await open.told({ fails: [1] });
  const label = `Оценка №${id}`;
  await seller.say('/menu');
  expect((await seller.buttons(/^Здравствуйте/)).join()).toContain(label);
  await seller.press('Согласен', new RegExp(`№${id} проверен`));
  await seller.press('Да, согласен');
  expect(await seller.press('Зачёт', /^Здравствуйте/)).toBe(
    'С тех пор кое-что изменилось: экран обновлён',
  );
  expect((await seller.buttons(/^Здравствуйте/)).join()).not.toContain(label);
  await seller.press('Зачёт', /^Здравствуйте/);
  expect(await seller.last()).toMatch(/^Зачёт за ноябрь/);
});

test('a head is not offered the controllers’ queue', async () => {
  const natalya = open.person('Наталья');
  await natalya.say('/menu');
  expect((await natalya.buttons()).join()).not.toContain('Следующий');
  const olga = open.person('Ольга');
  await olga.say('/menu');
  expect((await olga.buttons()).join()).toMatch(/Следующий|Продолжить/);
});
