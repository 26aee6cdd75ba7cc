import {
  type BlindScore,
  beginBlindScore,
  benchmarkScoresOf,
  blindAnswersOf,
  blindScoreById,
  calibrationScoreOf,
} from '../../db/blind-scores.ts';
import { agreedOf, type Calibration } from '../../db/calibrations.ts';
import { versionById } from '../../db/checklists.ts';
import type { Member } from '../../db/people.ts';
import { type Compared, compareAnswers } from '../../domain/blind-score.ts';
import type { Nearness } from '../../domain/calibration.ts';
import { itemsOf } from '../../domain/checklist.ts';
import { type Outcome, refuse } from '../../domain/refusal.ts';
import type { App } from '../app.ts';
import { submitBlind } from './blind-sheet.ts';
import { blindFor, closedCalibrations, isAudible } from './calibration-facts.ts';
import { nearnessOf } from './read-calibration.ts';

/** A benchmark that a controller has scored. */
export interface BenchmarkDone extends Nearness {
  scoreId: number;
  callId: number;
}

/** The benchmarks of one controller. */
export interface Benchmarks {
  done: BenchmarkDone[];
  /** Those that they can still score blind, the latest closed first. */
  left: Calibration[];
  /** Of the company's, those whose recordings are kept no longer. */
  purged: number;
}

/** What a controller scores to see how near they are: the latest closed calibrations that can still be heard. */
export function benchmarksOf(app: App, member: Member): Benchmarks {
  const closed = closedCalibrations(app.db);
  const audible = closed.filter(({ callId }) => isAudible(app, callId));
  const set = audible.slice(0, app.policy().benchmarkCalls);
  const left = set.filter((one) => isOpenTo(app, member, one));
  return {
    done: benchmarkScoresOf(app.db, member.id).flatMap((score) => doneOf(app, score) ?? []),
    left,
    purged: closed.length - audible.length,
  };
}

/** Who was asked in the calibration knows how it ended, and whoever may see the call what it was given. */
function isOpenTo(app: App, member: Member, { id, callId }: Calibration): boolean {
  const known = calibrationScoreOf(app.db, id, member.id);
  if (known && (known.purpose !== 'benchmark' || known.submittedAt !== null)) return false;
  return blindFor(app, callId).some((person) => person.id === member.id);
}

function doneOf(app: App, score: BlindScore): BenchmarkDone | null {
  const compared = comparedOf(app, score);
  return compared && { scoreId: score.id, callId: score.callId, ...compared.nearness };
}

function comparedOf(
  app: App,
  score: BlindScore,
): { compared: Compared; nearness: Nearness } | null {
  const version = versionById(app.db, score.versionId);
  if (score.submittedAt === null || score.calibrationId === null || !version) return null;
  const agreed = agreedOf(app.db, score.calibrationId);
  const own = blindAnswersOf(app.db, score.id);
  return {
    compared: compareAnswers(version.checklist, own, agreed),
    nearness: nearnessOf(version.checklist, own, agreed),
  };
}

/** Begins on a benchmark, or goes on with it. */
export function beginBenchmark(
  app: App,
  member: Member,
  calibrationId: number,
): Outcome<{ scoreId: number }> {
  const calibration = benchmarksOf(app, member).left.find(({ id }) => id === calibrationId);
  if (!calibration) return refuse('stale');
  const known = calibrationScoreOf(app.db, calibrationId, member.id);
  if (known) return { ok: true, scoreId: known.id };
  const { callId, versionId } = calibration;
  const begun = app.db.transaction((tx) =>
    beginBlindScore(tx, {
      purpose: 'benchmark',
      callId,
      personId: member.id,
      versionId,
      calibrationId,
      cursorItem:
        itemsOf(versionById(tx, versionId)?.checklist ?? { sections: [] })[0]?.code ?? null,
      startedAt: app.now(),
    }),
  );
  return { ok: true, scoreId: begun.id };
}

export function submitBenchmark(app: App, member: Member, scoreId: number): Outcome<object> {
  return submitBlind(app, member, scoreId, (_, { score }) => {
    if (score.purpose !== 'benchmark') return refuse('not_found');
    return member.roles.includes('controller') ? { ok: true } : refuse('not_allowed');
  });
}

/** One's own answers on a benchmark beside what was agreed, once they are handed in. */
export function readBenchmark(
  app: App,
  member: Member,
  scoreId: number,
): { callId: number; compared: Compared; nearness: Nearness } | null {
  const score = blindScoreById(app.db, scoreId);
  if (score?.personId !== member.id || score.purpose !== 'benchmark') return null;
  const found = comparedOf(app, score);
  return found && { callId: score.callId, ...found };
}

/** How near somebody came to the benchmarks, as their heads see it; null: they have scored none. */
export interface BenchmarkSummary {
  calls: number;
  /** The share of items alike, from 0 to 1. */
  alike: number;
  /** The mean distance of the scores, in percentage points, whichever way; null: no score counts. */
  pointsApart: number | null;
}

export function benchmarkSummary(app: App, personId: number): BenchmarkSummary | null {
  const done = benchmarkScoresOf(app.db, personId).flatMap((score) => doneOf(app, score) ?? []);
  if (done.length === 0) return null;
  const of = done.reduce((sum, one) => sum + one.of, 0);
  const same = done.reduce((sum, one) => sum + one.same, 0);
  const apart = done.flatMap(({ points }) => (points === null ? [] : [Math.abs(points)]));
  return {
    calls: done.length,
    alike: of === 0 ? 0 : same / of,
    pointsApart:
      apart.length === 0 ? null : apart.reduce((sum, one) => sum + one, 0) / apart.length,
  };
}
