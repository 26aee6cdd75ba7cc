import { expect, test } from 'vitest';
import type { Person } from './chat.ts';
import { company } from './company.ts';

const open = company({ drawBy: 'total', total: 6 });

const idsIn = (text: string) => [...text.matchAll(/\/call_(\d+)/g)].map(([, id]) => Number(id));
const titleOf = async (person: Person) => (await person.last()).split('\n')[0];

async function allCalls(person: Person): Promise<number[]> {
  await person.say('/calls');
  const ids = idsIn(await person.last());
  while ((await person.buttons()).some((label) => label.includes('Раньше'))) {
    await person.press('Раньше');
    ids.push(...idsIn(await person.last()));
  }
  return ids;
}

test('everybody pages through exactly their own calls, there and back', async () => {
  const viktor = open.person('Виктор');
  const all = await allCalls(viktor);
  expect(all).toHaveLength(30);
  expect(new Set(all).size).toBe(30);
  expect(await viktor.buttons()).toContain('4/4');
  await viktor.press('◀');
  await viktor.press('◀');
  await viktor.press('◀');
  expect(idsIn(await viktor.last())).toEqual(all.slice(0, 8));
  expect(await viktor.buttons()).toContain('1/4');

  const calls = await Promise.all(all.map((id) => open.call(id)));
  const of = (test_: (call: (typeof calls)[number]) => boolean) =>
    calls.filter(test_).map(({ id }) => id);
  expect(await allCalls(open.person('Иван'))).toEqual(
    of(({ sellerName }) => sellerName === 'Иван Панин'),
  );
  expect(await allCalls(open.person('Наталья'))).toEqual(
    of(({ sellerDirection }) => sellerDirection === 'Розница'),
  );
  expect(await allCalls(open.person('Сергей'))).toEqual(
    of(({ sellerName }) => ['Иван Панин', 'Тимур Галиев'].includes(sellerName ?? '')),
  );
  const none = open.person('Павел');
  await none.say('/calls');
  expect(await none.last()).toBe(
    'Звонки · все · 0\nЗдесь будут звонки, которые вы оценили. Взять первый: /next',
  );
});

test('a filter by status or kind is kept, named in the title and cleared in one tap', async () => {
  const viktor = open.person('Виктор');
  await viktor.say('/calls');
  expect(await titleOf(viktor)).toBe('Звонки · все · 30');
  expect(await viktor.buttons()).not.toContain('Сбросить');
  await viktor.press('Статус');
  await viktor.press('На прослушке: в зачет');
  expect(await titleOf(viktor)).toBe('Звонки · На прослушке: в зачет · 6');
  await viktor.say('/menu');
  await viktor.say('/calls');
  expect(await titleOf(viktor)).toBe('Звонки · На прослушке: в зачет · 6');
  await viktor.press('Статус');
  await viktor.press('До прослушки');
  expect(await titleOf(viktor)).toBe('Звонки · До прослушки · 24');
  await viktor.press('Статус');
  await viktor.press('Утвержден');
  expect(await viktor.last()).toContain('Под этот фильтр ничего не попало. «Сбросить» покажет все');
  await viktor.press('Сбросить');
  expect(await titleOf(viktor)).toBe('Звонки · все · 30');
});

test('further filters add up: seller, direction, period, type, controller, oldest first', async () => {
  const viktor = open.person('Виктор');
  const { id, seller } = await open.told({ fails: [1] });
  const sellerName = (await open.call(id)).sellerName ?? '';
  const choose = async (filter: string, value: string) => {
    await viktor.press('Ещё фильтры');
    await viktor.press(filter);
    await viktor.press(value);
  };
  await viktor.say('/calls');
  await choose('Контролёр: не важно', 'Ольга Киселёва');
  expect(idsIn(await viktor.last())).toEqual([id]);
  await choose('Тип: не важно', 'Исходящий: холодный');
  await choose('Продавец: не важно', sellerName);
  await choose('Период: не важно', 'Сегодня');
  expect(await titleOf(viktor)).toBe(
    `Звонки · ${sellerName} · Исходящий: холодный · контролёр Ольга Киселёва · сегодня · 1`,
  );
  await choose('Контролёр: Ольга', 'Павел Мишин');
  expect(idsIn(await viktor.last())).toEqual([]);
  await viktor.press('Сбросить');
  await choose('Направление: не важно', 'Опт');
  const opt = idsIn(await viktor.last());
  expect(await titleOf(viktor)).toMatch(/^Звонки · Опт · \d+$/);
  await viktor.press('Ещё фильтры');
  await viktor.press('Сначала новые');
  expect(await titleOf(viktor)).toMatch(/^Звонки · Опт · сначала старые · \d+$/);
  const oldest = idsIn(await viktor.last());
  expect(oldest).not.toEqual(opt);
  await viktor.press('Позже');
  await viktor.press('◀');
  expect(idsIn(await viktor.last())).toEqual(oldest);
  await viktor.press('Сбросить');

  await seller.say('/calls');
  await seller.press('Ещё фильтры');
  expect((await seller.buttons()).map((label) => label.split(':')[0])).toEqual([
    'Период',
    'Тип',
    'Клиент или заказ',
    '⇅ Сначала новые',
    '◀ Назад',
  ]);
});

