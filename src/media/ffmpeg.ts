import { spawn } from 'node:child_process';

/** The decoder runs as a process of its own with bounds on time and memory: what it reads is untrusted. */
const timeMsMax = 120_000;
const cpuSMax = 110;
const memoryKiBMax = 2 * 1024 * 1024;
const atOnceMax = 2;
const saidBytesMax = 4 * 1024 * 1024;
const outBytesMax = 8 * 1024 * 1024;

/** Containers that recordings come in. A playlist is none of them: it could name other files. */
const containers = 'wav,w64,mp3,ogg,mov,mp4,m4a,3gp,3g2,mj2,gsm,matroska,webm,aac,flac,amr,au';
/** What a file is only taken for where we say so: nothing in the bytes could be mistaken for it. */
const headless = 'mulaw,alaw,s16le,g722';

/** Of each output: no pictures, and nothing of what the file says about itself. */
export const soundOnly = ['-vn', '-sn', '-dn', '-map_metadata', '-1'];

export type Ran =
  | { readonly ok: true; readonly said: string; readonly out: Buffer }
  | { readonly ok: false; readonly why: 'absent' | 'failed' | 'too_long' | 'no_room' | 'ended' };

/** Runs ffmpeg on one input file. */
export interface Ffmpeg {
  /** `format`: what the file is, as arguments, where it does not say so itself. */
  run(input: { file: string; format?: readonly string[] }, output: readonly string[]): Promise<Ran>;
}

interface Limits {
  limitMs?: number;
  /** Once this is aborted nothing runs any more. */
  ending?: AbortSignal | undefined;
}

/** @param program a path, or a name to be found in PATH */
export function createFfmpeg(program = 'ffmpeg', limits: Limits = {}): Ffmpeg {
  const { limitMs = timeMsMax, ending } = limits;
  let running = 0;
  const waiting: (() => void)[] = [];
  const turn = async () => {
    if (running >= atOnceMax) await new Promise<void>((go) => waiting.push(go));
    running += 1;
  };
  return {
    async run({ file, format = [] }, output) {
      await turn();
      try {
        if (ending?.aborted) return { ok: false, why: 'ended' };
        const args = [
          ...['-hide_banner', '-nostdin', '-y', '-loglevel', 'info'],
          ...['-protocol_whitelist', 'file,pipe', '-format_whitelist', `${containers},${headless}`],
          ...format,
          ...['-i', `file:${file}`, ...soundOnly],
          ...output,
        ];
        return await runOnce(program, args, { limitMs, ending });
      } finally {
        running -= 1;
        waiting.shift()?.();
      }
    },
  };
}

/**
 * As the system words it for what ffmpeg writes; it may end as if all were well. What a file says of itself is
 * indented.
 */
const noRoom = /^\S.*: (No space left on device|Disk quota exceeded|Read-only file system)\s*$/m;

/** The shell sets the limits and becomes ffmpeg; where it knows a limit not, it goes on without. */
const limited = `ulimit -v ${memoryKiBMax} 2>/dev/null; ulimit -t ${cpuSMax} 2>/dev/null; exec "$0" "$@"`;

function runOnce(
  program: string,
  args: readonly string[],
  { limitMs, ending }: Limits,
): Promise<Ran> {
  return new Promise((resolve) => {
    const child = spawn('/bin/sh', ['-c', limited, program, ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
      // A group of its own, so that nothing of it is left behind when it is ended.
      detached: true,
    });
    let said = '';
    const out: Buffer[] = [];
    let outBytes = 0;
    let why: 'too_long' | 'ended' | null = null;
    const end = (cause: 'too_long' | 'ended') => {
      why = cause;
      try {
        if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
      } catch {
        // It has just ended by itself.
      }
    };
    const timer = setTimeout(() => end('too_long'), limitMs);
    const onEnding = () => end('ended');
    ending?.addEventListener('abort', onEnding);
    const over = () => {
      clearTimeout(timer);
      ending?.removeEventListener('abort', onEnding);
    };
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      if (said.length < saidBytesMax) said += text;
    });
    child.stdout.on('data', (part: Buffer) => {
      outBytes += part.length;
      if (outBytes <= outBytesMax) out.push(part);
    });
    child.on('error', () => {
      over();
      resolve({ ok: false, why: 'absent' });
    });
    child.on('close', (code) => {
      over();
      if (why) resolve({ ok: false, why });
      // The shell's own codes: not found, not to be run.
      else if (code === 127 || code === 126) resolve({ ok: false, why: 'absent' });
      else if (noRoom.test(said)) resolve({ ok: false, why: 'no_room' });
      else if (code !== 0 || outBytes > outBytesMax) resolve({ ok: false, why: 'failed' });
      else resolve({ ok: true, said, out: Buffer.concat(out) });
    });
  });
}
