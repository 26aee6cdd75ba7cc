import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { join } from 'node:path';
import type { FfmpegFacts, Machine } from '../domain/machine.ts';

interface MachineSettings {
  /** Null: none is set. */
  recordingsDir: string | null;
  /** A path, or a name to be found in PATH. */
  ffmpeg: string;
}

const startMsMax = 5000;
const triedAgainMs = 3000;

export function lookAtMachine({ recordingsDir: dir, ffmpeg: program }: MachineSettings): Machine {
  let known: { facts: FfmpegFacts; atMs: number } | null = null;
  return {
    recordings(paths) {
      if (dir === null) return paths.length === 0 ? { state: 'fine', dir } : { state: 'not_set' };
      try {
        accessSync(dir, constants.R_OK | constants.X_OK);
      } catch {
        return { state: 'unreadable', dir };
      }
      const gone = paths.filter((path) => !existsSync(join(dir, path)));
      return gone.length === 0
        ? { state: 'fine', dir }
        : { state: 'gone', dir, of: paths.length, gone };
    },
    ffmpeg(nowMs) {
      const isKnown = known && (known.facts.version !== null || nowMs - known.atMs < triedAgainMs);
      if (!known || !isKnown)
        known = { facts: { program, version: versionOf(program) }, atMs: nowMs };
      return known.facts;
    },
  };
}

function versionOf(program: string): string | null {
  const { error, status, stdout } = spawnSync(program, ['-version'], {
    encoding: 'utf8',
    timeout: startMsMax,
  });
  if (error || status !== 0) return null;
  return /^ffmpeg version (\S+)/.exec(stdout)?.[1] ?? 'found';
}
