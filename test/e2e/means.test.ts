import { describe, expect, test } from 'vitest';
import { type Person, textOf } from './chat.ts';
import { company } from './company.ts';

const open = company();

/** The buttons below a person's newest message that fits, each with all that Telegram was given of it. */
async function keysOf(person: Person, on: RegExp) {
  const message = (await person.sees()).findLast((one) => on.test(textOf(one)));
  return (message?.reply_markup?.inline_keyboard ?? []).flat();
}

/** `label style` of each button that has a style. */
const styled = async (person: Person, on: RegExp) =>
  (await keysOf(person, on)).flatMap(({ text, style }) => (style ? [`${text} ${style}`] : []));

describe('buttons look as what they do', () => {
  test('done is green, not done red, to submit blue', async () => {
    const olga = open.person('Ольга');
    await olga.say('/next');
    await olga.press('Исходящий: холодный');
    expect(await styled(olga, /1\. /)).toEqual(['✅ Выполнено success', '❌ Не выполнено danger']);
    await olga.press('Остальное');
    expect(await styled(olga, /обзор/)).toEqual(['📨 Отправить оценку primary']);
    await olga.press('Отправить оценку');
  });

  test('a menu’s buttons too: the seller agrees by a green one, appeals by a blue one', async () => {
    const { seller, id } = await open.told({ fails: [1] });
    const on = new RegExp(`№${id} проверен`);
    expect(await styled(seller, on)).toEqual(['✅ Согласен success', '⚖️ Обжаловать primary']);
    expect(await seller.press('Согласен', on)).toBe('');
    expect(await styled(seller, /Согласиться с/)).toEqual(['✅ Да, согласен success']);
  });
});

/** The labels of the buttons that do nothing. */
const greyed = async (person: Person, on: RegExp) =>
  (await keysOf(person, on)).flatMap((key) => ('disabled' in key ? [key.text] : []));

describe('what is spent is greyed', () => {
  test('the answers to a score that was agreed to', async () => {
    const { seller, id } = await open.told({ fails: [1] });
    const on = new RegExp(`№${id} проверен`);
    expect(await greyed(seller, on)).toEqual([]);
    await seller.press('Согласен', on);
    await seller.press('Да, согласен');
    expect(await greyed(seller, on)).toEqual(['✅ Согласен', '⚖️ Обжаловать']);
    // Beside them the text says why.
    expect(await seller.reads(on)).toContain('вы согласились');
    await seller.say(String(id));
    expect(await greyed(seller, new RegExp(`^Звонок №${id}`))).toEqual([
      '✅ Согласен',
      '⚖️ Обжаловать',
    ]);
    const viktor = open.person('Виктор');
    await viktor.say(String(id));
    expect(await greyed(viktor, new RegExp(`^Звонок №${id}`))).toEqual([]);
  });

  test('an appeal that was sent, and the way on while no item is chosen', async () => {
    const { seller, id } = await open.told({ fails: [1] });
    const on = new RegExp(`№${id} проверен`);
    await seller.press('Обжаловать', on);
    expect(await greyed(seller, /С какими пунктами/)).toEqual([]);
    await seller.press('☑', /С какими пунктами/);
    expect(await greyed(seller, /С какими пунктами/)).toEqual(['Дальше →']);
    await seller.press('☐', /С какими пунктами/);
    await seller.press('Дальше');
    await seller.say('Я назвал срок');
    await seller.press('Отправить');
    expect(await greyed(seller, on)).toEqual(['⚖️ Обжаловать']);
  });

  test('the way back on a list’s first page and the way on on its last, each in its place', async () => {
    const viktor = open.person('Виктор');
    await viktor.say('/calls');
    const on = /^Звонки/;
    const place = async () => (await keysOf(viktor, on)).findIndex(({ text }) => text === '◀');
    const first = await place();
    expect(first).toBeGreaterThan(0);
    expect(await greyed(viktor, on)).toEqual(['◀']);
    await viktor.press('Раньше', on);
    expect(await place()).toBe(first);
    expect(await greyed(viktor, on)).not.toContain('◀');
  });
});

