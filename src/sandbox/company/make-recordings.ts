/**
 * Makes the demo company's recordings again from `recordings/dialogues.yaml`.
 *
 *   node --import tsx src/sandbox/company/make-recordings.ts
 *
 * It needs `espeak-ng` with its Russian voice and `ffmpeg` with libopus on the PATH; neither is
 * needed to run the demo, because what this writes is committed: an OGG/Opus file for every dialogue
 * and seller, and `recordings/recordings.json` with each file's length and the moments at which a
 * controller should hear a fault. Each line is spoken by itself, brought to one loudness, laid on a
 * timeline (so that people can interrupt each other), and passed through a telephone's band.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { oggOpusLengthS } from './ogg-length.ts';

interface Voice {
  readonly name?: string;
  readonly feminine?: boolean;
  readonly voice: string;
  readonly pitch: number;
  readonly wordsPerMinute: number;
}

interface Line {
  readonly seller?: string;
  readonly client?: string;
  readonly pauseMs?: number;
  readonly finds?: Readonly<Record<string, string>>;
}

interface Dialogue {
  readonly code: string;
  readonly title: string;
  readonly type: string;
  readonly sellers: readonly string[];
  readonly client: string;
  readonly lines: readonly Line[];
}

interface Script {
  readonly voices: Readonly<Record<string, Voice>>;
  readonly say: Readonly<Record<string, string>>;
  readonly dialogues: readonly Dialogue[];
}

interface Finding {
  readonly item: string;
  readonly atS: number;
  readonly note: string;
}

const samplesPerSecond = 22_050;
const defaultPauseMs = 450;
const speechLoudness = 0.09;
const peakMax = 0.95;

const folder = new URL('./recordings/', import.meta.url);
const script = parse(readFileSync(new URL('dialogues.yaml', folder), 'utf8')) as Script;

/** One line as mono samples in -1..1, without the silence espeak-ng puts after it. */
function speak(text: string, voice: Voice): Float32Array {
  const spoken = Object.entries(script.say).reduce(
    (said, [word, phonemes]) =>
      said.replaceAll(new RegExp(`(?<!\\p{L})${word}(?!\\p{L})`, 'giu'), phonemes),
    text,
  );
  const args = ['-v', voice.voice, '-p', String(voice.pitch), '-s', String(voice.wordsPerMinute)];
  const wav = execFileSync('espeak-ng', [...args, '--stdout', spoken], { maxBuffer: 50_000_000 });
  // espeak-ng writes to a pipe, so the length in its 44-byte header is not to be trusted.
  const samples = new Float32Array(Math.floor((wav.length - 44) / 2));
  for (let i = 0; i < samples.length; i++) samples[i] = wav.readInt16LE(44 + 2 * i) / 32_768;
  return evenLoudness(withoutTrailingSilence(samples));
}

function withoutTrailingSilence(samples: Float32Array): Float32Array {
  const last = samples.findLastIndex((sample) => Math.abs(sample) > 0.004);
  return samples.slice(0, last + 1);
}

/** Root mean square brought to one level, so that no voice is louder than another. */
function evenLoudness(samples: Float32Array): Float32Array {
  const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
  const gain = speechLoudness / Math.sqrt(power);
  return samples.map((sample) => sample * gain);
}

function fill(text: string, seller: Voice): string {
  return text.replaceAll('{имя}', seller.name ?? '').replaceAll('{а}', seller.feminine ? 'а' : '');
}

function voiceOf(code: string): Voice {
  const voice = script.voices[code];
  if (!voice) throw new Error(`no voice named ${code}`);
  return voice;
}

/** The whole dialogue on one timeline, and when each fault is heard. */
function perform(dialogue: Dialogue, seller: Voice) {
  const client = voiceOf(dialogue.client);
  const findings: Finding[] = [];
  const placed: { readonly from: number; readonly samples: Float32Array }[] = [];
  let at = 0.4 * samplesPerSecond;
  for (const line of dialogue.lines) {
    const samples = speak(
      fill(line.seller ?? line.client ?? '', seller),
      line.seller ? seller : client,
    );
    const pause = ((line.pauseMs ?? defaultPauseMs) / 1000) * samplesPerSecond;
    const from = Math.max(0, Math.round(at + pause));
    placed.push({ from, samples });
    at = Math.max(at, from + samples.length);
    for (const [item, note] of Object.entries(line.finds ?? {})) {
      findings.push({ item, atS: Math.floor(from / samplesPerSecond), note: fill(note, seller) });
    }
  }
  return { samples: mix(placed, Math.ceil(at + 0.6 * samplesPerSecond)), findings };
}

function mix(
  placed: readonly { readonly from: number; readonly samples: Float32Array }[],
  length: number,
): Float32Array {
  const mixed = new Float32Array(length);
  for (const { from, samples } of placed) {
    samples.forEach((sample, i) => {
      mixed[from + i] = (mixed[from + i] ?? 0) + sample;
    });
  }
  return mixed.map((sample) => Math.max(-peakMax, Math.min(peakMax, sample)));
}

/** Writes samples as OGG/Opus, mono, 16 kHz, in a telephone's band of about 250 to 3600 Hz. */
function encode(samples: Float32Array, file: string): void {
  const input = ['-f', 'f32le', '-ar', String(samplesPerSecond), '-ac', '1', '-i', 'pipe:0'];
  const band =
    'highpass=f=250,lowpass=f=3600,acompressor=threshold=0.12:ratio=2.5:makeup=1.6,alimiter=limit=0.8:level=disabled';
  const opus = ['-c:a', 'libopus', '-b:a', '12k', '-vbr', 'on', '-application', 'voip'];
  const plain = ['-map_metadata', '-1', '-fflags', '+bitexact', '-flags:a', '+bitexact'];
  const output = [
    '-af',
    band,
    '-ar',
    '16000',
    ...opus,
    '-frame_duration',
    '60',
    ...plain,
    '-y',
    file,
  ];
  execFileSync('ffmpeg', ['-v', 'error', ...input, ...output], {
    input: Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength),
  });
}

const table: Record<string, unknown> = {};
for (const dialogue of script.dialogues) {
  for (const sellerCode of dialogue.sellers) {
    const name = `${dialogue.code}-${sellerCode}.ogg`;
    const file = fileURLToPath(new URL(name, folder));
    rmSync(file, { force: true });
    const { samples, findings } = perform(dialogue, voiceOf(sellerCode));
    encode(samples, file);
    const lengthS = Math.round(oggOpusLengthS(readFileSync(file)) * 100) / 100;
    table[name] = { title: dialogue.title, type: dialogue.type, lengthS, findings };
    console.log(`${name} ${lengthS} s`);
  }
}
writeFileSync(new URL('recordings.json', folder), `${JSON.stringify(table, null, 2)}\n`);
