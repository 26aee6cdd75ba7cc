import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Prepared, RecordingRef } from '../../src/domain/recording.ts';
import { createFfmpeg } from '../../src/media/ffmpeg.ts';
import { measuredIn } from '../../src/media/listen.ts';
import { createRecordingLibrary } from '../../src/media/recording-library.ts';
import { ffmpegPath } from '../support/ffmpeg.ts';

const folder = mkdtempSync(join(tmpdir(), 'razbor-desk-'));
const dir = join(folder, 'inside');
const rules = { sellerChannel: 'left', longSilenceS: 3 } as const;

/** A tone for speech: on the left for 12 s of 20, on the right for 6, nobody from 12 to 14. */
const talk =
  "aevalsrc='if(lt(t,12),0.3*sin(2*PI*300*t),0)|if(gte(t,14),0.3*sin(2*PI*500*t),0)':d=20:s=8000:c=stereo";
const mono = "aevalsrc='0.3*sin(2*PI*300*t)':d=20:s=8000:c=mono";
const quiet = "aevalsrc='if(between(t,5,15),0,0.3*sin(2*PI*300*t))':d=20:s=8000:c=mono";

/** Sound without a head, as Asterisk names it. */
const headless = [
  ['a.ulaw', 'pcm_mulaw', 8000, 'mulaw'],
  ['a.pcm', 'pcm_mulaw', 8000, 'mulaw'],
  ['a.alaw', 'pcm_alaw', 8000, 'alaw'],
  ['A.AL', 'pcm_alaw', 8000, 'alaw'],
  ['a.sln', 'pcm_s16le', 8000, 's16le'],
  ['a.raw', 'pcm_s16le', 8000, 's16le'],
  ['a.sln16', 'pcm_s16le', 16_000, 's16le'],
  ['a.sln44', 'pcm_s16le', 44_100, 's16le'],
  ['a.sln192', 'pcm_s16le', 192_000, 's16le'],
  ['a.g722', 'g722', 16_000, 'g722'],
] as const;

function make(name: string, source: string, ...how: string[]): void {
  const args = ['-v', 'error', '-y', '-f', 'lavfi', '-i', source, ...how, join(dir, name)];
  const made = spawnSync(ffmpegPath, args, { encoding: 'utf8' });
  if (made.status !== 0) throw new Error(`${name}: ${made.stderr}`);
}

const ffmpeg = createFfmpeg(ffmpegPath);
const desk = createRecordingLibrary({
  places: { dir, hosts: [] },
  keptIn: join(folder, 'heard'),
  ffmpeg,
  purgeOriginals: true,
});
let lastId = 0;
const ref = (recordingPath: string, talkS: number | null = 20): RecordingRef => {
  lastId += 1;
  return { callId: lastId, recordingPath, recordingUrl: null, talkS, durationS: null };
};
/** What of a file is left when its writing, or its way here, broke off. */
function cutShort(name: string, from: string, share: number): void {
  const whole = readFileSync(join(dir, from));
  writeFileSync(join(dir, name), whole.subarray(0, Math.round(whole.length * share)));
}

const prepare = (path: string, talkS: number | null = 20) => desk.prepare(ref(path, talkS), rules);

function factsOf(prepared: Prepared) {
  if (!prepared.ok) throw new Error(JSON.stringify(prepared));
  return prepared.facts;
}

