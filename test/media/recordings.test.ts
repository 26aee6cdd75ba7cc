import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findRecording } from '../../src/media/recordings.ts';

const folder = mkdtempSync(join(tmpdir(), 'razbor-recordings-'));
const dir = join(folder, 'inside');

beforeAll(() => {
  mkdirSync(join(dir, 'day'), { recursive: true });
  writeFileSync(join(dir, 'day', 'call.ogg'), 'OggS');
  writeFileSync(join(dir, 'empty.ogg'), '');
  writeFileSync(join(dir, 'call.wav'), 'RIFF');
  writeFileSync(join(folder, 'secret.ogg'), 'OggS');
  symlinkSync(join(folder, 'secret.ogg'), join(dir, 'link.ogg'));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const byPath = (path: string) =>
  findRecording({ recordingPath: path, recordingUrl: null }, { dir, hosts: [] });
const byUrl = (url: string, hosts: string[]) =>
  findRecording({ recordingPath: null, recordingUrl: url }, { dir, hosts });

describe('a recording by its path', () => {
  test('is found below the directory', async () => {
    expect(await byPath('day/call.ogg')).toMatchObject({ ok: true, fileName: 'recording.ogg' });
  });

  test.each(['../secret.ogg', 'day/../../secret.ogg', 'link.ogg'])(
    'never leads out of it: %s',
    async (path) => {
      expect(await byPath(path)).toEqual({ ok: false, problem: 'outside' });
    },
  );

  test.each([
    ['gone.ogg', 'missing'],
    ['empty.ogg', 'unsupported'],
    ['call.wav', 'unsupported'],
  ])('says what is wrong with %s', async (path, problem) => {
    expect(await byPath(path)).toEqual({ ok: false, problem });
  });
});

describe('a recording by its address', () => {
  const server = createServer((request, response) => {
    if (request.url === '/elsewhere.mp3') response.writeHead(302, { location: '/a.mp3' }).end();
    else if (request.url === '/a.mp3') response.end('ID3 sound');
    else response.writeHead(404).end();
  });
  let host = '';

  beforeAll(async () => {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  });

  afterAll(() => server.close());

  test('is fetched from a listed host', async () => {
    const found = await byUrl(`http://${host}/a.mp3`, [host]);
    expect(found).toMatchObject({ ok: true, fileName: 'recording.mp3' });
    expect(found.ok && found.file.toString()).toBe('ID3 sound');
  });

  test.each([
    ['/elsewhere.mp3', 'missing'],
    ['/gone.mp3', 'missing'],
    ['/a.exe', 'unsupported'],
  ])('%s is refused: a redirect, a missing file, another kind', async (path, problem) => {
    expect(await byUrl(`http://${host}${path}`, [host])).toEqual({ ok: false, problem });
  });

  test.each([
    ['https://example.com.evil.org/a.mp3', ['*.example.com']],
    ['https://example.com/a.mp3', ['*.example.com']],
    ['https://127.0.0.1/a.mp3', ['files.example.com']],
  ])('%s with %s is not fetched at all', async (url, hosts) => {
    expect(await byUrl(url, hosts)).toEqual({ ok: false, problem: 'outside' });
  });
});

test('a call without a recording has none', async () => {
  const nothing = { recordingPath: null, recordingUrl: null };
  expect(await findRecording(nothing, { dir, hosts: [] })).toEqual({ ok: false, problem: 'none' });
});
