import { Api } from 'grammy';
import { expect, test } from 'vitest';
import { recordingSent, recordingsToDelete } from '../../../src/app/recordings/recordings.ts';
import { deleteOldRecordings } from '../../../src/bot/recordings/delete-recordings.ts';
import { testCompany } from '../../support/company.ts';

interface Answer {
  error_code: number;
  description: string;
  parameters?: { retry_after: number };
}

/** Recordings in two chats whose time is over, and a Telegram that answers as it is told. */
function situation() {
  const company = testCompany();
  const callId = company.aCall();
  for (const chatId of [501, 502]) {
    const file = { kind: 'voice', fromS: 0, toS: 0, fileId: `f${chatId}` } as const;
    recordingSent(company.app, { callId, chatId, messageId: 7, clip: false, file });
  }
  company.clock.advance('PT47H');
  const asked: number[] = [];
  const errors: string[] = [];
  let pausedMs = 0;
  let answer: Answer | null = null;
  const api = new Api('1:x');
  api.config.use(async (_prev, _method, payload) => {
    asked.push(Number((payload as { chat_id: number }).chat_id));
    return (answer ? { ok: false, ...answer } : { ok: true, result: true }) as never;
  });
  return {
    asked,
    errors,
    paused: () => pausedMs,
    later: company.clock.advance,
    left: () => recordingsToDelete(company.app, 25).map(({ chatId }) => chatId),
    run(next: Answer | null) {
      answer = next;
      const { app } = company;
      const pause = (ms: number) => {
        pausedMs = ms;
      };
      const onError = (_error: unknown, what: string) => errors.push(what);
      return deleteOldRecordings({ app, api, pause, onError }, 25);
    },
  };
}

test('told to wait (429), a recording stays due and is deleted afterwards', async () => {
  const s = situation();
  const description = 'Too Many Requests: retry after 40';
  await s.run({ error_code: 429, description, parameters: { retry_after: 40 } });
  expect(s.asked).toEqual([501]);
  expect(s.paused()).toBe(40_000);
  s.later('PT39S');
  expect(s.left()).toEqual([502]);
  s.later('PT1S');
  await s.run(null);
  expect(s.asked).toEqual([501, 502, 501]);
  s.later('PT1H');
  expect(s.left()).toEqual([]);
  expect(s.errors).toEqual([]);
});

test('a fault of Telegram over one recording holds up no other', async () => {
  const s = situation();
  const down = { error_code: 500, description: 'Internal Server Error' };
  await s.run(down);
  await s.run(down);
  expect(s.asked).toEqual([501, 502]);
  s.later('PT1H');
  expect(s.left().sort()).toEqual([501, 502]);
  expect(s.errors).toEqual([]);
});

test.each([
  [400, 'Bad Request: message to delete not found', []],
  [403, 'Forbidden: user is deactivated', []],
  [400, "Bad Request: message can't be deleted for everyone", []],
  [400, 'Bad Request: never heard of', ['501', '502']],
])('%i %s: it is not asked again', async (error_code, description, said) => {
  const s = situation();
  await s.run({ error_code, description });
  s.later('PT1H');
  expect(s.left()).toEqual([]);
  expect(s.errors).toHaveLength(said.length);
});
