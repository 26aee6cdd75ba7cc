import { defineConfig } from 'vitest/config';

/**
 * The tests of src/domain alone, for Stryker: each of its runs is a fresh thread, so that no mutant sees another's modules.
 * MUTATION_TESTS names fewer, such as the one test of a file that most others use too.
 */
export default defineConfig({
  test: {
    include: [process.env.MUTATION_TESTS ?? 'test/domain/**/*.test.ts'],
    setupFiles: ['test/mutation/first-failure.ts'],
    isolate: false,
    testTimeout: 120_000,
  },
});
