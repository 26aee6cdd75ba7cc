import { expect, test } from 'vitest';
import { textOf } from './chat.ts';
import { company } from './company.ts';

const open = company({ drawBy: 'total', total: 6 });

test('a call given back is first heard by another controller, then replaced, and the draw shows it', async () => {
  const [olga, pavel] = [open.person('Ольга'), open.person('Павел')];
  await olga.say('/next');
  const id = Number(/№(\d+)/.exec(await olga.last())?.[1]);
  await olga.press('Вернуть');
  expect(await olga.last()).toContain('Сначала его послушает ещё один человек');
  expect(await olga.press('Ничего не слышно')).toBe('Звонок возвращён');
  expect(await open.call(id)).toMatchObject({ status: 'listening_credit' });
  await olga.say('/draw');
  expect(await olga.last()).not.toContain(`/call_${id} вернули`);
  await open.person('Виктор').say(`/call ${id}`);
  expect(await open.person('Виктор').last()).toContain('Ничего не слышно: решит ещё один человек');

  await pavel.say('/next');
  expect(await pavel.last()).toContain(`№${id}`);
  expect(await pavel.last()).toContain(
    'Вернули: Ольга Киселёва, «Ничего не слышно». Оцените или подтвердите причину.',
  );
  await pavel.press('Вернуть');
  expect(await pavel.last()).toContain('Вместо него выберется другой звонок того же продавца');
  await pavel.press('Назад');
  expect(await pavel.press('Подтвердить: Ничего не слышно')).toBe('Звонок возвращён');
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
  const card = await open.person('Юлия').last();
  expect(card).toContain('Ничего не слышно: решит ещё один человек');
  expect(card).toContain('Ничего не слышно: подтверждено');
});

test('a controller who has given back all that is left reads that the rest waits for others', async () => {
  const olga = open.person('Ольга');
  for (;;) {
    await olga.say('/next');
    const shown = await olga.last();
    if (!/Тип звонка/.test(shown)) break;
    await olga.press('Вернуть');
    await olga.press('Личный разговор');
  }
  expect(await olga.last()).toMatch(/В очереди \d+ звонк/);
  expect(await olga.last()).toContain('Эти звонки для других контролёров');
  expect(await olga.buttons()).toEqual([]);
});

test('without another controller a head hears it and confirms, or scores it for credit', async () => {
  await open.put('people', {
    externalId: 'controller-mishin',
    name: 'Павел Мишин',
    roles: [{ role: 'controller' }],
    active: false,
  });
  await open.later('PT1H');
  const viktor = open.person('Виктор');
  const asked = /Звонок \/call_(\d+) вернули[\s\S]*Вернули .*: Ольга Киселёва, «Личный разговор»/;
  const first = Number(asked.exec(await viktor.reads(asked))?.[1]);
  const about = (id: number) => new RegExp(`Звонок /call_${id} вернули`);
  expect(await viktor.buttons(about(first))).toEqual([
    '▶ Слушать',
    '↩️ Подтвердить причину',
    'Оценить',
    'Карточка звонка',
  ]);
  await viktor.press('Слушать', about(first));
  const [once, twice] = await viktor.pressTwice('Подтвердить причину', about(first));
  expect([once, twice].sort()).toEqual(['Причина подтверждена', 'Экран устарел, вот как сейчас']);
  expect((await open.call(first)).status).toMatch(/classified/);
  expect(await viktor.reads(about(first))).toContain('Решено: ');
  expect(await viktor.buttons(about(first))).not.toContain('Оценить');

  const others = (await viktor.sees())
    .map((message) => asked.exec(textOf(message))?.[1])
    .filter((id) => id !== undefined && Number(id) !== first);
  const second = Number(others[0]);
  await viktor.say(`/call ${second}`);
  await viktor.press('Возврат');
  await viktor.press('Оценить', about(second));
  expect(await viktor.last()).toContain(`№${second}`);
  expect(await viktor.last()).toContain('Вернули: Ольга Киселёва, «Личный разговор»');
  // Whoever looks at the card meanwhile goes on from there, to the same sheet.
  await viktor.say(`/call ${second}`);
  expect(await viktor.press('К оценке')).not.toContain('недоступно');
  await open.settle();
  expect(await viktor.last()).toContain('Тип звонка?');
  await viktor.press('Исходящий: холодный');
  await viktor.press('Остальное');
  await viktor.press('Отправить оценку');
  expect((await open.call(second)).status).toBe('scored_pending');
  await viktor.reads(new RegExp(`№${second}[\\s\\S]*Оценка ушла продавцу`));
  for (const tap of ['returned', 'return-confirm', 'return-score']) {
    expect(await open.person('Марина').forge(`${tap}:${second}`), tap).toMatch(
      /^(?:Звонок не найден|Это вам недоступно|Экран устарел)/,
    );
  }
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
  await sergei.press('Да, взять');
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
