import { open } from 'node:fs/promises';

/** Sound without a head to tell it by, which goes by the end of its name, as Asterisk writes it: ffmpeg's arguments. */
const headless: Readonly<Record<string, readonly string[]>> = {
  ...named(['ulaw', 'ul', 'mu', 'ulw', 'pcm'], ['-f', 'mulaw', '-ar', '8000']),
  ...named(['alaw', 'al', 'alw'], ['-f', 'alaw', '-ar', '8000']),
  ...named(['sln', 'raw'], linear(8000)),
  sln12: linear(12_000),
  sln16: linear(16_000),
  sln24: linear(24_000),
  sln32: linear(32_000),
  sln44: linear(44_100),
  sln48: linear(48_000),
  sln96: linear(96_000),
  sln192: linear(192_000),
  g722: ['-f', 'g722'],
  gsm: ['-f', 'gsm'],
};

/** Sound that is not read here: ffmpeg has no reader for it, or one that is not let near what comes from outside. */
const unread = new Set([
  ...['g723', 'g723sf', 'g729', 'g726', 'g726-16', 'g726-24', 'g726-32', 'g726-40', 'ilbc', 'vox'],
  ...['siren7', 'siren14', 'wma', 'asf', 'aiff', 'aif', 'dss', 'ds2', 'ra', 'rm', 'wv', 'ape'],
]);

function linear(rate: number): string[] {
  return ['-f', 's16le', '-ar', String(rate)];
}

function named(ends: readonly string[], args: readonly string[]) {
  return Object.fromEntries(ends.map((end) => [end, args]));
}

/** How a file begins that says itself what it is, whatever it is called. */
const heads = ['RIFF', 'OggS', 'ID3', 'fLaC', '.snd', '#!AMR'];

/** What ffmpeg is told of a file's format; nothing where the file says it itself. */
export async function formatArgs(file: string, end: string): Promise<readonly string[]> {
  const args = Object.hasOwn(headless, end) ? headless[end] : undefined;
  return args === undefined || (await hasHead(file)) ? [] : args;
}

export const isUnread = (end: string) => unread.has(end);

async function hasHead(file: string): Promise<boolean> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(8), 0, 8, 0);
    const begin = buffer.toString('latin1', 0, bytesRead);
    return heads.some((head) => begin.startsWith(head));
  } finally {
    await handle.close();
  }
}
