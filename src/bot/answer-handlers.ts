import { appealAnswerHandler } from './appeal/appealed.ts';
import { decisionReasonAnswerHandler } from './appeal/decide-appeal.ts';
import { appealReasonAnswerHandler } from './appeal/send-appeal.ts';
import { callsSearchAnswerHandler } from './calls/calls-filters.ts';
import { linkSearchAnswerHandler } from './calls/link-call.ts';
import { checklistTextAnswerHandler } from './company/checklists.ts';
import { policyValueAnswerHandler } from './company/policy.ts';
import { debtReasonAnswerHandler } from './credit/debts.ts';
import { periodReasonAnswerHandler } from './credit/period.ts';
import { reversalReasonAnswerHandler } from './credit/points.ts';
import { peopleAnswerHandlers } from './people/people.ts';
import type { AnswerHandlers } from './questions.ts';
import { blindCommentAnswerHandler } from './scoring/blind-sheet.ts';
import { sendReasonAnswerHandler } from './scoring/send-call.ts';
import { questionAnswerHandler } from './teaching/ask-advice.ts';
import { bestMomentAnswerHandler } from './teaching/best.ts';

/** Who takes what was asked, by its kind. */
export const answerHandlers: AnswerHandlers = {
  appeal_answer: appealAnswerHandler,
  appeal_reason: appealReasonAnswerHandler,
  advice_question: questionAnswerHandler,
  blind_comment: blindCommentAnswerHandler,
  best_moment: bestMomentAnswerHandler,
  send_reason: sendReasonAnswerHandler,
  policy_value: policyValueAnswerHandler,
  checklist_yaml: checklistTextAnswerHandler,
  decision_reason: decisionReasonAnswerHandler,
  ...peopleAnswerHandlers,
  reversal_reason: reversalReasonAnswerHandler,
  period_reason: periodReasonAnswerHandler,
  debt_reason: debtReasonAnswerHandler,
  link_search: linkSearchAnswerHandler,
  calls_search: callsSearchAnswerHandler,
};
