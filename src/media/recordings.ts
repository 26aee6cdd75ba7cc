import { realpath, stat } from 'node:fs/promises';
import { extname, resolve, sep } from 'node:path';

/** Where a call's recording is, as it was brought in. */
export interface RecordingRef {
  recordingPath: string | null;
  recordingUrl: string | null;
}

export type FoundRecording =
  | { ok: true; file: string | Buffer; fileName: string }
  | { ok: false; problem: 'none' | 'missing' | 'outside' | 'unsupported' };

/** What Telegram plays as a voice message (Bot API, sendVoice). */
const playable = new Set(['.ogg', '.oga', '.opus', '.mp3', '.m4a']);
const biggestBytes = 50 * 1024 * 1024;
const downloadMostMs = 30_000;

export interface RecordingPlaces {
  /** The directory that recording paths are taken from; nothing outside of it is ever read. */
  dir: string | null;
  /** Hosts that recordings may be fetched from, `*.example.com` for all below one. */
  hosts: readonly string[];
}

/** Finds a recording by its path below the directory (links resolved), or its URL on a listed host. */
export async function findRecording(
  ref: RecordingRef,
  { dir, hosts }: RecordingPlaces,
): Promise<FoundRecording> {
  if (ref.recordingPath !== null) {
    return dir === null ? { ok: false, problem: 'missing' } : inDirectory(ref.recordingPath, dir);
  }
  if (ref.recordingUrl === null) return { ok: false, problem: 'none' };
  const url = new URL(ref.recordingUrl);
  if (!isListed(url.host, hosts)) return { ok: false, problem: 'outside' };
  return download(url);
}

/** Fetches a recording: no redirects (they could lead to hosts not listed), bounded in size and time. */
async function download(url: URL): Promise<FoundRecording> {
  const named = supported(Buffer.alloc(0), url.pathname);
  if (!named.ok) return named;
  try {
    const response = await fetch(url, {
      redirect: 'error',
      signal: AbortSignal.timeout(downloadMostMs),
    });
    if (!response.ok || !response.body) return { ok: false, problem: 'missing' };
    const parts: Uint8Array[] = [];
    let bytes = 0;
    for await (const part of response.body) {
      bytes += part.length;
      if (bytes > biggestBytes) return { ok: false, problem: 'unsupported' };
      parts.push(part);
    }
    return { ...named, file: Buffer.concat(parts) };
  } catch {
    return { ok: false, problem: 'missing' };
  }
}

/** `files.example.com`, or `*.example.com` for every host below it. */
function isListed(host: string, hosts: readonly string[]): boolean {
  return hosts.some((listed) =>
    listed.startsWith('*.') ? host.endsWith(listed.slice(1)) : host === listed,
  );
}

async function inDirectory(path: string, dir: string): Promise<FoundRecording> {
  try {
    const root = await realpath(dir);
    const file = await realpath(resolve(root, path));
    if (!file.startsWith(root + sep)) return { ok: false, problem: 'outside' };
    const { size } = await stat(file);
    if (size === 0 || size > biggestBytes) return { ok: false, problem: 'unsupported' };
    return supported(file, file);
  } catch {
    return { ok: false, problem: 'missing' };
  }
}

function supported(file: string | Buffer, name: string): FoundRecording {
  const extension = extname(name).toLowerCase();
  if (!playable.has(extension)) return { ok: false, problem: 'unsupported' };
  return { ok: true, file, fileName: `recording${extension}` };
}
