import { readdirSync, readFileSync } from 'node:fs';
import { basename, extname, sep } from 'node:path';
import { readCdr } from '../telephony/cdr/cdr.ts';
import { isInRanges, rangesOf } from '../telephony/cdr/extensions.ts';
import { looksLikeCdr } from '../telephony/cdr/format.ts';
import type { CallItem } from './company/items.ts';

/** A company's own calls to look at in the demo. */
export interface OwnCalls {
  /** The folder of the recordings. */
  folder: string;
  items: CallItem[];
  /** The extensions with calls, the busiest first. */
  extensions: string[];
}

export const ownSource = 'own';
/** Without a list of extensions, short numbers are taken for such: good enough to have a look. */
const shortNumber = /^\d{2,5}$/;
const callsMax = 1000;
const sounds = new Set(['.wav', '.gsm', '.mp3', '.ogg', '.oga', '.opus', '.m4a']);

/**
 * Reads a file of calls (Asterisk, FreePBX, FreeSWITCH) and finds each one's recording in a folder: where
 * the file says it is, else by the name it has there or by the id of the call in the name of a file.
 */
export function ownCalls(
  file: string,
  folder: string,
  { zone, extensions }: { zone: string; extensions: string },
): { ok: true; own: OwnCalls } | { ok: false; problem: string } {
  if (extensions !== '' && rangesOf(extensions) === null) {
    return { ok: false, problem: `--extensions ${extensions} is no list such as 101-199,250` };
  }
  const bytes = attempt(() => readFileSync(file));
  if (!bytes) return { ok: false, problem: `--calls ${file} cannot be read` };
  const names = attempt(() => readdirSync(folder, { recursive: true, encoding: 'utf8' }));
  if (!names) return { ok: false, problem: `--recordings ${folder} is no folder that can be read` };
  const format = looksLikeCdr(bytes.subarray(0, 65_536));
  if (!format) {
    return { ok: false, problem: `--calls ${file} is no file of Asterisk, FreePBX or FreeSWITCH` };
  }
  const isExtension = (name: string) =>
    extensions === '' ? shortNumber.test(name) : isInRanges(extensions, name);
  const reader = readCdr(format, { source: ownSource, zone, isExtension });
  const read = [...reader.push(bytes, 0).calls, ...reader.end().calls];
  if (read.length === 0) {
    return {
      ok: false,
      problem: `--calls ${file} holds no call with an extension; name them with --extensions 101-199`,
    };
  }
  const files = names.filter((name) => sounds.has(extname(name).toLowerCase()));
  const items = read.slice(-callsMax).map(({ item }) => withRecording(item as CallItem, files));
  return { ok: true, own: { folder, items, extensions: busiest(items) } };
}

function attempt<T>(work: () => T): T | null {
  try {
    return work();
  } catch {
    return null;
  }
}

function withRecording(item: CallItem, files: readonly string[]): CallItem {
  const named = item.recording && 'path' in item.recording ? item.recording.path : null;
  const path =
    files.find((name) => name.split(sep).join('/') === named) ??
    files.find((name) => named !== null && basename(name) === basename(named)) ??
    files.find((name) => basename(name).includes(item.externalId));
  return { ...item, recording: path === undefined ? null : { path } };
}

function busiest(items: readonly CallItem[]): string[] {
  const counts = new Map<string, number>();
  for (const { sellerExtension } of items) {
    if (sellerExtension) counts.set(sellerExtension, (counts.get(sellerExtension) ?? 0) + 1);
  }
  return [...counts].sort(([, a], [, b]) => b - a).map(([extension]) => extension);
}
