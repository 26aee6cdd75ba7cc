import { scoresOfCalibration } from '../../db/blind-scores.ts';
import { type Calibration, readyCalibration, startedCalibrations } from '../../db/calibrations.ts';
import type { Tx } from '../../db/open.ts';
import type { App } from '../app.ts';
import { notify } from '../notices/notify.ts';
import { unanswered } from './calibration-facts.ts';

/** Shows the answers of each calibration that everybody has answered, or whose deadline has come. */
export function settleCalibrations(app: App): number {
  return app.db.transaction((tx) => {
    const waiting = startedCalibrations(tx).filter(({ readyAt }) => readyAt === null);
    return waiting.filter((one) => settleCalibration(tx, app, one)).length;
  });
}

/** The same of one; false where it goes on. */
export function settleCalibration(tx: Tx, app: App, calibration: Calibration): boolean {
  const { id, deadlineAt, leaderId } = calibration;
  const isOver = deadlineAt !== null && deadlineAt <= app.nowEarliest();
  if (!isOver && unanswered(app, calibration).length > 0) return false;
  if (!readyCalibration(tx, id, app.now())) return false;
  const asked = scoresOfCalibration(tx, id).map(({ personId }) => personId);
  for (const personId of new Set([leaderId, ...asked])) {
    notify(tx, app, {
      key: `calibration_ready:${id}:${personId}`,
      personId,
      kind: 'calibration_ready',
      payload: { calibrationId: id },
    });
  }
  return true;
}
