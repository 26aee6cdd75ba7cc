import { expect, test } from 'vitest';
import { buttonsOf } from './chat.ts';
import { company } from './company.ts';

const open = company({ noticeHold: 'PT5M' });
const sellers = ['Анна', 'Иван', 'Марина', 'Дмитрий', 'Екатерина', 'Тимур'];

/** Every seller has their scores come closed from now on. */
async function turnOn(): Promise<void> {
  for (const name of sellers) {
    const person = open.person(name);
    await person.say('/menu');
    await person.press('Самооценка');
    if ((await person.buttons()).includes('🪞 Включить')) {
      expect(await person.last()).toContain('Самооценка · выключена');
      await person.press('Включить');
    }
    expect(await person.last()).toContain('Самооценка · включена');
  }
}

/** A score that has come closed, scored in the first two items. */
async function closed() {
  const { id, seller } = await open.score({ fails: [1, 2] });
  await open.later('PT6M');
  const notice = new RegExp(`№${id} `);
  return { id, seller, notice, text: await seller.reads(new RegExp(`№${id} проверен`)) };
}

test('a score comes closed, is scored by its seller, and both stand side by side', async () => {
  await turnOn();
  const { id, seller, notice, text } = await closed();
  expect(text).toContain('оценка закрыта');
  expect(text).toContain('Обжаловать можно до');
  expect(text).not.toMatch(/\d+,\d\s%|Поздоровался|0:07/);
  expect(await seller.buttons(notice)).toEqual(['🪞 Оценить себя', '📋 Открыть оценку']);
  const { deadlineAt } = await open.call(id);

  await seller.press('Оценить себя', notice);
  expect(await seller.last()).toContain(`№${id} · самооценка · 0/`);
  await seller.press('Не выполнено', notice);
  expect(await seller.last()).toContain('1 ❌ записано. Комментарий?');
  await seller.say('0:05 поторопилась');
  expect(await seller.last()).toContain('1 ❌ «0:05 поторопилась»');
  await seller.press('Выполнено', notice);
  await seller.press('Остальное', notice);
  expect(await seller.last()).toContain('Пока выходит');
  await seller.press('Готово, сравнить', notice);

  const seen = await seller.last();
  expect(seen).toContain(`№${id} · самооценка и оценка`);
  expect(seen).toMatch(/Вы: \d+,\d\s% · контролёр: \d+,\d\s%/);
  expect(seen).toContain('вы ✅ · контролёр ❌');
  expect(seen).not.toContain('поторопилась');
  expect(await seller.buttons(notice)).toContain('▶ 0:07');
  expect((await open.call(id)).deadlineAt).toBe(deadlineAt);
  expect((await open.call(id)).reviews).toHaveLength(1);

  await seller.press('Открыть оценку', notice);
  expect(await seller.buttons(notice)).toContain('⚖️ Обжаловать');
  await seller.press('Подробнее', notice);
  await seller.press('Самооценка', notice);
  expect(await seller.last()).toBe(seen);
});

test('nobody but the seller can be shown it', async () => {
  await turnOn();
  const { id, seller, notice } = await closed();
  await seller.press('Оценить себя', notice);
  const sheet = (await seller.sees()).flatMap(buttonsOf).find(({ data }) => /^b-fail:/.test(data));
  for (const name of ['Ольга', 'Виктор', 'Юлия', 'Сергей']) {
    const other = open.person(name);
    expect(await other.forge(sheet?.data ?? ''), name).toBe('Звонок не найден');
    expect(await other.forge(`self:${id}`), name).toBe('Звонок не найден');
    expect(await other.forge(`self-seen:${id}`), name).toBe('Звонок не найден');
  }
});

test('a score opened at once offers no self-check any more', async () => {
  await turnOn();
  const { id, seller, notice } = await closed();
  await seller.press('Открыть оценку', notice);
  expect(await seller.last()).toContain(`№${id} проверен: `);
  expect(await seller.buttons(notice)).not.toContain('🪞 Оценить себя');
  expect(await seller.forge(`self:${id}`)).toBe(
    'Вы уже видели эту оценку: вслепую больше не получится',
  );
});

test('turned off, scores come open again', async () => {
  for (const name of sellers) {
    await open.person(name).say('/menu');
    await open.person(name).press('Самооценка');
    await open.person(name).press('Выключить');
  }
  const { id, text } = await closed();
  expect(text).toContain(`№${id} проверен: `);
});

test('a score that is approved meanwhile stays closed, and can still be scored', async () => {
  await turnOn();
  const { id, seller, notice } = await closed();
  await seller.press('Оценить себя', notice);
  await open.later('P5D');
  const settled = await seller.reads(new RegExp(`№${id} проверен · оценка закрыта`));
  expect(settled).toContain('Утверждено: оценен');
  await seller.press('Продолжить самооценку', notice);
  await seller.press('Остальное', notice);
  await seller.press('Готово, сравнить', notice);
  await seller.reads(new RegExp(`№${id} · самооценка и оценка`));
});
