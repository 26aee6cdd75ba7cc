import { beforeAll, expect, test } from 'vitest';
import type { Person } from './chat.ts';
import { company } from './company.ts';

const open = company();
let learner: Person;
let colleague: Person;
let missed = 0;
let done = 0;

/** One seller missed the first item, another did it; both scores are approved. */
beforeAll(async () => {
  const first = await open.told({ fails: [1] });
  let other = await open.told();
  while ((await open.call(other.id)).sellerName === (await open.call(first.id)).sellerName) {
    other = await open.told();
  }
  for (const { id, seller } of [first, other]) {
    await seller.press('Согласен', new RegExp(`№${id} проверен`));
    await seller.press('Да, согласен');
  }
  [learner, colleague, missed, done] = [first.seller, other.seller, first.id, other.id];
});

test('without anything to show each screen says what to do', async () => {
  const viktor = open.person('Виктор');
  await viktor.say('/best');
  expect(await viktor.last()).toMatch(/Образцы: 0[\s\S]*\/calls[\s\S]*В образцы/);
  await colleague.say('/learn');
  expect(await colleague.last()).toContain('нарушений нет');
});

test('a seller hears what they missed, from its second', async () => {
  await learner.say('/learn');
  expect(await learner.last()).toMatch(/1\. Поздоровался[\s\S]*1 нарушение/);
  await learner.press('▶ 1');
  const lesson = await learner.last();
  expect(lesson).toContain(`/call_${missed}`);
  expect(lesson).toMatch(/Образцы коллег\nПока нет/);
  await learner.press(`▶ ${missed} · 0:07`);
  await learner.hears(new RegExp(`№${missed} · ▶ 0:07`));
});

test('a head marks an example; nobody hears it before its seller allows it', async () => {
  const viktor = open.person('Виктор');
  await viktor.say(`/call ${done}`);
  await viktor.press('В образцы');
  await viktor.press('Поздоровался');
  await viktor.say('десятая секунда');
  expect(await viktor.last()).toContain('нет такого момента');
  await viktor.say('0:04');
  expect(await viktor.last()).toMatch(/Образцы: 1[\s\S]*0:04 · ждёт согласия/);
  await open.settle();
  await learner.say('/learn');
  await learner.press('▶ 1');
  expect(await learner.last()).toMatch(/Образцы коллег\nПока нет/);

  await colleague.reads(/ваш звонок как образец/);
  expect(await colleague.press('Разрешить', /ваш звонок как образец/)).toBe(
    'Коллеги могут послушать',
  );
  await learner.say('/learn');
  expect(await learner.last()).toContain('1 образец');
  await learner.press('▶ 1');
  await learner.press('⭐');
  await learner.hears(new RegExp(`№${done} · ▶ 0:04`));
});

test('a double tap on heard notes it once, and it counts for nothing', async () => {
  await learner.say('/learn');
  await learner.press('▶ 1');
  await learner.pressTwice('Услышано');
  expect(await learner.last()).toMatch(/✅ услышано/);
  expect((await open.call(missed)).status).toBe('approved_scored');
});

test('who released it takes it back in one tap, and a head takes it off the list', async () => {
  await colleague.say('/learn');
  await colleague.press('Мои образцы: 1');
  expect(await colleague.press(`Отозвать ${done}`)).toBe('Коллеги больше не слышат');
  expect(await colleague.last()).toContain('не разрешён');
  await learner.say('/learn');
  expect(await learner.last()).not.toContain('образец');
  const viktor = open.person('Виктор');
  await viktor.say('/best');
  expect(await viktor.press(`Убрать ${done}`)).toBe('Убрано');
  expect(await viktor.last()).toContain('Образцы: 0');
});

test('neither is anybody else’s: commands, menus and forged buttons', async () => {
  const olga = open.person('Ольга');
  await olga.say('/learn');
  expect(await olga.last()).not.toContain('Научиться на звонках');
  await learner.say('/best');
  expect(await learner.last()).not.toContain('Образцы:');
  for (const data of ['example:1', 'release:1.1', `best-pick:${done}`]) {
    expect(await learner.forge(data)).not.toBe('');
  }
});
