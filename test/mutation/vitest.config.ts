import { defineConfig } from 'vitest/config';

/** The tests of src/domain alone, for Stryker: each of its runs is a fresh thread, so that no mutant sees another's modules. */
export default defineConfig({
  test: {
    include: ['test/domain/**/*.test.ts'],
    setupFiles: ['test/mutation/first-failure.ts'],
    isolate: false,
    testTimeout: 120_000,
  },
});
