import { nextStop } from '../app/company/job-runs.ts';
import type { Service } from '../service.ts';

const roundsMax = 50;

/**
 * Works until nothing is due any more: what is done may bring the next thing due. Answers the next stop, which lies
 * ahead; null where there is none or where what is due keeps failing.
 */
export async function settle(
  { app, schedule, delivery }: Pick<Service, 'app' | 'schedule' | 'delivery'>,
  now: () => number,
): Promise<number | null> {
  for (let round = 0; round < roundsMax; round += 1) {
    await schedule.tick();
    await delivery.run();
    const next = nextStop(app);
    if (next === null || next > now()) return next;
  }
  return null;
}
