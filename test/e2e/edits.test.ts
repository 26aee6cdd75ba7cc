import { expect, test } from 'vitest';
import { company } from './company.ts';

const open = company({ noticeHold: 'PT5M' });

interface Call {
  method: string;
  ok: boolean;
  error: { description: string } | null;
}

/** The edits since `after` that Telegram refused since they changed nothing. */
async function empty(after: number): Promise<Call[]> {
  const { calls } = await open.chats.sandbox<{ calls: Call[] }>('GET', `/calls?since=${after}`);
  return calls.filter(({ error }) => error?.description.includes('not modified'));
}

const sent = async () => (await open.chats.sandbox<{ last: number }>('GET', '/calls')).last;

test('accepting a score, and buttons of screens that are over, edit nothing that stays as it is', async () => {
  const before = await sent();
  const { id, seller } = await open.score({ fails: [1] });
  await open.later('PT5M');
  const notice = new RegExp(`№${id} проверен`);
  const stale = await seller.find('Обжаловать', notice);
  await seller.press('Подробнее', notice);
  await seller.press('Назад', notice);
  await seller.press('Согласен', notice);
  await seller.pressTwice('Да, согласен', notice);
  await open.settle();
  for (const data of [stale.data, `accept:${id}`, `accept-yes:${id}`, `notice:${id}`]) {
    await open.chats.sandbox('POST', `/chats/${seller.telegramId}/press`, {
      messageId: stale.message.message_id,
      callbackData: data,
    });
  }
  await seller.quiet();
  expect(await empty(before)).toEqual([]);
});

test('a list that is opened again as it is edits nothing, one that changed is edited', async () => {
  const viktor = open.person('Виктор');
  const before = await sent();
  await viktor.say('/calls');
  await viktor.forge('calls');
  await viktor.forge('calls');
  await viktor.press('Статус');
  expect((await viktor.sees()).at(-1)?.text).toMatch(/татус/);
  expect(await empty(before)).toEqual([]);
});