beforeAll(() => {
  spawnSync('mkdir', ['-p', dir]);
  make('pcm.wav', talk);
  make('alaw.wav', talk, '-c:a', 'pcm_alaw');
  make('ulaw.wav', talk, '-c:a', 'pcm_mulaw');
  // Every decoder reads GSM, but not every build of ffmpeg writes it: these were made once, as `mono`.
  for (const name of ['gsm.wav', 'bare.gsm']) {
    copyFileSync(new URL(`./fixtures/${name}`, import.meta.url), join(dir, name));
  }
  make('call.mp3', talk, '-c:a', 'libmp3lame', '-ar', '16000');
  make('call.ogg', talk, '-c:a', 'libopus', '-ar', '16000');
  make('mono.ogg', mono, '-c:a', 'libopus', '-ar', '16000');
  make('call.m4a', talk, '-c:a', 'aac', '-ar', '16000');
  for (const [name, codec, rate, format] of headless)
    make(name, mono, '-c:a', codec, '-ar', String(rate), '-f', format);
  make('call.au', mono, '-c:a', 'pcm_mulaw', '-f', 'au');
  // With a head after all, whatever its name says.
  make('headed.sln', mono, '-f', 'wav');
  make('quiet.wav', quiet);
  make('silence.wav', "aevalsrc='0':d=20:s=8000:c=mono");
  writeFileSync(join(dir, 'stub.wav'), stub());
  for (const [name, from] of [
    ['cut.mp3', 'call.mp3'],
    ['cut.wav', 'pcm.wav'],
    ['cut.ogg', 'call.ogg'],
  ] as const)
    cutShort(name, from, 0.4);
  for (const name of ['a.g723', 'a.g729', 'a.g726-32', 'a.ilbc', 'a.vox', 'a.wma'])
    writeFileSync(join(dir, name), Buffer.alloc(20_000, 'sound'));
  writeFileSync(join(dir, 'text.wav'), 'This is no sound at all.');
  writeFileSync(join(dir, 'empty.wav'), '');
  writeFileSync(join(folder, 'secret.wav'), 'secret');
  writeFileSync(join(dir, 'list.m3u8'), `#EXTM3U\n#EXTINF:10,\nfile:${join(dir, 'pcm.wav')}\n`);
  symlinkSync(join(folder, 'secret.wav'), join(dir, 'link.wav'));
}, 60_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The head of a WAV file that holds nothing, as an exchange writes for a call without talk. */
function stub(): Buffer {
  const head = Buffer.alloc(44);
  head.write('RIFF', 0);
  head.writeUInt32LE(36, 4);
  head.write('WAVEfmt ', 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(8000, 24);
  head.writeUInt32LE(16000, 28);
  head.writeUInt16LE(2, 32);
  head.writeUInt16LE(16, 34);
  head.write('data', 36);
  return head;
}

describe('a recording', () => {
  test.each([
    'pcm.wav',
    'alaw.wav',
    'ulaw.wav',
    'gsm.wav',
    'bare.gsm',
    'call.mp3',
    'call.ogg',
    'mono.ogg',
    'call.m4a',
    'call.au',
    'headed.sln',
    ...headless.map(([name]) => name),
  ])('%s becomes OGG/Opus in one channel, of the same length', async (name) => {
    const prepared = await prepare(name);
    expect(factsOf(prepared).lengthS).toBeGreaterThan(19.5);
    expect(factsOf(prepared).lengthS).toBeLessThan(20.5);
    if (!prepared.ok) return;
    const said = spawnSync(ffmpegPath, ['-hide_banner', '-i', prepared.file, '-f', 'null', '-'], {
      encoding: 'utf8',
    });
    expect(said.stderr).toMatch(/Audio: opus.*mono/);
    expect(measuredIn(said.stderr)?.lengthS).toBeGreaterThan(19.5);
    expect(prepared.bytes).toBe(statSync(prepared.file).size);
  });

  test('of two channels tells who talks how long, and where nobody does', async () => {
    for (const name of ['pcm.wav', 'alaw.wav', 'call.mp3']) {
      const facts = factsOf(await prepare(name));
      expect(facts.channels).toBe(2);
      expect(Math.abs((facts.sellerTalkS ?? 0) - 12)).toBeLessThan(0.6);
      expect(Math.abs((facts.clientTalkS ?? 0) - 6)).toBeLessThan(0.6);
      expect(facts.longSilences).toEqual([]);
    }
    const other = await desk.prepare(ref('pcm.wav'), { sellerChannel: 'right', longSilenceS: 2 });
    expect(Math.abs((factsOf(other).sellerTalkS ?? 0) - 6)).toBeLessThan(0.6);
    expect(factsOf(other).longSilences).toHaveLength(1);
    expect(factsOf(other).longSilences[0]?.fromS).toBeCloseTo(12, 0);
  });

  test('of one channel tells of silence alone', async () => {
    const { longSilences, ...facts } = factsOf(await prepare('quiet.wav'));
    expect(facts).toMatchObject({ channels: 1, sellerTalkS: null, clientTalkS: null });
    expect(longSilences).toHaveLength(1);
    expect(longSilences[0]?.fromS).toBeCloseTo(5, 0);
    expect(longSilences[0]?.toS).toBeCloseTo(15, 0);
  });

  test.each([
    ['stub.wav', 20, 'stub'],
    ['text.wav', 20, 'damaged'],
    ['empty.wav', 20, 'damaged'],
    ['list.m3u8', 20, 'damaged'],
    ['silence.wav', 20, 'silent'],
    ['gone.wav', 20, 'missing'],
    ['a.g723', 20, 'unread'],
    ['a.g729', 20, 'unread'],
    ['a.g726-32', 20, 'unread'],
    ['a.ilbc', 20, 'unread'],
    ['a.vox', 20, 'unread'],
    ['a.wma', 20, 'unread'],
  ])('%s of a talk of %i s is found out: %s', async (name, talkS, fault) => {
    expect(await prepare(name, talkS)).toEqual({ ok: false, fault });
  });

  test.each(['cut.mp3', 'cut.wav', 'cut.ogg'])(
    '%s is heard to where it breaks off, and known not to be the whole talk',
    async (name) => {
      const prepared = await prepare(name);
      expect(prepared).toMatchObject({ ok: true, fault: 'other_length' });
      expect(factsOf(prepared).lengthS).toBeLessThan(10);
    },
  );

  test('is whole where its length is that of the talk', async () => {
    expect(await prepare('pcm.wav', 29)).toMatchObject({ ok: true, fault: null });
    expect(await prepare('pcm.wav', 31)).toMatchObject({ ok: true, fault: 'other_length' });
    expect(await prepare('pcm.wav', 9)).toMatchObject({ ok: true, fault: 'other_length' });
    const queued = { ...ref('pcm.wav', 5), durationS: 20 };
    expect(await desk.prepare(queued, rules)).toMatchObject({ ok: true, fault: null });
  });

  test('of which the rest comes later is heard anew', async () => {
    cutShort('growing.wav', 'pcm.wav', 0.3);
    const one = ref('growing.wav');
    expect(await desk.prepare(one, rules)).toMatchObject({ ok: true, fault: 'other_length' });
    copyFileSync(join(dir, 'pcm.wav'), join(dir, 'growing.wav'));
    expect(await desk.prepare(one, rules)).toMatchObject({ ok: true, fault: null });
  });

  test('of which the rest does not come is still heard when its original is gone', async () => {
    cutShort('half.wav', 'pcm.wav', 0.3);
    const one = ref('half.wav');
    const first = await desk.prepare(one, rules);
    rmSync(join(dir, 'half.wav'));
    expect(await desk.prepare(one, rules)).toEqual(first);
  });

  test.each(['link.wav', '../secret.wav', '/etc/hostname'])(
    '%s leads out of the directory',
    async (path) => {
      expect(await prepare(path)).toEqual({ ok: false, problem: 'outside' });
    },
  );

  test('is heard once: the second time it is there, even when the original is gone', async () => {
    make('once.wav', mono);
    const one = ref('once.wav');
    const [first, second] = await Promise.all([desk.prepare(one, rules), desk.prepare(one, rules)]);
    expect(second).toEqual(first);
    await desk.forgetOriginal('once.wav');
    expect(existsSync(join(dir, 'once.wav'))).toBe(false);
    expect(await desk.prepare(one, rules)).toEqual(first);
    await desk.forget(one.callId);
    expect(await desk.prepare(one, rules)).toEqual({ ok: false, fault: 'missing' });
  });

  test('an original too large to be heard goes like any other when its time is over', async () => {
    writeFileSync(join(dir, 'large.wav'), 'as large as three days of talk');
    const small = createRecordingLibrary({
      places: { dir, hosts: [], limits: { bytesMax: 10 } },
      keptIn: join(folder, 'other'),
      ffmpeg: createFfmpeg('no-such-program'),
      purgeOriginals: true,
    });
    expect(await small.prepare(ref('large.wav'), rules)).toMatchObject({ ok: false });
    expect(await small.forgetOriginal('large.wav')).toBeNull();
    expect(existsSync(join(dir, 'large.wav'))).toBe(false);
  });

  test('without a decoder plays as it is where Telegram can play it', async () => {
    const without = createRecordingLibrary({
      places: { dir, hosts: [] },
      keptIn: join(folder, 'other'),
      ffmpeg: createFfmpeg('no-such-program'),
    });
    expect(await without.prepare(ref('call.ogg'), rules)).toEqual({
      ok: false,
      problem: 'no_ffmpeg',
      passThrough: expect.stringMatching(/call\.ogg$/),
    });
    expect(await without.prepare(ref('pcm.wav'), rules)).toEqual({
      ok: false,
      problem: 'no_ffmpeg',
    });
  });

  test('a decoder that takes too long is ended', async () => {
    const hasty = createFfmpeg(ffmpegPath, { limitMs: 150 });
    const began = performance.now();
    const endless = await hasty.run({ file: '/dev/zero', format: ['-f', 'wav'] }, [
      '-f',
      'null',
      '-',
    ]);
    expect(endless.ok).toBe(false);
    expect(performance.now() - began).toBeLessThan(10_000);
  });
});

describe('on a disk without room', () => {
  const kept: (string | null)[] = [];
  let hasRoom = true;
  const keptIn = join(folder, 'full');
  const tight = createRecordingLibrary({
    places: { dir, hosts: [] },
    keptIn,
    ffmpeg,
    hasRoom: () => hasRoom,
    onKept: (error) => kept.push(error === null ? null : String(error)),
  });

  test('no recording is fetched, and nothing is known against it', async () => {
    hasRoom = false;
    expect(await tight.prepare(ref('pcm.wav'), rules)).toEqual({ ok: false, problem: 'no_room' });
    hasRoom = true;
    expect(existsSync(keptIn)).toBe(false);
  });

  test('one that the decoder cannot write is not damaged, and is kept once there is room', async () => {
    if (!existsSync('/dev/full')) return;
    const one = ref('pcm.wav');
    mkdirSync(join(keptIn, '0'), { recursive: true });
    symlinkSync('/dev/full', join(keptIn, '0', `${one.callId}.partial`));
    expect(await tight.prepare(one, rules)).toEqual({ ok: false, problem: 'not_kept' });
    expect(readdirSync(join(keptIn, '0'))).toEqual([]);
    expect(await tight.prepare(one, rules)).toMatchObject({ ok: true });
    expect(kept).toEqual([expect.stringContaining('no room'), null]);
  });

  test('what a process that died left half written is swept, what is under way stays', async () => {
    const old = ['7.raw.wav', '7.raw', '8.partial', '9.ogg.1.ogg.partial', '9.ogg.json.partial'];
    const at = (name: string) => join(keptIn, '0', name);
    mkdirSync(join(keptIn, '0'), { recursive: true });
    for (const name of [...old, '5.ogg', '5.ogg.json', '6.raw.wav']) writeFileSync(at(name), 'x');
    const longAgo = new Date(statSync(at('6.raw.wav')).mtimeMs - 3_600_000);
    for (const name of [...old, '5.ogg', '5.ogg.json']) utimesSync(at(name), longAgo, longAgo);
    expect(await tight.sweep()).toBe(old.length);
    expect(
      ['5.ogg', '5.ogg.json', '6.raw.wav'].filter((name) => existsSync(at(name))),
    ).toHaveLength(3);
    expect(old.filter((name) => existsSync(at(name)))).toEqual([]);
    expect(
      await createRecordingLibrary({
        places: { dir, hosts: [] },
        keptIn: '/nowhere',
        ffmpeg,
      }).sweep(),
    ).toBe(0);
  });
});

describe('a clip', () => {
  test('is as long as it was asked to be', async () => {
    const one = ref('pcm.wav');
    await desk.prepare(one, rules);
    const cut = await desk.clip(one.callId, { fromS: 3, toS: 8 });
    if (!cut.ok) throw new Error('no clip');
    const file = join(folder, 'clip.ogg');
    writeFileSync(file, cut.file);
    const said = spawnSync(ffmpegPath, ['-hide_banner', '-i', file, '-f', 'null', '-'], {
      encoding: 'utf8',
    });
    expect(Math.abs((measuredIn(said.stderr)?.lengthS ?? 0) - 5)).toBeLessThan(0.3);
    expect(await desk.clip(999_999, { fromS: 0, toS: 1 })).toEqual({ ok: false });
  });

  test('a recording too large for one message goes in parts that make up the whole', async () => {
    const one = ref('pcm.wav');
    const prepared = await desk.prepare(one, rules);
    if (!prepared.ok) throw new Error('not prepared');
    expect(await desk.parts(one.callId)).toEqual([{ file: prepared.file, fromS: 0, toS: null }]);
    const parts = await desk.parts(one.callId, Math.ceil(prepared.bytes / 2));
    expect(parts.length).toBeGreaterThan(2);
    let wholeS = 0;
    for (const { file } of parts) {
      expect(statSync(file).size).toBeLessThan(prepared.bytes / 2);
      const said = spawnSync(ffmpegPath, ['-hide_banner', '-i', file, '-f', 'null', '-'], {
        encoding: 'utf8',
      });
      wholeS += measuredIn(said.stderr)?.lengthS ?? 0;
    }
    expect(Math.abs(wholeS - 20)).toBeLessThan(0.5);
    await desk.forget(one.callId);
    for (const { file } of parts) expect(existsSync(file)).toBe(false);
  });
});
