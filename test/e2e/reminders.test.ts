import { expect, test } from 'vitest';
import { appeal } from './appeal-steps.ts';
import { buttonsOf, textOf } from './chat.ts';
import { company } from './company.ts';

// More calls wanted of each seller than anybody has: the draw of the first day falls short.
const open = company({ perSeller: 50 });
const [head, boss, admin] = ['Наталья', 'Виктор', 'Юлия'] as const;

const times = async (who: string, pattern: RegExp) =>
  (await open.person(who).sees()).filter(({ text }) => pattern.test(text ?? '')).length;

test('a draw that fell short is said to each head of their own sellers, and to the administrator', async () => {
  const short = await open.person(head).reads(/Не набралось звонков в выборке за 23\.11/);
  expect(short).toContain('Анна Рыбакова: выбрано');
  expect(short).not.toContain('Тимур Галиев');
  for (const who of [boss, admin]) {
    const all = await open.person(who).reads(/Не набралось звонков/);
    expect(all).toContain('Анна Рыбакова');
    expect(all).toContain('Тимур Галиев');
  }
});

test('of a seller who blocked the bot, the head and the administrator hear once', async () => {
  const sellers = ['Анна', 'Иван', 'Марина', 'Дмитрий', 'Екатерина', 'Тимур'].map(open.person);
  for (const seller of sellers) await seller.block(true);
  const { sellerName } = await open.call((await open.score({ fails: [1] })).id);
  await open.settle();
  const said = new RegExp(`${sellerName} не получает сообщений бота`);
  await open.person(admin).reads(said);
  await open.person(boss).reads(said);
  expect(await times(admin, said)).toBe(1);
  for (const seller of sellers) await seller.block(false);
});

test('an undecided appeal reminds its heads after a day, and goes to every head after two', async () => {
  let scored = await open.told({ fails: [1] });
  while ((await open.call(scored.id)).sellerDirection !== 'Опт') {
    scored = await open.told({ fails: [1] });
  }
  await appeal(open, scored, {});
  const waiting = new RegExp(`/call_${scored.id}\\b`);
  await open.person(boss).reads(waiting);
  expect(await times(head, waiting)).toBe(0);
  await open.later('PT25H');
  await open.person(boss).reads(new RegExp(`Обжалование /call_${scored.id} ждёт уже 1 д`));
  expect(await times(head, waiting)).toBe(0);
  await open.later('PT24H');
  await open.person(head).reads(new RegExp(`/call_${scored.id} ждёт 2 д .*: решить может любой`));
});

test('a request for advice reminds after a day, and reaches the administrator after two', async () => {
  const anna = open.person('Анна');
  const id = await newCall();
  await anna.say(`/call ${id}`);
  await anna.press('Нужен совет');
  await anna.press('Отправить без вопроса');
  await open.settle();
  const asked = new RegExp(`просит совета: звонок /call_${id}`);
  await open.person(head).reads(asked);
  await open.later('PT23H');
  expect(await times(head, asked)).toBe(1);
  await open.later('PT2H');
  expect(await times(head, asked)).toBe(2);
  expect(await times(admin, asked)).toBe(0);
  await open.later('PT24H');
  await open.person(admin).reads(asked);
  await open.later('P3D');
  expect(await times(head, asked)).toBe(2);
  // Nor is the draw that falls short told of again each evening.
  expect(await times(admin, /Не набралось звонков|не из чего было выбирать/)).toBe(1);
  // Once somebody begins, no message about it offers that any more, the reminders included.
  await open.person(head).press('Разобрать', asked);
  await open.settle();
  for (const who of [head, boss, admin]) {
    const messages = (await open.person(who).sees()).filter(({ text }) => asked.test(text ?? ''));
    expect(messages.length).toBeGreaterThan(0);
    for (const message of messages) {
      expect(textOf(message), who).not.toContain('Ждёт');
      expect(buttonsOf(message).map(({ label }) => label)).not.toContain('Разобрать');
    }
  }
});

/** A call of Anna's that came in today. */
async function newCall(): Promise<number> {
  const { apiUrl, apiToken } = open.demo;
  const response = await fetch(`${apiUrl}/v1/calls`, {
    method: 'POST',
    headers: { authorization: `Bearer ${apiToken}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      items: [
        {
          source: 'pbx',
          externalId: 'reminders-1',
          direction: 'in',
          sellerExternalId: 'seller-rybakova',
          externalNumber: '+7 973 000-00-01',
          startedAt: new Date(open.now()).toISOString(),
          durationS: 90,
          talkS: 80,
          recording: { path: 'boy-kirpicha-marina.ogg' },
        },
      ],
    }),
  });
  const { items } = (await response.json()) as { items: { id: number }[] };
  return items[0]?.id ?? 0;
}
