import type { Motivation } from './motivate.ts';
import type { Payout } from './pay-points.ts';

export interface SectionCredit {
  code: string;
  name: string;
  /** Calls in which the section counted. */
  calls: number;
  meanPercent: string | null;
}

export interface ItemCredit {
  code: string;
  sectionCode: string;
  text: string;
  /** Calls in which it counted, and in which it failed. */
  calls: number;
  failed: number;
  failedPercent: string | null;
  /** How many percentage points higher the type's mean would be, had the item been done in every call. */
  costPercent: string | null;
}

export interface TypeCredit {
  type: string;
  name: string;
  calls: number;
  meanPercent: string | null;
  sections: SectionCredit[];
  items: ItemCredit[];
}

/** What was counted of some calls. Percentages have one decimal, half up; null where nothing counts. */
export interface Figures {
  calls: number;
  drawn: number;
  sent: number;
  /** Of all counted calls, of the drawn, and of those that heads sent: a hand-picked call is no sample. */
  meanPercent: string | null;
  drawnMeanPercent: string | null;
  sentMeanPercent: string | null;
  /** Where the mean lies with 95 % (`meanInterval`), by the drawn calls alone; rounded outward. */
  interval: { low: string; high: string } | null;
  criticalMisses: number;
  appealsWon: number;
  appealsLost: number;
  types: TypeCredit[];
}

export interface SellerFigures extends Figures {
  sellerId: number;
  /** The direction of most of their calls (of two alike, the one set up first): its scale applies. */
  directionId: number | null;
  points: number;
  /** Null: the company has no scale, or none for this direction. */
  motivation: Motivation | null;
}

/** By the direction that each call came in with: who changes it in the month has calls in both. */
export interface DirectionFigures extends Figures {
  directionId: number | null;
}

export interface ControllerFigures {
  controllerId: number;
  reviews: number;
  /** Failed items that stand. */
  violations: number;
  /** Reviews of which an appeal changed something, and their share. */
  overturned: number;
  overturnedPercent: string | null;
  points: number;
}

/** A month in figures alone: people and directions by their ids, since names may change later. */
export interface CountedMonth {
  total: Figures;
  directions: DirectionFigures[];
  sellers: SellerFigures[];
  controllers: ControllerFigures[];
  payouts: Payout[];
}
