import { type BlindScore, blindAnswersOf, scoresOfCalibration } from '../../db/blind-scores.ts';
import { type Calibration, startedCalibrations } from '../../db/calibrations.ts';
import { callFacts } from '../../db/calls.ts';
import { versionById } from '../../db/checklists.ts';
import { namesOf } from '../../db/names.ts';
import type { Db } from '../../db/open.ts';
import { type Member, peopleWithRole } from '../../db/people.ts';
import { callRecording } from '../../db/recordings.ts';
import { answersOf } from '../../db/review-answers.ts';
import { reviewsOf } from '../../db/reviews.ts';
import { canSee, capacitiesOf } from '../../domain/access.ts';
import { type Answers, scoreOf } from '../../domain/checklist.ts';
import { asActor } from '../../domain/person.ts';
import type { Instant } from '../../domain/time.ts';
import type { App } from '../app.ts';
import { keptSince } from '../recordings/prepare-recording.ts';

/** Whether somebody heads the direction of a call, and so leads its calibration. */
export function leads(db: Db, member: Member, callId: number): boolean {
  const call = callFacts(db, callId);
  return call !== null && capacitiesOf(asActor(member), call).has('supervisor');
}

/** Whether a call can still be heard. */
export function isAudible(app: App, callId: number): boolean {
  const known = callRecording(app.db, callId);
  if (!known || known.fault === 'purged') return false;
  if (known.recordingPath === null && known.recordingUrl === null) return false;
  return known.startedAt >= keptSince(app.policy(), app.nowEarliest());
}

/** The controllers who could score a call blind: who may see it knows what was said of it, or is its own. */
export function blindFor(app: App, callId: number): Member[] {
  const call = callFacts(app.db, callId);
  if (!call) return [];
  return peopleWithRole(app.db, 'controller', app.now()).filter(
    (person) => !canSee(asActor(person), call),
  );
}

/** Who of those asked has not answered and still could. */
export function unanswered(app: App, calibration: Calibration): BlindScore[] {
  const controllers = new Set(peopleWithRole(app.db, 'controller', app.now()).map(({ id }) => id));
  return scoresOfCalibration(app.db, calibration.id).filter(
    ({ purpose, submittedAt, personId }) =>
      purpose === 'calibration' && submittedAt === null && controllers.has(personId),
  );
}

/** One who scored the call: for credit, a second time, or for the calibration. */
export interface Rater {
  personId: number;
  name: string;
  kind: 'first' | 'second' | 'calibration';
  answers: Answers;
}

/** All who scored the call on the calibration's checklist, as they handed it in: for credit first. */
export function ratersOf(app: App, { id, callId, versionId }: Calibration): Rater[] {
  const names = namesOf(app.db);
  const name = (personId: number) => names.get(personId)?.name ?? '—';
  const reviews = reviewsOf(app.db, callId).flatMap((review): Rater[] => {
    const kind = { credit: 'first', second: 'second' }[review.purpose as string];
    if (!kind || review.state === 'draft' || review.versionId !== versionId) return [];
    const personId = review.reviewerId;
    const answers = answersOf(app.db, review.id);
    return [{ personId, name: name(personId), kind: kind as Rater['kind'], answers }];
  });
  const asked = scoresOfCalibration(app.db, id)
    .filter(({ purpose, submittedAt }) => purpose === 'calibration' && submittedAt !== null)
    .map((score): Rater => {
      const { personId } = score;
      const answers = blindAnswersOf(app.db, score.id);
      return { personId, name: name(personId), kind: 'calibration', answers };
    });
  return [...reviews, ...asked];
}

/** A score of a calibrated call that was made blind, for its calibration or as a benchmark. */
export interface CalibratedScore {
  callId: number;
  controllerId: number;
  earned: number;
  possible: number;
}

/** What those who are controllers said of the calls whose calibration became ready since an instant. */
export function calibratedScores(app: App, since: Instant): CalibratedScore[] {
  const controllers = new Set(peopleWithRole(app.db, 'controller', app.now()).map(({ id }) => id));
  const ready = startedCalibrations(app.db).filter(({ readyAt }) => (readyAt ?? 0) >= since);
  return ready.flatMap(({ id, callId, versionId }) => {
    const version = versionById(app.db, versionId);
    if (!version) throw new Error(`calibration ${id} has no checklist`);
    return scoresOfCalibration(app.db, id)
      .filter(({ submittedAt, personId }) => submittedAt !== null && controllers.has(personId))
      .map((score) => {
        const answers = blindAnswersOf(app.db, score.id);
        const { earned, possible } = scoreOf(version.checklist, answers);
        return { callId, controllerId: score.personId, earned, possible };
      })
      .filter(({ possible }) => possible > 0);
  });
}

/** The closed calibrations, the latest first. */
export function closedCalibrations(db: Db): Calibration[] {
  return startedCalibrations(db).filter(({ closedAt }) => closedAt !== null);
}
