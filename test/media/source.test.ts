import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, onTestFinished, test } from 'vitest';
import { isPrivate } from '../../src/media/private-address.ts';
import { byUrl, type Places } from '../../src/media/source.ts';

const folder = mkdtempSync(join(tmpdir(), 'razbor-source-'));
const target = join(folder, 'fetched');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const limits = { bytesMax: 100_000, wholeMsMax: 1500, stalledMsMax: 700 };

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

async function serve(handler: Handler): Promise<{ host: string; seen: IncomingMessage[] }> {
  const seen: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    seen.push(request);
    handler(request, response);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { host: `127.0.0.1:${(server.address() as AddressInfo).port}`, seen };
}

const fetched = (url: string, hosts: string[], more: Partial<Places> = {}) =>
  byUrl(url, target, { dir: null, hosts, limits, ...more });

test('an address of the office that is listed as it stands is fetched from', async () => {
  const { host } = await serve((_, response) => void response.end('sound'));
  expect(await fetched(`http://${host}/a.wav`, [host])).toEqual({ ok: true, file: target });
  expect(readFileSync(target, 'utf8')).toBe('sound');
});

test.each([
  ['a host that is not listed', (host: string) => [`http://${host}/a`, ['other.example']] as const],
  [
    'a name that leads to this machine',
    (host: string) =>
      [`http://localhost:${host.split(':')[1]}/a`, [`localhost:${host.split(':')[1]}`]] as const,
  ],
  [
    'an address under a wildcard',
    (host: string) => [`http://${host}/a`, ['*.0.0.1', `*.1:${host.split(':')[1]}`]] as const,
  ],
  ['another scheme', () => ['file:///etc/passwd', ['']] as const],
  ['a password in the address', (host: string) => [`http://user:word@${host}/a`, [host]] as const],
  ['what is no address', () => ['nonsense', ['nonsense']] as const],
])('%s is refused, and nothing is asked', async (_, asked) => {
  const { host, seen } = await serve((__, response) => void response.end('sound'));
  const [url, hosts] = asked(host);
  expect(await fetched(url, [...hosts])).toEqual({ ok: false, problem: 'outside' });
  expect(seen).toEqual([]);
});

describe('a redirect', () => {
  test('within what is listed is followed, without what authenticates us to another host', async () => {
    const end = await serve((_, response) => void response.end('sound'));
    const start = await serve(
      (_, response) => void response.writeHead(302, { location: `http://${end.host}/b` }).end(),
    );
    const headers = { authorization: 'secret' };
    const places = {
      authorise: (url: URL) => ({ ask: { url: url.href, method: 'GET' as const, headers } }),
    };
    expect(await fetched(`http://${start.host}/a`, [start.host, end.host], places)).toMatchObject({
      ok: true,
    });
    expect(start.seen[0]?.headers.authorization).toBe('secret');
    expect(end.seen[0]?.headers.authorization).toBeUndefined();
  });

  test.each([
    'http://169.254.169.254/latest/meta-data',
    'http://localhost/x',
    'file:///etc/passwd',
  ])('to %s is refused', async (location) => {
    const { host } = await serve((_, response) => void response.writeHead(302, { location }).end());
    expect(await fetched(`http://${host}/a`, [host])).toEqual({ ok: false, problem: 'outside' });
  });

  test('that leads round in a circle ends', async () => {
    const { host, seen } = await serve(
      (_, response) => void response.writeHead(302, { location: '/a' }).end(),
    );
    expect(await fetched(`http://${host}/a`, [host])).toEqual({
      ok: false,
      problem: 'unreachable',
    });
    expect(seen).toHaveLength(6);
  });
});

test.each([
  [404, 'missing'],
  [410, 'missing'],
  [401, 'unreachable'],
  [403, 'unreachable'],
  [500, 'unreachable'],
])('an answer of %i means %s', async (status, problem) => {
  const { host } = await serve((_, response) => void response.writeHead(status).end('no'));
  expect(await fetched(`http://${host}/a`, [host])).toEqual({ ok: false, problem });
});

test('what is too large, endless or stalls is cut off', async () => {
  const large = await serve((_, response) => void response.end(Buffer.alloc(200_000)));
  expect(await fetched(`http://${large.host}/a`, [large.host])).toEqual({
    ok: false,
    problem: 'too_big',
  });
  const stalled = await serve((_, response) => void response.write('begins'));
  expect(await fetched(`http://${stalled.host}/a`, [stalled.host])).toEqual({
    ok: false,
    problem: 'unreachable',
  });
  const drops = await serve((_, response) => {
    const timer = setInterval(() => response.write('.'), 50);
    response.on('close', () => clearInterval(timer));
  });
  const began = performance.now();
  expect(await fetched(`http://${drops.host}/a`, [drops.host])).toEqual({
    ok: false,
    problem: 'unreachable',
  });
  expect(performance.now() - began).toBeLessThan(5000);
  expect(await fetched('http://127.0.0.1:9/a', ['127.0.0.1:9'])).toEqual({
    ok: false,
    problem: 'unreachable',
  });
});

