import { confirmDecision, decideReason, decideWhole } from '../../src/app/appeal/decide-appeal.ts';
import {
  beginAppeal,
  chooseKind,
  giveReason,
  sendAppeal,
} from '../../src/app/appeal/send-appeal.ts';
import { linkCall } from '../../src/app/calls/link-call.ts';
import { releaseCall } from '../../src/app/calls/release-call.ts';
import { drawDue } from '../../src/app/draw/draw-calls.ts';
import { planDraws } from '../../src/app/draw/plan-draws.ts';
import { registerClients, registerOrders } from '../../src/app/intake/register-clients.ts';
import { setActive } from '../../src/app/people/manage-person.ts';
import { nextCall } from '../../src/app/scoring/next-call.ts';
import { answerItem, chooseType } from '../../src/app/scoring/score-call.ts';
import { askAdvice } from '../../src/app/teaching/ask-advice.ts';
import { beginAdvice, beginSideReview, takeCall } from '../../src/app/teaching/teach.ts';
import type { Db } from '../../src/db/open.ts';
import { creditReviewOf } from '../../src/db/reviews.ts';
import { chooseSecond } from '../../src/db/second-scores.ts';
import { causes } from '../../src/domain/ledger.ts';
import { recordingFaults } from '../../src/domain/recording.ts';
import { type Company, must } from '../support/company.ts';
import type { Plan } from '../support/pay-plan.ts';
import { close, live, monthsBefore } from '../support/pay-walk.ts';
import { fillTables } from './fill-tables.ts';

const plan: Plan = {
  seededRandom: 11,
  sellers: ['anna', 'ivan', 'sveta'],
  directions: 2,
  admins: { second: true, scoring: 1 },
  rules: {
    ...{ drawCron: '0 19 * * 1-6', drawBy: 'perSeller', perSeller: 3, total: 4, percent: 100 },
    ...{ drawAlsoAsked: false, approvalDelay: 'P2D', workingDaysOnly: false, minListenShare: 0 },
    ...{ reviewPoints: 1, violationPoints: 2, appealPoints: 5, concedeControllerPoints: 3 },
    ...{ sendsPerMonth: 4, pointPriceMinor: 333, minScoredCalls: 1 },
    ...{ motivationScale: 'line 40:0.8 100:1.3', motivationPays: 'coefficient' },
  },
  turns: [],
  gaps: [2, 3, 4, 2, 3, 4, 2, 3],
  callsADay: 4,
};

/**
 * A database in which something of everything is there: a company that has lived for weeks and closed its
 * months, that has calls, appeals and drafts in hand at this moment, and a row of each other kind.
 */
export async function livedDatabase(): Promise<Db> {
  const life = await live(plan, new Set());
  const { company } = life;
  const { app } = company;
  const month = new Date(app.now()).toISOString().slice(0, 7);
  for (const one of monthsBefore(month)) close(life, one);
  await liveLastDay(company);
  fillTables(app.db.orm.$client);
  return app.db;
}

