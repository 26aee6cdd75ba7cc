import { expect, test } from 'vitest';
import { beginAppeal, giveReason, sendAppeal } from '../../src/app/appeal-score.ts';
import { caseView } from '../../src/app/read-case.ts';
import type { Ctx } from '../../src/bot/context.ts';
import { caseScreen } from '../../src/bot/supervisor/appeals.ts';
import { wordsIn } from '../../src/bot/words.ts';
import { must, testCompany } from '../support/company.ts';

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