describe('times', () => {
  /** The entities of a person's newest message that fits, each with the words under it. */
  const timesOf = async (person: Person, on: RegExp) => {
    const message = (await person.sees()).findLast((one) => on.test(textOf(one)));
    return (message?.entities ?? []).flatMap((entity) =>
      entity.type === 'date_time'
        ? [
            {
              words: message?.text?.slice(entity.offset, entity.offset + entity.length),
              at: entity.unix_time * 1000,
              format: entity.date_time_format,
            },
          ]
        : [],
    );
  };
  const inMoscow = (at: number) =>
    new Date(at + 3 * 3_600_000).toISOString().replace(/^\d+-(\d+)-(\d+)T(\d+:\d+).*$/, '$2.$1 $3');

  test('a deadline is an instant, with the company’s words for apps that know no such', async () => {
    const { seller, id } = await open.told({ fails: [1] });
    const { deadlineAt } = await open.call(id);
    const on = new RegExp(`№${id} проверен`);
    const deadline = (await timesOf(seller, on)).at(-1);
    expect(new Date(deadline?.at ?? 0).toISOString()).toBe(
      new Date(Math.floor(Date.parse(deadlineAt ?? '') / 1000) * 1000).toISOString(),
    );
    expect(deadline).toMatchObject({ words: inMoscow(deadline?.at ?? 0), format: 'dt' });
    expect(await seller.reads(on)).toContain(`Обжаловать можно до ${deadline?.words}`);
  });

  test('every time on a card and in a list says its instant', async () => {
    const viktor = open.person('Виктор');
    await viktor.say('/calls');
    await viktor.say(String((await open.score()).id));
    for (const on of [/^Звонки/, /^Звонок №/]) {
      const times = await timesOf(viktor, on);
      expect(times.length).toBeGreaterThan(0);
      for (const { words, at } of times) expect(words).toBe(inMoscow(at));
      const message = (await viktor.sees()).findLast((one) => on.test(textOf(one)));
      expect(message?.text?.match(/\d\d\.\d\d \d\d:\d\d/g)).toHaveLength(times.length);
    }
  });
});

describe('what is long is folded', () => {
  const long = `0:07 ${'Клиент дважды спросил о сроке, а продавец говорил о цене. '.repeat(5)}`;

  /** The folded parts of a person's newest message that fits. */
  const foldedIn = async (person: Person, on: RegExp) => {
    const message = (await person.sees()).findLast((one) => on.test(textOf(one)));
    return (message?.entities ?? [])
      .filter(({ type }) => type === 'expandable_blockquote')
      .map(({ offset, length }) => message?.text?.slice(offset, offset + length));
  };

  test('a long comment and recommendation are, a short one is not', async () => {
    const olga = open.person('Ольга');
    await olga.say('/next');
    const id = Number(/№(\d+)/.exec(await olga.last())?.[1]);
    await olga.press('Исходящий: холодный');
    await olga.press('Не выполнено');
    await olga.say(long);
    await olga.press('Не выполнено');
    await olga.say('0:09 коротко');
    await olga.press('Остальное');
    await olga.press('Рекомендация');
    await olga.say(`Договаривайтесь. ${long}`);
    await olga.press('Отправить оценку');
    await open.settle();
    const seller = open.person(((await open.call(id)).sellerName ?? '').split(' ')[0] ?? '');
    const on = new RegExp(`№${id} проверен`);
    expect(await seller.reads(on)).toContain('«коротко» ▶ 0:09');
    const folded = await foldedIn(seller, on);
    expect(folded.map((text) => text?.slice(0, 16))).toEqual([
      '«Клиент дважды с',
      'Договаривайтесь.',
    ]);

    await seller.press('Обжаловать', on);
    await seller.press('☐', /С какими пунктами/);
    await seller.press('Дальше');
    await seller.say(long.slice(5));
    await seller.press('Отправить');
    await open.settle();
    const head = open.person('Виктор');
    await head.press('Решить');
    expect((await foldedIn(head, new RegExp(`№${id} `))).map((text) => text?.slice(0, 8))).toEqual([
      '«Клиент ',
      '«Клиент ',
    ]);
  });
});

