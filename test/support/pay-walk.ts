import { concedeAppeal } from '../../src/app/appeal/answer-appeal.ts';
import {
  confirmDecision,
  decideItem,
  decideReason,
  decideWhole,
} from '../../src/app/appeal/decide-appeal.ts';
import {
  chooseKind,
  giveReason,
  sendAppeal,
  toggleItem,
} from '../../src/app/appeal/send-appeal.ts';
import { watchAppeals } from '../../src/app/appeal/watch-appeals.ts';
import { releaseCall } from '../../src/app/calls/release-call.ts';
import { returnCalls } from '../../src/app/calls/return-calls.ts';
import { publishChecklist } from '../../src/app/company/publish-checklist.ts';
import { closePeriod, reopenPeriod } from '../../src/app/credit/close-period.ts';
import { reverseTransfer } from '../../src/app/credit/reverse-transfer.ts';
import { readDebts, writeOffDebt } from '../../src/app/credit/write-off-debt.ts';
import { changePolicy } from '../../src/app/draw/change-policy.ts';
import { drawDue } from '../../src/app/draw/draw-calls.ts';
import { planDraws } from '../../src/app/draw/plan-draws.ts';
import { addAbsence, endAbsence } from '../../src/app/people/manage-absences.ts';
import { setActive, setDirection } from '../../src/app/people/manage-person.ts';
import { acceptScore } from '../../src/app/scoring/accept-score.ts';
import { approveDue } from '../../src/app/scoring/approve-due.ts';
import { nextCall } from '../../src/app/scoring/next-call.ts';
import { recallScore } from '../../src/app/scoring/recall-score.ts';
import {
  answerItem,
  answerRestDone,
  chooseType,
  commentLastFailed,
  recommend,
  recordingWasSent,
  submitScore,
} from '../../src/app/scoring/score-call.ts';
import { sendCall } from '../../src/app/scoring/send-call.ts';
import { askAdvice } from '../../src/app/teaching/ask-advice.ts';
import { submitTeaching, takeCall } from '../../src/app/teaching/teach.ts';
import type { Member } from '../../src/db/people.ts';
import { releaseReasons } from '../../src/domain/call.ts';
import { seededRandom } from '../../src/sandbox/company/past.ts';
import { type Company, testCompany } from './company.ts';
import { checklistsOf, directionNames, type Plan, scoringSellers } from './pay-plan.ts';

/** A company at some moment of its life, with its random numbers and what has been reached in it. */
export interface Life {
  company: Company;
  plan: Plan;
  roll: (n: number) => number;
  controllers: readonly string[];
  admins: readonly string[];
  editions: number;
  reached: Set<string>;
}

const heads = ['petr', 'raisa', 'sveta', 'bella'];
/** Nine letters are no explanation, ten are one. */
const comments = [
  '.',
  '0:00',
  '0:41',
  '59:59',
  'слышно, все',
  'слышно, всем',
  '0:07 перебил клиента',
];
const dayMs = 86_400_000;

const pick = <T>({ roll }: Life, from: readonly T[]): T | undefined => from[roll(from.length)];
const oneOfCalls = ({ company }: Life, status: string): number[] =>
  company.app.db.orm.$client
    .prepare<[string], number>('SELECT id FROM calls WHERE status = ? ORDER BY id')
    .pluck()
    .all(status);

/** A company that has lived through its plan, at noon of the fifth of the month after; its months still to be closed. */
export async function live(plan: Plan, reached: Set<string>): Promise<Life> {
  const life = found(plan, reached);
  const { company } = life;
  let day = Date.parse('2026-11-23T00:00:00+03:00');
  for (const [number, gap] of plan.gaps.entries()) {
    await liveDay(life, day, number);
    day += gap * dayMs;
  }
  const end = new Date(day);
  company.clock.at(Date.UTC(end.getUTCFullYear(), end.getUTCMonth() + 1, 5, 9));
  planDraws(company.app);
  await drawDue(company.app);
  await approveDue(company.app);
  company.clock.advance('PT1M');
  return life;
}

