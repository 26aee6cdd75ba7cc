import { basename } from 'node:path';

// This file runs in `src` or, bundled, in `dist`, where everything stands at the root (build.js). Both are
// folders of the package.
const here = new URL('./', import.meta.url);
const isBuilt = !import.meta.url.endsWith('.ts');

/** A file of the package, such as `drizzle/migrations`. */
export function packageFile(path: string): URL {
  return new URL(`../${path}`, here);
}

/** What a thread runs, named from `src`. */
export function threadFile(path: string): URL {
  return new URL(isBuilt ? basename(path).replace(/\.ts$/, '.js') : path, here);
}

/** The words of each language, a folder each. */
export const localesFolder = new URL(isBuilt ? 'locales/' : 'bot/locales/', here);

/** The page that verifies a draw by itself (src/bot/draw/draw-file.ts). */
export const drawFileFolder = new URL(isBuilt ? 'draw-file/' : 'bot/draw/file/', here);

/** What Node is told at the start of a thread that loads more of the product; a thread inherits no loader. */
export const threadArguments: readonly string[] = isBuilt
  ? ['--enable-source-maps']
  : ['--import', new URL('typescript.js', here).href];
