// @ts-check
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
/** What no build holds. */
const sandbox = join('src', 'sandbox', sep);

/** The file of a build that holds the hash of what it was made of. */
export const stamp = 'sources.sha256';

/** Whether `dist` was built of the very sources that are here, or is all there is, as in the image. */
export function isBuilt() {
  const file = join(root, 'dist', stamp);
  if (!existsSync(file)) return false;
  return !existsSync(join(root, 'src')) || readFileSync(file, 'utf8') === sourcesHash();
}

/** Over all that decides what a build holds: the code, the versions of the packages, how it is built. */
export function sourcesHash() {
  const names = readdirSync(join(root, 'src'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(root.length))
    .filter((path) => !path.startsWith(sandbox))
    .sort();
  const hash = createHash('sha256');
  const further = ['build.js', 'package-lock.json', 'tsconfig.json'];
  for (const name of [...names, ...further.filter((path) => existsSync(join(root, path)))]) {
    const content = readFileSync(join(root, name));
    hash.update(`${name} ${content.length}\n`).update(content);
  }
  return hash.digest('hex');
}
