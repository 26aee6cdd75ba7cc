import { expect, test } from 'vitest';
import { until } from './chat.ts';
import { company } from './company.ts';

const open = company();

const ready = async () => {
  const response = await fetch(`${open.demo.apiUrl}/readyz`);
  const { problems } = (await response.json()) as { problems: string[] };
  return { status: response.status, said: problems.join('\n') };
};
/** The polls under way end with the next press, so that the fault meets the one after it. */
const refusePolls = async (error: number | string, times: number) => {
  await open.fault({ method: 'getUpdates', error, times });
  // The message ends the poll under way; the press that follows it ends the one whose reply is to be lost.
  return { said: open.person('Анна').say('/help') };
};
const saidByReadiness = (pattern: RegExp) =>
  until(`readiness says ${pattern}`, async () => {
    const { status, said } = await ready();
    return status === 503 && pattern.test(said) ? said : undefined;
  });
/** What the incidents logged is expected here, and nothing else. */
const forgetErrors = (kind: string) => {
  expect(open.errors).toEqual([expect.objectContaining({ incident: kind })]);
  open.errors.length = 0;
};

test.each([
  [409, 'token_shared', /another program fetches the updates.*\/revoke/],
  [401, 'token_refused', /does not accept BOT_TOKEN.*@BotFather/],
  ['lost', 'telegram_unreachable', /Telegram does not answer/],
])('after %s at a poll the service stays, says so, and polls again', async (error, kind, said) => {
  const polls = await refusePolls(error, 1);
  await saidByReadiness(said);
  await polls.said;
  // Everything else goes on: here the API.
  expect((await open.credit()).month).toMatch(/^\d{4}-\d\d$/);
  await open.person('Анна').say('/menu');
  forgetErrors(kind);
});

test('an administrator is told once in the chat that another program uses the token', async () => {
  await open.later('PT31S');
  await open.person('Юлия').reads(/Обновления этого бота забирает другая программа[\s\S]*\/revoke/);
});

test('a list of updates that a program before asked for does not make the bot deaf', async () => {
  const calls = (await open.chats.sandbox<{ calls: { method: string }[] }>('GET', '/calls')).calls;
  expect(calls.some(({ method }) => method === 'getUpdates')).toBe(true);
  const { botToken, url } = {
    botToken: '1000:demo-demo-demo-demo-demo-demo-demo-demo',
    url: open.demo.telegramUrl,
  };
  // What another program would leave behind: neither presses nor messages are brought.
  await fetch(`${url}/bot${botToken}/getUpdates`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ allowed_updates: ['poll'] }),
  });
  await open.restart();
  await open.person('Анна').say('/menu');
  await open.person('Анна').press('Звонки');
  open.errors.length = 0;
});
