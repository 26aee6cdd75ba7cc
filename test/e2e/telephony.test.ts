import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Demo, demoSecrets, startDemo } from '../../src/sandbox/demo-company.ts';
import { ownCalls } from '../../src/sandbox/own-calls.ts';
import { ffmpegPath } from '../support/ffmpeg.ts';
import { type Chats, openChats, openImpatientChats } from './chat.ts';
import { watchedLog } from './watched-log.ts';

const folder = mkdtempSync(join(tmpdir(), 'razbor-telephony-'));
const calls = join(folder, 'Master.csv');
const epoch = 1795431900;
const { log, keepsStill } = watchedLog(...demoSecrets);
let demo: Demo;
let chats: Chats;
const sounds = createServer((request, response) => {
  const answer = () => {
    if (request.url === '/gone.wav') response.writeHead(404).end();
    else response.end(readFileSync(join(folder, `${epoch}.1.wav`)));
  };
  if (request.url === '/mf-1.wav') answer();
  else void released.then(answer);
});
let released = Promise.resolve();
/** From now on the provider keeps recordings back; answers what gives them out. */
function holdBack(): () => void {
  let giveOut: () => void = () => {};
  released = new Promise((resolve) => {
    giveOut = resolve;
  });
  return () => giveOut();
}

function line(id: number): string {
  const cells = ['', '79161234567', '101', 'in', '', 'SIP/trunk-01', 'SIP/101-02', 'Dial', ''];
  const times = ['2026-11-23 14:05:00', '', '2026-11-23 14:06:40'];
  const quoted = [...cells, ...times].map((text) => `"${text}"`).join(',');
  return `${quoted},100,90,"ANSWERED","DOC","${epoch}.${id}","${epoch}.${id}.wav"\n`;
}

beforeAll(async () => {
  // 90 s of two channels: the seller speaks for a minute, the client after half a minute of silence.
  const talk =
    "aevalsrc='if(lt(t,40),0.3*sin(2*PI*300*t),0)|if(gte(t,70),0.3*sin(2*PI*500*t),0)':d=90:s=8000:c=stereo";
  for (const id of [1, 2, 3]) {
    const file = join(folder, `${epoch}.${id}.wav`);
    spawnSync(ffmpegPath, [
      '-v',
      'error',
      '-y',
      '-f',
      'lavfi',
      '-i',
      talk,
      '-c:a',
      'pcm_alaw',
      file,
    ]);
  }
  writeFileSync(calls, line(1) + line(2));
  const read = ownCalls(calls, folder, { zone: 'Europe/Moscow', extensions: '' });
  if (!read.ok) throw new Error(read.problem);
  expect(read.own).toMatchObject({
    extensions: ['101'],
    items: [{ recording: { path: `${epoch}.1.wav` } }, { recording: { path: `${epoch}.2.wav` } }],
  });
  sounds.listen(0, '127.0.0.1');
  await once(sounds, 'listening');
  demo = await startDemo({
    databasePath: join(folder, 'demo.db'),
    port: 0,
    log,
    policy: { perSeller: 50, quietHours: '', noticeHold: 'PT0S' },
    own: read.own,
    telephony: {
      ASTERISK: { FILE: calls, SOURCE: 'own' },
      MEGAFON: { CRM_TOKEN: 'token', SOURCE: 'own' },
    },
    recordingHosts: [`127.0.0.1:${(sounds.address() as AddressInfo).port}`],
  });
  chats = await openChats(demo.telegramUrl);
}, 60_000);

afterAll(async () => {
  keepsStill(demo.service().app.db);
  await demo.stop();
  sounds.close();
  rmSync(folder, { recursive: true, force: true });
});

const numberOf = (externalId: string) =>
  demo
    .service()
    .app.db.orm.$client.prepare<[string], { id: number }>(
      'SELECT id FROM calls WHERE external_id = ?',
    )
    .get(externalId)?.id;

const voicesOf = async (name: string) =>
  (await chats.person(name).sees()).filter((message) => 'voice' in message);