function found(plan: Plan, reached: Set<string>): Life {
  const company = testCompany(plan.rules, { seed: `pay ${plan.seededRandom}` });
  const directions = directionNames.slice(0, plan.directions);
  for (const [index, externalId] of plan.sellers.entries()) {
    const scoring = scoringSellers.includes(externalId) ? [{ role: 'controller' }] : [];
    const heading = externalId === 'sveta' ? [{ role: 'supervisor' }] : [];
    company.hire({
      externalId,
      direction: directions[index % directions.length],
      roles: [{ role: 'seller' }, ...scoring, ...heading],
      mentorExternalIds: index % 2 === 0 ? ['marta'] : [],
    });
  }
  company.hire({ externalId: 'bella', roles: [{ role: 'supervisor' }, { role: 'mentor' }] });
  const admins = plan.admins.second ? ['root', 'adela'] : ['root'];
  for (const [index, externalId] of admins.entries()) {
    const scoring = index < plan.admins.scoring ? [{ role: 'controller' }] : [];
    company.hire({ externalId, roles: [{ role: 'admin' }, ...scoring] });
  }
  const controllers = [
    'olga',
    'pavel',
    ...plan.sellers.filter((name) => scoringSellers.includes(name)),
    ...admins.slice(0, plan.admins.scoring),
  ];
  const roll = seededRandom(plan.seededRandom);
  const life = { company, plan, roll, controllers, admins, editions: 0, reached };
  publish(life);
  return life;
}

function publish(life: Life): void {
  life.editions += 1;
  for (const one of checklistsOf(life.editions)) publishChecklist(life.company.app, one, null);
}

async function liveDay(life: Life, midnight: number, number: number): Promise<void> {
  const { company, roll, plan } = life;
  const { app, clock } = company;
  const hour = (hours: number) => clock.at(midnight + hours * 3_600_000);
  hour(10);
  planDraws(app);
  await approveDue(app);
  watchAppeals(app);
  returnCalls(app);
  company.deliver();
  turnOfPeople(life, midnight);
  hour(11);
  administer(life);
  for (const at of [12, 18]) {
    hour(at);
    // In the middle of the window, but where there are two draws a day.
    const turns = at === 18 ? plan.turns.filter(({ day }) => day === number) : [];
    for (const { rules } of turns) changePolicy(app, rules, null);
    const calls = Array.from({ length: Math.ceil(plan.callsADay / 2) }, () => takeIn(life));
    for (const call of calls) beforeDraw(life, call);
    hour(at + 1);
    await drawDue(app);
    scoreSome(life);
    if (roll(3) === 0) afterDraw(life);
  }
  clock.advance(app.policy().noticeHold);
  company.deliver();
  for (const call of oneOfCalls(life, 'scored_pending')) answer(life, call);
  for (const call of oneOfCalls(life, 'scored_appealed')) decide(life, call);
}

/** Somebody is away, before it is said, while or after; leaves, comes back, or changes direction. */
function turnOfPeople(life: Life, midnight: number): void {
  const { company, roll, plan, reached } = life;
  const { app } = company;
  const who = pick(life, [...plan.sellers, 'olga']) ?? 'anna';
  const person = company.as(who);
  const date = (days: number) =>
    new Date(midnight + days * dayMs + 12 * 3_600_000).toISOString().slice(0, 10);
  const turn = roll(9);
  if (turn < 3) {
    const from = [1, 0, -4][turn] ?? 0;
    const absence = { kind: 'holiday', from: date(from), to: date(from + roll(4)) } as const;
    const added = addAbsence(app, null, person.id, absence);
    if (added.ok && roll(3) === 0) endAbsence(app, null, added.id);
  }
  if (turn === 3) {
    setActive(app, null, person.id, !person.active);
    reached.add(person.active ? 'deactivated' : 'back again');
  }
  if (turn === 4 && person.active && plan.sellers.includes(who)) {
    const direction = directionNames[roll(plan.directions)] ?? 'Опт';
    setDirection(app, null, person.id, direction);
  }
  if (turn === 5) publish(life);
}

