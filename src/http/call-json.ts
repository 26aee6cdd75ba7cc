import type { z } from 'zod';
import type { ExportedCall } from '../app/calls/export-call.ts';
import { type ReviewSheet, standingScore } from '../app/calls/read-call.ts';
import { itemsOf } from '../domain/checklist.ts';
import { scoreText } from '../domain/credit.ts';
import { codeOrTyped } from '../domain/ready-reasons.ts';
import { toRfc3339 } from '../domain/time.ts';
import type { CallAnswer, callAnswer, ReviewAnswer } from './answers.ts';

const instant = (at: number | null) => (at === null ? null : toRfc3339(at));

/** Points with the percentage that people see; null where nothing counted. */
function score(earned: number | null, possible: number | null) {
  const percent = earned !== null && possible ? scoreText(earned, possible) : null;
  return { earned, possible, percent };
}

/** A call as a list shows it. */
export function callSummaryJson(call: ExportedCall['call']): CallAnswer {
  return {
    id: call.id,
    source: call.source,
    externalId: call.externalId,
    direction: call.flow,
    status: call.status,
    sellerId: call.sellerId,
    sellerExternalId: call.sellerExternalId,
    sellerName: call.sellerName,
    sellerExtension: call.sellerExtension,
    sellerDirection: call.directionName,
    externalNumber: call.phone ?? (call.rawNumber || null),
    startedAt: toRfc3339(call.startedAt),
    durationS: call.durationS,
    talkS: call.talkS,
    recording: recordingOf(call),
    clientExternalId: call.clientExternalId,
    orderExternalId: call.orderExternalId,
    orderNumber: call.orderNumber,
    callType: call.typeCode,
    drawDate: call.drawDate,
    sentBy: call.sentByName,
    deadlineAt: instant(call.deadlineAt),
  };
}

function recordingOf({ recordingUrl, recordingPath }: ExportedCall['call']) {
  if (recordingUrl !== null) return { url: recordingUrl };
  return recordingPath === null ? null : { path: recordingPath };
}

/** A call with its history and its reviews, whole: a token sees everything. */
export function callJson({
  call,
  history,
  otherTalks,
  sheets,
}: ExportedCall): z.output<typeof callAnswer> {
  return {
    ...callSummaryJson(call),
    history: history.map(({ at, verb, from, to, actorId, actorName, note }) => ({
      at: toRfc3339(at),
      verb,
      from,
      to,
      actorId,
      actor: actorName,
      note: note === null ? null : codeOrTyped(note),
    })),
    otherTalks: otherTalks.map(({ sellerId, name, extension, talkS }) => ({
      sellerId,
      sellerName: name,
      sellerExtension: extension,
      talkS,
    })),
    reviews: sheets.map(reviewJson),
  };
}

function reviewJson(sheet: ReviewSheet): ReviewAnswer {
  const { review, version } = sheet;
  const sections = standingScore(sheet)?.sections ?? [];
  return {
    id: review.id,
    purpose: review.purpose,
    state: review.state as ReviewAnswer['state'],
    reviewerId: review.reviewerId,
    reviewer: review.reviewerName,
    ...score(review.earned, review.possible),
    handedIn: score(review.handedInEarned, review.handedInPossible),
    callType: version?.checklist.type ?? null,
    checklistVersion: version?.version ?? null,
    sections: sections.map(({ code, name, earned, possible }) => ({
      code,
      name,
      ...score(earned, possible),
    })),
    items: itemsJson(sheet),
    recommendation: review.recommendation,
    tooFast: review.tooFast,
    submittedAt: instant(review.submittedAt),
    approvedAt: instant(review.approvedAt),
    creditMonth: review.creditMonth,
    appeal: appealJson(sheet),
  };
}

/** Verdicts in the checklist's order. */
function itemsJson({ version, answers, standing }: ReviewSheet): ReviewAnswer['items'] {
  const items = version ? itemsOf(version.checklist) : [];
  return items.flatMap(({ code, text }) => {
    const given = answers.get(code);
    if (!given) return [];
    const { verdict, comment, momentS } = given;
    return {
      code,
      text,
      verdict,
      standing: standing.get(code)?.verdict ?? verdict,
      comment,
      momentS,
    };
  });
}

function appealJson({ appeal }: ReviewSheet): ReviewAnswer['appeal'] {
  if (!appeal || appeal.state === 'draft') return null;
  return {
    state: appeal.state,
    kind: appeal.kind,
    reason: appeal.reason,
    answer: appeal.answer,
    openedAt: instant(appeal.openedAt),
    decidedAt: instant(appeal.decidedAt),
    decisionReason: appeal.decisionReason === null ? null : codeOrTyped(appeal.decisionReason),
    decisions: appeal.items,
  };
}
