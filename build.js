// @ts-check
// The service, the command line and what their threads run as JavaScript in `dist`: a start reads a dozen files
// instead of passing 1,200 through a loader.
import { cpSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { sourcesHash, stamp } from './bin/built.js';

const root = fileURLToPath(new URL('.', import.meta.url));
const outdir = resolve(process.argv[2] ?? join(root, 'dist'));
const madeOf = sourcesHash();

// Everything stands at the root of `dist` (src/paths.ts), so that each needs a name of its own.
/** @type {Record<string, string>} */
const entryPoints = { main: 'src/main.ts', cli: 'src/cli/main.ts' };
for (const path of readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })) {
  const onThread = /-worker\.ts$/.test(path) || /^(app|db)\/.*\.js$/.test(path);
  if (!onThread) continue;
  const name = basename(path).replace(/\.[jt]s$/, '');
  if (name in entryPoints) throw new Error(`${path}: another file is built as ${name} already`);
  entryPoints[name] = join('src', path);
}

/**
 * grammY brings a `fetch` for Nodes that had none, which asks for a module that Node 26 warns of at each start; what we
 * call Telegram with is given to it (src/bot/quick-fetch.ts).
 *
 * @type {import('esbuild').Plugin}
 */
const nodesOwnFetch = {
  name: 'node-fetch',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^node-fetch$/ }, () => ({ path: 'fetch', namespace: 'node' }));
    onLoad({ filter: /^fetch$/, namespace: 'node' }, () => ({ contents: 'export default fetch;' }));
  },
};

rmSync(outdir, { recursive: true, force: true });
await build({
  absWorkingDir: root,
  entryPoints,
  outdir,
  bundle: true,
  // What is loaded where it is first needed, such as the workbooks, stays a file of its own.
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  sourcemap: true,
  sourcesContent: false,
  plugins: [nodesOwnFetch],
  // They bring a library for the machine they run on.
  external: ['better-sqlite3', '@resvg/resvg-js'],
  // Packages that are no modules ask for Node's own by `require`.
  banner: {
    js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);",
  },
  logLevel: 'warning',
});
cpSync(join(root, 'src/bot/locales'), join(outdir, 'locales'), { recursive: true });
cpSync(join(root, 'src/bot/draw/file'), join(outdir, 'draw-file'), { recursive: true });
// Last, so that half a build is none.
writeFileSync(join(outdir, stamp), madeOf);
