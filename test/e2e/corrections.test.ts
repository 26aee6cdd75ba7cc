import { expect, test } from 'vitest';
import type { Person } from './chat.ts';
import { company } from './company.ts';

const open = company();
const long = 'я'.repeat(1001);

/** What somebody sees does not change over it, and the service logs nothing. */
async function silently(person: Person, act: () => Promise<void>) {
  const before = await person.sees();
  await act();
  expect(await person.sees()).toEqual(before);
  expect(open.errors).toEqual([]);
}

test('a reason that was too long is taken once it is changed where it stands, and only while it is asked for', async () => {
  const { id, seller } = await open.told({ fails: [1] });
  await seller.press('Обжаловать', new RegExp(`№${id}`));
  await seller.press('Дальше');
  await seller.say(long);
  await seller.edit('/menu');
  await seller.edit(`${long}!`);
  expect(await seller.last()).toMatch(/[Дд]линн/);
  await seller.edit('Я представился');
  await seller.reads(/Проверьте: «Поздоровался[\s\S]*«Я представился»/);
  await seller.press('Отправить');
  expect((await open.call(id)).reviews[0]?.appeal?.reason).toBe('Я представился');
});

test('a comment and a recommendation are corrected on the sheet; a message of before is not', async () => {
  const olga = open.person('Ольга');
  await olga.say('/next');
  const id = Number(/№(\d+)/.exec(await olga.last())?.[1]);
  await olga.press('Исходящий: холодный');
  await olga.press('Не выполнено');
  await olga.say(long);
  await olga.edit('0:07 молча');
  await olga.reads(/1\/14[\s\S]*«0:07 молча»/);
  await olga.press('Не выполнено');
  await olga.say(long);
  await olga.press('Выполнено');
  // Its item is over: changed now, it would stand at another.
  await silently(olga, () => olga.edit('не об этом'));
  await olga.press('Остальное');
  await olga.press('Рекомендация');
  await olga.say(long);
  await olga.edit('Начинайте с имени');
  await olga.reads(/Рекомендация: Начинайте с имени/);
  await olga.press('Отправить оценку');
  await open.settle();
  const [review] = (await open.call(id)).reviews;
  expect(review).toMatchObject({ recommendation: 'Начинайте с имени' });
  const comments = review?.items.map(({ comment }) => comment).filter(Boolean);
  expect(comments).toEqual(['молча']);
});

test('whatever else is changed is left alone in silence, also a stranger’s words', async () => {
  const anna = open.person('Анна');
  await anna.say('/menu');
  await silently(anna, () => anna.edit('/calls'));
  await anna.say('что это?');
  await silently(anna, () => anna.edit('1'));
  const stranger = await open.newcomer('Чужой');
  await stranger.say('/start');
  await silently(stranger, () => stranger.edit('/menu'));
});

test('a stranger who blocks the bot, or whose press is too old to be answered, is no error', async () => {
  const stranger = await open.newcomer('Прохожий');
  await stranger.say('/start');
  await stranger.block(true);
  await stranger.block(false);
  const chatId = stranger.telegramId;
  await open.fault({ method: 'sendMessage', chatId, error: 403 });
  await open.chats.sandbox('POST', `/chats/${chatId}/messages`, { text: 'ау' });
  await stranger.quiet();
  await open.chats.sandbox('PUT', '/faults', {
    method: 'answerCallbackQuery',
    error: 400,
    description:
      'Bad Request: query is too old and response timeout expired or query ID is invalid',
  });
  const [message] = await stranger.sees();
  const pressed = { messageId: message?.message_id, callbackData: 'next' };
  const unanswered = open.chats.sandbox('POST', `/chats/${chatId}/press`, pressed);
  unanswered.catch(() => {});
  await stranger.quiet();
  expect(open.errors).toEqual([]);
});
