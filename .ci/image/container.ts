import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { type Image, placeIn } from './make-image.ts';

/** What a program of the image did. */
export interface Ran {
  readonly exit: number | null;
  readonly said: string;
}

export interface Container {
  /** Runs one of its programs to its end. */
  run(words: readonly string[], settings?: Record<string, string>): Promise<Ran>;
  /** Starts its own command; what it says goes on in `said`. */
  start(settings: Record<string, string>): { process: ChildProcess; said(): string };
  /** A path that its user may write. */
  readonly data: string;
  /** What its user left outside of its volume and its `/tmp`. */
  strays(): string[];
}

/**
 * Programs of an image as `docker run --read-only --tmpfs /tmp` runs them, as near as that comes without an
 * engine: as its user where we are root, nothing of its files to be written but its volume.
 */
export function container(image: Image, temporary: string): Container {
  const [uid = 0, gid = 0] = image.user.split(':').map(Number);
  if (!(uid > 0 && gid > 0)) throw new Error(`USER ${image.user}: is root, or has no number`);
  const [volume = ''] = image.volumes;
  const data = placeIn(image, volume);
  mkdirSync(temporary);
  execFileSync('chmod', ['-R', 'a-w', image.root]);
  chmodSync(data, 0o755);
  const isRoot = process.getuid?.() === 0;
  if (isRoot) chownSync(temporary, uid, gid);

  const ownedOutside = () => (isRoot ? strays(uid) : []);
  const before = ownedOutside();

  const begun = (words: readonly string[], settings: Record<string, string>) => {
    const [program = '', ...rest] = words;
    return spawn(program, rest, {
      cwd: placeIn(image, '.'),
      env: {
        PATH: process.env.PATH,
        HOME: '/home/node',
        TMPDIR: temporary,
        ...image.env,
        ...settings,
      },
      ...(isRoot ? { uid, gid } : {}),
    });
  };
  const heard = (child: ChildProcess) => {
    let said = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk) => {
        said += String(chunk);
      });
    }
    return () => said;
  };
  return {
    data,
    run: (words, settings = {}) =>
      new Promise((resolve, reject) => {
        const child = begun(words, settings);
        const said = heard(child);
        child.on('error', reject);
        child.on('close', (exit) => resolve({ exit, said: said() }));
      }),
    start(settings) {
      const child = begun(image.command, settings);
      return { process: child, said: heard(child) };
    },
    strays: () => ownedOutside().filter((path) => !before.includes(path)),
  };
}

/** What a user owns where everybody may write. */
function strays(uid: number): string[] {
  return [tmpdir(), '/var/tmp', '/dev/shm'].flatMap((folder) =>
    execFileSync('find', [folder, '-maxdepth', '1', '-uid', String(uid)], { encoding: 'utf8' })
      .split('\n')
      .filter(Boolean),
  );
}
