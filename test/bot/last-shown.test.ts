import { expect, test } from 'vitest';
import { lastShown } from '../../src/bot/last-shown.ts';

type Payload = Record<string, unknown>;
type Answer =
  | { ok: true; result: unknown }
  | { ok: false; error_code: number; description: string };

const edited: Answer = { ok: true, result: true };
const refused: Answer = { ok: false, error_code: 400, description: 'no' };

/** A chat by way of what is remembered; `reaching` says what came to Telegram, which answers in order. */
function chat() {
  const shown = lastShown();
  const reaching: string[] = [];
  const answers: (Answer | Error | Promise<Answer>)[] = [];
  let messageId = 0;
  const call = (method: string, payload: Payload) => {
    const prev = async () => {
      reaching.push(`${method} ${payload.text ?? ''}`.trim());
      const answer = answers.shift();
      if (answer instanceof Error) throw answer;
      messageId += method === 'sendMessage' ? 1 : 0;
      return (await answer) ?? (method === 'sendMessage' ? sent(messageId) : edited);
    };
    return shown(prev as never, method as never, payload as never) as Promise<Answer>;
  };
  const of = { chat_id: 7, message_id: 1 };
  return {
    reaching,
    answers,
    call,
    send: (text: string, more: Payload = {}) => call('sendMessage', { chat_id: 7, text, ...more }),
    edit: (text: string, more: Payload = {}) => call('editMessageText', { ...of, text, ...more }),
  };
}

const sent = (id: number): Answer => ({ ok: true, result: { message_id: id } });
const keyboard = (...rows: { text: string }[][]) => ({ reply_markup: { inline_keyboard: rows } });

test('an edit to what a message shows already is left out, and is said to have succeeded', async () => {
  const { send, edit, reaching } = chat();
  await send('A');
  expect(await edit('A')).toEqual(edited);
  await edit('B');
  expect(await edit('B')).toEqual(edited);
  await edit('A');
  expect(reaching).toEqual(['sendMessage A', 'editMessageText B', 'editMessageText A']);
});

test.each<[string, Payload, number]>([
  ['other buttons', keyboard([{ text: 'b' }]), 1],
  ['buttons in other rows', keyboard([{ text: 'a' }], [{ text: 'x' }]), 1],
  [
    'another way to read it',
    { ...keyboard([{ text: 'a' }, { text: 'x' }]), parse_mode: 'HTML' },
    1,
  ],
  ['no buttons', {}, 1],
  ['a row without buttons', keyboard([{ text: 'a' }, { text: 'x' }], []), 0],
])('a message of the same text with %s is edited as it should', async (_, more, edits) => {
  const { send, edit, reaching } = chat();
  await send('A', keyboard([{ text: 'a' }, { text: 'x' }]));
  await edit('A', more);
  expect(reaching.slice(1)).toHaveLength(edits);
});

test.each<[string, Answer | Error]>([
  ['Telegram refuses', refused],
  ['is never answered', new Error('ECONNRESET')],
])('after an edit that %s nothing is known: the next is sent, even one back', async (_, answer) => {
  const { send, edit, reaching, answers } = chat();
  await send('A');
  answers.push(answer);
  await edit('B').catch(() => undefined);
  await edit('A');
  expect(reaching).toEqual(['sendMessage A', 'editMessageText B', 'editMessageText A']);
});

test('a message that Telegram did not take shows nothing', async () => {
  const { send, edit, reaching, answers } = chat();
  answers.push(refused);
  expect(await send('A')).toEqual(refused);
  await edit('A');
  expect(reaching).toEqual(['sendMessage A', 'editMessageText A']);
});

test.each(['editMessageCaption', 'editMessageMedia', 'editMessageReplyMarkup', 'deleteMessage'])(
  'after %s nothing is known',
  async (method) => {
    const { send, edit, call, reaching } = chat();
    await send('A');
    await call(method, { chat_id: 7, message_id: 1 });
    await edit('A');
    expect(reaching).toEqual(['sendMessage A', method, 'editMessageText A']);
  },
);

test('what changes no message passes, and leaves what is known', async () => {
  const { send, edit, call, reaching } = chat();
  await send('A');
  await call('pinChatMessage', { chat_id: 7, message_id: 1 });
  await call('answerCallbackQuery', {});
  await edit('A');
  expect(reaching).toEqual(['sendMessage A', 'pinChatMessage', 'answerCallbackQuery']);
});

test('a message of the same number in another chat is another', async () => {
  const { send, edit, reaching } = chat();
  await send('A');
  await edit('A', { chat_id: 8 });
  await edit('A', { message_id: 2 });
  expect(reaching).toEqual(['sendMessage A', 'editMessageText A', 'editMessageText A']);
});

test('of two edits at once the second waits for the first, and is left out where it is the same', async () => {
  const { send, edit, reaching, answers } = chat();
  await send('A');
  let answer = (_: Answer) => {};
  answers.push(new Promise<Answer>((resolve) => (answer = resolve)));
  const edits = [edit('B'), edit('B'), edit('C')];
  await Promise.resolve();
  expect(reaching).toEqual(['sendMessage A', 'editMessageText B']);
  answer(edited);
  expect(await Promise.all(edits)).toEqual([edited, edited, edited]);
  expect(reaching).toEqual(['sendMessage A', 'editMessageText B', 'editMessageText C']);
});

test('an edit that fails keeps none that waits for it from being sent', async () => {
  const { send, edit, reaching, answers } = chat();
  await send('A');
  answers.push(new Error('ECONNRESET'));
  const [lost, next] = await Promise.allSettled([edit('B'), edit('B')]);
  expect([lost?.status, next?.status]).toEqual(['rejected', 'fulfilled']);
  expect(reaching).toEqual(['sendMessage A', 'editMessageText B', 'editMessageText B']);
});

test('of five thousand messages and one the first is forgotten, unless it was shown again', async () => {
  const { send, edit, reaching } = chat();
  for (let n = 0; n < 5000; n += 1) await send('A');
  await edit('B', { message_id: 1 });
  await send('A');
  reaching.length = 0;
  await edit('B', { message_id: 1 });
  await edit('A', { message_id: 3 });
  expect(reaching).toEqual([]);
  await edit('A', { message_id: 2 });
  expect(reaching).toEqual(['editMessageText A']);
});
