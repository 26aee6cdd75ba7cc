import { expect, test } from 'vitest';
import { changePolicy } from '../../src/app/draw/change-policy.ts';
import { dateTime, wordsIn } from '../../src/bot/words.ts';
import { company } from './company.ts';

const open = company({ drawBy: 'total', total: 0 });
const julia = () => open.person('Юлия');

test('an administrator reads the rules in words and changes one, after a check and a confirmation', async () => {
  await julia().say('/policy');
  const rules = await julia().last();
  expect(rules).toContain('Выборка\nКогда выбирать: 19:00, пн–сб\nОчередь\n');
  expect(rules).toContain('Срок и уведомления\nСрок обжалования: 2 дня\nОбжалование\n');
  expect(rules).not.toContain('Держать оценку');
  await julia().press('Срок и уведомления');
  await julia().press('Срок обжалования');
  expect(await julia().last()).toMatch(/Сейчас: 2 дня\nПервое значение: 2 дня/);
  await julia().press('Изменить');
  await julia().say('три дня');
  expect(await julia().last()).toContain('Так не подходит: не понял значение');
  expect(await julia().last()).toContain('5 минут, 24 часа, 2 дня, PT5M');
  await julia().say('3 дня');
  expect(await julia().last()).toContain('Было 2 дня → станет 3 дня');
  expect(await julia().last()).toContain('срок не изменится');
  expect(open.demo.service().app.policy().approvalDelay).toBe('P2D');
  expect(await julia().press('Утвердить')).toBe('Правило изменено');
  expect(open.demo.service().app.policy().approvalDelay).toBe('P3D');
  expect(await julia().last()).toMatch(/Изменено \d\d\.\d\d \d\d:\d\d, Юлия Маркова/);
  await julia().say('/policy');
  await julia().press('История');
  expect(await julia().last()).toContain('Срок обжалования: 2 дня → 3 дня');
});

test('a choice is a tap, and the draw says when it takes place next', async () => {
  await julia().say('/policy');
  await julia().press('Выборка');
  await julia().press('Сколько выбирать');
  await julia().press('с каждого продавца');
  await julia().press('Утвердить');
  expect(open.demo.service().app.policy().drawBy).toBe('perSeller');
  await julia().press('Назад');
  await julia().press('Когда выбирать');
  await julia().press('Изменить');
  await julia().say('0 25 * * *');
  expect(await julia().last()).toContain('Так не подходит');
  await julia().say('30 20 * * 1-5');
  expect(await julia().last()).toMatch(/станет 20:30, пн–пт\nДействует с выборки \d\d\.\d\d 20:30/);
  await julia().press('Отмена');
  expect(open.demo.service().app.policy().drawCron).toBe('0 19 * * 1-6');
});

test('a rule of the draw says from which draw on it holds, and what goes until then', async () => {
  await open.later('PT22H');
  const tomorrow = dateTime(wordsIn('ru', 'Europe/Moscow'), open.now() + 86_400_000).slice(0, 5);
  await julia().say('/policy');
  await julia().press('Выборка');
  await julia().press('С каждого продавца');
  await julia().press('Изменить');
  await julia().say('0');
  expect(await julia().last()).toContain(
    `Было 50 → станет 0\nДействует с выборки ${tomorrow} 19:00.`,
  );
  await julia().press('Утвердить');
  expect(await julia().last()).toContain(
    `Сейчас: 0\nВ выборке — с ${tomorrow} 19:00, до того: 50\n`,
  );
});

test('a number of calls that the draw does not count by is not shown as if it were a rule', async () => {
  await julia().say('/policy');
  await julia().press('Выборка');
  expect(await julia().last()).toMatch(
    /Сколько выбирать: с каждого продавца\nС каждого продавца: 0\nРазговор/,
  );
  await julia().press('Всего (не действует)');
  expect(await julia().last()).toContain(
    'Не действует, пока «Сколько выбирать» — с каждого продавца. Задано: 0',
  );
  await julia().press('Изменить');
  await julia().say('8');
  expect(await julia().last()).toMatch(/Было 0 → станет 8\nНе действует, пока «Сколько выбирать»/);
  await julia().press('Отмена');
});