test('a call that the file told while it grew is heard in the chat', async () => {
  appendFileSync(calls, line(3));
  const jobs = demo.clock.now();
  for (const plus of [15_000, 60_000]) {
    await chats.sandbox('POST', '/clock', { now: new Date(jobs + plus).toISOString() });
  }
  const id = numberOf(`${epoch}.3`);
  expect(id).toBeGreaterThan(0);
  const anna = chats.person('Анна');
  await anna.say(`/call ${id}`);
  await anna.press('Слушать');
  await expect.poll(async () => (await voicesOf('Анна')).length, { timeout: 90_000 }).toBe(1);
  await anna.say(`/call ${id}`);
  const card = await anna.reads(new RegExp(`№${id}[\\s\\S]*Говорят`));
  expect(card).toContain('Говорят: продавец 44 %, клиент 22 %');
  expect(card).toContain('🔇 Тишина: 0:30 с 0:40');
});

async function told(callid: string, file: string): Promise<number> {
  const { port } = sounds.address() as AddressInfo;
  const body = new URLSearchParams({
    ...{ cmd: 'history', crm_token: 'token', type: 'in', phone: '79160001122', ext: '101' },
    ...{ start: '2026-11-23T11:05:00Z', wait: '5', duration: '90', callid },
    link: `http://127.0.0.1:${port}/${file}`,
  });
  await fetch(`${demo.apiUrl}/v1/telephony/megafon`, { method: 'POST', body });
  return numberOf(callid) ?? 0;
}

test('a recording that takes its time says so, and holds up no other tap', async () => {
  const id = await told('slow-1', 'slow.wav');
  const anna = (await openImpatientChats(demo.telegramUrl)).person('Анна');
  const before = (await voicesOf('Анна')).length;
  let giveOut = holdBack();
  await anna.say(`/call ${id}`);
  await anna.press('Слушать', new RegExp(`№${id}`));
  await anna.reads(new RegExp(`⏳ Готовлю запись звонка №${id}`));
  await anna.say('/menu');
  expect((await voicesOf('Анна')).length).toBe(before);
  giveOut();
  await expect
    .poll(async () => (await voicesOf('Анна')).length, { timeout: 90_000 })
    .toBe(before + 1);
  await expect.poll(async () => JSON.stringify(await anna.sees())).not.toContain('⏳ Готовлю');

  const gone = await told('slow-2', 'gone.wav');
  giveOut = holdBack();
  await anna.say(`/call ${gone}`);
  await anna.press('Слушать', new RegExp(`№${gone}`));
  giveOut();
  await anna.reads(/Файл записи не найден/);
  await anna.say(`/call ${gone}`);
  await anna.reads(/⚠️ Файл записи не найден/);
});

test('a recording too long for one message comes in parts, and again by what Telegram has', async () => {
  // As if Telegram took no more than 60 kB: a recording of 50 MB lasts for hours.
  const { recordings } = demo.service().app;
  const whole = recordings.parts;
  recordings.parts = (callId) => whole(callId, 60_000);
  const id = numberOf(`${epoch}.2`);
  const anna = chats.person('Анна');
  const before = (await voicesOf('Анна')).length;
  await anna.say(`/call ${id}`);
  await anna.press('Слушать', new RegExp(`№${id}`));
  const partsNow = async () => (await voicesOf('Анна')).slice(before);
  await anna.reads(/Часть (\d+) из \1$/);
  const parts = await partsNow();
  expect(parts.length).toBeGreaterThan(2);
  expect(parts[0]).toMatchObject({
    caption: expect.stringContaining(`Часть 1 из ${parts.length}`),
  });
  recordings.parts = whole;
  await anna.press('Слушать', new RegExp(`№${id}`));
  await expect
    .poll(async () => (await partsNow()).length, { timeout: 90_000 })
    .toBe(2 * parts.length);
});

