import type { Language } from '../domain/person.ts';
import { ringingCall } from './company/calls-of-day.ts';
import type { Heard } from './everybody-hears.ts';
import type { Place } from './move-in.ts';
import type { CompanyBehind, TourState } from './telegram/company-behind.ts';

/** What the demo's page knows of its company, and may ask of it. */
export interface Behind extends CompanyBehind {
  /** Told how much of the moving in is done. */
  movesIn(share: number): void;
  /** The language that everybody moves in with; one chosen later is turned to when they are there. */
  movesInWith(): Language;
  /** The company is there. */
  arrived(place: () => Place, heard: Heard, tour: () => TourState | null): void;
}

/** `changed` is told whenever the page should look again. */
export function createBehind(
  { day, now }: { day: string; now: () => number },
  changed: () => void,
): Behind {
  let share: number | null = 0;
  let language: Language = 'ru';
  let chosen = false;
  let there: { place: () => Place; heard: Heard; tour: () => TourState | null } | null = null;
  let arrive: () => void = () => {};
  const arrival = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  /** One turn after another. */
  let turning = Promise.resolve();
  let spoken: Language = 'ru';

  async function turn(): Promise<void> {
    await arrival;
    if (!there || spoken === language) return;
    spoken = language;
    const { speak } = await import('./move-in.ts');
    const heard = await speak(there.place(), { language: spoken, heard: there.heard });
    there = { ...there, heard };
    changed();
  }

  return {
    movingIn: () => share,
    movesIn(done) {
      share = done;
      changed();
    },
    language: () => ({ code: language, chosen }),
    movesInWith() {
      spoken = language;
      return spoken;
    },
    speak(wanted) {
      language = wanted;
      chosen = true;
      turning = turning.then(turn, turn);
      return turning;
    },
    arrived(place, heard, tour) {
      there = { place, heard, tour };
      share = null;
      arrive();
      changed();
    },
    tour: () => there?.tour() ?? null,
    async ring() {
      await arrival;
      if (!there) return;
      const { send } = await import('./company-api.ts');
      await send(there.place().apiUrl, 'POST', 'calls', [ringingCall(day, now())]);
    },
  };
}
