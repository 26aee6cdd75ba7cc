import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { company } from './company.ts';

const open = company({ drawBy: 'total', total: 6 });
const voice = readFileSync(
  new URL('../../src/sandbox/company/recordings/boy-kirpicha-marina.ogg', import.meta.url),
);

/** Neither credit nor ledger has anything of the call. */
async function neverCounts(id: number): Promise<void> {
  expect(await open.ledger(id)).toEqual([]);
  expect((await open.credit()).sellers).toEqual([]);
  await open.later('P3D');
  expect(await open.ledger(id)).toEqual([]);
}

test('a seller asks, the head answers in words alone, and sees that it was read', async () => {
  const [ivan, natalia] = [open.person('Иван'), open.person('Наталья')];
  const id = open.untouched('Иван');
  await ivan.say(`/call ${id}`);
  await ivan.press('Нужен совет');
  expect(await ivan.last()).toContain('На этой неделе осталось 3 запроса');
  await ivan.say('Как ответить на «дорого»?');
  expect(await ivan.last()).toContain('Отправлено руководителю');
  expect((await open.call(id)).status).toBe('listening_advice');

  await open.settle();
  await natalia.reads(/Иван Панин просит совета[\s\S]*Как ответить на «дорого»\?/);
  await natalia.press('Разобрать', /просит совета/);
  await natalia.reads(/Вы уже разбираете/);
  expect(await natalia.last()).toContain(`Разбор звонка №${id} · НЕ в зачёт`);
  expect(await natalia.last()).toContain('Вопрос: «Как ответить на «дорого»?»');
  expect((await natalia.sees()).some((message) => 'voice' in message)).toBe(true);
  await ivan.say(`/call ${id}`);
  expect(await ivan.buttons()).not.toContain('Забрать запрос');

  await natalia.say('Спросите, с чем сравнивают');
  expect(await natalia.last()).toContain('Рекомендация: Спросите, с чем сравнивают');
  expect(await natalia.press('Отправить разбор')).toBe('Разбор отправлен продавцу');
  await open.settle();
  const told = await ivan.reads(new RegExp(`Разбор звонка №${id} · НЕ в зачёт`));
  expect(told).toContain('Ответил руководитель: Наталья Орлова');
  expect(told).toContain('Ваш вопрос: «Как ответить на «дорого»?»');
  expect(told).not.toContain('%');
  expect(await ivan.press('Прочитано', /Разбор звонка/)).toBe('Спасибо, отметили');
  expect(await ivan.buttons(/Разбор звонка/)).not.toContain('✅ Прочитано');
  await open.settle();
  await natalia.reads(new RegExp(`Ваш разбор звонка /call_${id} прочитан: Иван Панин`));
  expect((await open.call(id)).status).toBe('approved_training');
  await neverCounts(id);
});

test('a request is taken back until a head has begun, and no later', async () => {
  const [anna, natalia] = [open.person('Анна'), open.person('Наталья')];
  const id = open.untouched('Анна');
  await anna.say(`/call ${id}`);
  await anna.press('Нужен совет');
  await anna.press('Отправить без вопроса');
  await open.settle();
  await natalia.reads(/Анна Рыбакова просит совета/);
  await anna.press('Забрать обратно');
  await anna.press('Да, забрать');
  expect(await anna.last()).toContain('Запрос забрали обратно');
  expect((await open.call(id)).history.at(-1)?.verb).toBe('give_back');
  await open.settle();
  await natalia.reads(/Анна Рыбакова просит совета[\s\S]*Продавец забрал запрос обратно/);
  expect(await natalia.forge(`begin:${id}`)).toMatch(/[а-я]/);
  expect((await open.call(id)).status).not.toBe('listening_advice');

  await anna.say(`/call ${id}`);
  await anna.press('Нужен совет');
  await anna.press('Отправить без вопроса');
  await natalia.say('/advice');
  await natalia.press(String(id));
  await natalia.press('Разобрать');
  expect(await anna.forge(`withdraw-yes:${id}`)).toBe('Руководитель уже начал');
  expect((await open.call(id)).status).toBe('listening_advice');
});

