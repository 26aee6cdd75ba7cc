import {
  type DoubleScored,
  doubleScored,
  type HandedIn,
  scoresHandedIn,
} from '../../db/double-scored.ts';
import { namesOf } from '../../db/names.ts';
import type { Member } from '../../db/people.ts';
import { type PairedDifference, pairedDifference } from '../../domain/paired.ts';
import { type Outcome, refuse } from '../../domain/refusal.ts';
import { type Rating, type Strictness, strictnessOf } from '../../domain/strictness.ts';
import type { Instant } from '../../domain/time.ts';
import type { App } from '../app.ts';
import { type CalibratedScore, calibratedScores } from '../scoring/calibration-facts.ts';
import { oversees, sinceOf } from './read-agreement.ts';

/** A controller's scores beside what of them is their own doing. */
export interface StrictnessLine {
  name: string;
  /** Of calls that count; the model knows what they said of calibrated calls as well. */
  scores: number;
  /** The plain mean of what they handed in, in points of a hundred. */
  mean: number;
  /** Null: too few scores, or nothing links the controllers. */
  strictness: Strictness | null;
  /** Their own score less the other's of the same calls; null: fewer than two were scored twice. */
  own: PairedDifference | null;
}

const share = ({ earned, possible }: Pick<HandedIn, 'earned' | 'possible'>) =>
  (100 * earned) / possible;

/** Who scores strictly and who leniently, the strictest first, for heads and administrators. */
export function readStrictness(
  app: App,
  member: Member,
): Outcome<{ sinceAt: Instant; lines: StrictnessLine[] }> {
  if (!oversees(member)) return refuse('not_allowed');
  const sinceAt = sinceOf(app);
  const scores = scoresHandedIn(app.db, sinceAt);
  const found = strictnessOf(ratingsOf(scores, calibratedScores(app, sinceAt)));
  const byId = new Map(found.map((one) => [one.controllerId, one]));
  const twice = doubleScored(app.db, sinceAt);
  const names = namesOf(app.db);
  const lines = [...new Set(scores.map(({ controllerId }) => controllerId))].map((id) => {
    const own = scores.filter(({ controllerId }) => controllerId === id).map(share);
    return {
      name: names.get(id)?.name ?? '',
      scores: own.length,
      mean: own.reduce((sum, one) => sum + one, 0) / own.length,
      strictness: byId.get(id) ?? null,
      own: pairedDifference(twice.flatMap((call) => ownLessOther(call, id))),
    };
  });
  const points = ({ strictness }: StrictnessLine) => strictness?.points ?? 0;
  return { ok: true, sinceAt, lines: lines.sort((a, b) => points(b) - points(a)) };
}

/**
 * Scores as ratings of their sellers. A call that was calibrated is a subject of its own, with its first and second
 * score: who never meets the same seller is linked by it.
 */
function ratingsOf(scores: readonly HandedIn[], calibrated: readonly CalibratedScore[]): Rating[] {
  const common = new Set(calibrated.map(({ callId }) => callId));
  const ofCall = (callId: number) => `call ${callId}`;
  return [
    ...scores.map((score) => {
      const { callId, controllerId, sellerId } = score;
      const subject = common.has(callId) ? ofCall(callId) : `seller ${sellerId}`;
      return { controllerId, subject, score: share(score) };
    }),
    ...calibrated.map((score) => {
      const { callId, controllerId } = score;
      return { controllerId, subject: ofCall(callId), score: share(score) };
    }),
  ];
}

/** Nothing where they scored it neither time, or the two are on different checklists. */
function ownLessOther(call: DoubleScored, id: number): number[] {
  if (call.firstById !== id && call.secondById !== id) return [];
  const { firstEarned, firstPossible, secondEarned, secondPossible } = call;
  if (call.firstVersionId !== call.secondVersionId) return [];
  if (firstPossible === 0 || secondPossible === 0) return [];
  const first = share({ earned: firstEarned, possible: firstPossible });
  const second = share({ earned: secondEarned, possible: secondPossible });
  return [call.firstById === id ? first - second : second - first];
}