test('a period is typed; what cannot be read is asked for again', async () => {
  const natalia = open.person('Наталья');
  await natalia.say('/calls');
  await natalia.press('Ещё фильтры');
  await natalia.press('Период');
  await natalia.say('31.02-сегодня');
  expect(await natalia.last()).toContain('Таких дней не получилось. Пример: 01.11-15.11');
  await natalia.say('01.01-02.01');
  expect(await titleOf(natalia)).toMatch(/^Звонки · 01\.01–02\.01 · 0$/);
  await natalia.press('Ещё фильтры');
  await natalia.press('Период: 01.01–02.01');
  await natalia.press('Этот месяц');
  expect(await titleOf(natalia)).toMatch(/^Звонки · [а-я]+ · [1-9]\d*$/);
  await natalia.press('Сбросить');
});

test('a client or an order is typed: one hit is taken at once, several are offered', async () => {
  const viktor = open.person('Виктор');
  await viktor.say('/calls');
  await viktor.press('Ещё фильтры');
  await viktor.press('Клиент или заказ');
  await viktor.say('нет такого');
  expect(await viktor.last()).toContain('ничего не нашлось');
  await viktor.say('дьячк');
  await viktor.press('Вера Дьячкова');
  expect(await titleOf(viktor)).toMatch(/^Звонки · Вера Дьячкова · \d$/);
  await viktor.press('Ещё фильтры');
  await viktor.press('Клиент или заказ: Вера');
  await viktor.say('5521');
  expect(await titleOf(viktor)).toMatch(/^Звонки · заказ 5521 · \d$/);
  const [id = 0] = idsIn(await viktor.last());
  expect((await open.call(id)).orderNumber).toBe('5521');
  await viktor.press('Сбросить');
});

test('beside each call that a seller may send for advice stands the way to do it', async () => {
  const anna = open.person('Анна');
  await anna.say('/calls');
  const shown = idsIn(await anna.last());
  const statuses = await Promise.all(shown.map(async (id) => (await open.call(id)).status));
  const askable = statuses.filter((status) => /^(un)?classified/.test(status)).length;
  const labels = await anna.buttons();
  expect(labels.filter((label) => label === '🙋')).toHaveLength(askable);
  for (const [at, id] of shown.entries()) {
    const beside = labels[labels.indexOf(String(id)) + 1] === '🙋';
    expect(beside, `${id}`).toBe(/^(un)?classified/.test(statuses[at] ?? ''));
  }
  expect(await anna.last()).toContain('🙋 нужен совет');
  await anna.press('🙋');
  expect(await anna.last()).toMatch(/Совет по звонку №\d+/);
});

test('in a mentor’s list a call is one button; what may be done with it stands on its card', async () => {
  const sergei = open.person('Сергей');
  await sergei.say('/calls');
  await sergei.press('Раньше');
  const list = await sergei.last();
  const page = idsIn(list);
  const numbers = (await sergei.buttons()).slice(0, page.length);
  expect(numbers).toEqual(page.map(String));
  // The call that nobody answered is on this page, and is never drawn.
  const statuses = await Promise.all(page.map(async (id) => (await open.call(id)).status));
  const id = page[statuses.findIndex((status) => /^(un)?classified/.test(status))] ?? 0;
  await sergei.press(String(id));
  expect(await sergei.last()).toContain(`Звонок №${id}`);
  await sergei.press('Взять себе');
  expect(await sergei.press('Да, взять')).toBe('Звонок ваш: не в зачёт');
  expect(await sergei.reads(new RegExp(`^Звонок №${id} ·`))).toContain('На прослушке: НЕ в зачет');
  expect(await sergei.buttons(new RegExp(`^Звонок №${id} ·`))).not.toContain('Взять себе');
  expect((await open.call(id)).status).toBe('listening_training');
});

