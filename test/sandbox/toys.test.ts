import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { statuses } from '../../src/domain/statuses.ts';
import { startDemo } from '../../src/sandbox/demo-company.ts';
import type {
  CallPath,
  CompanyCounts,
  IncomingCall,
  StatusGraph,
} from '../../src/sandbox/telegram/company-behind.ts';
import { openChats } from '../e2e/chat.ts';
import { until } from './sandbox-bot.ts';

const quiet = { debug() {}, info() {}, error() {} };
const evening = Date.parse('2026-11-23T19:00:00+03:00');

/** The demo as `npm run demo` has it, its service a process of its own; or in this one. */
async function demo(apart: boolean) {
  const folder = mkdtempSync(join(tmpdir(), 'razbor-toys-'));
  const databasePath = join(folder, 'demo.db');
  const started = await startDemo({ databasePath, port: 0, log: quiet, apart });
  onTestFinished(async () => {
    await started.stop();
    rmSync(folder, { recursive: true });
  });
  const { sandbox, person } = await openChats(started.telegramUrl);
  return {
    sandbox,
    person,
    apiUrl: started.apiUrl,
    counts: async () =>
      await sandbox<{ telegram: { waiting: number }; company: CompanyCounts }>('GET', '/counts'),
    call: (from: string) => sandbox<IncomingCall>('POST', '/company/call', { from }),
    act: (act: string) => sandbox('POST', '/company/process', { act }),
  };
}

test('killed and started again, the service loses nothing that came meanwhile', async () => {
  const { sandbox, person, counts, call, act } = await demo(true);
  await sandbox('POST', '/clock', { now: evening });
  const before = (await counts()).company;
  expect(before).toMatchObject({
    process: { state: 'runs', pid: expect.any(Number) },
    updates: { open: 0, lost: 0 },
    calls: { made: 0, waiting: 0, lost: 0 },
  });
  expect(before.notices.delivered).toBeGreaterThan(0);
  await act('kill');
  expect(() => process.kill(before.process?.pid ?? 0, 0)).toThrow('ESRCH');
  await sandbox('POST', '/chats/1001/messages', { text: '/next' });
  expect(await call('client')).toMatchObject({ callId: null, client: null, status: null });
  const meanwhile = await counts();
  expect(meanwhile.telegram.waiting).toBe(1);
  expect(meanwhile.company).toMatchObject({
    process: { state: 'ended', pid: null },
    updates: { lost: 0 },
    calls: { made: 1, waiting: 1, lost: 0 },
  });
  await act('start');
  await person('Ольга').reads(/Тип звонка/);
  const after = await until(async () => {
    const found = await counts();
    return found.telegram.waiting === 0 && found.company.updates.open === 0 ? found : undefined;
  });
  expect(after.company).toMatchObject({
    process: { state: 'runs', pid: expect.any(Number) },
    updates: { open: 0, lost: 0 },
    calls: { made: 1, waiting: 0, lost: 0 },
  });
  expect(after.company.process?.pid).not.toBe(before.process?.pid);
}, 120_000);

test('while Telegram fails, what is asked is answered all the same', async () => {
  const { sandbox, person, counts } = await demo(false);
  const olga = person('Ольга');
  for (const error of [429, 500, 'lost']) {
    const before = (await olga.sees()).length;
    await sandbox('PUT', '/faults', { method: 'sendMessage', error, times: 1, retryAfter: 1 });
    await olga.say('/queue');
    await until(async () => ((await olga.sees()).length > before ? true : undefined));
    expect(await sandbox('GET', '/faults')).toEqual({ faults: [] });
  }
  const { telegram, company } = await until(async () => {
    const now = await counts();
    return now.telegram.waiting + now.company.updates.open === 0 ? now : undefined;
  });
  expect([telegram.waiting, company.updates]).toEqual([0, { open: 0, lost: 0 }]);
}, 120_000);

test('calls come in from a client, an unknown and a hidden number, each where the product shows it', async () => {
  const { call, person, counts, act } = await demo(false);
  const client = await call('client');
  expect(client).toMatchObject({
    seller: { id: 1002, name: 'Анна Рыбакова' },
    client: 'Геннадий Лунин',
    status: { ru: 'Классифицирован автоматом' },
  });
  await person('Анна').say(`/call_${client.callId}`);
  expect(await person('Анна').last()).toMatch(/Геннадий Лунин/);
  expect(await person('Анна').buttons()).toContain('▶ Слушать');
  const unknown = await call('unknown');
  expect(unknown).toMatchObject({
    number: expect.stringMatching(/^\+7\d{10}$/),
    client: null,
    status: { en: 'Not classified' },
  });
  expect(await call('hidden')).toMatchObject({ number: '', client: null });
  // The next one is another conversation, of somebody else.
  const other = await call('client');
  expect(other.callId).not.toBe(client.callId);
  expect(other.number).not.toBe(client.number);
  expect((await counts()).company).toMatchObject({
    process: null,
    calls: { made: 4, waiting: 0, lost: 0 },
  });
  await expect(act('kill')).rejects.toThrow('no process of its own');
});

test('a call’s path stands in the graph of the status table', async () => {
  const { sandbox, call, person } = await demo(false);
  const graph = await sandbox<StatusGraph>('GET', '/company/statuses');
  expect(graph.statuses.map(({ key }) => key)).toEqual(statuses);
  expect(graph.ways).toContainEqual({
    verb: 'appeal',
    from: 'scored_pending',
    to: 'scored_appealed',
  });
  for (const { verb } of graph.ways) expect(graph.verbs[verb]?.en).toMatch(/\w/);
  const { callId } = await call('unknown');
  const { calls } = await sandbox<{ calls: number[] }>('GET', '/company/calls');
  expect(calls[0]).toBe(callId);
  const path = () => sandbox<CallPath>('GET', `/company/calls/${callId}/path`);
  expect(await path()).toMatchObject({
    status: 'unclassified',
    steps: [{ verb: 'register', from: null, to: 'unclassified', who: null }],
  });
  await person('Анна').say('/start');
  const way = graph.ways.map(({ verb, from, to }) => `${verb} ${from} ${to}`);
  for (const { verb, from, to } of (await path()).steps) {
    expect(way).toContain(`${verb} ${from} ${to}`);
  }
  await expect(sandbox('GET', '/company/calls/99999/path')).rejects.toThrow('no such call');
});
