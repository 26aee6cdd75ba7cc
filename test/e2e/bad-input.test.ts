import { expect, test } from 'vitest';
import { company } from './company.ts';

// Days go by here, in which the queue must not come back by itself.
const open = company({ inviteDays: 1, unstartedWorkingDays: 30 });

/** Runs what should change nothing, and holds it to that. */
async function changingNothing(work: () => Promise<void>): Promise<void> {
  const before = open.rows();
  await work();
  expect(open.rows()).toEqual(before);
}

test('a stranger gets one sentence, whatever they try, and leaves nothing behind', async () => {
  const { id } = await open.told({ fails: [1] });
  const stranger = await open.newcomer('Чужой');
  await changingNothing(async () => {
    await stranger.say('/start');
    const sentence =
      'Этот бот только для сотрудников. Попросите у администратора ссылку-приглашение.';
    expect(await stranger.last()).toBe(sentence);
    await stranger.say(`/call ${id}`);
    await stranger.say('/next');
    for (const data of [`accept-yes:${id}`, 'next', 'calls', 'main/0/0/0/x']) {
      expect(await stranger.forge(data)).toBe(sentence);
    }
    const messages = await stranger.sees();
    expect(messages.map(({ text }) => text)).toEqual([sentence, sentence, sentence]);
    await stranger.start('not-an-invitation');
    expect(await stranger.last()).toContain('Эта ссылка-приглашение не подходит');
  });
});

test('an invitation lets one person in, once, and only for a while', async () => {
  const person = { roles: [{ role: 'seller' }], direction: 'Опт', extensions: [] };
  const token = await open.put('people', { externalId: 'new-1', name: 'Новый Первый', ...person });
  const late = await open.put('people', { externalId: 'new-2', name: 'Новый Второй', ...person });
  const [first, second] = [await open.newcomer('Первый'), await open.newcomer('Второй')];
  await first.start(token);
  expect(await first.last()).toContain('Здравствуйте, Новый Первый!');
  await changingNothing(async () => {
    await second.start(token);
    expect(await second.last()).toContain('уже использована');
    await second.say('/calls');
    expect(await second.last()).toContain('только для сотрудников');
    // Whoever is bound already cannot become somebody else.
    await first.start(late);
    await first.reads(/Этот аккаунт Telegram уже привязан к другому сотруднику/);
  });
  await open.later('P1DT1M');
  await second.start(late);
  expect(await second.last()).toContain('Срок этой ссылки-приглашения истёк');
});

test('a forged button does nothing, and its answer betrays nothing', async () => {
  const { id, seller } = await open.told({ fails: [1] });
  const other = ['Анна', 'Марина', 'Дмитрий']
    .map((name) => open.person(name))
    .find(({ telegramId }) => telegramId !== seller.telegramId);
  const pavel = open.person('Павел');
  await changingNothing(async () => {
    const others = ['accept', 'accept-yes', 'appeal', 'ap-send', 'notice', 'details', 'listen'];
    for (const verb of [...others, 'card', 'concede-yes', 'confirm', 'case', 'annul']) {
      const rest = verb === 'annul' ? ':1' : '';
      expect(await other?.forge(`${verb}:${id}${rest}`), verb).toBe('Звонок не найден');
      expect(await other?.forge(`${verb}:777777${rest}`), verb).toBe('Звонок не найден');
    }
    for (const data of [`pass:${id}:greeting`, `submit:${id}`, `recall:${id}`, `rest:${id}`]) {
      expect(await pavel.forge(data), data).toMatch(/Звонок не найден|Экран устарел/);
    }
    for (const data of [
      ...['zzz:1', ':', '::::', '💥', 'constructor:1', '__proto__:1', 'hasOwnProperty', 'accept'],
      ...['accept-yes:abc', 'accept-yes:-1', 'accept-yes:1.5', `accept-yes:${'9'.repeat(50)}`],
      ...['accept-yes:NaN', 'accept-yes:Infinity', 'type:1:nope', 'credit:9999-99', 'calls:x'],
      ...['calls-status:nope', `decide:${id}:__proto__:0`, `ap-item:${id}:nope:1`],
      ...[`ap-kind:${id}:items`, `reason:${id}:nope`, `usual:${id}:greeting:0`, 'open:abc'],
      ...['case-voice:1', `reopen:${id}:whole`, 'card:', 'main/9/9/9/9', 'language/0/0/0/'],
    ]) {
      expect(await other?.forge(data), data).not.toMatch(/refusal-|\$|undefined|null/);
    }
  });
  expect((await open.call(id)).status).toBe('scored_pending');
});

test('a number that one may not see does not exist, however it is asked for', async () => {
  const { id, seller } = await open.told({ fails: [1] });
  const other = ['Анна', 'Марина', 'Дмитрий']
    .map((name) => open.person(name))
    .find(({ telegramId }) => telegramId !== seller.telegramId);
  await changingNothing(async () => {
    const asks = [
      `/call ${id}`,
      `${id}`,
      `/call_${id}`,
      `№${id}`,
      '/call 999999',
      '/call',
      '/call x',
    ];
    for (const text of [...asks, `/call ${'9'.repeat(30)}`, '/call -1', '/call 1.5']) {
      await other?.say(text);
      expect(await other?.last(), text).toBe('Звонок не найден');
    }
    await other?.say('что это?');
    expect(await other?.last()).toContain('Не понял. Номер звонка откроет его карточку');
    await other?.say('/next');
    expect(await other?.last()).toBe('Это вам недоступно');
    for (const text of ['/draw завтра', '/draw 2020-01-01', '/credit 2020-99', '/credit x']) {
      await other?.say(text);
      expect(await other?.last(), text).toMatch(/[а-я]/);
    }
  });
  await seller.say(String(id));
  expect(await seller.last()).toMatch(new RegExp(`Звонок №${id} · Оценен: в зачет не утверждено`));
});

test('a stale screen says so, changes nothing and shows how it stands', async () => {
  const olga = open.person('Ольга');
  const { id, seller } = await open.told({ fails: [1] });
  await seller.press('Согласен', new RegExp(`№${id}`));
  await open.later('P2DT1H');
  await changingNothing(async () => {
    expect(await seller.forge(`accept-yes:${id}`)).toBe('Этот звонок уже в другом статусе');
    expect(await seller.forge(`appeal:${id}`)).toBe('Этот звонок уже в другом статусе');
    expect(await olga.forge(`pass:${id}:greeting`)).toBe('Этот звонок уже в другом статусе');
    expect(await olga.last()).toMatch(/Очередь на оценку/);
  });
  await seller.reads(new RegExp(`№${id} проверен[\\s\\S]*утверждено автоматически`));
});

test('whoever has left the company is let in no more, and their score takes its course', async () => {
  const { id, seller } = await open.told({ fails: [1] });
  const { sellerExternalId, sellerName } = await open.call(id);
  await open.put('people', {
    externalId: sellerExternalId,
    name: sellerName,
    roles: [{ role: 'seller' }],
    direction: 'Опт',
    extensions: [],
    active: false,
  });
  await changingNothing(async () => {
    expect(await seller.press('Согласен', new RegExp(`№${id}`))).toContain(
      'только для сотрудников',
    );
  });
  await open.later('P2DT1M');
  expect((await open.call(id)).status).toBe('approved_scored');
});