/** Months that are over are closed, one opened again; debts are written off, transfers taken back. */
function administer(life: Life): void {
  const { company, roll, reached } = life;
  const { app, clock } = company;
  const someTransfer = (where: string) =>
    pick(
      life,
      app.db.orm.$client.prepare<[], number>(`SELECT id FROM ledger WHERE ${where}`).pluck().all(),
    ) ?? 0;
  const admin = company.as(pick(life, life.admins) ?? 'root');
  if (roll(4) === 0) reverseTransfer(app, admin, someTransfer('reverses_id IS NULL'), 'ошибка');
  clock.advance('PT1M');
  const month = new Date(clock.now).toISOString().slice(0, 7);
  if (roll(2) === 0) for (const one of monthsBefore(month)) close(life, one);
  clock.advance('PT1M');
  const { found } = readDebts(app, admin) as { found: { debts: { personId: number }[] } | null };
  for (const { personId } of found?.debts ?? []) {
    if (roll(2) > 0 || !writeOffDebt(app, admin, personId, 'ушёл').ok) continue;
    reached.add('write_off');
    clock.advance('PT1M');
    if (roll(4) > 0) continue;
    const off = someTransfer(
      `cause = 'write_off' AND reverses_id IS NULL ORDER BY id DESC LIMIT 1`,
    );
    if (reverseTransfer(app, admin, off, 'рано').ok) reached.add('write_off taken back');
  }
  clock.advance('PT1M');
  if (roll(4) === 0) {
    for (const one of monthsBefore(month).toReversed()) {
      if (!reopenPeriod(app, admin, one, 'ещё раз').ok) continue;
      reached.add('reopened');
      break;
    }
  }
  clock.advance('PT1M');
}

/** The months of the walk before this one. */
export function monthsBefore(month: string): string[] {
  return ['2026-11', '2026-12', '2027-01', '2027-02', '2027-03'].filter((one) => one < month);
}

/** Closes a month by whichever administrator may; answers why not. */
export function close({ company, admins, reached }: Life, month: string): string | null {
  let refused: string | null = null;
  for (const admin of admins) {
    const closed = closePeriod(company.app, company.as(admin), month);
    if (closed.ok) return null;
    refused = closed.refusal;
    if (refused !== 'other_admin') return refused;
    reached.add('closed by another');
  }
  return refused;
}

function takeIn(life: Life): number {
  const { company, plan, roll } = life;
  return company.aCall({
    sellerExternalId: pick(life, plan.sellers),
    talkS: [30, 75, 120, 400][roll(4)],
    durationS: 500,
  });
}

function beforeDraw(life: Life, call: number): void {
  const { company, roll } = life;
  const { app } = company;
  const turn = roll(12);
  const seller = nameOf(life, company.call(call).sellerId);
  if (turn === 0 && seller) askAdvice(app, seller, call, null);
  if (turn === 1) {
    const teacher = company.as(roll(2) === 0 ? 'marta' : 'bella');
    takeCall(app, teacher, call);
    if (roll(2) === 0) releaseCall(app, teacher, call, 'private');
    else {
      recommend(app, teacher, call, 'Слушайте дольше');
      submitTeaching(app, teacher, call);
    }
  }
  if (turn === 2 || turn === 3) {
    for (const head of heads.slice(0, 2)) sendCall(app, company.as(head), call, 'спорный звонок');
  }
}

/** A call that was left by the draw is sent all the same. */
function afterDraw(life: Life): void {
  const call = pick(life, oneOfCalls(life, 'unclassified'));
  if (call !== undefined) {
    sendCall(life.company.app, life.company.as('bella'), call, 'посмотрите');
  }
}

function nameOf({ company, plan, controllers }: Life, id: number | null): Member | undefined {
  return [...plan.sellers, ...controllers].map(company.as).find((one) => one.id === id);
}

/** Controllers work at the queue, some of it stays for another day. */
function scoreSome(life: Life): void {
  const { company, roll } = life;
  const { app } = company;
  for (let most = 12; most > 0 && roll(10) > 0; most -= 1) {
    const controller = company.as(pick(life, life.controllers) ?? 'olga');
    const leased = controller.active ? nextCall(app, controller) : null;
    if (!leased?.ok) continue;
    const { callId } = leased;
    if (roll(9) === 0) {
      releaseCall(app, controller, callId, pick(life, releaseReasons) ?? 'private');
      // A head who confirms it; otherwise another controller hears it.
      if (roll(2) === 0) releaseCall(app, company.as('bella'), callId, 'private');
      continue;
    }
    score(life, controller, callId);
    if (roll(12) > 0 || !recallScore(app, controller, callId).ok) continue;
    life.reached.add('recalled');
    if (roll(2) === 0) score(life, controller, callId);
  }
}

