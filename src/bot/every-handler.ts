import { appealedHandlers } from './appeal/appealed.ts';
import { caseStaysLast } from './appeal/case-stays-last.ts';
import { decisionHandlers } from './appeal/decide-appeal.ts';
import { precedentHandlers } from './appeal/precedents.ts';
import { scoreHandlers } from './appeal/score-notice.ts';
import { appealHandlers } from './appeal/send-appeal.ts';
import type { ButtonHandler } from './buttons.ts';
import { callsHandlers } from './calls/calls.ts';
import { filterHandlers } from './calls/calls-filters.ts';
import { cardHandlers } from './calls/card.ts';
import { linkHandlers } from './calls/link-call.ts';
import { checklistHandlers } from './company/checklists.ts';
import { policyHandlers } from './company/policy.ts';
import { agreementHandlers } from './credit/agreement.ts';
import { controllersHandlers } from './credit/controllers.ts';
import { creditHandlers } from './credit/credit.ts';
import { creditPartsHandlers } from './credit/credit-parts.ts';
import { debtsHandlers } from './credit/debts.ts';
import { decisionsHandlers } from './credit/decisions.ts';
import { differencesHandlers } from './credit/differences.ts';
import { digestHandlers } from './credit/digest.ts';
import { slipHandlers } from './credit/pay-slip.ts';
import { periodHandlers } from './credit/period.ts';
import { periodFiguresHandlers } from './credit/period-figures.ts';
import { pointsHandlers } from './credit/points.ts';
import { scorersHandlers } from './credit/scorers.ts';
import { secondDecisionsHandlers } from './credit/second-decisions.ts';
import { strictnessHandlers } from './credit/strictness.ts';
import { takeCallHandlers } from './credit/take-call.ts';
import { teamHandlers } from './credit/team.ts';
import { teamMemberHandlers } from './credit/team-member.ts';
import { drawHandlers } from './draw/draw.ts';
import { tapHandlers } from './draw/taps.ts';
import { importHandlers } from './intake/import.ts';
import { helpHandlers } from './menu/help.ts';
import { menuHandlers } from './menu/menu.ts';
import { missedHandlers } from './menu/missed.ts';
import { undeliveredHandlers } from './menu/undelivered.ts';
import { peopleHandlers } from './people/people.ts';
import { listeningHandlers } from './recordings/listening.ts';
import { blindSheetHandlers } from './scoring/blind-sheet.ts';
import { calibrationHandlers } from './scoring/calibrations.ts';
import { queueHandlers } from './scoring/queue.ts';
import { returnedHandlers } from './scoring/returned-call.ts';
import { scoringSteps } from './scoring/scoring-steps.ts';
import { selfCheckHandlers } from './scoring/self-check.ts';
import { sendHandlers } from './scoring/send-call.ts';
import { sheetStaysLast } from './scoring/sheet-stays-last.ts';
import { adviceHandlers } from './teaching/advice.ts';
import { askHandlers } from './teaching/ask-advice.ts';
import { bestHandlers } from './teaching/best.ts';
import { learnHandlers } from './teaching/learn.ts';
import { ownExamplesHandlers } from './teaching/own-examples.ts';
import { taughtHandlers } from './teaching/taught.ts';
import { teachingHandlers } from './teaching/teach.ts';

/** What each kind of button does. */
export const handlers: readonly ButtonHandler[] = [
  ...menuHandlers,
  ...missedHandlers,
  ...undeliveredHandlers,
  ...helpHandlers,
  ...callsHandlers,
  ...filterHandlers,
  ...linkHandlers,
  ...cardHandlers,
  ...listeningHandlers([sheetStaysLast, caseStaysLast]),
  ...queueHandlers,
  ...scoringSteps,
  ...blindSheetHandlers,
  ...calibrationHandlers,
  ...selfCheckHandlers,
  ...sendHandlers,
  ...returnedHandlers,
  ...scoreHandlers,
  ...appealHandlers,
  ...appealedHandlers,
  ...decisionHandlers,
  ...precedentHandlers,
  ...peopleHandlers,
  ...checklistHandlers,
  ...policyHandlers,
  ...importHandlers,
  ...creditHandlers,
  ...creditPartsHandlers,
  ...slipHandlers,
  ...scorersHandlers,
  ...digestHandlers,
  ...pointsHandlers,
  ...periodHandlers,
  ...periodFiguresHandlers,
  ...debtsHandlers,
  ...controllersHandlers,
  ...agreementHandlers,
  ...differencesHandlers,
  ...strictnessHandlers,
  ...decisionsHandlers,
  ...secondDecisionsHandlers,
  ...learnHandlers,
  ...ownExamplesHandlers,
  ...bestHandlers,
  ...teamHandlers,
  ...teamMemberHandlers,
  ...drawHandlers,
  ...tapHandlers,
  ...askHandlers,
  ...taughtHandlers,
  ...teachingHandlers,
  ...takeCallHandlers,
  ...adviceHandlers,
];
