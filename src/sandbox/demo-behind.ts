import type { Language } from '../domain/person.ts';
import type { Toys } from './demo-toys.ts';
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
  arrived(there: There): void;
}

export interface There {
  place(): Place;
  heard: Heard;
  tour(): TourState | null;
  toys: Toys;
}

/** `changed` is told whenever the page should look again. */
export function createBehind(changed: () => void): Behind {
  let share: number | null = 0;
  let language: Language = 'ru';
  let chosen = false;
  let there: There | null = null;
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
    const before = spoken;
    spoken = language;
    try {
      const { speak } = await import('./move-in.ts');
      const heard = await speak(there.place(), { language: spoken, heard: there.heard });
      there = { ...there, heard };
    } catch (error) {
      // The service may have been killed: what was not said can be said again.
      spoken = before;
      throw error;
    } finally {
      changed();
    }
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
    arrived(given) {
      there = given;
      share = null;
      arrive();
      changed();
    },
    tour: () => there?.tour() ?? null,
    async ring() {
      await arrival;
      await there?.toys.ring();
    },
    async call(from) {
      await arrival;
      return (await there?.toys.call(from)) ?? null;
    },
    counts: () => there?.toys.counts() ?? null,
    kill: async () => (await there?.toys.kill()) ?? false,
    start: async () => (await there?.toys.start()) ?? false,
    statuses: () => there?.toys.statuses() ?? null,
    latestCalls: () => there?.toys.latestCalls() ?? [],
    path: (callId) => there?.toys.path(callId) ?? null,
  };
}
