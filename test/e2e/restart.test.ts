import { expect, test } from 'vitest';
import { greeting, permission } from './appeal-steps.ts';
import { company } from './company.ts';

const open = company();

test('scoring goes on after a restart: draft, item and the comment typed next', async () => {
  const olga = open.person('Ольга');
  await olga.say('/next');
  const id = Number(/№(\d+)/.exec(await olga.last())?.[1]);
  await olga.press('Исходящий: холодный');
  await olga.press('Не выполнено');
  await open.restart();
  await olga.say('0:09 молча <начал> & продолжил');
  expect(await olga.last()).toMatch(/1\/14[\s\S]*1 ❌ «0:09 молча <начал> & продолжил»[\s\S]*2\. /);
  await olga.press('Выполнено');
  await open.restart();
  await olga.say('/next');
  expect(await olga.last()).toMatch(/2\/14[\s\S]*3\. Коротко сказал/);

  await olga.press('Остальное');
  await olga.press('Рекомендация');
  await open.restart();
  await olga.say('Начинайте с имени');
  expect(await olga.last()).toContain('Рекомендация: Начинайте с имени');
  await open.restart();
  await olga.press('Отправить оценку');
  await open.settle();
  const call = await open.call(id);
  expect(call.status).toBe('scored_pending');
  expect(call.reviews[0]).toMatchObject({ earned: 82, recommendation: 'Начинайте с имени' });
  expect(call.reviews[0]?.items[0]).toMatchObject({
    comment: 'молча <начал> & продолжил',
    momentS: 9,
  });
});

test('an appeal goes on after a restart: items, the reason typed next, and the sending', async () => {
  const { id, seller } = await open.told({ fails: [1, 2] });
  await seller.press('Обжаловать', new RegExp(`№${id}`));
  await seller.press(greeting);
  await seller.press(permission);
  await open.restart();
  await seller.press(permission);
  expect(await seller.last()).toContain('Выбран 1 пункт');
  await seller.press('Дальше');
  await open.restart();
  await seller.say('Представился в начале');
  expect(await seller.last()).toMatch(/Проверьте: «Поздоровался[\s\S]*«Представился в начале»/);
  await open.restart();
  await seller.press('Отправить');
  await open.settle();
  const { status, reviews } = await open.call(id);
  expect(status).toBe('scored_appealed');
  expect(reviews[0]?.appeal).toMatchObject({
    reason: 'Представился в начале',
    decisions: { greeting: null },
  });
});

test("a controller's answer and a head's decision go on after a restart", async () => {
  const { id, seller } = await open.told({ fails: [1, 2] });
  const [viktor, olga] = [open.person('Виктор'), open.person('Ольга')];
  await seller.press('Обжаловать', new RegExp(`№${id}`));
  for (const label of [greeting, permission, 'Дальше']) await seller.press(label);
  await seller.say('Всё сказано');
  await seller.press('Отправить');
  await open.settle();
  await olga.press('Ответить', new RegExp(`обжалует №${id}`));
  await open.restart();
  await olga.say('Не слышу');
  await olga.reads(new RegExp(`обжалует №${id}[\\s\\S]*Ответ контролёра: «Не слышу»`));

  await viktor.reads(new RegExp(`ответил на обжалование /call_${id}`));
  await viktor.press('Решить', new RegExp(`/call_${id}`));
  await viktor.press('Прав продавец');
  await open.restart();
  expect(await viktor.last()).toContain('2 из 2');
  await viktor.press('Прав контролёр');
  await open.restart();
  await viktor.say('Имя названо, вопроса нет');
  expect(await viktor.last()).toMatch(/Причина решения: «Имя названо, вопроса нет»[\s\S]*Итог/);
  await open.restart();
  await viktor.press('Утвердить');
  const { status, reviews } = await open.call(id);
  expect(status).toBe('approved_overturned');
  expect(reviews[0]?.appeal?.decisions).toEqual({
    greeting: 'seller_right',
    permission: 'controller_right',
  });
});
