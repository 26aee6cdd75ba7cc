import { createApp } from '../app/app.ts';
import { firstPolicy } from '../app/draw/change-policy.ts';
import { registerPeople } from '../app/people/register-people.ts';
import type { ServiceConfig } from '../config.ts';
import { backupTo } from '../db/backup.ts';
import { openDatabase } from '../db/open.ts';
import { nextCron } from '../schedule.ts';
import { people } from './company/company.ts';
import { livePast, seededRandom } from './company/past.ts';
import { publishChecklists } from './company-api.ts';
import { bringPast } from './kept-past.ts';

/** Before the first of the months lived through. */
const pastMs = 100 * 24 * 3_600_000;

/** The months before, in the database in which the service then begins; `lived`: how much of them, 0 to 1. */
export async function liveBefore(
  { databasePath, policy }: ServiceConfig,
  day: string,
  lived: (share: number) => void,
): Promise<void> {
  await bringPast(databasePath, { policy, day }, async (file) => {
    // In memory each day's draw stays on this thread, and seventy of them take no time.
    const opened = openDatabase(':memory:');
    if (!opened.ok) throw new Error(opened.problem);
    const { db } = opened;
    const clock = { now: Date.parse(`${day}T00:00:00Z`) - pastMs };
    const roll = seededRandom(7);
    // The same past in every demo.
    const random = (count: number) => Buffer.from(Array.from({ length: count }, () => roll(256)));
    const app = createApp({ db, clock: () => clock.now, random, nextCron });
    firstPolicy(app, policy);
    publishChecklists(app, 'ru');
    registerPeople(app, people);
    await livePast(app, clock, day, lived);
    const written = backupTo(db, file);
    if (!written.ok) throw new Error(written.problem);
    db.close();
  });
}
