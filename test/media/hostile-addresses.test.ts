import diagnostics from 'node:diagnostics_channel';
import type { LookupAddress } from 'node:dns';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Agent, request } from 'undici';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { byUrl, type Places } from '../../src/media/source.ts';

const folder = mkdtempSync(join(tmpdir(), 'razbor-addresses-'));
/** A service of this machine that must never be asked, and what it was asked for all the same. */
let seen: string[] = [];
let redirectTo = '';
const server = createServer((asked, response) => {
  seen.push(asked.url ?? '');
  if (asked.url === '/redirect') response.writeHead(302, { location: inAscii(redirectTo) }).end();
  else response.end('secret');
});
let port = 0;
beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  port = (server.address() as AddressInfo).port;
});
beforeEach(() => {
  seen = [];
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
  rmSync(folder, { recursive: true, force: true });
});

const inAscii = (url: string) => url.replace(/[^ -~]/gu, encodeURIComponent);

const outside = { ok: false, problem: 'outside' };
const limits = { wholeMsMax: 1500, stalledMsMax: 700 };
const fetched = (url: string, hosts: string[], more: Partial<Places> = {}) =>
  byUrl(url, join(folder, 'fetched'), { dir: null, hosts, limits, ...more });

/** What a company lists for its provider. */
const listed = ['files.example.com', '*.example.com'];

/** This machine in other letters; asked without a look, each of them answers. */
const thisMachine = [
  ...['127.0.0.1', '127.1', '127.0.1', '2130706433', '0x7f000001', '0x7f.1', '017700000001'],
  ...['0177.0.0.1', '127.0.0.1.', '0', '0.0.0.0', '%31%32%37.0.0.1', '127。0。0。1', '①②⑦.0.0.1'],
];

describe.each(thisMachine)('http://%s', (host) => {
  test('would be asked, and is not', async () => {
    const url = `http://${host}:${port}/x`;
    await (await request(new URL(url).href)).body.dump();
    expect(seen).toEqual(['/x']);
    expect(await fetched(url, listed)).toEqual(outside);
    expect(seen).toEqual(['/x']);
  });

  test('is not gone to by a redirect either', async () => {
    const own = `127.0.0.1:${port}`;
    redirectTo = `http://${host === '127.0.0.1' ? 'localhost' : host}:${port + 1}/x`;
    expect(await fetched(`http://${own}/redirect`, [own])).toEqual(outside);
    expect(seen).toEqual(['/redirect']);
  });
});

test.each([
  ...['169.254.169.254', '0xa9fea9fe', '2852039166', '[fd00:ec2::254]', '100.100.100.200'],
  ...['10.0.0.1', '192.168.0.1', '172.16.0.1', '[::1]', '[::]', '[fe80::1]', '[fc00::1]'],
  ...[
    '[::ffff:127.0.0.1]',
    '[::ffff:7f00:1]',
    '[::127.0.0.1]',
    '[64:ff9b::7f00:1]',
    '[2002:7f00:1::]',
  ],
  ...['localhost', 'LOCALHOST', 'localhost.', 'files.example.com.evil.example', 'example.com.'],
  ...[
    'evilexample.com',
    'example.com',
    'files.example.com@evil.example',
    'metadata.google.internal',
  ],
])('http://%s is not among those that are listed', async (host) => {
  expect(await fetched(`http://${host}/x`, listed)).toEqual(outside);
});

test.each([
  (at: string) => `http://files.example.com@${at}/`,
  (at: string) => `http://files.example.com:80@${at}/`,
  (at: string) => `http://${at}#files.example.com`,
  (at: string) => `http://${at}?files.example.com`,
  (at: string) => `http://${at}\\@files.example.com/`,
  (at: string) => `http:${at}/`,
  (at: string) => ` http://${at}/\t`,
  (at: string) => `gopher://${at}/`,
  (at: string) => `ws://${at}/`,
  () => 'file:///etc/passwd',
  () => 'data:audio/ogg;base64,AAAA',
  () => 'blob:http://files.example.com/x',
  () => 'javascript:1',
  () => '//files.example.com/x',
  () => 'http://',
  () => '',
])('an address that reads like another is what it is: %#', async (urlOf) => {
  expect(await fetched(urlOf(`127.0.0.1:${port}`), listed)).toEqual(outside);
  expect(seen).toEqual([]);
});

