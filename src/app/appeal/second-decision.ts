import { dropDecisionDrafts } from '../../db/appeals.ts';
import type { Tx } from '../../db/open.ts';
import { noticeByKey } from '../../db/outbox.ts';
import type { Member } from '../../db/people.ts';
import {
  decideSecond,
  insertSecondDecision,
  itemsDecidedSince,
  secondDecisionOf,
  twiceDecidedSince,
} from '../../db/second-decisions.ts';
import type { AgainFacts, Call } from '../../domain/call.ts';
import {
  type Decided,
  decidedOf,
  decidedTwice,
  type HeadSoFar,
  isForSeller,
  needsSecondHead,
  shareForSeller,
} from '../../domain/second-decision.ts';
import { isChosenForSecond } from '../../domain/second-score.ts';
import { plusDuration } from '../../domain/time.ts';
import type { App } from '../app.ts';
import { notify } from '../notices/notify.ts';
import type { Ending } from '../scoring/finish-review.ts';
import type { Case } from './open-case.ts';
import { judgesOf } from './tell-judges.ts';

/** So far back a head's decisions are looked at. */
const decisionSpan = 'P90D';

type Decision = Pick<Ending, 'outcome' | 'decisions'>;

const inOneForm = ({ appeal }: Case, { outcome, decisions }: Decision): Decided =>
  decidedOf(appeal.kind, decisions, outcome === 'annulled');

/**
 * Whether what this head has decided waits for a second head, past what the rules allow; it is kept, and
 * the others are asked. Not where nobody else may decide.
 */
export function isProposed(
  tx: Tx,
  app: App,
  member: Member,
  found: Case,
  ending: Decision,
): boolean {
  const { call, review, appeal } = found;
  // Whoever decides second decides.
  if (call.appeal?.again) return false;
  const first = inOneForm(found, ending);
  const known = soFar(tx, app, { headId: member.id, sellerId: appeal.sellerId }, first);
  if (!needsSecondHead(known, app.policy())) return false;
  if (!putUp(tx, app, { member, call, appealId: appeal.id, first, isProposal: true })) return false;
  for (const personId of [appeal.sellerId, review.reviewerId]) {
    notify(tx, app, {
      key: `second_head:${appeal.id}:${personId}`,
      personId,
      kind: 'second_head',
      callId: call.id,
    });
  }
  return true;
}

/** What is known when a head decides an appeal of a seller. */
function soFar(
  tx: Tx,
  app: App,
  { headId, sellerId }: { headId: number; sellerId: number },
  atHand: Decided,
): HeadSoFar {
  const from = plusDuration(app.now(), `-${decisionSpan}`, app.policy().timeZone);
  const twice = twiceDecidedSince(tx, from).flatMap((one) =>
    decidedTwice(one.first, one.second).map((item) => ({ ...one, ...item })),
  );
  const ofHead = twice.filter(({ firstById }) => firstById === headId);
  const fallen = ofHead.filter(({ first, second }) => first !== second);
  const counted = itemsDecidedSince(tx, from);
  const ofOthers = counted.filter((one) => one.sellerId !== sellerId && one.decidedById !== headId);
  // A second decision that only compared is another head's word all the same.
  const compared = twice.filter(
    (one) => !one.isProposal && one.secondById !== headId && one.sellerId !== sellerId,
  );
  return {
    fell: { count: fallen.length, of: ofHead.length },
    fellForSeller: fallen.some(
      (one) => one.sellerId === sellerId && isForSeller(one.first) && !isForSeller(one.second),
    ),
    forSeller: shareForSeller([
      ...counted.filter((one) => one.sellerId === sellerId).map(({ decision }) => decision),
      ...Object.values(atHand),
    ]),
    others: shareForSeller([
      ...ofOthers.map(({ decision }) => decision),
      ...compared.map(({ second }) => second),
    ]),
    atHand,
  };
}

/** Has a share of what counts decided once more, chosen by lot, by somebody who is not told so. */
export function chooseAgain(tx: Tx, app: App, member: Member, found: Case, ending: Decision): void {
  const percent = app.policy().secondDecisionPercent;
  if (found.call.appeal?.again || percent === 0) return;
  if (!isChosenForSecond(percent, app.randomBytes(4).readUInt32BE() / 2 ** 32)) return;
  const first = inOneForm(found, ending);
  putUp(tx, app, { member, call: found.call, appealId: found.appeal.id, first, isProposal: false });
}

interface PutUp {
  member: Member;
  call: Call;
  appealId: number;
  first: Decided;
  isProposal: boolean;
}

/** Asks the other heads, as with any appeal; false where there is none who may decide it. */
function putUp(tx: Tx, app: App, { member, call, ...what }: PutUp): boolean {
  const anyHead = othersOf(tx, app, call, { firstById: member.id, anyHead: false }).length === 0;
  const others = othersOf(tx, app, call, { firstById: member.id, anyHead });
  if (others.length === 0) return false;
  insertSecondDecision(tx, { ...what, firstById: member.id, anyHead, now: app.now() });
  for (const { id } of others) askAgain(tx, app, { ...what, call, personId: id });
  return true;
}

/**
 * Tells a head of the appeal as of any other one. Whoever was told when it was handed in would know by a second
 * such message that it was decided: they find it among what waits for them, and are reminded where somebody
 * waits for the decision.
 */
function askAgain(
  tx: Tx,
  app: App,
  about: { appealId: number; call: Call; personId: number; isProposal: boolean },
): void {
  const { appealId, call, personId, isProposal } = about;
  const key = `appeal:${appealId}:new:${personId}`;
  const to = { personId, callId: call.id };
  if (!noticeByKey(tx, key)) {
    notify(tx, app, { key, ...to, kind: 'appeal_waiting', payload: { appealId, stage: 'new' } });
  } else if (isProposal) {
    notify(tx, app, {
      // A proposal that was withdrawn can be made again.
      key: `appeal:${appealId}:second:${personId}:${app.now()}`,
      ...to,
      kind: 'appeal_overdue',
      payload: { appealId, stage: 'reminder' },
    });
  }
}

/** The heads beside the first who may decide an appeal. */
export function othersOf(tx: Tx, app: App, call: Call, again: AgainFacts): Member[] {
  return call.appeal ? judgesOf(tx, app, { ...call, appeal: { ...call.appeal, again } }) : [];
}

/**
 * Writes down what a second head decided. Where the first had only proposed, this decision is the one
 * that counts, and the first head is told how it ended.
 */
export function settleAgain(tx: Tx, app: App, member: Member, found: Case, ending: Decision): void {
  const again = secondDecisionOf(tx, found.appeal.id);
  if (!again || !found.call.appeal?.again) return;
  const second = inOneForm(found, ending);
  decideSecond(tx, { appealId: again.appealId, secondById: member.id, second, now: app.now() });
  dropDecisionDrafts(tx, again.appealId);
  if (!again.isProposal) return;
  notify(tx, app, {
    key: `appeal_decided:${again.appealId}:${again.firstById}`,
    personId: again.firstById,
    kind: 'appeal_decided',
    callId: found.call.id,
  });
}
