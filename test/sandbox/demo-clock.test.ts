import { expect, test } from 'vitest';
import { nextStop } from '../../src/app/company/job-runs.ts';
import { createDemoClock } from '../../src/sandbox/demo-clock.ts';
import { settle } from '../../src/sandbox/settle.ts';
import type { Service } from '../../src/service.ts';
import { testCompany } from '../support/company.ts';

test('work that keeps failing does not hold the clock up for ever', async () => {
  const { app, clock } = testCompany();
  const demo = createDemoClock(clock.now, 'Europe/Moscow');
  const inVain = () => new Promise<void>((resolve) => setImmediate(resolve));
  const service = { app, schedule: { tick: inVain }, delivery: { run: inVain } };
  demo.attach({ settle: () => settle(service as unknown as Service, demo.now) });
  const tomorrow = clock.now + 86_400_000;
  expect(nextStop(app)).toBeLessThan(tomorrow);
  await demo.moveTo(tomorrow);
  expect(demo.now()).toBeGreaterThanOrEqual(tomorrow);
});