/** A call of each status, and each kind of draft, in the middle of being worked on. */
async function liveLastDay(company: Company): Promise<void> {
  const { app, clock, as } = company;
  clock.at('2027-01-11T10:00:00+03:00');
  planDraws(app);
  for (const one of [...plan.sellers, 'olga', 'pavel', 'bella'])
    setActive(app, null, as(one).id, true);
  const phone = '+79161234567';
  registerClients(app, [{ externalId: 'c', name: 'Север', phones: [phone] }]);
  const order = { externalId: 'o', number: '7', clientExternalId: 'c', inWork: true };
  registerOrders(app, [{ ...order, openedAt: '2027-01-01T00:00:00Z', phones: [phone] }]);
  const [asked = 0, begun = 0, taken = 0, linked = 0] = Array.from({ length: 4 }, () =>
    company.aCall({ sellerExternalId: 'anna' }),
  );
  // Too short to be drawn.
  company.aCall({ talkS: 30, externalNumber: phone });
  for (const fault of recordingFaults) {
    const told = 'UPDATE calls SET recording_fault = ? WHERE id = ?';
    app.db.orm.$client.prepare(told).run(fault, company.aCall({ talkS: 30 }));
  }
  must(linkCall(app, as('bella'), linked, { clientId: 1 }));
  for (const call of [asked, begun]) must(askAdvice(app, as('anna'), call, 'Что сказать?'));
  must(beginAdvice(app, as('bella'), begun));
  must(takeCall(app, as('bella'), taken));

  for (let call = 0; call < 9; call += 1)
    company.aCall({ sellerExternalId: ['ivan', 'anna', 'sveta'][call % 3] });
  clock.at('2027-01-11T19:00:00+03:00');
  await drawDue(app);
  const scored = ['olga', 'pavel', 'olga', 'pavel'].map((by) => {
    const { callId } = must(nextCall(app, as(by)));
    company.score(callId, { by });
    return callId;
  });
  must(releaseCall(app, as('olga'), must(nextCall(app, as('olga'))).callId, 'inaudible'));
  const { callId: held } = must(nextCall(app, as('pavel')));
  must(chooseType(app, as('pavel'), held, 'incoming'));
  must(answerItem(app, as('pavel'), held, { itemCode: 'greet', verdict: 'fail' }));
  clock.advance(app.policy().noticeHold);
  company.deliver();

  const [sent = 0, drafted = 0, beside = 0, annulled = 0] = scored;
  const first = creditReviewOf(app.db, drafted);
  if (!first) throw new Error(`call ${drafted} has no score`);
  const chosen = { callId: drafted, reviewId: first.id, firstId: first.reviewerId, now: 0 };
  app.db.transaction((tx) => chooseSecond(tx, chosen));
  const again = must(nextCall(app, as('olga')));
  if (again.callId !== drafted) throw new Error(`call ${again.callId} came before ${drafted}`);
  for (const call of [sent, drafted]) must(beginAppeal(app, sellerOf(company, call), call));
  must(chooseKind(app, sellerOf(company, sent), sent, 'wrong_type'));
  must(giveReason(app, sellerOf(company, sent), sent, { text: 'не согласен', voice: null }));
  must(sendAppeal(app, sellerOf(company, sent), sent));
  const seller = sellerOf(company, annulled);
  must(chooseKind(app, seller, annulled, 'not_my_call'));
  must(giveReason(app, seller, annulled, { text: 'не мой звонок', voice: null }));
  must(sendAppeal(app, seller, annulled));
  must(decideWhole(app, as('bella'), annulled, true));
  must(decideReason(app, as('bella'), annulled, 'послушала запись'));
  must(confirmDecision(app, as('bella'), annulled));
  transferByEachCause(company);
  tapForADraw(company);
  must(beginSideReview(app, as('bella'), beside));
}

function sellerOf({ as, call }: Company, callId: number) {
  const { sellerId } = call(callId);
  const found = plan.sellers.map(as).find(({ id }) => id === sellerId);
  if (!found) throw new Error(`call ${callId} is nobody's`);
  return found;
}

/** Its draws ask nobody for a tap: one is put between a freeze and its draw. */
function tapForADraw({ app, as }: Company): void {
  app.db.orm.$client
    .prepare(
      `INSERT INTO draw_taps (draw_id, seller_id, choice, tapped_at)
       SELECT id, ?, 1, frozen_at FROM draws WHERE drawn_at >= frozen_at LIMIT 1`,
    )
    .run(as('anna').id);
}

/** What this company was not paid for, and what older versions alone paid for, is paid once. */
function transferByEachCause({ app, clock }: Company): void {
  const { $client: client } = app.db.orm;
  const known = client.prepare<[], string>('SELECT DISTINCT cause FROM ledger').pluck().all();
  const pay = client.prepare(`
    INSERT INTO ledger (at, month, to_person_id, points, cause, review_id, reason)
    SELECT ?, '2027-01', reviewer_id, 1, ?, id, 'проба' FROM reviews
     WHERE purpose = 'credit' AND credit_month IS NOT NULL LIMIT 1`);
  for (const cause of causes) if (!known.includes(cause)) pay.run(clock.now, cause);
}
