import { concedeAppeal } from '../../src/app/appeal/answer-appeal.ts';
import {
  confirmDecision,
  decideItem,
  decideReason,
  decideWhole,
} from '../../src/app/appeal/decide-appeal.ts';
import {
  beginAppeal,
  chooseKind,
  giveReason,
  sendAppeal,
  toggleItem,
} from '../../src/app/appeal/send-appeal.ts';
import { publishChecklist } from '../../src/app/company/publish-checklist.ts';
import { changePolicy } from '../../src/app/draw/change-policy.ts';
import { drawDue } from '../../src/app/draw/draw-calls.ts';
import { planDraws } from '../../src/app/draw/plan-draws.ts';
import { acceptScore } from '../../src/app/scoring/accept-score.ts';
import { approveDue } from '../../src/app/scoring/approve-due.ts';
import { nextCall } from '../../src/app/scoring/next-call.ts';
import {
  answerItem,
  answerRestDone,
  chooseType,
  commentLastFailed,
  submitScore,
} from '../../src/app/scoring/score-call.ts';
import { sendCall } from '../../src/app/scoring/send-call.ts';
import { currentVersion } from '../../src/db/checklists.ts';
import { itemsOf } from '../../src/domain/checklist.ts';
import { seededRandom } from '../../src/sandbox/company/past.ts';
import { checklist } from './checklist.ts';
import { type Company, must, type Standing, testCompany } from './company.ts';

export const heads: Readonly<Record<string, string>> = { Опт: 'petr', Розница: 'raisa' };
const decisions = ['seller_right', 'controller_right', 'item_unclear', 'not_applicable'] as const;

const serviceChecklist = {
  type: 'service',
  name: 'Сервис',
  sections: [
    {
      code: 'contact',
      name: 'Знакомство',
      items: [
        { code: 'greet', text: 'Поздоровался', weight: 7, critical: 'section' },
        { code: 'name', text: 'Назвал себя', weight: 11 },
      ],
    },
    {
      code: 'help',
      name: 'Помощь',
      items: [
        { code: 'answer', text: 'Ответил на вопрос', weight: 13, critical: 'call' },
        { code: 'alone', text: 'Предложил ещё помощь', weight: 3, na: true },
      ],
    },
  ],
};

/**
 * December 2026 of a company as it is lived: drawn and sent calls of two types, accepted, appealed and
 * decided in every way, left to silence (of the last days' calls into January); a checklist that changes on the 10th, prices that change on the
 * 15th, a seller who changes direction on the 12th and one who leaves on the 21st.
 */
export async function liveMonth(company: Company, callsADay = 60): Promise<void> {
  const { app, clock } = company;
  const roll = seededRandom(20_261_201);
  publishChecklist(app, serviceChecklist, null);
  const sellers = ['anna', 'ivan', 'boris'];
  for (let day = 1; day <= 31; day += 1) {
    const date = `2026-12-${String(day).padStart(2, '0')}`;
    if (new Date(`${date}T12:00:00Z`).getUTCDay() === 0) continue;
    clock.at(`${date}T08:00:00Z`);
    planDraws(app);
    await approveDue(app);
    await turnOf(company, day, sellers);
    const calls = await dayOf(company, { date, sellers, callsADay, roll, sends: day % 4 === 0 });
    for (const call of calls) decide(company, call, roll);
  }
  // A day of January: what is decided in it belongs to the month in which it was drawn.
  clock.at('2027-01-08T08:00:00Z');
  planDraws(app);
  await approveDue(app);
  await dayOf(company, { date: '2027-01-08', sellers, callsADay: 6, roll, sends: false });
  clock.at('2027-01-12T08:00:00Z');
  await approveDue(app);
}

const lived = new Map<string, Standing>();

/** A company that has lived through that month, twenty calls a day: lived once a process, then copied. */
export async function afterMonth(values: Parameters<typeof testCompany>[0] = {}): Promise<Company> {
  const key = JSON.stringify(values);
  const from = lived.get(key);
  if (from) return testCompany(values, { from });
  const company = testCompany(values);
  await liveMonth(company, 20);
  lived.set(key, company.standing());
  return company;
}

/** Calls come in and are drawn at the day's end, scored, told and answered; answers their numbers. */
async function dayOf(
  company: Company,
  day: {
    date: string;
    sellers: readonly string[];
    callsADay: number;
    roll: (n: number) => number;
    sends: boolean;
  },
): Promise<number[]> {
  const { app, clock } = company;
  const { date, sellers, roll } = day;
  const calls = Array.from({ length: day.callsADay }, () =>
    company.aCall({ sellerExternalId: sellers[roll(sellers.length)] ?? 'anna' }),
  );
  if (day.sends) sendOne(company, calls[0] ?? 0);
  clock.at(`${date}T16:00:00Z`);
  await drawDue(app);
  scoreAll(company, roll);
  clock.advance(app.policy().noticeHold);
  company.deliver();
  for (const call of calls) answerScore(company, call, roll);
  return calls;
}

