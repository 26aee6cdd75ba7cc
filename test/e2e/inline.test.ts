import { beforeAll, describe, expect, test } from 'vitest';
import { clients } from '../../src/sandbox/company/company.ts';
import { textOf } from './chat.ts';
import { company, type Scored } from './company.ts';

const open = company();
let scored: Scored;
beforeAll(async () => {
  scored = await open.told({ fails: [1] });
});

const buttonOf = async (name: string) => {
  const person = open.person(name);
  await person.say('/calls');
  const list = (await person.sees()).findLast((one) => /^Звонки/.test(textOf(one)));
  return (list?.reply_markup?.inline_keyboard ?? [])
    .flat()
    .find((key) => 'switch_inline_query_current_chat' in key);
};

describe('search as one types', () => {
  test('is offered below the list of calls, with an empty text box to type in', async () => {
    expect(await buttonOf('Виктор')).toEqual({
      text: '🔎 Найти',
      switch_inline_query_current_chat: '',
    });
  });

  test('before anything is typed one’s latest calls are there, twenty at a time', async () => {
    const viktor = open.person('Виктор');
    const first = await viktor.searches('');
    expect(first).toHaveLength(20);
    for (const line of first)
      expect(line).toMatch(/^№\d+ · .+ · \d\d\.\d\d \d\d:\d\d · \d+:\d\d · /);
    const second = await viktor.searchesOn();
    expect(new Set([...first, ...second]).size).toBe(first.length + second.length);
  });

  test('a number finds its call; what is picked opens it, and is the person’s own message', async () => {
    const viktor = open.person('Виктор');
    const found = await viktor.searches(`№${scored.id}`);
    expect(found[0]).toMatch(new RegExp(`^№${scored.id} · `));
    await viktor.picks(new RegExp(`^№${scored.id} · `));
    await viktor.reads(new RegExp(`^Звонок №${scored.id}`));
    expect(await viktor.transcript()).toContain(`Виктор: /call ${scored.id}\n`);
  });

  test('a client’s name finds the client and their calls, and picking the client shows these alone', async () => {
    const viktor = open.person('Виктор');
    const latest = await viktor.searches('');
    const client = clients.find(({ name }) => latest.some((line) => line.includes(` · ${name}`)));
    const name = client?.name ?? '';
    const line = latest.find((one) => one.includes(` · ${name}`));
    const word = /[А-ЯЁ][а-яё]{3,}/.exec(name)?.[0] ?? '';
    const found = await viktor.searches(word.slice(0, 4).toLowerCase());
    expect(found).toContain(`${name} · Все звонки клиента`);
    expect(found).toContain(line);
    await viktor.picks(`${name} · Все`);
    expect(await viktor.reads(/^Звонки/)).toContain(name);
    await viktor.press('Сбросить', /^Звонки/);
  });

  test('a seller’s name finds their calls for the head', async () => {
    const name = (await open.call(scored.id)).sellerName ?? '';
    const found = await open.person('Виктор').searches(name.slice(0, 4));
    expect(found.some((line) => line.startsWith(`№${scored.id} · `))).toBe(true);
  });

  test('nobody finds a call or a client that their list does not show', async () => {
    const { sellerName } = await open.call(scored.id);
    const others = ['Анна', 'Иван', 'Павел'].filter((name) => !sellerName?.startsWith(name));
    const mine = (lines: string[]) => lines.filter((line) => line.startsWith(`№${scored.id} ·`));
    for (const name of others) {
      const person = open.person(name);
      await person.say(String(scored.id));
      expect(await person.last()).toBe('Звонок не найден');
      const numbers = await person.searches(String(scored.id));
      expect(mine(numbers)).toEqual([]);
      for (const { name } of clients) {
        const found = await person.searches(name);
        expect(mine(found)).toEqual([]);
        // A client without a call of theirs is not there either.
        if (!found.some((line) => line.startsWith('№'))) expect(found).toHaveLength(1);
      }
      expect(mine(await person.searches(sellerName ?? ''))).toEqual([]);
    }
  });

  test('one letter is too few, and what nothing fits says so; both lead to the list', async () => {
    const viktor = open.person('Виктор');
    expect(await viktor.searches('с')).toEqual(['[Наберите хотя бы 2 буквы или номер]']);
    expect(await viktor.searches('щщщ')).toEqual(['[Ничего не нашлось. Открыть список]']);
    await viktor.start('calls');
    expect(await viktor.last()).toMatch(/^Звонки/);
  });

  test.each([
    'x'.repeat(256),
    '" OR 1=1 -- *',
    "'; DROP TABLE calls; --",
    'а AND б NEAR (в)',
    '%%__[a-z]*?',
    '👩‍💻🏳️‍🌈',
    'ﷺ\u202eабв\u0000',
    '9'.repeat(40),
    '-1',
    '0',
    '1e9',
    '<b>&lt;',
  ])('%j changes nothing and gets an answer', async (query) => {
    const viktor = open.person('Виктор');
    const before = await viktor.transcript();
    const found = await viktor.searches(query);
    expect(found.length).toBeGreaterThan(0);
    expect(await viktor.transcript()).toBe(before);
  });

  test.each(['x', '-5.1', '1.2.3', '9'.repeat(60), '1.5; DROP TABLE', '0.0'])(
    'a forged offset, %j, gets an answer',
    async (offset) => {
      const { telegramId } = open.person('Виктор');
      const asked = { query: '', offset };
      const answer = await open.chats.sandbox<{ answered: boolean }>(
        'POST',
        `/chats/${telegramId}/inline`,
        asked,
      );
      expect(answer.answered).toBe(true);
    },
  );

  test('a command with words that fit several asks which is meant, and goes on asking', async () => {
    const viktor = open.person('Виктор');
    await viktor.say('/calls ооо');
    await viktor.reads(/Звонки какого клиента/);
    await viktor.say('щщщ');
    await viktor.reads(/«?щщщ/);
  });

  test('is not offered where the bot’s owner has not switched inline mode on', async () => {
    await open.chats.sandbox('PUT', '/server', { inlineMode: false });
    await open.restart();
    expect(await buttonOf('Виктор')).toBeUndefined();
    await open.chats.sandbox('PUT', '/server', { inlineMode: true });
  });
});
