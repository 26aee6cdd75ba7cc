import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { readDockerfile, readIgnore, type Stage } from './dockerfile.ts';

/** What would run: a folder in place of the image's `/`, and what the Dockerfile says of it. */
export interface Image {
  readonly root: string;
  readonly workdir: string;
  readonly env: Readonly<Record<string, string>>;
  readonly user: string;
  readonly volumes: readonly string[];
  readonly healthcheck: readonly string[];
  readonly command: readonly string[];
}

type Growing = { -readonly [Part in keyof Image]: Image[Part] };

/**
 * Does what a Dockerfile says as far as that goes without an engine: each stage in a folder of its own, on
 * this machine's Node and system. Packages of the system are not installed; an instruction that is not known here is
 * an error, so that none is passed over.
 */
export function makeImage(context: string, out: string, say: (line: string) => void): Image {
  const made = new Map<string, Image>();
  let last: Image | null = null;
  const stages = readDockerfile(readFileSync(join(context, 'Dockerfile'), 'utf8'));
  for (const [at, stage] of stages.entries()) {
    last = makeStage(stage, {
      context,
      root: join(out, `${at}-${stage.name || 'image'}`),
      made,
      say,
    });
    made.set(stage.name, last);
  }
  if (!last) throw new Error('the Dockerfile has no stage');
  return last;
}

interface Making {
  context: string;
  root: string;
  made: ReadonlyMap<string, Image>;
  say(line: string): void;
}

function makeStage(stage: Stage, making: Making): Image {
  const { root, say } = making;
  mkdirSync(root, { recursive: true });
  const nothing = { workdir: '/', env: {}, user: '', volumes: [], healthcheck: [], command: [] };
  const image: Growing = { root, ...nothing };
  say(`FROM ${stage.from} ${stage.name}`);
  for (const { does, words } of stage.steps) {
    say(`  ${does} ${words}`);
    switch (does) {
      case 'WORKDIR':
        image.workdir = words;
        mkdirSync(join(root, words), { recursive: true });
        break;
      case 'ENV':
        image.env = { ...image.env, ...settingsIn(words) };
        break;
      case 'COPY':
        copy(words, image, making);
        break;
      case 'RUN':
        run(words, image, making);
        break;
      case 'USER':
        image.user = words;
        break;
      case 'VOLUME':
        image.volumes = [...image.volumes, words];
        break;
      case 'HEALTHCHECK':
        image.healthcheck = JSON.parse(words.slice(words.indexOf('['))) as string[];
        break;
      case 'CMD':
        image.command = JSON.parse(words) as string[];
        break;
      case 'EXPOSE':
        break;
      default:
        throw new Error(`${does} is not known here: say in .ci/image/make-image.ts what it does`);
    }
  }
  return image;
}

function settingsIn(words: string): Record<string, string> {
  return Object.fromEntries(words.split(/\s+/).map((word) => word.split('=', 2)));
}

/** Where a path of the image lies on this machine. */
export function placeIn(image: Pick<Image, 'root' | 'workdir'>, path: string): string {
  return path.startsWith('/') ? join(image.root, path) : join(image.root, image.workdir, path);
}

function copy(words: string, image: Image, { context, made }: Making): void {
  const [, from, paths = ''] = /^(?:--from=(\S+)\s+)?(.*)$/.exec(words) ?? [];
  const names = paths.trim().split(/\s+/);
  const to = names.pop() ?? '';
  for (const name of names) {
    const source = from ? made.get(from) : undefined;
    if (from && !source) throw new Error(`there is no stage ${from}`);
    const path = source ? placeIn(source, name) : join(context, name);
    // What is kept out of the context is not there, as for an engine.
    const filter = source ? () => true : keptIn(context);
    if (!existsSync(path) || !holds(path, filter)) throw new Error(`COPY ${name}: is not there`);
    const intoFolder = to.endsWith('/') || names.length > 1;
    const place = placeIn(image, intoFolder ? join(to, basename(name)) : to);
    cpSync(path, place, { recursive: true, filter, verbatimSymlinks: true });
  }
}

function keptIn(context: string): (path: string) => boolean {
  const kept = readIgnore(readFileSync(join(context, '.dockerignore'), 'utf8'));
  return (path) => statSync(path).isDirectory() || kept(relative(context, path));
}

function holds(path: string, filter: (path: string) => boolean): boolean {
  if (!statSync(path).isDirectory()) return filter(path);
  return readdirSync(path).some((name) => holds(join(path, name), filter));
}

function run(words: string, image: Image, { context, say }: Making): void {
  if (words.startsWith('apt-get ')) {
    say('    left out: the packages of the system are those of this machine');
    return;
  }
  const cwd = placeIn(image, '.');
  const installs = words.startsWith('npm ci');
  const fromHere = { npm_config_prefer_offline: 'true', npm_config_ignore_scripts: 'true' };
  const env = { ...process.env, ...image.env, ...(installs ? fromHere : {}) };
  execFileSync('sh', ['-c', words], { cwd, env, stdio: ['ignore', 'ignore', 'inherit'] });
  if (installs) takeCompiled(join(context, 'node_modules'), join(cwd, 'node_modules'), say);
}

/** What a package compiled for this machine at its install here, since that takes a minute of both cores. */
function takeCompiled(from: string, to: string, say: (line: string) => void): void {
  const versionOf = (folder: string) =>
    (JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string }).version;
  for (const name of readdirSync(to)) {
    const [here, there] = [join(from, name), join(to, name)];
    const compiled = join(here, 'build');
    if (!existsSync(join(there, 'binding.gyp')) || !existsSync(compiled)) continue;
    if (versionOf(here) !== versionOf(there))
      throw new Error(`${name}: npm ci has to run here first`);
    cpSync(compiled, join(there, 'build'), { recursive: true });
    say(`    ${name}: as it was compiled for this checkout`);
  }
}
