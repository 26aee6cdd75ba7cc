import { expect, test } from 'vitest';
import { company } from './company.ts';

// The hold and the quiet hours of the policy as every company starts with them.
const open = company({ noticeHold: 'PT5M', quietHours: '20:00-09:00' });

test('a score taken back before its notice left is corrected, and only the correction is told', async () => {
  const olga = open.person('Ольга');
  const { id, seller } = await open.score({ fails: [2] });
  expect(await olga.last()).toMatch(/Оценка принята\. Уйдёт продавцу: 19:\d\d\. До тех пор/);
  await open.later('PT4M');
  await olga.press('Исправить');
  expect(await olga.last()).toMatch(new RegExp(`№${id} · Исходящий: холодный · обзор · 96,6 %`));
  expect((await open.call(id)).status).toBe('listening_credit');
  await open.later('PT10M');
  expect((await seller.sees()).some((message) => message.text?.includes('проверен'))).toBe(false);

  await olga.press('2');
  await olga.press('Выполнено');
  await olga.press('Отправить оценку');
  await open.later('PT5M');
  await seller.reads(new RegExp(`№${id} проверен: 100,0 %`));
  const call = await open.call(id);
  expect(call.history.map(({ verb }) => verb).slice(-4)).toEqual([
    'sample',
    'score',
    'recall',
    'score',
  ]);
  expect(call.reviews).toMatchObject([{ earned: 87, possible: 87 }]);
  expect(
    (await seller.sees()).filter((message) => message.text?.includes('проверен')),
  ).toHaveLength(1);
});

test('once the notice has left nothing is offered to take back, and a press of before says so', async () => {
  const olga = open.person('Ольга');
  const { id } = await open.score({ fails: [2] });
  const { data } = await olga.find('Исправить');
  const handedIn = new RegExp(`^Звонок №${id}\\n`);
  await open.later('PT5M');
  expect(await olga.reads(handedIn)).toBe(`Звонок №${id}\nОценка ушла продавцу.`);
  expect(await olga.buttons(handedIn)).toEqual(['▶ Следующий звонок']);
  expect(await olga.forge(data)).toBe('Оценка уже ушла продавцу');
  expect((await open.call(id)).status).toBe('scored_pending');
});

test('a message that came to show something else is left alone when the notice leaves', async () => {
  const olga = open.person('Ольга');
  await open.score({ fails: [2] });
  await olga.press('Следующий звонок');
  const next = await olga.last();
  expect(next).toMatch(/^№\d+ |^Звонок №\d+ · /);
  await open.later('PT5M');
  expect(await olga.last()).toBe(next);
  await olga.press('Исходящий: холодный');
  await olga.press('Остальное');
  await olga.press('Отправить оценку');
  await open.later('PT5M');
});

test('a score handed in at night is told in the morning, and the two days run from then', async () => {
  const olga = open.person('Ольга');
  await open.later('PT1H30M');
  const { id, seller } = await open.score({ fails: [2] });
  expect(await olga.last()).toMatch(/Уйдёт продавцу: \d\d\.\d\d 09:00/);
  await open.later('PT11H30M');
  expect((await open.call(id)).deadlineAt).toBeNull();
  await open.later('PT1H30M');
  await seller.reads(new RegExp(`№${id} проверен`));
  expect((await open.call(id)).deadlineAt).toMatch(/T06:00:0\d/);
});