/** A call of Anna's that has just come in, as her telephone system tells it. */
async function newCall(externalId: string): Promise<void> {
  const { apiUrl, apiToken } = open.demo;
  const call = {
    source: 'pbx',
    externalId,
    direction: 'in',
    sellerExternalId: 'seller-rybakova',
    externalNumber: null,
    startedAt: new Date(open.now()).toISOString(),
    durationS: 100,
    talkS: 90,
    recording: { path: 'boy-kirpicha-marina.ogg' },
  };
  const response = await fetch(`${apiUrl}/v1/calls`, {
    method: 'POST',
    headers: { authorization: `Bearer ${apiToken}`, 'content-type': 'application/json' },
    body: JSON.stringify({ items: [call] }),
  });
  expect(response.status).toBe(200);
}

test('an open list keeps its word while calls come in; where its own have changed it is drawn again', async () => {
  const anna = open.person('Анна');
  await anna.say('/calls');
  const page = idsIn(await anna.last());
  const outdated = 'С тех пор кое-что изменилось: экран обновлён';
  await newCall('lists-1');
  expect(await anna.press(String(page[1]), /^Звонки/)).toBe('');
  expect(await anna.reads(/^Звонок №/)).toContain(`Звонок №${page[1]} ·`);

  // Somebody else takes a call up that she could have sent for advice.
  const askable = open.untouched('Анна');
  expect(page).toContain(askable);
  await open.person('Виктор').say(String(askable));
  await open.person('Виктор').press('Взять себе');
  await open.person('Виктор').press('Да, взять');
  const before = open.rows();
  expect(await anna.press('🙋', /^Звонки/)).toBe(outdated);
  expect(open.rows()).toEqual(before);
  // Drawn again it is the list as it is now, the new call before all others.
  const [newest = 0, ...rest] = idsIn(await anna.reads(/^Звонки/));
  expect(page).not.toContain(newest);
  expect(rest).toEqual(page.slice(0, rest.length));
  expect(await anna.press(String(newest), /^Звонки/)).toBe('');
});

test('a forged place or payload of a menu is redrawn or refused, and changes nothing', async () => {
  const ivan = open.person('Иван');
  const others = open.untouched('Анна');
  await ivan.say('/calls');
  const list = await ivan.last();
  const { data } = await ivan.find(String(idsIn(list)[0]));
  const print = data.slice(data.lastIndexOf('/'));
  const viktor = open.person('Виктор');
  await viktor.say(String(others));
  const card = (await viktor.find('Взять себе')).data;
  const before = open.rows();
  for (const forged of [
    card,
    `card/0/0/${others}${print}`,
    `card/9/9/${idsIn(list)[0]}${print}`,
    'card/0/0/abc/fabcd',
    `card/-1/0/${others}/fabcd`,
    'calls/0/0/calls:from:zzz.1:1/fabcd',
    `calls/63/7/calls${print}`,
    `menu/50/50/${print}`,
    'menu/0/0//fabcd',
    'language/0/9//fabcd',
    'nothing/0/0//fabcd',
  ]) {
    expect(await ivan.forge(forged), forged).toMatch(/[а-я]/);
    expect(await ivan.last(), forged).not.toMatch(new RegExp(`№${others}(?!\\d)`));
  }
  expect(open.rows()).toEqual(before);
});

test('a forged page, choice or filter is answered, and shows nobody else’s call', async () => {
  const ivan = open.person('Иван');
  const own = await allCalls(ivan);
  const { data } = await open
    .person('Виктор')
    .find('◀')
    .catch(() => ({ data: 'calls' }));
  const forged = [
    data,
    'calls:before:zzzzzzzzzzz.zzz:1',
    'calls:after:nope:nope',
    'calls:from:1.1:-5',
    'calls-set:seller:8',
    'calls-set:nope:1',
    'calls-set:client:-1',
    'calls-pick:seller:0',
    'calls-pick:type:9999999',
    'calls-kind:nope',
    'calls-days:nope',
    'calls-found:99',
  ];
  for (const tap of forged) {
    await ivan.forge(tap);
    expect(own, tap).toEqual(expect.arrayContaining(idsIn(await ivan.last())));
  }
  expect(await ivan.forge('calls-set:seller:8')).toBe('Экран устарел, вот как сейчас');
});
