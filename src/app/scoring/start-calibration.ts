import { beginBlindScore, dropBlindScore, scoresOfCalibration } from '../../db/blind-scores.ts';
import {
  type Calibration,
  calibrationById,
  calibrationDraftOf,
  calibrationOf,
  draftCalibration,
  removeCalibrationDraft,
  setCalibrationDays,
  startCalibrationRow,
} from '../../db/calibrations.ts';
import { callFacts } from '../../db/calls.ts';
import { versionById } from '../../db/checklists.ts';
import type { Tx } from '../../db/open.ts';
import type { Member } from '../../db/people.ts';
import { creditReviewOf } from '../../db/reviews.ts';
import { secondOf } from '../../db/second-scores.ts';
import { calibrationDays } from '../../domain/calibration.ts';
import { itemsOf } from '../../domain/checklist.ts';
import { deadlineOf } from '../../domain/deadline.ts';
import { type Outcome, type Refusal, refuse } from '../../domain/refusal.ts';
import type { App } from '../app.ts';
import { callSeenBy } from '../calls/second-view.ts';
import { notify } from '../notices/notify.ts';
import { blindFor, isAudible, leads } from './calibration-facts.ts';

/** What a head chooses before a calibration begins. */
export interface CalibrationDraft {
  calibration: Calibration;
  controllers: { person: Member; asked: boolean }[];
}

type Done = Outcome<object>;

/** Why a call cannot be calibrated; null where it can. Of one that was, `already_begun`. */
function problemOf(app: App, member: Member, callId: number): Refusal | null {
  const call = callFacts(app.db, callId);
  if (!call || !leads(app.db, member, callId)) return 'not_found';
  // What may still change is no benchmark, and a head who is to judge an appeal is told nothing beforehand.
  const { status } = callSeenBy(member, call, app.now());
  if (status !== 'approved_scored' && status !== 'approved_overturned') return 'wrong_status';
  if (calibrationOf(app.db, callId)) return 'already_begun';
  const second = secondOf(app.db, callId);
  if (second && second.settledAt === null && second.droppedAt === null) return 'score_waits';
  if (!isAudible(app, callId)) return 'no_recording';
  return blindFor(app, callId).length > 0 ? null : 'nobody_blind';
}

/** The draft of a calibration: the one that was begun, else with all who could score the call blind. */
export function openCalibrationDraft(
  app: App,
  member: Member,
  callId: number,
): Outcome<{ draft: CalibrationDraft }> {
  const problem = problemOf(app, member, callId);
  if (problem) return refuse(problem);
  const calibration = app.db.transaction(
    (tx) => calibrationDraftOf(tx, callId, member.id) ?? newDraft(tx, app, member, callId),
  );
  return { ok: true, draft: draftOf(app, calibration) };
}

function newDraft(tx: Tx, app: App, member: Member, callId: number): Calibration {
  const versionId = creditReviewOf(tx, callId)?.versionId ?? null;
  if (versionId === null) throw new Error(`the credit score of call ${callId} has no checklist`);
  const made = draftCalibration(tx, {
    callId,
    versionId,
    leaderId: member.id,
    workingDays: calibrationDays[0],
  });
  for (const person of blindFor(app, callId)) askController(tx, app, made, person.id);
  return made;
}

function askController(tx: Tx, app: App, calibration: Calibration, personId: number): void {
  const { id: calibrationId, callId, versionId } = calibration;
  const version = versionById(tx, versionId);
  beginBlindScore(tx, {
    purpose: 'calibration',
    callId,
    personId,
    versionId,
    calibrationId,
    cursorItem: itemsOf(version?.checklist ?? { sections: [] })[0]?.code ?? null,
    startedAt: app.now(),
  });
}

function draftOf(app: App, calibration: Calibration): CalibrationDraft {
  const asked = new Set(
    scoresOfCalibration(app.db, calibration.id).map(({ personId }) => personId),
  );
  const controllers = blindFor(app, calibration.callId).map((person) => ({
    person,
    asked: asked.has(person.id),
  }));
  return { calibration, controllers };
}

/** Works on one's own draft, in one transaction. */
function onDraft(
  app: App,
  member: Member,
  id: number,
  work: (tx: Tx, calibration: Calibration) => Done,
): Done {
  return app.db.transaction((tx): Done => {
    const calibration = calibrationById(tx, id);
    if (calibration?.leaderId !== member.id) return refuse('not_found');
    if (calibration.startedAt !== null) return refuse('already_begun');
    const problem = problemOf(app, member, calibration.callId);
    return problem ? refuse(problem) : work(tx, calibration);
  });
}

/** The draft as it stands; null where it is another's, or begun. */
export function calibrationDraft(app: App, member: Member, id: number): CalibrationDraft | null {
  const calibration = calibrationById(app.db, id);
  const own = calibration?.leaderId === member.id && calibration.startedAt === null;
  return own ? draftOf(app, calibration) : null;
}

/** Asks a controller, or no longer. */
export function chooseController(
  app: App,
  member: Member,
  id: number,
  { personId, asked }: { personId: number; asked: boolean },
): Done {
  return onDraft(app, member, id, (tx, calibration) => {
    const known = scoresOfCalibration(tx, id).find((score) => score.personId === personId);
    if (known && !asked) dropBlindScore(tx, known.id);
    if (known || !asked) return { ok: true };
    if (blindFor(app, calibration.callId).some((person) => person.id === personId)) {
      askController(tx, app, calibration, personId);
      return { ok: true };
    }
    return refuse('stale');
  });
}

export function chooseDays(app: App, member: Member, id: number, workingDays: number): Done {
  return onDraft(app, member, id, (tx) => {
    if (!calibrationDays.some((days) => days === workingDays)) return refuse('stale');
    setCalibrationDays(tx, id, workingDays);
    return { ok: true };
  });
}

export function dropCalibration(app: App, member: Member, id: number): Done {
  return onDraft(app, member, id, (tx) => {
    for (const score of scoresOfCalibration(tx, id)) dropBlindScore(tx, score.id);
    removeCalibrationDraft(tx, id);
    return { ok: true };
  });
}

/** Begins: each controller asked is told, and has until the deadline. */
export function startCalibration(app: App, member: Member, id: number): Done {
  return onDraft(app, member, id, (tx, calibration) => {
    const { callId, workingDays } = calibration;
    // Who may see the call by now is blind no more.
    const blind = new Set(blindFor(app, callId).map((person) => person.id));
    const scores = scoresOfCalibration(tx, id);
    for (const score of scores) if (!blind.has(score.personId)) dropBlindScore(tx, score.id);
    const asked = scores.filter(({ personId }) => blind.has(personId));
    if (asked.length === 0) return refuse('nobody_chosen');
    const now = app.now();
    const deadlineAt = deadlineOf({
      startedAt: now,
      delay: `P${workingDays}D`,
      zone: app.policy().timeZone,
      workingDays: true,
      absences: [],
    });
    if (!startCalibrationRow(tx, { id, now, deadlineAt })) return refuse('already_begun');
    for (const { personId } of asked) {
      notify(tx, app, {
        key: `calibration_begun:${id}:${personId}`,
        personId,
        kind: 'calibration_begun',
        payload: { calibrationId: id },
      });
    }
    return { ok: true };
  });
}
