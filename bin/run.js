// @ts-check
import module from 'node:module';
import { isBuilt } from './built.js';

const exitConfiguration = 78;

/**
 * Runs a program as it was built, where the sources that are here are those it was built of, else by the sources.
 *
 * @param {string} built its file in `dist`
 * @param {string} source its file in `src`
 */
export async function run(built, source) {
  if (isBuilt()) {
    // Compiled code is kept between starts, where Node knows how (NODE_DISABLE_COMPILE_CACHE=1: never).
    /** @type {{ enableCompileCache?(): void }} */ (module).enableCompileCache?.();
    process.setSourceMapsEnabled(true);
    await import(`../dist/${built}`);
    return;
  }
  try {
    await import('../src/typescript.js');
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'ERR_MODULE_NOT_FOUND') throw error;
    process.stderr.write(
      'Razbor is not built of the sources that are here, and what reads them is not installed: npm ci && npm run build\n',
    );
    process.exit(exitConfiguration);
  }
  await import(`../src/${source}`);
}
