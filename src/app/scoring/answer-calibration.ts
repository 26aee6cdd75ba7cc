import { blindScoreById, calibrationScoreOf } from '../../db/blind-scores.ts';
import { type Calibration, calibrationById } from '../../db/calibrations.ts';
import type { Member } from '../../db/people.ts';
import { type Outcome, refuse } from '../../domain/refusal.ts';
import type { App } from '../app.ts';
import { submitBlind } from './blind-sheet.ts';
import { settleCalibration } from './settle-calibrations.ts';

/** Whether answers are still taken. */
function isOpen(app: App, { startedAt, readyAt, deadlineAt }: Calibration): boolean {
  return startedAt !== null && readyAt === null && (deadlineAt ?? 0) > app.nowEarliest();
}

/** One's own sheet of a calibration, as long as answers are taken. */
export function calibrationSheet(
  app: App,
  member: Member,
  calibrationId: number,
): Outcome<{ scoreId: number }> {
  const calibration = calibrationById(app.db, calibrationId);
  const score = calibrationScoreOf(app.db, calibrationId, member.id);
  if (!calibration || calibration.startedAt === null || score?.purpose !== 'calibration') {
    return refuse('not_found');
  }
  if (score.submittedAt !== null) return refuse('already_answered');
  if (!member.roles.includes('controller')) return refuse('not_allowed');
  return isOpen(app, calibration) ? { ok: true, scoreId: score.id } : refuse('calibration_over');
}

/** Hands one's answers in; the last one has everybody see them all. */
export function submitCalibration(app: App, member: Member, scoreId: number): Outcome<object> {
  const done = submitBlind(app, member, scoreId, (_, { score }) => {
    const calibration =
      score.calibrationId === null ? null : calibrationById(app.db, score.calibrationId);
    if (score.purpose !== 'calibration' || !calibration) return refuse('not_found');
    if (!member.roles.includes('controller')) return refuse('not_allowed');
    return isOpen(app, calibration) ? { ok: true, calibration } : refuse('calibration_over');
  });
  if (!done.ok) return done;
  app.db.transaction((tx) => {
    const score = blindScoreById(tx, scoreId);
    const calibration = calibrationById(tx, score?.calibrationId ?? 0);
    if (calibration) settleCalibration(tx, app, calibration);
  });
  return done;
}
