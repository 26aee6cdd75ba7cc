import { GrammyError, HttpError } from 'grammy';
import { expect, test } from 'vitest';
import { openSandbox, type Sandbox } from './sandbox-bot.ts';

async function started(): Promise<Sandbox> {
  const sandbox = await openSandbox();
  await sandbox.type('/start');
  return sandbox;
}

function failure(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => null,
    (error: unknown) => error,
  );
}

test.each([
  [429, 'Too Many Requests: retry after 7'],
  [403, 'Forbidden: bot was blocked by the user'],
  [400, 'Bad Request: chat not found'],
  [500, 'Internal Server Error'],
])(
  'a fault %i refuses as many calls as it was set for, and carries out none',
  async (error, description) => {
    const sandbox = await started();
    await sandbox.call('PUT', '/faults', { method: 'sendMessage', error, times: 2, retryAfter: 7 });
    for (const _ of [1, 2]) {
      const refused = await failure(sandbox.bot.api.sendMessage(101, 'x'));
      expect(refused).toBeInstanceOf(GrammyError);
      expect(refused).toMatchObject({ error_code: error, description });
      if (error === 429) expect(refused).toMatchObject({ parameters: { retry_after: 7 } });
    }
    expect(await sandbox.messages()).toHaveLength(1);
    await sandbox.bot.api.sendMessage(101, 'дошло');
    expect((await sandbox.messages()).at(-1)?.text).toBe('дошло');
  },
);

test('a lost reply: the message is in the chat, but the bot never hears of it', async () => {
  const sandbox = await started();
  await sandbox.call('PUT', '/faults', { method: 'sendMessage', error: 'lost', times: 1 });
  expect(await failure(sandbox.bot.api.sendMessage(101, 'дошло'))).toBeInstanceOf(HttpError);
  expect((await sandbox.messages()).at(-1)?.text).toBe('дошло');
});

test('a hanging call is not carried out and gets no reply', async () => {
  const sandbox = await started();
  await sandbox.call('PUT', '/faults', { method: 'sendMessage', error: 'hang', times: 1 });
  const hanging = sandbox.bot.api.sendMessage(101, 'x', {}, AbortSignal.timeout(200) as never);
  expect(await failure(hanging)).not.toBeNull();
  expect(await sandbox.messages()).toHaveLength(1);
});

test('a fault for every method spares getUpdates, and can be for one chat only', async () => {
  const sandbox = await started();
  const { api } = sandbox.bot;
  sandbox.telegram.addPerson({ id: 102, firstName: 'Ольга' });
  await sandbox.type('/start', 102);
  await sandbox.call('PUT', '/faults', { method: '*', error: 403, times: 1, chatId: 101 });
  await api.getUpdates();
  await api.sendMessage(102, 'x');
  expect(await failure(api.sendMessage(101, 'x'))).toMatchObject({ error_code: 403 });
  expect((await sandbox.call('GET', '/faults')).body).toEqual({ faults: [] });
});

test('faults can be listed and cleared, and a malformed one is refused', async () => {
  const sandbox = await started();
  const bad = await sandbox.call('PUT', '/faults', { method: 'sendMessage', error: 418 });
  expect(bad.status).toBe(400);
  await sandbox.call('PUT', '/faults', { method: 'sendMessage', error: 500, times: 3 });
  expect((await sandbox.call('GET', '/faults')).body).toMatchObject({
    faults: [{ method: 'sendMessage', error: 500, times: 3 }],
  });
  await sandbox.call('DELETE', '/faults');
  await sandbox.bot.api.sendMessage(101, 'x');
});

test('every call is logged with what became of it', async () => {
  const sandbox = await started();
  await sandbox.bot.api.sendMessage(101, 'x');
  await failure(sandbox.bot.api.sendMessage(999, 'x'));
  expect(await sandbox.calls('sendMessage')).toMatchObject([
    { ok: true, chatId: 101, error: null },
    { ok: false, chatId: 999, error: { code: 400, description: 'Bad Request: chat not found' } },
  ]);
  const { last } = (await sandbox.call('GET', '/calls')).body;
  expect((await sandbox.call('GET', `/calls?since=${last}`)).body).toEqual({ calls: [], last });
});