describe('what is copied', () => {
  const copied = async (person: Person, on: RegExp) =>
    (await keysOf(person, on)).flatMap((key) => ('copy_text' in key ? [key.copy_text.text] : []));

  test('a call’s number on its card', async () => {
    const { id } = await open.score();
    const viktor = open.person('Виктор');
    await viktor.say(String(id));
    expect(await copied(viktor, new RegExp(`^Звонок №${id}`))).toEqual([String(id)]);
    // The card’s other buttons are a menu, which goes on as before.
    await viktor.press('Слушать', new RegExp(`^Звонок №${id}`));
  });

  test('what a draw is checked by: its commitment, and the seed once that is published', async () => {
    const viktor = open.person('Виктор');
    await viktor.say('/draw');
    const hex = expect.stringMatching(/^[0-9a-f]{64}$/);
    const [hash = '', seed = '', ...more] = await copied(viktor, /^Выборка за/);
    expect([hash, seed, more]).toEqual([hex, hex, []]);
    const text = await viktor.reads(/^Выборка за/);
    expect(text).toContain(hash);
    expect(text).toContain(seed);
  });

  test('an invitation’s link, which stands in the text as well', async () => {
    const admin = open.person('Юлия');
    const token = await open.put('people', {
      externalId: 'new-1',
      name: 'Новый Продавец',
      roles: [{ role: 'seller' }],
      direction: 'Розница',
      extensions: [],
    });
    expect(token).not.toBe('');
    await admin.say('/people Новый');
    await admin.press('Новый Продавец');
    await admin.press('Пригласить');
    const [link] = await copied(admin, /start=/);
    expect(link).toMatch(/^https:\/\/t\.me\/\w+\?start=\S+$/);
    expect(await admin.reads(/start=/)).toContain(link);
  });
});

test('the seller’s notice of an upheld appeal has an effect, the controller’s has none', async () => {
  const { seller, id } = await open.told({ fails: [1] });
  await seller.press('Обжаловать', new RegExp(`№${id} проверен`));
  await seller.press('Дальше');
  await seller.say('Я назвал срок');
  await seller.press('Отправить');
  await open.settle();
  const head = open.person('Виктор');
  await head.press('Решить');
  await head.press('Прав продавец');
  await head.press('Есть в записи');
  await head.press('Утвердить');
  await open.settle();
  const decided = new RegExp(`№${id}[^]*решен`, 'i');
  await seller.reads(decided);
  const effects = async (person: Person) =>
    (await person.sees()).flatMap(({ effect_id: effect }) => (effect ? [effect] : []));
  expect(await effects(seller)).toEqual(['5046509860389126442']);
  expect(await effects(open.person('Ольга'))).toEqual([]);
});

test('a server of years ago leaves all of it out, and everything goes on', async () => {
  await open.chats.sandbox('PUT', '/server', { botApi: '7.3' });
  await open.restart();
  const { seller, id } = await open.told({ fails: [1] });
  const on = new RegExp(`№${id} проверен`);
  expect(await styled(seller, on)).toEqual([]);
  expect(await seller.reads(on)).toMatch(/Обжаловать можно до \d\d\.\d\d \d\d:\d\d/);
  await seller.say(String(id));
  expect(await seller.buttons(new RegExp(`^Звонок №${id}`))).toContain('▶ Слушать');
  expect(await seller.press('Согласен', on)).toBe('');
  await seller.press('Да, согласен');
  // What this server cannot grey is not there.
  expect(await seller.reads(on)).toContain('вы согласились');
  expect((await keysOf(seller, on)).map(({ text }) => text)).toEqual([
    '▶ 0:07',
    '▶ Слушать',
    '📋 Подробнее',
  ]);
  const refusals = await open.chats.sandbox<{ calls: { ok: boolean; method: string }[] }>(
    'GET',
    '/calls',
  );
  // Once for each that this server refuses; what it only leaves out is never refused.
  expect(refusals.calls.filter(({ ok }) => !ok).length).toBeLessThanOrEqual(5);
});