test('whoever forbids voice messages gets the recording, and a clip of it, as audio', async () => {
  const items = [{ externalId: 'quiet', name: 'Мария Тихая', roles: [{ role: 'admin' }] }];
  const answer = await fetch(`${demo.apiUrl}/v1/people`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${demo.apiToken}`, 'content-type': 'application/json' },
    body: JSON.stringify({ items }),
  });
  const { items: saved } = (await answer.json()) as { items: { inviteUrl: string }[] };
  const startPayload = saved[0]?.inviteUrl.split('start=')[1] ?? '';
  const name = { firstName: 'Мария', lastName: 'Тихая', languageCode: 'ru' as const, caption: '' };
  demo.addPerson({ id: 5001, ...name, startPayload, forbidsVoice: true });
  await chats.refresh();
  const maria = chats.person('Мария');
  await maria.start(startPayload);
  const id = numberOf(`${epoch}.3`);
  for (const tap of [`listen:${id}`, `clip:${id}:45`, `listen:${id}`]) await maria.forge(tap);
  const audios = async () => (await maria.sees()).filter((message) => 'audio' in message).length;
  await expect.poll(audios, { timeout: 90_000 }).toBe(3);
  expect(await voicesOf('Мария')).toEqual([]);
});

test("a call that a webhook told, with its recording at the provider's, is heard in the chat", async () => {
  const { port } = sounds.address() as AddressInfo;
  const fields = {
    ...{ cmd: 'history', crm_token: 'token', type: 'in', phone: '79160001122', ext: '101' },
    ...{ start: '2026-11-23T11:05:00Z', wait: '5', duration: '90', callid: 'mf-1' },
    link: `http://127.0.0.1:${port}/mf-1.wav`,
  };
  const body = new URLSearchParams(fields);
  const url = `${demo.apiUrl}/v1/telephony/megafon`;
  expect((await fetch(url, { method: 'POST', body })).status).toBe(200);
  const forged = new URLSearchParams({ ...fields, crm_token: 'other', callid: 'mf-2' });
  expect((await fetch(url, { method: 'POST', body: forged })).status).toBe(401);
  expect(numberOf('mf-2')).toBeUndefined();
  const id = numberOf('mf-1');
  const anna = chats.person('Анна');
  const heard = (await voicesOf('Анна')).length;
  await anna.say(`/call ${id}`);
  await anna.press('Слушать');
  await expect
    .poll(async () => (await voicesOf('Анна')).length, { timeout: 90_000 })
    .toBe(heard + 1);
  // The second time it is Telegram's own copy: the provider is not asked, even where it is gone.
  sounds.close();
  await anna.press('Слушать', new RegExp(`№${id}`));
  await expect
    .poll(async () => (await voicesOf('Анна')).length, { timeout: 90_000 })
    .toBe(heard + 2);
});

test('a company looks at its own calls: drawn, heard, scored, and the moment in dispute is sent', async () => {
  await chats.sandbox('POST', '/clock', {
    now: new Date(demo.clock.now() + 3_600_000).toISOString(),
  });
  const olga = chats.person('Ольга');
  await olga.say('/next');
  await olga.press('Входящий: заказ');
  await olga.press('Не выполнено');
  await olga.say('0:45 долго молчал');
  await olga.press('Остальное');
  await olga.press('Отправить оценку');
  await chats.sandbox('POST', '/clock', { now: new Date(demo.clock.now() + 60_000).toISOString() });
  const anna = chats.person('Анна');
  await anna.reads(/проверен/);
  const before = (await voicesOf('Анна')).length;
  await anna.press('▶ 0:45', /проверен/);
  await expect
    .poll(async () => (await voicesOf('Анна')).length, { timeout: 90_000 })
    .toBe(before + 1);
  const clip = (await voicesOf('Анна')).at(-1);
  expect(clip).toMatchObject({
    caption: expect.stringContaining('0:45 (отрывок 0:40–0:55)'),
    voice: { duration: 15 },
  });
  expect(await anna.forge('clip:999999:5')).toContain('не найден');
  const id = /№(\d+)/.exec(await anna.reads(/проверен/))?.[1];
  expect(await anna.forge(`clip:${id}:9999`)).toBe('В этом звонке нет такого момента.');
});