test('a mentor takes a call of a mentee, marks two items and answers by voice', async () => {
  const [sergei, timur] = [open.person('Сергей'), open.person('Тимур')];
  const id = open.untouched('Тимур');
  await sergei.say(String(id));
  await sergei.press('Взять себе');
  await sergei.press('Отмена');
  expect((await open.call(id)).status).not.toBe('listening_training');
  await sergei.press('Взять себе');
  expect(await sergei.press('Да, взять')).toBe('Звонок ваш: не в зачёт');
  await sergei.press('Исходящий: холодный');
  await sergei.press('Не выполнено');
  await sergei.say('0:07 не представился');
  await sergei.press('Выполнено');
  await sergei.press('Обзор');
  await sergei.speak(voice);
  expect(await sergei.last()).toContain('🎤 Ответ голосом');
  await sergei.press('Отправить разбор');
  await open.settle();
  const told = await timur.reads(new RegExp(`Разбор звонка №${id} · НЕ в зачёт · \\d`));
  expect(told).toContain('Разобрал: Сергей Белов');
  expect(told).toContain('не представился');
  await timur.press('Ответ голосом', /Разбор звонка/);
  expect((await timur.sees()).at(-1)).toHaveProperty('voice');
  await timur.press('Подробнее', /Разбор звонка/);
  expect(await timur.reads(/Разбор звонка/)).toMatch(/❌ Поздоровался/);
  await neverCounts(id);
});

test('a side review of a scored call is shown to the seller and changes nothing', async () => {
  const scored = await open.told({ fails: [1] });
  const { id } = scored;
  const viktor = open.person('Виктор');
  const before = await open.call(id);
  await viktor.say(`/call ${id}`);
  await viktor.press('Разобрать для обучения');
  await viktor.press('Исходящий: холодный');
  await viktor.press('Остальное');
  await viktor.press('Отправить разбор');
  await open.settle();
  await scored.seller.reads(/Виктор Штерн\. На оценку в зачёт это не влияет/);
  const after = await open.call(id);
  expect(after.status).toBe(before.status);
  expect(after.deadlineAt).toBe(before.deadlineAt);
  expect(after.history.at(-1)?.verb).toBe('review');
  await open.later('P3D');
  const { reviews, status } = await open.call(id);
  expect(status).toBe('approved_scored');
  expect(reviews.map(({ purpose }) => purpose).sort()).toEqual(['credit', 'side']);
  const credit = reviews.find(({ purpose }) => purpose === 'credit');
  expect(credit?.earned).toBeLessThan(credit?.possible ?? 0);
  const { sellers } = await open.credit(credit?.creditMonth ?? '');
  expect(sellers).toHaveLength(1);
  expect(sellers[0]).toMatchObject({ calls: 1 });
  expect((await open.ledger(id)).map(([, , , cause]) => cause)).toEqual(['review', 'violation']);
});

test('a double tap on any of these acts does it once', async () => {
  const [dmitry, viktor] = [open.person('Дмитрий'), open.person('Виктор')];
  const verbsOf = async (id: number) => (await open.call(id)).history.map(({ verb }) => verb);
  const asked = open.untouched('Дмитрий');
  // It may have come back from the queue before.
  const askedBefore = (await verbsOf(asked)).length;
  await dmitry.say(`/call ${asked}`);
  await dmitry.press('Нужен совет');
  await dmitry.pressTwice('Отправить без вопроса');
  await open.settle();
  await viktor.reads(new RegExp(`Дмитрий Власов просит совета: звонок /call_${asked}`));
  await viktor.pressTwice('Разобрать', new RegExp(`/call_${asked}`));
  await viktor.say('Всё хорошо');
  await viktor.pressTwice('Отправить разбор');
  await open.settle();
  await dmitry.pressTwice('Прочитано', new RegExp(`Разбор звонка №${asked}`));
  await open.settle();
  expect((await verbsOf(asked)).slice(askedBefore)).toEqual(['ask', 'begin', 'score']);
  const read = (await viktor.sees()).filter(({ text }) => text?.includes('прочитан'));
  expect(read).toHaveLength(1);

  const taken = open.untouched('Дмитрий');
  const takenBefore = (await verbsOf(taken)).length;
  await viktor.say(`/call ${taken}`);
  await viktor.press('Взять себе');
  const toasts = await viktor.pressTwice('Да, взять');
  expect(toasts).toContain('Звонок ваш: не в зачёт');
  expect(toasts.filter((toast) => toast === 'Звонок ваш: не в зачёт')).toHaveLength(1);
  await viktor.press('Вернуть');
  await viktor.pressTwice('Личный разговор');
  expect((await verbsOf(taken)).slice(takenBefore)).toEqual(['take', 'give_back']);

  await viktor.say(`/call ${taken}`);
  await viktor.press('В зачёт');
  await viktor.pressTwice('Важный клиент');
  expect((await verbsOf(taken)).slice(takenBefore)).toEqual(['take', 'give_back', 'send']);
});
