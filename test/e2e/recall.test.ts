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

test('once the notice has left the score stands, and the button says so', async () => {
  const olga = open.person('Ольга');
  const { id } = await open.score({ fails: [2] });
  await open.later('PT5M');
  expect(await olga.press('Исправить')).toBe('Оценка уже ушла продавцу');
  expect((await open.call(id)).status).toBe('scored_pending');
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