test('what cannot be written ends nothing, and nothing of it is left', async () => {
  const { host } = await serve((_, response) => void response.end(Buffer.alloc(90_000)));
  const into = (file: string) =>
    byUrl(`http://${host}/a`, file, { dir: null, hosts: [host], limits });
  const notKept = (code: string) => ({ ok: false, problem: 'not_kept', error: { code } });
  expect(await into(join(dirname(target), 'no', 'folder'))).toMatchObject(notKept('ENOENT'));
  // A device of Linux that has no room for anything.
  if (!existsSync('/dev/full')) return;
  const full = `${target}.full`;
  symlinkSync('/dev/full', full);
  expect(await into(full)).toMatchObject(notKept('ENOSPC'));
  expect([existsSync(full), existsSync('/dev/full')]).toEqual([false, true]);
});

test('what is cut off is not left behind either', async () => {
  const { host } = await serve((_, response) => {
    response.writeHead(200, { 'content-length': 90_000 });
    response.write('begins', () => response.destroy());
  });
  expect(await fetched(`http://${host}/a`, [host])).toEqual({ ok: false, problem: 'unreachable' });
  expect(existsSync(target)).toBe(false);
});

test('a system that answers with where the sound is is asked twice', async () => {
  const { host, seen } = await serve((request, response) => {
    if (request.url === '/ask') response.end(JSON.stringify({ link: `http://${host}/sound` }));
    else response.end('sound');
  });
  const linkIn = (body: string) => (JSON.parse(body) as { link: string }).link;
  const ask = { url: `http://${host}/ask`, method: 'GET' as const };
  expect(
    await fetched(`http://${host}/x`, [host], { authorise: () => ({ ask, linkIn }) }),
  ).toMatchObject({ ok: true });
  expect(seen.map(({ url }) => url)).toEqual(['/ask', '/sound']);
  const nowhere = { authorise: () => ({ ask, linkIn: () => null }) };
  expect(await fetched(`http://${host}/x`, [host], nowhere)).toEqual({
    ok: false,
    problem: 'missing',
  });
  expect(existsSync(target)).toBe(false);
});

test.each([
  ['8.8.8.8', false],
  ['2a00:1450:4010::1', false],
  ['10.1.2.3', true],
  ['100.64.0.1', true],
  ['127.0.0.1', true],
  ['169.254.169.254', true],
  ['172.31.0.1', true],
  ['192.168.1.1', true],
  ['224.0.0.1', true],
  ['0.0.0.0', true],
  ['::1', true],
  ['::ffff:8.8.8.8', true],
  ['fe80::1', true],
  ['fd00::1', true],
  ['64:ff9b::a01:203', true],
  ['2002:a01:203::', true],
  ['no address', true],
  // Each range of the registries, by its neighbours where these are public.
  ['9.255.255.255', false],
  ['10.255.255.255', true],
  ['11.0.0.0', false],
  ['100.63.255.255', false],
  ['100.127.255.255', true],
  ['100.128.0.0', false],
  ['126.255.255.255', false],
  ['127.255.255.255', true],
  ['128.0.0.0', false],
  ['169.253.255.255', false],
  ['169.255.0.0', false],
  ['172.15.255.255', false],
  ['172.16.0.0', true],
  ['172.32.0.0', false],
  ['192.0.0.170', true],
  ['192.0.2.1', true],
  ['192.88.99.1', true],
  ['192.167.255.255', false],
  ['192.169.0.0', false],
  ['198.19.255.255', true],
  ['198.20.0.0', false],
  ['203.0.113.9', true],
  ['223.255.255.255', false],
  ['239.255.255.255', true],
  ['255.255.255.255', true],
  ['::', true],
  ['::8.8.8.8', true],
  ['::ffff:10.0.0.1', true],
  ['64:ff9b:1::1', true],
  ['100::1', true],
  ['1fff::1', true],
  ['2001::1', true],
  ['2001:1ff::1', true],
  ['2001:200::1', false],
  ['2001:db8::1', true],
  ['2001:db9::1', false],
  ['2002:808:808::1', true],
  ['2003::1', false],
  ['3ffe::1', false],
  ['3fff:fff::1', true],
  ['4000::1', true],
  ['fdff:ffff::1', true],
  ['febf::1', true],
  ['ff02::1', true],
  ['fe80::1%eth0', true],
  ['127.1', true],
  ['0x08080808', true],
  ['134744072', true],
  ['', true],
])('%s is private: %s', (address, is) => {
  expect(isPrivate(address)).toBe(is);
});

test('an answer may lead on to what is asked with the token in it, three times at most', async () => {
  const { host, seen } = await serve((request, response) => {
    if (request.url === '/token') response.end('{"token":"t0k"}');
    else if (request.url === '/where') response.end(`{"link":"http://${host}/sound"}`);
    else response.end('sound');
  });
  const linkIn = (body: string) => {
    const { token, link } = JSON.parse(body) as { token?: string; link?: string };
    const headers = { authorization: `Bearer ${token}` };
    return link ?? { url: `http://${host}/where`, method: 'GET' as const, headers };
  };
  const ask = { url: `http://${host}/token`, method: 'POST' as const };
  const authorise = () => ({ ask, linkIn });
  expect(await fetched(`http://${host}/x`, [host], { authorise })).toMatchObject({ ok: true });
  expect(seen.map(({ url }) => url)).toEqual(['/token', '/where', '/sound']);
  expect(seen[1]?.headers.authorization).toBe('Bearer t0k');
  expect(seen[2]?.headers.authorization).toBeUndefined();

  seen.length = 0;
  const round = { authorise: () => ({ ask, linkIn: () => ask }) };
  expect(await fetched(`http://${host}/x`, [host], round)).toEqual({
    ok: false,
    problem: 'missing',
  });
  expect(seen).toHaveLength(3);
});
