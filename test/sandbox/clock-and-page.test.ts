import { expect, test } from 'vitest';
import { openSandbox, startAt } from './sandbox-bot.ts';

test('the clock tells its time, zone and marks, moves on, and does not go back', async () => {
  const { call } = await openSandbox();
  const marks = [{ label: { ru: 'До конца дня', en: 'To the end' }, at: startAt + 3_600_000 }];
  const shown = { now: startAt, timeZone: 'Europe/Moscow', marks, moving: false };
  expect((await call('GET', '/clock')).body).toEqual(shown);
  const later = await call('POST', '/clock', { now: '2026-11-23T17:10:00+03:00' });
  expect(later.body).toMatchObject({ now: startAt + 300_000 });
  expect(await call('POST', '/clock', { now: startAt })).toEqual({
    status: 400,
    body: { error: 'the clock cannot go back' },
  });
  expect((await call('POST', '/clock', { now: 'завтра' })).status).toBe(400);
});

test('a moved clock dates the messages that follow', async () => {
  const { call, type } = await openSandbox();
  await call('POST', '/clock', { now: startAt + 86_400_000 });
  expect((await type('завтра')).date).toBe(startAt / 1000 + 86_400);
});

test('someone unknown and a malformed body are refused', async () => {
  const { call } = await openSandbox();
  expect((await call('GET', '/chats/999/messages')).status).toBe(404);
  expect((await call('POST', '/chats/101/messages', { words: 1 })).status).toBe(400);
  expect((await call('POST', '/chats/101/messages', { text: '  ' })).status).toBe(400);
  expect((await call('POST', '/chats/101/press', { messageId: 'x' })).status).toBe(400);
});

test('messages can be read from a message on', async () => {
  const { call, type } = await openSandbox();
  const first = await type('раз');
  await type('два');
  const { body } = await call('GET', `/chats/101/messages?after=${first.message_id}`);
  expect(body).toMatchObject({ messages: [{ text: 'два', from_bot: false }] });
});

test('the page is served with its scripts and styles, and nothing else is', async () => {
  const { url } = await openSandbox();
  const page = await fetch(`${url}/`);
  expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
  const html = await page.text();
  const linked = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map((match) => match[1]);
  expect(linked.length).toBeGreaterThan(3);
  for (const name of linked) {
    expect([name, (await fetch(`${url}/${name}`)).status]).toEqual([name, 200]);
  }
  for (const path of ['/server.ts', '/..%2fserver.ts', '/nothing.js']) {
    expect((await fetch(url + path)).status).toBe(404);
  }
});

test('whoever listens is told of a message at once', async () => {
  const { url, type } = await openSandbox();
  const stream = await fetch(`${url}/sandbox/events`);
  const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader();
  await reader?.read();
  await type('привет');
  let heard = '';
  while (!heard.includes('"text":"привет"')) heard += (await reader?.read())?.value ?? '';
  expect(heard).toContain('"type":"message","userId":101');
  await reader?.cancel();
});
