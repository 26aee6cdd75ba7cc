import { expect, test } from 'vitest';
import { confirmDecision, decideItem, decideReason } from '../../src/app/appeal/decide-appeal.ts';
import { caseView } from '../../src/app/appeal/read-case.ts';
import { beginAppeal, giveReason, sendAppeal } from '../../src/app/appeal/send-appeal.ts';
import { callCard, creditSheet } from '../../src/app/calls/read-call.ts';
import { nextCall } from '../../src/app/scoring/next-call.ts';
import { sendCall } from '../../src/app/scoring/send-call.ts';
import { decidedScreen } from '../../src/bot/appeal/appealed.ts';
import { caseScreen } from '../../src/bot/appeal/case-screens.ts';
import { noticeScreen } from '../../src/bot/appeal/score-notice.ts';
import { cardScreen } from '../../src/bot/calls/card.ts';
import type { Ctx } from '../../src/bot/context.ts';
import { wordsIn } from '../../src/bot/words.ts';
import { decisionReasons, type GivenReason, sendReasons } from '../../src/domain/ready-reasons.ts';
import { must, testCompany } from '../support/company.ts';

const zone = 'Europe/Moscow';
const [ru, en] = [wordsIn('ru', zone), wordsIn('en', zone)];

/** What the seller, and the head before they confirm, read of a decision with this reason, in both languages. */
async function decided(reason: GivenReason<(typeof decisionReasons)[number]>): Promise<string[][]> {
  const { app, as, told } = testCompany();
  const id = await told();
  must(beginAppeal(app, as('anna'), id));
  must(giveReason(app, as('anna'), id, { text: 'Здоровалась', voice: null }));
  must(sendAppeal(app, as('anna'), id));
  must(decideItem(app, as('petr'), id, { itemCode: 'greet', decision: 'seller_right' }));
  must(decideReason(app, as('petr'), id, reason));
  const { found } = must(caseView(app, as('petr'), id));
  const heads = [ru, en].map(
    (words) => caseScreen({ app, member: as('petr'), words } as Ctx, found).text,
  );
  must(confirmDecision(app, as('petr'), id));
  const { card } = must(callCard(app, as('anna'), id));
  const sheet = creditSheet(app, id);
  if (!sheet) throw new Error('no sheet');
  return [ru, en].map((words, at) => [
    heads[at] ?? '',
    decidedScreen(app, words, card.view, sheet, as('anna').id).text,
    cardScreen(words, card).text,
  ]);
}

test.each(decisionReasons)(
  'the ready reason %s of a decision is read by each in their own language',
  async (ready) => {
    const [russian = [], english = []] = await decided({ ready });
    for (const text of russian) expect(text).toContain(ru.plain(`reason-${ready}`));
    for (const text of english) {
      expect(text).toContain(en.plain(`reason-${ready}`));
      expect(text).not.toContain(ru.plain(`reason-${ready}`));
    }
  },
);

test('a reason that was typed stays as it is, also where it reads like a code', async () => {
  for (const typed of ['Так и есть', 'in-recording']) {
    for (const texts of await decided(typed))
      for (const text of texts) expect(text).toContain(typed);
  }
});

test.each(sendReasons)(
  'the ready reason %s for sending a call is read by its seller in their language',
  (ready) => {
    const company = testCompany();
    const { app, as, aCall, clock } = company;
    const id = aCall();
    must(sendCall(app, as('petr'), id, { ready }));
    must(nextCall(app, as('olga')));
    company.score(id);
    clock.advance(app.policy().noticeHold);
    company.deliver();
    const { card } = must(callCard(app, as('anna'), id));
    const sheet = creditSheet(app, id);
    if (!sheet) throw new Error('no sheet');
    for (const words of [ru, en]) {
      const said = words.plain(`reason-${ready}`);
      expect(noticeScreen(app, words, card, sheet).text).toContain(said);
      expect(cardScreen(words, card).text).toContain(said);
    }
  },
);
