import { expect, test } from 'vitest';
import { decideItem, decideReason } from '../../../src/app/appeal/decide-appeal.ts';
import { caseView } from '../../../src/app/appeal/read-case.ts';
import { beginAppeal, giveReason, sendAppeal } from '../../../src/app/appeal/send-appeal.ts';
import { publishChecklist } from '../../../src/app/company/publish-checklist.ts';
import { nextCall } from '../../../src/app/scoring/next-call.ts';
import {
  answerItem,
  chooseType,
  commentLastFailed,
  submitScore,
} from '../../../src/app/scoring/score-call.ts';
import { caseScreen } from '../../../src/bot/appeal/case-screens.ts';
import type { Ctx } from '../../../src/bot/context.ts';
import { wordsIn } from '../../../src/bot/words.ts';
import { must, testCompany } from '../../support/company.ts';

test.each([
  [null, 'Контролёр olga: без комментария'],
  ['молча', 'Контролёр olga:\n    <i>«молча»</i>'],
  ['0:10 молча', 'Контролёр olga:\n    <i>«молча»</i> ▶ 0:10'],
])('a head reads the comment %s as it was given', async (comment, said) => {
  const { app, as, told } = testCompany();
  const id = await told({ comment });
  must(beginAppeal(app, as('anna'), id));
  must(giveReason(app, as('anna'), id, { text: 'Здоровался', voice: null }));
  must(sendAppeal(app, as('anna'), id));
  const ctx = { app, member: as('petr'), words: wordsIn('ru', 'Europe/Moscow') } as Ctx;
  const { found } = must(caseView(app, as('petr'), id));
  expect(caseScreen(ctx, found).text.endsWith(said)).toBe(true);
});

test.each([
  ['ru', /Итог: не в зачёт\.<\/b> Не осталось пункта, который считается\. .*\+5.*−5/],
  ['en', /Result: not for credit\.<\/b> No item is left that counts\. .*\+5.*−5/],
] as const)(
  'a decision after which nothing counts says so before it is confirmed (%s)',
  async (language, said) => {
    const company = testCompany();
    const { app, as } = company;
    const items = [{ code: 'only', text: 'Сказал главное' }];
    const sections = [{ code: 'all', name: 'Разговор', items }];
    publishChecklist(app, { type: 'short', name: 'Короткий', sections }, null);
    const id = await company.drawn();
    must(nextCall(app, as('olga')));
    must(chooseType(app, as('olga'), id, 'short'));
    must(answerItem(app, as('olga'), id, { itemCode: 'only', verdict: 'fail' }));
    must(commentLastFailed(app, as('olga'), id, 'ничего не сказал'));
    must(submitScore(app, as('olga'), id));
    company.clock.advance(app.policy().noticeHold);
    company.deliver();
    must(beginAppeal(app, as('anna'), id));
    must(giveReason(app, as('anna'), id, { text: 'Не к месту', voice: null }));
    must(sendAppeal(app, as('anna'), id));
    must(decideItem(app, as('petr'), id, { itemCode: 'only', decision: 'not_applicable' }));
    must(decideReason(app, as('petr'), id, 'Не о том'));
    const ctx = { app, member: as('petr'), words: wordsIn(language, 'Europe/Moscow') } as Ctx;
    expect(caseScreen(ctx, must(caseView(app, as('petr'), id)).found).text).toMatch(said);
  },
);
