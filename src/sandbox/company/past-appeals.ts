import { concedeAppeal } from '../../app/appeal/answer-appeal.ts';
import { confirmDecision, decideItem, decideReason } from '../../app/appeal/decide-appeal.ts';
import { appealsFor, caseView } from '../../app/appeal/read-case.ts';
import { beginAppeal, giveReason, sendAppeal, toggleItem } from '../../app/appeal/send-appeal.ts';
import { callCard, failuresOf } from '../../app/calls/read-call.ts';
import { acceptScore } from '../../app/scoring/accept-score.ts';
import { secondDecisionOf } from '../../db/second-decisions.ts';
import type { Status } from '../../domain/statuses.ts';
import { people } from './company.ts';
import { peopleIn } from './in-language.ts';
import { as, controllers, type Past } from './past-people.ts';
import { pastWords } from './past-words.ts';

interface Standing {
  status: Status;
  sellerExternalId: string;
  reviewerId: number | null;
  failed: string[];
}

/** A call as an admin sees it. */
export function standing(past: Past, callId: number): Standing {
  const found = callCard(past.app, as(past, 'admin-markova'), callId);
  if (!found.ok) throw new Error(`the demo's past has no call ${callId}`);
  const { call, view, sheets } = found.card;
  const sheet = sheets.find(({ review }) => review.purpose === 'credit');
  return {
    status: call.status,
    sellerExternalId: sellerCalled(past, view.sellerName),
    reviewerId: sheet?.review.reviewerId ?? null,
    failed: sheet ? failuresOf(sheet).map(({ item }) => item.code) : [],
  };
}

function sellerCalled({ language }: Past, name: string | null): string {
  return peopleIn(language).find((person) => person.name === name)?.externalId ?? '';
}

/** The seller agrees, says nothing, or appeals the first thing found. */
export function answer(past: Past, callId: number): void {
  const { app, roll } = past;
  const found = standing(past, callId);
  if (found.status !== 'scored_pending') return;
  const seller = as(past, found.sellerExternalId);
  const rolled = roll(10);
  const [first, ...rest] = found.failed;
  if (rolled < 5 || first === undefined) {
    acceptScore(app, seller, callId);
    return;
  }
  const strict = found.reviewerId === as(past, 'controller-mishin').id;
  if (rolled < (strict ? 6 : 8)) return;
  if (!beginAppeal(app, seller, callId).ok) return;
  // With one failed item it is chosen from the start.
  if (rest.length > 0) toggleItem(app, seller, callId, first);
  giveReason(app, seller, callId, { text: pastWords[past.language].appeal, voice: null });
  sendAppeal(app, seller, callId);
}

/** A head decides what is appealed; now and then the controller concedes. */
export function decide(past: Past, callId: number): void {
  const { app, roll } = past;
  const found = standing(past, callId);
  if (found.status !== 'scored_appealed') return;
  const strict = found.reviewerId === as(past, 'controller-mishin').id;
  if (roll(8) === 0) {
    for (const who of controllers) concedeAppeal(app, as(past, who), callId);
    return;
  }
  const head = as(past, headOf(found.sellerExternalId));
  const decision = roll(10) < (strict ? 7 : 3) ? 'seller_right' : 'controller_right';
  for (const itemCode of found.failed) decideItem(app, head, callId, { itemCode, decision });
  decideReason(app, head, callId, { ready: 'in-recording' });
  confirmDecision(app, head, callId);
}

/** The other head decides what is decided twice, mostly alike. */
export function decideAgain(past: Past): void {
  const { app, roll } = past;
  for (const who of ['head-orlova', 'head-shtern']) {
    const head = as(past, who);
    for (const { callId } of appealsFor(app, head)) {
      const found = caseView(app, head, callId);
      if (!found.ok) continue;
      const { named, call, appeal } = found.found;
      if (!call.appeal?.again) continue;
      const first = secondDecisionOf(app.db, appeal.id)?.first ?? {};
      for (const { item } of named) {
        const was = first[item.code] ?? 'controller_right';
        const other = was === 'controller_right' ? 'seller_right' : 'controller_right';
        const decision = roll(10) < 2 ? other : was;
        decideItem(app, head, callId, { itemCode: item.code, decision });
      }
      decideReason(app, head, callId, { ready: 'in-recording' });
      confirmDecision(app, head, callId);
    }
  }
}

function headOf(sellerExternalId: string): string {
  const seller = people.find(({ externalId }) => externalId === sellerExternalId);
  return seller?.direction === 'Розница' ? 'head-orlova' : 'head-shtern';
}
