import { expect, test } from 'vitest';
import { company } from './company.ts';

const open = company({ drawBy: 'total', total: 6 });

test('a call given back is replaced, and the draw shows it to its seller, the head and the administrator', async () => {
  const olga = open.person('Ольга');
  await olga.say('/next');
  const id = Number(/№(\d+)/.exec(await olga.last())?.[1]);
  await olga.press('Вернуть');
  expect(await olga.last()).toContain('Вместо него выберется другой звонок того же продавца');
  expect(await olga.press('Ничего не слышно')).toBe('Звонок возвращён');
  const { status, sellerName, history } = await open.call(id);
  expect(status).toMatch(/classified/);
  expect(history.at(-1)).toMatchObject({ verb: 'give_back', note: 'inaudible' });
  const pattern = new RegExp(`вместо /call_${id} выбран /call_(\\d+)`);
  let next = 0;
  for (const who of [sellerName?.split(' ')[0] ?? '', 'Виктор', 'Юлия']) {
    await open.person(who).say('/draw');
    const shown = pattern.exec(await open.person(who).last());
    next = Number(shown?.[1]);
    expect(next).toBeGreaterThan(0);
  }
  expect(await open.call(next)).toMatchObject({ status: 'listening_credit', sellerName });
  await open.person('Юлия').say(`/call ${id}`);
  expect(await open.person('Юлия').last()).toContain('Ничего не слышно');
});

test('a teacher gives a call back with a reason, and the seller hears that the question stays open', async () => {
  const [marina, natalia] = [open.person('Марина'), open.person('Наталья')];
  const id = open.untouched('Марина');
  await marina.say(`/call ${id}`);
  await marina.press('Нужен совет');
  await marina.say('Можно было продать больше?');
  await open.settle();
  await natalia.reads(/Марина Зуева просит совета/);
  await natalia.press('Разобрать', /просит совета/);
  await natalia.press('Вернуть');
  expect(await natalia.last()).toContain('Почему этот звонок нельзя разобрать?');
  await natalia.press('Личный разговор');
  await open.settle();
  await marina.reads(
    new RegExp(`Ваш запрос о звонке /call_${id} вернулся без ответа: Личный разговор`),
  );
  await natalia.reads(/Марина Зуева просит совета[\s\S]*Звонок возвращён без ответа/);
});

test('calls left alone come back by themselves', async () => {
  const [sergei, ivan] = [open.person('Сергей'), open.person('Иван')];
  const taken = open.untouched('Иван');
  await sergei.say(`/call ${taken}`);
  await sergei.press('Взять себе');
  await open.later('P6D');
  expect((await open.call(taken)).status).toBe('listening_training');
  await open.later('P1DT2H');
  expect((await open.call(taken)).history.some(({ note }) => note === 'idle')).toBe(true);
  await sergei.reads(new RegExp(`Звонок /call_${taken} вернулся: Долго без движения`));
  await ivan.say(`/call ${taken}`);
  expect(await ivan.last()).toContain('Долго без движения');
  const calls = await Promise.all(Array.from({ length: 25 }, (_, n) => open.call(1201 + n)));
  const unstarted = calls.filter(({ history }) => history.some(({ note }) => note === 'unstarted'));
  expect(unstarted.length).toBeGreaterThan(0);
});