function score(life: Life, controller: Member, callId: number): void {
  const { company, roll } = life;
  const { app } = company;
  const type = roll(3) === 0 ? 'short' : 'incoming';
  if (!chooseType(app, controller, callId, type).ok) return;
  if (roll(3) > 0) recordingWasSent(app, controller, callId);
  if (roll(2) === 0) company.clock.advance('PT4M');
  const codes =
    type === 'short'
      ? ['heard', 'asked', 'thanks']
      : ['greet', 'need', 'price', 'next', 'again', 'rude'];
  for (const itemCode of codes) {
    const turn = roll(10);
    if (turn < 4) {
      answerItem(app, controller, callId, { itemCode, verdict: 'fail' });
      if (roll(5) > 0 || itemCode === 'need' || itemCode === 'rude') {
        commentLastFailed(app, controller, callId, pick(life, comments) ?? '.');
      }
    } else if (turn < 7) {
      answerItem(app, controller, callId, { itemCode, verdict: 'na' });
    }
  }
  answerRestDone(app, controller, callId);
  // A bare moment is no comment on what is critical: then the words are still owed.
  if (submitScore(app, controller, callId).ok) return;
  for (const itemCode of ['need', 'rude']) {
    answerItem(app, controller, callId, { itemCode, verdict: 'pass' });
  }
  submitScore(app, controller, callId);
}

/** A seller accepts, appeals in any way, or is silent. */
function answer(life: Life, call: number): void {
  const { company, roll } = life;
  const { app } = company;
  const seller = nameOf(life, company.call(call).sellerId);
  const turn = roll(10);
  if (!seller?.active || turn < 3) return;
  if (turn < 5) {
    acceptScore(app, seller, call);
    return;
  }
  const failed = app.db.orm.$client
    .prepare<[number], string>(
      `SELECT item_code FROM review_items i JOIN reviews r ON r.id = i.review_id
        WHERE r.call_id = ? AND r.purpose = 'credit' AND r.state = 'submitted' AND verdict = 'fail'`,
    )
    .pluck()
    .all(call);
  if (failed.length === 0) return;
  const all = roll(2) === 0;
  for (const code of failed) if (all || roll(2) === 0) toggleItem(app, seller, call, code);
  if (roll(4) === 0) chooseKind(app, seller, call, roll(2) === 0 ? 'wrong_type' : 'not_my_call');
  giveReason(app, seller, call, { text: 'не согласен', voice: null });
  sendAppeal(app, seller, call);
}

/** Conceded, decided by whoever may, or left for another day. */
function decide(life: Life, call: number): void {
  const { company, roll } = life;
  const { app } = company;
  const turn = roll(8);
  if (turn < 2) return;
  const scorer = nameOf(life, company.call(call).scoredById);
  if (turn === 2 && scorer && concedeAppeal(app, scorer, call).ok) return;
  const choices = ['seller_right', 'item_unclear', 'not_applicable', 'controller_right'] as const;
  const throughout = roll(2) === 0 ? pick(life, choices) : undefined;
  const items = app.db.orm.$client
    .prepare<[number], string>(
      `SELECT item_code FROM appeal_items i JOIN appeals a ON a.id = i.appeal_id
        WHERE a.call_id = ? AND a.state = 'open' ORDER BY item_code`,
    )
    .pluck()
    .all(call);
  for (const head of heads.filter((name) => name !== 'sveta' || life.plan.sellers.includes(name))) {
    const judge = company.as(head);
    for (const itemCode of items) {
      const decision = throughout ?? pick(life, choices) ?? 'seller_right';
      decideItem(app, judge, call, { itemCode, decision });
    }
    decideWhole(app, judge, call, roll(2) === 0);
    decideReason(app, judge, call, 'послушал запись');
    if (confirmDecision(app, judge, call).ok) return;
  }
}
