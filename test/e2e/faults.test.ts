import { expect, test } from 'vitest';
import { until } from './chat.ts';
import { company, type Scored } from './company.ts';

// A hold that only the clock moved by hand brings to its end, so that a fault stands in time.
const hold = 'PT1M';
const open = company({ noticeHold: hold });

interface Call {
  method: string;
  chatId: number | null;
  ok: boolean;
  at: number;
}
const sends = async (chatId: number) =>
  (await open.chats.sandbox<{ calls: Call[] }>('GET', '/calls')).calls.filter(
    (call) => call.method === 'sendMessage' && call.chatId === chatId,
  );
const notices = async ({ id, seller }: Scored) =>
  (await seller.sees()).filter((message) => message.text?.includes(`№${id} проверен`));

/** A score whose notice meets with a fault of the seller's chat. */
async function faulty(fault: { error: number | string; times: number; retryAfter?: number }) {
  const scored = await open.score({ fails: [1] });
  const chatId = scored.seller.telegramId;
  await open.fault({ method: 'sendMessage', chatId, ...fault });
  await open.later(hold);
  return scored;
}

test('told to wait (429), the notice waits just as long; the two days run from its arrival', async () => {
  const scored = await faulty({ error: 429, times: 1, retryAfter: 60 });
  const tries = (await sends(scored.seller.telegramId)).length;
  expect((await open.call(scored.id)).deadlineAt).toBeNull();
  await open.later('PT50S');
  expect(await sends(scored.seller.telegramId)).toHaveLength(tries);
  await open.later('PT12S');
  expect(await notices(scored)).toHaveLength(1);
  const sentAt = (await sends(scored.seller.telegramId)).at(-1)?.at ?? 0;
  const { deadlineAt } = await open.call(scored.id);
  expect(Math.abs(Date.parse(deadlineAt ?? '') - sentAt - 2 * 86_400_000)).toBeLessThan(1000);
});

test('a failing Telegram (500) is tried again until the notice arrives, once', async () => {
  // After the first the controller's own message is edited, which works: then three in a row.
  const scored = await faulty({ error: 500, times: 4 });
  expect(await notices(scored)).toHaveLength(0);
  await open.later('PT3M');
  expect(await notices(scored)).toHaveLength(1);
  expect((await open.call(scored.id)).deadlineAt).not.toBeNull();
  // Three in a row are said, once.
  expect(open.errors).toEqual([expect.objectContaining({ incident: 'telegram_unreachable' })]);
  open.errors.length = 0;
});

test('a lost reply: the notice may come twice, and the score is not approved early', async () => {
  const scored = await faulty({ error: 'lost', times: 1 });
  expect(await notices(scored)).toHaveLength(1);
  expect((await open.call(scored.id)).deadlineAt).toBeNull();
  await open.later('PT1M');
  expect(await notices(scored)).toHaveLength(2);
  const secondAt = (await sends(scored.seller.telegramId)).at(-1)?.at ?? 0;
  const deadlineAt = Date.parse((await open.call(scored.id)).deadlineAt ?? '');
  expect(Math.abs(deadlineAt - secondAt - 2 * 86_400_000)).toBeLessThan(1000);
  await scored.seller.press('Согласен', new RegExp(`№${scored.id}`));
  await scored.seller.press('Да, согласен');
  expect((await open.call(scored.id)).status).toBe('approved_scored');
});

test('a seller who blocked the bot: the clock starts all the same, and the heads are told', async () => {
  const scored = await open.score({ fails: [1] });
  await scored.seller.block(true);
  await open.later(hold);
  const { sellerName, deadlineAt } = await open.call(scored.id);
  expect(deadlineAt).not.toBeNull();
  await open.settle();
  const told = await open.person('Виктор').reads(new RegExp(`оценка звонка /call_${scored.id} не`));
  expect(told).toContain(`${sellerName} не получает сообщений бота`);
  await open.later('P2D');
  expect((await open.call(scored.id)).status).toBe('approved_scored');
  expect(await notices(scored)).toHaveLength(0);
  await scored.seller.block(false);
  await scored.seller.reads(new RegExp(`^Пока сообщения[\\s\\S]*call_${scored.id} `));
  await scored.seller.say('/credit');
  expect(await scored.seller.last()).toMatch(/по \d+ звонк/);
});

test('a failing edit or recording is made up for within the tap', async () => {
  const olga = open.person('Ольга');
  await open.fault({ method: 'sendVoice', chatId: olga.telegramId, error: 429, retryAfter: 1 });
  await olga.say('/next');
  expect(await olga.last()).toContain('Тип звонка?');
  await open.fault({
    method: 'editMessageText',
    chatId: olga.telegramId,
    error: 429,
    retryAfter: 1,
  });
  await olga.press('Исходящий: холодный');
  expect(await olga.last()).toContain('0/14');
});

test('one chat that hangs keeps nobody else waiting for an answer', async () => {
  const scored = await open.score({ fails: [1], by: 'Павел' });
  const chatId = scored.seller.telegramId;
  await open.fault({ method: 'sendMessage', chatId, error: 'hang' });
  const before = (await sends(chatId)).length;
  let hangs = true;
  const over = () => {
    hangs = false;
  };
  void open.later(hold).then(over, over);
  await until('the notice is on its way', async () =>
    (await sends(chatId)).length > before ? true : undefined,
  );
  await open.person('Ольга').press('Выполнено');
  await open.person('Виктор').say('/menu');
  expect(hangs).toBe(true);
});
