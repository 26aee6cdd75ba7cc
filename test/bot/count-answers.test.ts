import { Api } from 'grammy';
import { expect, test } from 'vitest';
import { createIncidents } from '../../src/app/incidents.ts';
import { around, countAnswers } from '../../src/bot/count-answers.ts';
import { lastShown } from '../../src/bot/last-shown.ts';

function counted() {
  const incidents = createIncidents({ now: () => 0, log: { info() {}, error() {} } });
  const answers = countAnswers(incidents);
  const api = new Api('1:a');
  let next: object | Error = {};
  api.config.use(async () => {
    if (next instanceof Error) throw next;
    return next as never;
  });
  api.config.use(around(lastShown(), answers.counting));
  const ask = (answer: object | Error) => {
    next = answer;
    return api.sendMessage(1, 'x').catch(() => undefined);
  };
  return { incidents, answers, ask };
}

const refusal = (error_code: number, description: string) => ({
  ok: false,
  error_code,
  description,
});

test('answers are counted by method and by what they mean', async () => {
  const { answers, ask } = counted();
  await ask({ ok: true, result: { message_id: 1 } });
  await ask({ ok: true, result: { message_id: 2 } });
  await ask(refusal(403, 'Forbidden: bot was blocked by the user'));
  await ask(refusal(429, 'Too Many Requests: retry after 5'));
  await ask(refusal(400, 'Bad Request: message text is empty'));
  await ask(new Error('ECONNRESET'));
  expect(
    answers.all().map(({ method, outcome, count }) => `${method} ${outcome} ${count}`),
  ).toEqual([
    'sendMessage ok 2',
    'sendMessage blocked 1',
    'sendMessage wait 1',
    'sendMessage bug 1',
    'sendMessage unanswered 1',
  ]);
});

test('three calls in a row without an answer are an incident, until one is answered', async () => {
  const { incidents, ask } = counted();
  const isOpen = () => incidents.isOpen('telegram_unreachable');
  await ask(new Error('ECONNRESET'));
  await ask(refusal(502, 'Bad Gateway'));
  expect(isOpen()).toBe(false);
  await ask(refusal(403, 'Forbidden: bot was blocked by the user'));
  for (const error of ['ECONNRESET', 'ETIMEDOUT', 'ECONNREFUSED']) await ask(new Error(error));
  expect(isOpen()).toBe(true);
  await ask(refusal(400, 'Bad Request: chat not found'));
  expect(isOpen()).toBe(false);
});
