import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';

let found: string | null = null;

/** The system's ffmpeg, or the one that came with the packages for development; looked for once a process. */
export function findFfmpeg(): string {
  found ??= lookForFfmpeg();
  return found;
}

function lookForFfmpeg(): string {
  if (!spawnSync('ffmpeg', ['-version'], { stdio: 'ignore' }).error) return 'ffmpeg';
  try {
    const installer = createRequire(import.meta.url)('@ffmpeg-installer/ffmpeg') as {
      path: string;
    };
    return installer.path;
  } catch {
    return 'ffmpeg';
  }
}