async function turnOf(company: Company, day: number, sellers: string[]): Promise<void> {
  const { app } = company;
  if (day === 10) {
    const sections = checklist.sections.map((section) => ({
      ...section,
      name: `${section.name} 2`,
      items: section.items.map((item) => ({ ...item, weight: 5 + item.code.length })),
    }));
    publishChecklist(app, { ...checklist, name: 'Входящий 2', sections }, null);
  }
  if (day === 12)
    company.hire({ externalId: 'ivan', direction: 'Розница', roles: [{ role: 'seller' }] });
  if (day === 15) changePolicy(app, { violationPoints: 3, appealPoints: 7 }, null);
  if (day === 21) {
    company.hire({
      externalId: 'boris',
      direction: 'Розница',
      roles: [{ role: 'seller' }],
      active: false,
    });
    sellers.splice(sellers.indexOf('boris'), 1);
  }
}

function sendOne(company: Company, callId: number): void {
  const call = company.call(callId);
  const direction = call.directionId === company.as('anna').directionId ? 'Опт' : 'Розница';
  sendCall(company.app, company.as(heads[direction] ?? 'petr'), callId, 'спорный разговор');
}

function scoreAll(company: Company, roll: (n: number) => number): void {
  const { app } = company;
  for (;;) {
    const controller = company.as(['olga', 'pavel'][roll(2)] ?? 'olga');
    const leased = nextCall(app, controller);
    if (!leased.ok) return;
    const type = roll(3) === 0 ? 'service' : 'incoming';
    must(chooseType(app, controller, leased.callId, type));
    const items = itemsOf(currentVersion(app.db, type)?.checklist ?? { sections: [] });
    for (const item of items) {
      const rolled = roll(10);
      if (item.na && rolled === 0) {
        must(answerItem(app, controller, leased.callId, { itemCode: item.code, verdict: 'na' }));
      } else if (rolled < (item.critical === 'none' ? 3 : 1)) {
        must(answerItem(app, controller, leased.callId, { itemCode: item.code, verdict: 'fail' }));
        if (item.critical !== 'none' || roll(3) > 0) {
          must(commentLastFailed(app, controller, leased.callId, '0:10 молча'));
        }
      }
    }
    must(answerRestDone(app, controller, leased.callId));
    must(submitScore(app, controller, leased.callId));
  }
}

function failedOf({ app }: Company, callId: number): string[] {
  return app.db.orm.$client
    .prepare<[number], string>(
      `SELECT i.item_code FROM review_items i JOIN reviews r ON r.id = i.review_id
        WHERE r.call_id = ? AND i.verdict = 'fail' ORDER BY i.item_code`,
    )
    .pluck()
    .all(callId);
}

function answerScore(company: Company, callId: number, roll: (n: number) => number): void {
  const { app } = company;
  const call = company.call(callId);
  const seller = ['anna', 'ivan', 'boris'].map(company.as).find(({ id }) => id === call.sellerId);
  if (call.status !== 'scored_pending' || !seller) return;
  const rolled = roll(10);
  if (rolled < 3) acceptScore(app, seller, callId);
  const failed = failedOf(company, callId);
  if (rolled < 7 || failed.length === 0 || !beginAppeal(app, seller, callId).ok) return;
  const kind = roll(8);
  if (kind < 2) must(chooseKind(app, seller, callId, kind === 0 ? 'wrong_type' : 'not_my_call'));
  else if (failed.length > 1)
    for (const code of failed.slice(roll(2))) toggleItem(app, seller, callId, code);
  must(giveReason(app, seller, callId, { text: 'не согласен', voice: null }));
  sendAppeal(app, seller, callId);
}

function decide(company: Company, callId: number, roll: (n: number) => number): void {
  const { app } = company;
  if (company.call(callId).status !== 'scored_appealed') return;
  if (roll(6) === 0) {
    for (const by of ['olga', 'pavel']) concedeAppeal(app, company.as(by), callId);
    if (company.call(callId).status !== 'scored_appealed') return;
  }
  for (const head of Object.values(heads).map(company.as)) {
    for (const itemCode of failedOf(company, callId)) {
      const decision = decisions[roll(decisions.length)] ?? 'seller_right';
      decideItem(app, head, callId, { itemCode, decision });
    }
    decideWhole(app, head, callId, roll(2) === 0);
    decideReason(app, head, callId, 'послушал запись');
    if (confirmDecision(app, head, callId).ok) return;
  }
}