/** Given out to nobody, and so answered by nobody; but by its number it is public. */
const publicAddress = '2d00::1';

describe('a name whose answer changes', () => {
  type Answers = readonly string[][];
  /** A resolver that answers one after the other, the last one again and again. */
  function resolver(answers: Answers) {
    const asked: string[] = [];
    const lookup = (hostname: string, _options: object, found: unknown) => {
      const now = answers[Math.min(asked.length, answers.length - 1)] ?? [];
      asked.push(hostname);
      const list = now.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
      (found as (error: null, list: LookupAddress[]) => void)(null, list);
    };
    return { asked, lookup: lookup as unknown as NonNullable<Places['lookup']> };
  }

  /** The addresses that sockets of this process are connected to, or try. */
  async function connecting(work: () => Promise<unknown>): Promise<string[]> {
    const tried: string[] = [];
    const watch = (message: unknown) => {
      const { socket } = message as { socket: Socket };
      // Whatever else the process connects to meanwhile is not of this test.
      socket.on('connectionAttempt', (address: string, toPort: number) => {
        if (toPort === port) tried.push(address);
      });
    };
    diagnostics.subscribe('net.client.socket', watch);
    try {
      await work();
    } finally {
      diagnostics.unsubscribe('net.client.socket', watch);
    }
    return tried;
  }

  const url = () => `http://files.example.com:${port}/x`;
  const hosts = () => [`files.example.com:${port}`];

  test('between the check and its use: where it is asked twice, this machine is reached', async () => {
    const { lookup } = resolver([[publicAddress], ['127.0.0.1']]);
    // The check by itself, as one is easily written.
    lookup('files.example.com', { all: true }, () => {});
    const dispatcher = new Agent({ connect: { lookup: lookup as never } });
    await (await request(url(), { dispatcher })).body.dump();
    await dispatcher.destroy();
    expect(seen).toEqual(['/x']);
  });

  test('is asked once, and the address that was checked is the one that is connected to', async () => {
    const { asked, lookup } = resolver([[publicAddress], ['127.0.0.1']]);
    const tried = await connecting(async () => {
      expect((await fetched(url(), hosts(), { lookup })).ok).toBe(false);
    });
    expect(tried).toEqual([publicAddress]);
    expect(asked).toEqual(['files.example.com']);
    expect(seen).toEqual([]);
  });

  test('to this machine by the time of a redirect, is refused there', async () => {
    const { asked, lookup } = resolver([['127.0.0.1']]);
    const own = `127.0.0.1:${port}`;
    redirectTo = url();
    expect(await fetched(`http://${own}/redirect`, [own, ...hosts()], { lookup })).toEqual(outside);
    expect(asked).toEqual(['files.example.com']);
    expect(seen).toEqual(['/redirect']);
  });

  test('with several addresses, is connected to those that are public alone', async () => {
    const { lookup } = resolver([['127.0.0.1', publicAddress, '::1', '169.254.169.254']]);
    const tried = await connecting(async () => {
      await fetched(url(), hosts(), { lookup });
    });
    expect(tried).toEqual([publicAddress]);
    expect(seen).toEqual([]);
  });

  test.each([[['127.0.0.1']], [['::1']], [['::ffff:127.0.0.1']], [['0.0.0.0']], [[]], [['none']]])(
    'to %j alone, is refused',
    async (addresses) => {
      const { lookup } = resolver([addresses as string[]]);
      const tried = await connecting(async () => {
        expect(await fetched(url(), hosts(), { lookup })).toEqual(outside);
      });
      expect(tried).toEqual([]);
      expect(seen).toEqual([]);
    },
  );
});
