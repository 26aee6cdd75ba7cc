import { createApp } from '../app/app.ts';
import { firstPolicy } from '../app/draw/change-policy.ts';
import { registerPeople } from '../app/people/register-people.ts';
import type { ServiceConfig } from '../config.ts';
import { backupTo } from '../db/backup.ts';
import { openDatabase } from '../db/open.ts';
import type { Language } from '../domain/person.ts';
import { nextCron } from '../schedule.ts';
import { peopleIn } from './company/in-language.ts';
import { livePast, seededRandom } from './company/past.ts';
import { publishChecklists } from './company-api.ts';
import { bringPast } from './kept-past.ts';

/** Before the first of the months lived through. */
const pastMs = 100 * 24 * 3_600_000;

interface Wanted {
  day: string;
  language: Language;
  /** Told how much is lived, 0 to 1. */
  lived(share: number): void;
  /** False: this past is given up, as where somebody chose the other language meanwhile. */
  isWanted(): boolean;
}

/**
 * The months before, in a language, in the database in which the service then begins. One past a language is kept.
 * Answers false where it was given up; the database is then as it was.
 */
export async function liveBefore(
  { databasePath, policy }: ServiceConfig,
  { day, language, lived, isWanted }: Wanted,
): Promise<boolean> {
  return bringPast(databasePath, { policy, day, language }, async (file) => {
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
    publishChecklists(app, language);
    registerPeople(app, peopleIn(language));
    const whole = await livePast(app, clock, { today: day, language }, (share) => {
      lived(share);
      return isWanted();
    });
    if (!whole) {
      db.close();
      return false;
    }
    const written = backupTo(db, file);
    if (!written.ok) throw new Error(written.problem);
    db.close();
    return true;
  });
}
