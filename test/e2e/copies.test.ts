import { expect, test } from 'vitest';
import { buttonsOf, type Message } from './chat.ts';
import { company, type Scored } from './company.ts';

// A hold that only the clock moved by hand brings to its end, so that a fault stands in time.
const hold = 'PT1M';
const open = company({ noticeHold: hold });

const notices = async ({ id, seller }: Scored) =>
  (await seller.sees()).filter((message) => message.text?.includes(`№${id} проверен`));

/** A score whose notice arrived, though Telegram's answer was lost. */
async function lost() {
  const scored = await open.score({ fails: [1] });
  const chatId = scored.seller.telegramId;
  await open.fault({ method: 'sendMessage', chatId, error: 'lost', times: 1 });
  await open.later(hold);
  return scored;
}

/** A notice that stands twice in its seller's chat: the first copy is the one whose answer was lost. */
async function twice() {
  const scored = await lost();
  await open.later('PT1M');
  const [first, second] = (await notices(scored)).map((message) => message.message_id);
  const now = async (messageId = 0) =>
    (await scored.seller.sees()).find((message) => message.message_id === messageId);
  const press = (messageId: number | undefined, verb: string) =>
    open.chats.sandbox('POST', `/chats/${scored.seller.telegramId}/press`, {
      messageId,
      callbackData: `${verb}:${scored.id}`,
    });
  return { ...scored, first, second, now, press };
}

test('two copies after a lost reply: a press on the unknown one makes it known, both end alike', async () => {
  const { seller, first, second, now, press } = await twice();
  expect(second).toBeGreaterThan(first ?? 0);
  await press(first, 'accept');
  await press(first, 'accept-yes');
  await seller.quiet();
  await open.settle();
  for (const copy of [first, second]) {
    const message = await now(copy);
    expect(message?.text).toContain('вы согласились');
    expect(buttonsOf(message as Message).map(({ label }) => label)).not.toContain('✅ Согласен');
  }
});

test('a copy pressed before the notice is sent again is the notice: it comes once', async () => {
  const scored = await lost();
  await scored.seller.press('Подробнее', new RegExp(`№${scored.id} проверен`));
  expect((await open.call(scored.id)).deadlineAt).not.toBeNull();
  await open.later('PT1M');
  expect(await notices(scored)).toHaveLength(1);
});

test('a copy that was pressed and left lying is edited with the other one once the time is over', async () => {
  const { seller, first, second, now, press } = await twice();
  await press(first, 'listen');
  await seller.quiet();
  await open.later('P2D');
  for (const copy of [first, second]) {
    expect((await now(copy))?.text).toContain('утверждено автоматически');
  }
});

test('the unknown copy of a settled score, pressed at last, says how it ended', async () => {
  const { seller, first, now, press } = await twice();
  await open.later('P2D');
  expect((await now(first))?.text).not.toContain('утверждено');
  await press(first, 'listen');
  await seller.quiet();
  expect((await now(first))?.text).toContain('утверждено автоматически');
});
