import { expect, test } from 'vitest';
import { company } from './company.ts';

const open = company();
const verbs = async (id: number) => (await open.call(id)).history.map(({ verb }) => verb);

test('a seller accepts: one question, then the notice itself says how it ended', async () => {
  const { id, seller } = await open.told({ fails: [2] });
  const notice = await seller.reads(new RegExp(`Звонок №${id} проверен: 96,6 %`));
  expect(notice).toContain('Контролёр: Ольга Киселёва · источник: случайная выборка');
  expect(notice).toContain('❌ Спросил, удобно ли сейчас говорить (вес 3)');
  expect(notice).toMatch(/«не сказал» ▶ 0:07/);
  expect(notice).toMatch(/Обжаловать можно до \d\d\.\d\d \d\d:\d\d\./);

  const messages = (await seller.sees()).length;
  await seller.press('Согласен');
  await seller.reads(/Согласиться с 96,6 %\? Обжаловать потом будет нельзя\./);
  await seller.press('Назад');
  expect((await open.call(id)).status).toBe('scored_pending');
  await seller.press('Согласен');
  expect(await seller.press('Да, согласен')).toMatch(/^Утверждено, в зачёте за [а-я]+$/);
  await seller.reads(
    new RegExp(`№${id} [\\s\\S]*Утверждено: оценен · вы согласились \\d\\d\\.\\d\\d`),
  );
  expect(await seller.buttons(new RegExp(`№${id} проверен`))).toEqual([
    '▶ 0:07',
    '▶ Слушать',
    '📋 Подробнее',
  ]);
  expect(await seller.sees()).toHaveLength(messages);

  const call = await open.call(id);
  expect(call).toMatchObject({
    status: 'approved_scored',
    reviews: [{ state: 'approved', earned: 84, possible: 87, percent: '96.6', appeal: null }],
  });
  expect((await verbs(id)).slice(-3)).toEqual(['sample', 'score', 'accept']);
  expect(await open.ledger(id)).toEqual([
    ['fund', 'controller', 1, 'review', null],
    ['fund', 'controller', 2, 'violation', 'permission'],
  ]);
});

test('silence for two days: approved automatically, the notice is edited without a sound', async () => {
  const before = await open.credit();
  const { id, seller } = await open.told({ fails: [1] });
  const messages = (await seller.sees()).length;
  await open.later('P1DT23H55M');
  expect((await open.call(id)).status).toBe('scored_pending');
  expect(await seller.reads(/утвердится через/)).toMatch(
    new RegExp(
      `Оценка звонка /call_${id} утвердится через [34] ч \\d+ мин, .* Если не согласны, успейте`,
    ),
  );
  await open.later('PT6M');
  await seller.reads(new RegExp(`№${id} [\\s\\S]*Утверждено: оценен · утверждено автоматически`));
  // The reminder is the one new message; the approval only edits the notice.
  expect(await seller.sees()).toHaveLength(messages + 1);
  expect((await verbs(id)).slice(-2)).toEqual(['score', 'approve']);
  const points = (credit: typeof before) => credit.controllers[0]?.points ?? 0;
  const after = await open.credit();
  expect(points(after) - points(before)).toBe(3);
  const { sellerId } = await open.call(id);
  expect(after.sellers.find((row) => row.sellerId === sellerId)).toMatchObject({
    calls: expect.any(Number),
  });

  await seller.say('/credit');
  expect(await seller.last()).toMatch(/по \d+ звонк[\s\S]*Обжалования: выиграно 0, проиграно 0/);
  await open.person('Ольга').say('/credit');
  expect(await open.person('Ольга').last()).toMatch(
    /Проверки за ноябрь 2026: 2, нарушений найдено: 2/,
  );
});

test('a perfect score reads as praise and can be settled like any other', async () => {
  const { id, seller } = await open.told();
  const notice = await seller.reads(new RegExp(`№${id} проверен: 100,0 %`));
  expect(notice).toContain('Нарушений нет. Так держать!');
  await seller.press('Обжаловать');
  expect(await seller.last()).toContain('Обжаловать можно только звонок целиком');
  await seller.press('Отмена');
  await seller.press('Согласен');
  await seller.press('Да, согласен');
  expect(await open.ledger(id)).toEqual([['fund', 'controller', 1, 'review', null]]);
});

test('what the seller reads in the details is every item with its verdict', async () => {
  const { id, seller } = await open.told({ fails: [5, 9] });
  await seller.press('Подробнее', new RegExp(`№${id}`));
  const details = await seller.reads(new RegExp(`№${id} проверен: [\\s\\S]*Завершение`));
  expect(details).toMatch(/Потребность · 0,0 %/);
  expect(details).toMatch(
    /❌ Задал не меньше двух открытых вопросов \(10\)\n {4}«не сказал» ▶ 0:07/,
  );
  expect(details.match(/✅/g)).toHaveLength(12);
  await seller.press('Назад');
  await seller.press('Слушать', new RegExp(`№${id}`));
  await seller.hears(new RegExp(`Звонок №${id}`));
});
