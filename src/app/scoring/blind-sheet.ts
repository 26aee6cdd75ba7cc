import {
  type BlindScore,
  blindAnswersOf,
  blindScoreById,
  saveBlindAnswer,
  setBlindCursor,
  submitBlindScore,
} from '../../db/blind-scores.ts';
import { calibrationById } from '../../db/calibrations.ts';
import { type CallView, callFacts, callView } from '../../db/calls.ts';
import { type Version, versionById } from '../../db/checklists.ts';
import type { Db, Tx } from '../../db/open.ts';
import type { Member } from '../../db/people.ts';
import { recordedSecondsOf } from '../../db/recordings.ts';
import { capacitiesOf } from '../../domain/access.ts';
import {
  type Answers,
  answerProblem,
  itemsOf,
  limits,
  nextItem,
  parseComment,
  scoreOf,
  type Verdict,
} from '../../domain/checklist.ts';
import { asActor } from '../../domain/person.ts';
import { type Outcome, type Refused, refuse } from '../../domain/refusal.ts';
import type { App } from '../app.ts';

/** The sheet of a blind score as it stands. */
export interface BlindSheet {
  score: BlindScore;
  version: Version;
  answers: Answers;
  view: CallView;
}

type Done = Outcome<object>;

function sheetOf(db: Db, score: BlindScore): BlindSheet {
  const version = versionById(db, score.versionId);
  const view = callView(db, score.callId);
  if (!version || !view) throw new Error(`blind score ${score.id} has lost its call or checklist`);
  return { score, version, answers: blindAnswersOf(db, score.id), view };
}

/** One's own blind score, handed in or not; null where it is somebody else's. */
export function blindSheet(app: App, member: Member, scoreId: number): BlindSheet | null {
  const score = blindScoreById(app.db, scoreId);
  return score && isTheirs(app.db, member, score) ? sheetOf(app.db, score) : null;
}

/** Whether a sheet is this person's, who still is what they were asked as. */
function isTheirs(db: Db, member: Member, score: BlindScore): boolean {
  const { personId, purpose, callId, calibrationId } = score;
  if (personId !== member.id) return false;
  if (purpose === 'self') {
    const call = callFacts(db, callId);
    return call !== null && capacitiesOf(asActor(member), call).has('seller');
  }
  const begun = calibrationId !== null && calibrationById(db, calibrationId)?.startedAt != null;
  return begun && member.roles.includes('controller');
}

/** Works on a sheet that is not handed in yet, in one transaction. */
function onSheet<T extends { ok: true }>(
  app: App,
  member: Member,
  scoreId: number,
  work: (tx: Tx, sheet: BlindSheet) => T | Refused,
): T | Refused {
  return app.db.transaction((tx): T | Refused => {
    const score = blindScoreById(tx, scoreId);
    if (!score || !isTheirs(tx, member, score)) return refuse('not_found');
    if (score.submittedAt !== null) return refuse('stale');
    return work(tx, sheetOf(tx, score));
  });
}

/** Records one verdict and goes on to the next item without one. */
export function answerBlind(
  app: App,
  member: Member,
  scoreId: number,
  { itemCode, verdict }: { itemCode: string; verdict: Verdict },
): Done {
  return onSheet(app, member, scoreId, (tx, { version, answers }) => {
    const problem = answerProblem(version.checklist, itemCode, verdict);
    if (problem) return refuse(problem);
    const before = answers.get(itemCode);
    const kept = verdict === 'fail' && before?.verdict === 'fail' ? before : null;
    const given = {
      verdict,
      comment: kept?.comment ?? null,
      momentS: kept?.momentS ?? null,
    };
    saveBlindAnswer(tx, scoreId, itemCode, given);
    const others = itemsOf(version.checklist).filter(
      ({ code }) => code !== itemCode && !answers.has(code),
    );
    const ahead = nextItem(version.checklist, new Map(answers).set(itemCode, passed), itemCode);
    setBlindCursor(tx, scoreId, others.length === 0 ? null : ahead);
    return { ok: true };
  });
}

/** No comment is owed on a blind score, so that every answer leads on. */
const passed = { verdict: 'pass', comment: null, momentS: null } as const;

/** What was typed after a ❌: words, a moment, or both. */
export function commentBlind(
  app: App,
  member: Member,
  scoreId: number,
  { itemCode, typed }: { itemCode: string; typed: string },
): Done {
  return onSheet(app, member, scoreId, (tx, { score, answers }) => {
    const before = answers.get(itemCode);
    if (before?.verdict !== 'fail') return refuse('nothing_chosen');
    if (typed.length > limits.commentMax) return refuse('too_long');
    const said = parseComment(typed, recordedSecondsOf(tx, score.callId));
    saveBlindAnswer(tx, scoreId, itemCode, {
      verdict: 'fail',
      comment: said.comment ?? before.comment,
      momentS: said.momentS ?? before.momentS,
    });
    return { ok: true };
  });
}

/** Everything not answered yet was done. */
export function answerBlindRest(app: App, member: Member, scoreId: number): Done {
  return onSheet(app, member, scoreId, (tx, { version, answers }) => {
    for (const { code } of itemsOf(version.checklist)) {
      if (!answers.has(code)) saveBlindAnswer(tx, scoreId, code, passed);
    }
    setBlindCursor(tx, scoreId, null);
    return { ok: true };
  });
}

/** Shows an item, or all of them for null. */
export function showBlindItem(
  app: App,
  member: Member,
  scoreId: number,
  itemCode: string | null,
): Done {
  return onSheet(app, member, scoreId, (tx, { version }) => {
    const known = itemsOf(version.checklist).some(({ code }) => code === itemCode);
    if (itemCode !== null && !known) return refuse('stale');
    setBlindCursor(tx, scoreId, itemCode);
    return { ok: true };
  });
}

/** Hands a blind score in: every item is answered, and at least one counts. `then`: in the same transaction. */
export function submitBlind(
  app: App,
  member: Member,
  scoreId: number,
  then: (tx: Tx, sheet: BlindSheet) => Done = () => ({ ok: true }),
): Done {
  return onSheet(app, member, scoreId, (tx, sheet): Done => {
    const { version, answers } = sheet;
    if (itemsOf(version.checklist).some(({ code }) => !answers.has(code))) {
      return refuse('incomplete');
    }
    if (scoreOf(version.checklist, answers).possible === 0) return refuse('nothing_counts');
    const done = then(tx, sheet);
    if (done.ok && !submitBlindScore(tx, scoreId, app.now())) return refuse('stale');
    return done;
  });
}
