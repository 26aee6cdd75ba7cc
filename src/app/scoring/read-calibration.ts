import { calibrationScoreOf, scoresOfCalibration } from '../../db/blind-scores.ts';
import {
  agreedOf,
  type Calibration,
  calibrationById,
  closeCalibrationRow,
  saveAgreed,
} from '../../db/calibrations.ts';
import { type CallView, callView } from '../../db/calls.ts';
import { type Version, versionById } from '../../db/checklists.ts';
import type { Tx } from '../../db/open.ts';
import type { Member } from '../../db/people.ts';
import {
  agreementOn,
  gwetAc1,
  krippendorffAlpha,
  noAgreement,
  percentAgreement,
  together,
} from '../../domain/agreement.ts';
import { compareAnswers } from '../../domain/blind-score.ts';
import { type ItemSaid, type Nearness, sideBySide } from '../../domain/calibration.ts';
import {
  type Answers,
  answerProblem,
  type Checklist,
  scoreOf,
  type Verdict,
  verdicts,
} from '../../domain/checklist.ts';
import { type Outcome, refuse } from '../../domain/refusal.ts';
import type { App } from '../app.ts';
import { notify } from '../notices/notify.ts';
import { leads, type Rater, ratersOf, unanswered } from './calibration-facts.ts';

/** An item with what was agreed on it: what its leader said, else what most said; null: still open. */
export interface CalibratedItem extends ItemSaid {
  readonly agreed: Verdict | null;
}

/** A calibration whose answers are shown. */
export interface CalibrationView {
  calibration: Calibration;
  version: Version;
  view: CallView;
  raters: Rater[];
  items: CalibratedItem[];
  /** Over the items: the share of pairs of people who said the same, and the coefficients, from −1 to 1. */
  percent: number | null;
  ac1: number | null;
  alpha: number | null;
  /** Whether this person agrees on the items and closes it. */
  leads: boolean;
  /** One's own, once it is closed; null: one had no part in it. */
  nearness: Nearness | null;
}

/** A calibration under way: whom it still waits for; what was said is shown to nobody yet. */
export interface CalibrationWaiting {
  calibration: Calibration;
  view: CallView;
  asked: number;
  answered: number;
}

type Seen = { ready: CalibrationView } | { waiting: CalibrationWaiting };

/** A calibration as one who leads it, or was asked, may see it. */
export function readCalibration(app: App, member: Member, id: number): Outcome<{ seen: Seen }> {
  const calibration = calibrationById(app.db, id);
  if (!calibration || calibration.startedAt === null) return refuse('not_found');
  const isLeader = leads(app.db, member, calibration.callId);
  const asked = calibrationScoreOf(app.db, id, member.id)?.purpose === 'calibration';
  const view = callView(app.db, calibration.callId);
  if (!view || !(isLeader || (asked && member.roles.includes('controller')))) {
    return refuse('not_found');
  }
  if (calibration.readyAt === null) {
    const scores = scoresOfCalibration(app.db, id);
    const answered = scores.filter(({ submittedAt }) => submittedAt !== null).length;
    const left = unanswered(app, calibration).length;
    return { ok: true, seen: { waiting: { calibration, view, asked: answered + left, answered } } };
  }
  return { ok: true, seen: { ready: readyView(app, member, calibration, view, isLeader) } };
}

function readyView(
  app: App,
  member: Member,
  calibration: Calibration,
  view: CallView,
  isLeader: boolean,
): CalibrationView {
  const version = versionById(app.db, calibration.versionId);
  if (!version) throw new Error(`calibration ${calibration.id} has no checklist`);
  const raters = ratersOf(app, calibration);
  const agreed = agreedOf(app.db, calibration.id);
  const items = sideBySide(
    version.checklist,
    raters.map(({ answers }) => answers),
  ).map((one) => ({ ...one, agreed: agreed.get(one.item.code)?.verdict ?? one.majority }));
  const all = items
    .map(({ said }) => agreementOn(verdicts.map((one) => said.filter((s) => s === one).length)))
    .reduce(together, noAgreement(verdicts.length));
  const own = raters.find(({ personId, kind }) => personId === member.id && kind === 'calibration');
  return {
    calibration,
    version,
    view,
    raters,
    items,
    percent: percentAgreement(all),
    ac1: gwetAc1(all),
    alpha: krippendorffAlpha(all),
    leads: isLeader,
    nearness:
      own && calibration.closedAt !== null
        ? nearnessOf(version.checklist, own.answers, agreed)
        : null,
  };
}

/** How near answers are to what was agreed. */
export function nearnessOf(checklist: Checklist, own: Answers, agreed: Answers): Nearness {
  const { same, of } = compareAnswers(checklist, own, agreed);
  const [mine, theirs] = [scoreOf(checklist, own), scoreOf(checklist, agreed)];
  const points =
    mine.possible === 0 || theirs.possible === 0
      ? null
      : (100 * mine.earned) / mine.possible - (100 * theirs.earned) / theirs.possible;
  return { same, of, points };
}

/** Works on a calibration that is ready and not closed, as one who leads it. */
function asLeader(
  app: App,
  member: Member,
  id: number,
  work: (tx: Tx, shown: CalibrationView) => Outcome<object>,
): Outcome<object> {
  return app.db.transaction((tx): Outcome<object> => {
    const found = readCalibration(app, member, id);
    if (!found.ok) return found;
    if (!('ready' in found.seen)) return refuse('wrong_status');
    const { ready } = found.seen;
    if (!ready.leads) return refuse('not_allowed');
    if (ready.calibration.closedAt !== null) return refuse('stale');
    return work(tx, ready);
  });
}

/** Says what is agreed on an item; without it what most said is. */
export function agreeOnItem(
  app: App,
  member: Member,
  id: number,
  { itemCode, verdict }: { itemCode: string; verdict: Verdict },
): Outcome<object> {
  return asLeader(app, member, id, (tx, { version }) => {
    const problem = answerProblem(version.checklist, itemCode, verdict);
    if (problem) return refuse(problem);
    saveAgreed(tx, id, itemCode, verdict);
    return { ok: true };
  });
}

/** Closes it: what is agreed on stays as the benchmark, and all who answered are told. */
export function closeCalibration(app: App, member: Member, id: number): Outcome<object> {
  return asLeader(app, member, id, (tx, { items, raters }) => {
    for (const { item, agreed } of items) {
      if (agreed === null) return refuse('undecided');
      saveAgreed(tx, id, item.code, agreed);
    }
    if (!closeCalibrationRow(tx, id, app.now())) return refuse('stale');
    for (const { personId, kind } of raters) {
      if (kind !== 'calibration') continue;
      notify(tx, app, {
        key: `calibration_closed:${id}:${personId}`,
        personId,
        kind: 'calibration_closed',
        payload: { calibrationId: id },
      });
    }
    return { ok: true };
  });
}

/** Whether somebody may hear a calibrated call, which they need not see otherwise; null: they may not. */
export function calibrationToHear(app: App, member: Member, id: number): CallView | null {
  const found = readCalibration(app, member, id);
  if (!found.ok || !('ready' in found.seen)) return null;
  return found.seen.ready.view;
}
