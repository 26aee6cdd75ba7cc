import type { App } from '../../app/app.ts';
import { creditSheet } from '../../app/calls/read-call.ts';
import type { Member } from '../../app/people/members.ts';
import { differencesFor, judgeItem } from '../../app/scoring/judge-difference.ts';
import {
  answerItem,
  answerRestDone,
  chooseType,
  commentLastFailed,
  submitScore,
} from '../../app/scoring/score-call.ts';
import { callFacts } from '../../db/calls.ts';
import type { Verdict } from '../../domain/checklist.ts';
import { seededRandom } from '../../domain/seeded-random.ts';
import { hear, type Past } from './past-people.ts';
import { pastWords } from './past-words.ts';

/** The second scores of the demo's past: mostly as the first ones, as people are who mostly agree. */

/** Whether a call that was leased is to be scored a second time. */
export function isSecond(app: App, callId: number): boolean {
  return callFacts(app.db, callId)?.status !== 'listening_credit';
}

/** Of a hundred that the first found done, so many the second finds not done; and the other way round. */
const foundMore = 5;
const foundLess = 22;
/** So many differences are left for whoever looks at the demo. */
const leftOpen = 3;

/** Scores a call a second time: the same type, and nearly the same verdicts. */
export function scoreAgain(past: Past, controller: Member, callId: number): void {
  const { app, language } = past;
  const first = creditSheet(app, callId);
  if (!first?.version) throw new Error(`call ${callId} of the demo's past has no score`);
  const random = seededRandom(callId);
  chooseType(app, controller, callId, first.version.checklist.type);
  for (const [itemCode, { verdict }] of first.answers) {
    const again = otherwise(verdict, random() * 100);
    if (again === 'pass') continue;
    answerItem(app, controller, callId, { itemCode, verdict: again });
    if (again === 'fail')
      commentLastFailed(app, controller, callId, pastWords[language].secondComment);
  }
  answerRestDone(app, controller, callId);
  hear(past, controller, callId);
  const submitted = submitScore(app, controller, callId);
  if (!submitted.ok) throw new Error(`call ${callId} of the demo's past: ${submitted.refusal}`);
}

function otherwise(verdict: Verdict, rolled: number): Verdict {
  if (verdict === 'na') return 'na';
  if (verdict === 'pass') return rolled < foundMore ? 'fail' : 'pass';
  return rolled < foundLess ? 'pass' : 'fail';
}

/** The heads say of most differences how it was, half of them for the stricter. */
export function judgeDifferences(app: App, heads: readonly Member[]): void {
  for (const head of heads) {
    for (;;) {
      const { waiting, next } = differencesFor(app, head);
      if (!next || waiting <= leftOpen) break;
      const { callId, item } = next;
      const judged = (callId + item.code.length) % 2 === 0 ? 'fail' : 'pass';
      if (!judgeItem(app, head, { callId, itemCode: item.code, judged }).ok) break;
    }
  }
}
