/** A language of the page, and of the company where it can be turned. */
export type PageLanguage = 'ru' | 'en';

/** What the page may know of the company whose bot this is, where somebody tells: the demo does. */
export interface CompanyBehind {
  /** How much of its moving in is done, 0 to 1; null once it is there. */
  movingIn(): number | null;
  /** What it speaks; `chosen`: somebody has said so. */
  language(): { code: PageLanguage; chosen: boolean };
  /** Resolves once everybody speaks it. */
  speak(language: PageLanguage): Promise<void>;
  /** Where the guided tour stands; null where there is none. */
  tour(): TourState | null;
  /** A client calls one of the sellers: the beginning of the tour. */
  ring(): Promise<void>;
}

export type StepKey = 'ring' | 'draw' | 'take' | 'score' | 'tell' | 'answer' | 'decide' | 'credit';

/** How far the company is on a call's way, and what comes next. */
export interface TourState {
  steps: { key: StepKey; state: 'done' | 'open' | 'skipped' }[];
  /** Telegram ids of whom the tour speaks. */
  people: { seller: number; controller: number; head: number };
  /** The call that it follows, once there is one. */
  callId: number | null;
  /** What comes next; null where all is done. */
  next: {
    key: StepKey;
    /** Which part of a step with several presses. */
    part: string;
    /** Whose chat, where it is one. */
    who: number | null;
    /** The button to press, as this person's bot calls it: the first of these that is there. */
    labels: string[];
    /** What may be typed instead where no such button is in sight. */
    command: string | null;
    /** When the clock has to be moved to, where that is it; UTC milliseconds. */
    clockTo: number | null;
  } | null;
}
