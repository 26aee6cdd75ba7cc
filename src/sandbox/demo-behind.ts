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
  /** What the months before were lived in; null where there are none. */
  pastIn: Language | null;
  /** Nobody has done anything since everybody moved in. */
  isUntouched(): boolean;
  /** The company from its beginning, in the language of whoever looks; what was done in this one is gone. */
  again(): Promise<There>;
}

/** `changed` is told whenever the page should look again; `first` is what it speaks until somebody chooses. */
export function createBehind(changed: () => void, first: Language = 'ru'): Behind {
  let share: number | null = 0;
  let language: Language = first;
  let chosen = false;
  let there: There | null = null;
  let arrive: () => void = () => {};
  const arrival = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  /** One turn after another. */
  let turning = Promise.resolve();
  let spoken: Language = first;

  async function turn(): Promise<void> {
    await arrival;
    if (!there || spoken === language) return;
    // In a language of its own the past is another one.
    if (there.pastIn !== null && there.isUntouched()) return begin();
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

  async function begin(): Promise<void> {
    if (!there) return;
    share = 0;
    changed();
    try {
      there = await there.again();
    } finally {
      share = null;
      changed();
    }
  }

  /** Who is there, but for while they move in again. */
  const here = () => (share === null ? there : null);

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
    pastIn: () => here()?.pastIn ?? null,
    again() {
      turning = turning.then(begin, begin);
      return turning;
    },
    tour: () => here()?.tour() ?? null,
    async ring() {
      await arrival;
      await here()?.toys.ring();
    },
    async call(from) {
      await arrival;
      return (await here()?.toys.call(from)) ?? null;
    },
    counts: () => here()?.toys.counts() ?? null,
    kill: async () => (await here()?.toys.kill()) ?? false,
    start: async () => (await here()?.toys.start()) ?? false,
    statuses: () => here()?.toys.statuses() ?? null,
    latestCalls: () => here()?.toys.latestCalls() ?? [],
    path: (callId) => here()?.toys.path(callId) ?? null,
  };
}