test('the price of a point is read and typed as money, not in kopecks', async () => {
  const app = () => open.demo.service().app.policy();
  await julia().say('/policy');
  await julia().press('Мотивация');
  await julia().press('Цена балла');
  await julia().press('Изменить');
  expect(await julia().last()).toMatch(/сумму от 0 ₽ до 10 000 ₽/);
  await julia().say('50,555');
  expect(await julia().last()).toContain('Так не подходит: не понял значение');
  await julia().say('10001');
  expect(await julia().last()).toContain('Так не подходит: не понял значение');
  await julia().say('12,5 ₽');
  expect(await julia().last()).toMatch(/ → станет 12,50 ₽/);
  await julia().press('Утвердить');
  expect(app().pointPriceMinor).toBe(1250);
  expect(await julia().last()).toMatch(/Сейчас: 12,50 ₽/);
  await julia().press('Изменить');
  await julia().say('50 руб.');
  await julia().press('Утвердить');
  expect(app().pointPriceMinor).toBe(5000);
  expect(await julia().last()).toMatch(/Сейчас: 50 ₽/);
  await julia().say('/policy');
  await julia().press('История');
  expect(await julia().last()).toMatch(/Цена балла: 12,50 ₽ → 50 ₽/);
});

test('a rule that somebody changed meanwhile is shown again instead of overwritten', async () => {
  await julia().say('/policy');
  await julia().press('Обучение');
  await julia().press('Запросов совета');
  await julia().press('Изменить');
  await julia().say('1001');
  expect(await julia().last()).toContain('Так не подходит: нужно не больше 1000');
  await julia().say('7');
  changePolicy(open.demo.service().app, { asksPerWeek: 4 }, null);
  expect(await julia().press('Утвердить')).toBe('Экран устарел, вот как сейчас');
  expect(await julia().last()).toContain('Сейчас: 4');
  expect(open.demo.service().app.policy().asksPerWeek).toBe(4);
});

test('a confirmation further up in the chat does not confirm what was asked for since', async () => {
  await julia().say('/policy');
  await julia().press('Очередь');
  await julia().press('Время на звонок');
  await julia().press('Изменить');
  await julia().say('45');
  const { data } = await julia().find('Утвердить');
  await julia().say('/policy');
  await julia().press('Очередь');
  await julia().press('Время на звонок');
  await julia().press('Изменить');
  await julia().say('90');
  const before = open.demo.service().app.policy();
  expect(await julia().forge(data)).toBe('Экран устарел, вот как сейчас');
  expect(await julia().forge('rule-yes:other')).toBe('Экран устарел, вот как сейчас');
  expect(await julia().forge('rule-yes')).toMatch(/^Эта кнопка больше не работает/);
  expect(open.demo.service().app.policy()).toEqual(before);
});

test('beside the prices stands at which share a false mark stops paying, and it follows them', async () => {
  const admin = julia();
  await admin.say('/policy');
  await admin.press('Баллы');
  expect(await admin.last()).toMatch(
    /За нарушение: 2[\s\S]*Выдуманное нарушение не окупается, когда обжалованием снято больше 28,6 % таких\.\nЕсли контролёр признаёт их сам: больше 40,0 %\./,
  );
  const priced = async (rule: string, points: string) => {
    await admin.say('/policy');
    await admin.press('Баллы');
    await admin.press(rule);
    await admin.press('Изменить');
    await admin.say(points);
    const asked = await admin.last();
    await admin.press('Утвердить');
    await admin.press('Назад');
    return [asked, await admin.last()];
  };
  for (const text of await priced('За нарушение', '5')) {
    expect(text).toContain('больше 50,0 % таких');
    expect(text).toContain('сам: больше 62,5 %');
  }
  for (const text of await priced('За выигранный пункт', '0')) {
    expect(text).toContain('Выдуманное нарушение окупается всегда');
    expect(text).not.toContain('признаёт');
  }
  for (const text of await priced('За нарушение', '0')) {
    expect(text).toContain('Выдуманное нарушение не окупается никогда');
  }
});

test('nobody but an administrator sees or changes the rules', async () => {
  const olga = open.person('Ольга');
  await olga.say('/policy');
  expect(await olga.last()).toBe('Это вам недоступно');
  for (const data of [
    'policy',
    'rule:total',
    'rule-pick:drawBy:total',
    'rule-yes',
    'rule-history',
  ]) {
    expect(await olga.forge(data)).toBe('Это вам недоступно');
  }
});
