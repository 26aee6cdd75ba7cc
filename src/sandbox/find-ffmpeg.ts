import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';

/** The system's ffmpeg, or the one that came with the packages for development. */
export function findFfmpeg(): string {
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
