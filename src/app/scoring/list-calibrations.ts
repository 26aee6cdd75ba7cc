import { blindScoresOf } from '../../db/blind-scores.ts';
import { type Calibration, calibrationById, startedCalibrations } from '../../db/calibrations.ts';
import type { Member } from '../../db/people.ts';
import type { App } from '../app.ts';
import { isAudible, leads, unanswered } from './calibration-facts.ts';

/** A calibration as its leaders' list shows it. */
export interface ListedCalibration {
  calibration: Calibration;
  /** Of those asked, who have not answered. */
  waiting: number;
  /** Closed and kept as a benchmark: whether its recording can still be heard. */
  audible: boolean;
}

const listedMax = 12;

/** The calibrations of a head's directions: those under way first, then the latest closed. */
export function calibrationsLed(app: App, member: Member): ListedCalibration[] {
  if (!member.roles.includes('supervisor')) return [];
  const led = startedCalibrations(app.db).filter(({ callId }) => leads(app.db, member, callId));
  const [open, closed] = [
    led.filter(({ closedAt }) => closedAt === null),
    led.filter(({ closedAt }) => closedAt !== null),
  ];
  return [...open, ...closed].slice(0, listedMax).map((calibration) => ({
    calibration,
    waiting: calibration.readyAt === null ? unanswered(app, calibration).length : 0,
    audible: isAudible(app, calibration.callId),
  }));
}

/** What waits for a controller: calibrations to answer, the nearest deadline first, and those to read. */
export function calibrationsFor(
  app: App,
  member: Member,
): { toAnswer: Calibration[]; toRead: Calibration[] } {
  if (!member.roles.includes('controller')) return { toAnswer: [], toRead: [] };
  const mine = blindScoresOf(app.db, member.id).flatMap((score) => {
    const { purpose, calibrationId, submittedAt } = score;
    if (purpose !== 'calibration' || calibrationId === null) return [];
    const calibration = calibrationById(app.db, calibrationId);
    return calibration && calibration.startedAt !== null ? [{ calibration, submittedAt }] : [];
  });
  const now = app.nowEarliest();
  return {
    toAnswer: mine
      .filter(({ calibration: { readyAt, deadlineAt }, submittedAt }) => {
        return submittedAt === null && readyAt === null && (deadlineAt ?? 0) > now;
      })
      .map(({ calibration }) => calibration)
      .sort((a, b) => (a.deadlineAt ?? 0) - (b.deadlineAt ?? 0)),
    toRead: mine
      .map(({ calibration }) => calibration)
      .filter(({ readyAt }) => readyAt !== null)
      .sort((a, b) => b.id - a.id)
      .slice(0, listedMax),
  };
}

/** The calibrations in which every answer is in and that wait for their leader to close them. */
export function calibrationsToClose(app: App, member: Member): number {
  return calibrationsLed(app, member).filter(
    ({ calibration }) => calibration.readyAt !== null && calibration.closedAt === null,
  ).length;
}
