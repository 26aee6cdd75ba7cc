import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    setupFiles: ['test/support/no-warnings.ts'],
    pool: 'forks',
    // One more than the cores of a small machine: several tests wait for a process or for a second to pass.
    maxWorkers: 3,
    // What the tests import takes far longer than most of them; none changes what modules hold.
    isolate: false,
    // Only what hangs ends by these: how long a test takes on a busy machine says nothing about it.
    testTimeout: 600_000,
    hookTimeout: 600_000,
    expect: { poll: { timeout: 90_000 } },
  },
});
