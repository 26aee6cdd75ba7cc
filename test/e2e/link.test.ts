import { expect, test } from 'vitest';
import type { Person } from './chat.ts';
import { company } from './company.ts';

// No call is long enough to be drawn, so that each is in the status it came in with.
const open = company({ minTalkS: 3600 });

/** The first call of the day from this number, by the list of everybody's calls. */
async function callWith(phone: RegExp): Promise<number> {
  const viktor = open.person('Виктор');
  await viktor.say('/calls');
  for (;;) {
    const found = (await viktor.last()).split('\n').find((line) => phone.test(line));
    const id = /\/call_(\d+)/.exec(found ?? '')?.[1];
    if (id) return Number(id);
    await viktor.press('Раньше');
  }
}

async function linkOf(id: number) {
  const { status, clientExternalId, orderNumber, history } = await open.call(id);
  const last = history.at(-1);
  return {
    status,
    client: clientExternalId,
    order: orderNumber,
    note: last?.note,
    by: last?.actor,
  };
}

async function begin(person: Person, id: number): Promise<string> {
  await person.say(`/call ${id}`);
  await person.press('Привязать');
  return person.last();
}

test('a number of two clients: the seller picks one of them, in three taps', async () => {
  const marina = open.person('Марина');
  const id = await callWith(/\+7\s973\s702\s33\s21/);
  const asked = await begin(marina, id);
  expect(asked).toContain(`Чей звонок №${id}?`);
  expect(asked).toContain('Этот номер есть у нескольких клиентов');
  expect(await marina.buttons()).toEqual(['Артём Дьячков', 'Вера Дьячкова', 'Отмена']);
  expect(await marina.press('Вера Дьячкова')).toBe('Привязан: Вера Дьячкова');
  const card = await marina.last();
  expect(card).toContain('Классифицирован вручную');
  expect(card).toContain('Вера Дьячкова');
  expect(await linkOf(id)).toEqual({
    status: 'classified_manual',
    client: 'c-08',
    order: null,
    note: 'Вера Дьячкова',
    by: 'Марина Зуева',
  });

  await marina.press('Привязать');
  expect(await marina.last()).toContain('Привязан. Можно выбрать другого.');
  await marina.press('Артём');
  expect(await linkOf(id)).toMatchObject({ client: 'c-07', note: 'Артём Дьячков' });
});

test('a client of several open orders: one of them, or the client alone', async () => {
  const timur = open.person('Тимур');
  const id = await callWith(/Монолит-Юг/);
  expect(await begin(timur, id)).toContain('У клиента несколько заказов в работе');
  await timur.press('№ 5533');
  expect(await linkOf(id)).toMatchObject({
    client: 'c-05',
    order: '5533',
    note: 'ООО «Монолит-Юг» · № 5533',
  });
  await timur.press('Привязать');
  await timur.press('без заказа');
  expect(await linkOf(id)).toMatchObject({ client: 'c-05', order: null, note: 'ООО «Монолит-Юг»' });
});

test('a client is searched for by name or number, an order by its number; again until it is right', async () => {
  const ivan = open.person('Иван');
  const id = open.untouched('Иван');
  await begin(ivan, id);
  await ivan.say('абракадабра');
  expect(await ivan.last()).toMatch(/«абракадабра»: ничего не нашлось\. Попробуйте начало имени/);
  await ivan.say('СЕВЕР');
  expect(await ivan.last()).toContain('«СЕВЕР»: найдено 1');
  await ivan.say('8 (973) 702-33-21');
  expect(await ivan.buttons()).toEqual(
    expect.arrayContaining(['Артём Дьячков', 'Вера Дьячкова', '☑ Заказы только в работе']),
  );
  await ivan.say('заказ 540');
  expect(await ivan.last()).toContain('ничего не нашлось');
  await ivan.press('Заказы только в работе');
  expect(await ivan.buttons()).toEqual([
    '№ 5402 · ИП Сидоров А. П. · закрыт',
    '☐ Заказы только в работе',
    'Отмена',
  ]);
  await ivan.say('монолит');
  await ivan.press('Монолит-Юг');
  expect(await ivan.last()).toContain('ООО «Монолит-Юг»: какой заказ?');
  await ivan.press('№ 5530');
  expect(await linkOf(id)).toMatchObject({ status: 'classified_manual', order: '5530' });
  expect(await ivan.last()).toContain('ООО «Монолит-Юг», заказ 5530');
  // The question is over: a bare number is a call again.
  await ivan.say(String(id));
  expect(await ivan.last()).toContain(`Звонок №${id}`);
});

test('found orders of a client with one in work: the tap on the client takes it along', async () => {
  const natalia = open.person('Наталья');
  const id = open.untouched('Анна');
  await begin(natalia, id);
  await natalia.say('Егоров');
  await natalia.press('Николай Егоров');
  expect(await linkOf(id)).toMatchObject({ client: 'c-01', order: '5507', by: 'Наталья Орлова' });
});

test('each tap of it done twice links once', async () => {
  const dmitry = open.person('Дмитрий');
  const id = open.untouched('Дмитрий');
  await dmitry.say(`/call ${id}`);
  await dmitry.pressTwice('Привязать');
  await dmitry.say('монолит');
  await dmitry.pressTwice('Монолит');
  const before = (await open.call(id)).history.length;
  const toasts = await dmitry.pressTwice('№ 5533');
  expect(toasts).toEqual(Array(2).fill('Привязан: ООО «Монолит-Юг» · № 5533'));
  const after = await open.call(id);
  expect([after.orderNumber, after.history.length]).toEqual(['5533', before + 1]);
});

test('a scored call is linked and keeps its status', async () => {
  const viktor = open.person('Виктор');
  await viktor.say(`/call ${open.untouched('Дмитрий')}`);
  await viktor.press('В зачёт');
  await viktor.press('Жалоба клиента');
  const { id } = await open.told({ fails: [1] });
  await begin(viktor, id);
  await viktor.say('5526');
  await viktor.press('№ 5526');
  expect(await linkOf(id)).toMatchObject({
    status: 'scored_pending',
    client: 'c-09',
    order: '5526',
  });
  expect((await open.call(id)).history.at(-1)?.verb).toBe('link');
});

test('whoever may not link it is refused in words, and nothing changes', async () => {
  const id = open.untouched('Екатерина');
  const before = await open.call(id);
  for (const name of ['Иван', 'Наталья', 'Ольга', 'Сергей']) {
    const person = open.person(name);
    const taps = [`link:${id}`, `link-client:${id}:1`, `link-alone:${id}:1`, `link-order:${id}:1`];
    for (const data of [...taps, `link-found:${id}:0`, `link-any:${id}:any`]) {
      expect(await person.forge(data), `${name} ${data}`).toBe('Звонок не найден');
    }
  }
  const ekaterina = open.person('Екатерина');
  await ekaterina.say(`/call ${id}`);
  for (const data of [
    `link-alone:${id}:nope`,
    `link-order:${id}:99999`,
    `link-client:${id}:99999`,
  ]) {
    expect(await ekaterina.forge(data), data).toMatch(/[а-я]/);
  }
  expect(await open.call(id)).toEqual(before);
});
