import type { ButtonHandler } from '../buttons.ts';
import { release } from './give-back.ts';
import { goThroughItems } from './go-through-items.ts';
import { handIn } from './hand-in.ts';
import { overview } from './overview.ts';
import { pickType } from './pick-type.ts';
import { recommendation } from './recommendation.ts';

/** What is pressed on a sheet, in the order in which a call is scored; one may go back to any step. */
export const scoringSteps: readonly ButtonHandler[] = [
  ...pickType,
  ...goThroughItems,
  ...overview,
  ...recommendation,
  ...handIn,
  ...release,
];
