import { defineConfig } from 'vitest/config';

/** `npm run test:browser`: what is seen in chromium; `npm test` leaves it out. */
export default defineConfig({
  test: {
    include: ['test/browser/*.browser.ts'],
    setupFiles: ['test/support/no-warnings.ts'],
    pool: 'forks',
    // Much of it waits for a page to be drawn or for a process to start; none changes what modules hold.
    maxWorkers: 2,
    isolate: false,
    testTimeout: 600_000,
    hookTimeout: 600_000,
    // Only what hangs ends by it; of itself it would be a second.
    expect: { poll: { timeout: 60_000 } },
  },
});
