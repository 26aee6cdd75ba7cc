import { expect, test } from 'vitest';
import { callCard, creditSheet } from '../../src/app/calls/read-call.ts';
import { publishChecklist } from '../../src/app/company/publish-checklist.ts';
import { motivationOf } from '../../src/app/credit/motivate.ts';
import { nextCall } from '../../src/app/scoring/next-call.ts';
import { scoringSheet } from '../../src/app/scoring/read-sheet.ts';
import {
  answerItem,
  answerRestDone,
  chooseType,
  commentLastFailed,
  submitScore,
} from '../../src/app/scoring/score-call.ts';
import { detailsScreen } from '../../src/bot/appeal/score-details.ts';
import { noticeScreen } from '../../src/bot/appeal/score-notice.ts';
import { motivationLine } from '../../src/bot/credit/credit-words.ts';
import { scoringScreen } from '../../src/bot/scoring/scoring-screen.ts';
import { wordsIn } from '../../src/bot/words.ts';
import { defaultPolicy } from '../../src/domain/policy.ts';
import { checklist } from '../support/checklist.ts';
import { must, testCompany } from '../support/company.ts';

const zone = 'Europe/Moscow';
const [ru, en] = [wordsIn('ru', zone), wordsIn('en', zone)];

/** Критичный item of one section, and one of the call, fail as said. */
async function scoredWith(itemCode: string) {
  const company = testCompany();
  const { app, as } = company;
  const [contact, close] = checklist.sections;
  const items = contact?.items.map((item) =>
    item.code === 'greet' ? { ...item, critical: 'section' } : item,
  );
  const sections = [{ ...contact, items }, close];
  publishChecklist(app, { ...checklist, sections }, null);
  const id = await company.drawn();
  must(nextCall(app, as('olga')));
  must(chooseType(app, as('olga'), id, checklist.type));
  must(answerItem(app, as('olga'), id, { itemCode, verdict: 'fail' }));
  must(commentLastFailed(app, as('olga'), id, 'так и было'));
  must(answerRestDone(app, as('olga'), id));
  const open = scoringSheet(app, as('olga'), id);
  if (!open) throw new Error('no sheet');
  const overview = [ru, en].map(
    (words) =>
      scoringScreen(words, open, () => {
        throw new Error('the type is known');
      }).text,
  );
  must(submitScore(app, as('olga'), id));
  company.clock.advance(app.policy().noticeHold);
  company.deliver();
  const { card } = must(callCard(app, as('anna'), id));
  const sheet = creditSheet(app, id);
  if (!sheet) throw new Error('no score');
  const details = [ru, en].map((words) => detailsScreen(words, card, sheet).text);
  const notice = [ru, en].map((words) => noticeScreen(app, words, card, sheet).text);
  return { overview, details, notice };
}

test('a section at 0 % says that a critical item zeroed it, and the others say nothing', async () => {
  const { overview, details } = await scoredWith('greet');
  expect(details[0]).toContain('<b>Контакт</b> · 0,0\u00a0% · <i>обнулён критичным пунктом</i>');
  expect(details[1]).toContain('<b>Контакт</b> · 0.0\u00a0% · <i>zeroed by a critical item</i>');
  expect(details[0]).toMatch(/<b>Завершение<\/b> · 100,0\u00a0%\n/);
  expect(overview[0]).toContain('Контакт 0,0\u00a0% (обнулён критичным пунктом) · Завершение');
  expect(overview[1]).toContain('Контакт 0.0\u00a0% (zeroed by a critical item)');
});

test('a call that an item critical to it zeroed says so', async () => {
  const { overview, details, notice } = await scoredWith('rude');
  for (const texts of [overview, notice]) {
    expect(texts[0]).toContain('Критичный пункт звонка не выполнен: вся оценка обнулена.');
    expect(texts[1]).toContain(
      'An item critical to the call was not done: the whole score is zeroed.',
    );
  }
  expect(details[0]).not.toContain('обнулён');
});

test.each([
  [
    'coefficient',
    'До первой ступени шкалы (коэффициент 1) не хватает 0,9\u00a0п.\u00a0п.',
    /^0\.9 .*coefficient 1\)$/,
  ],
  [
    'sum',
    'До первой ступени шкалы (1\u00a0₽) не хватает 0,9\u00a0п.\u00a0п.',
    /^0\.9 percentage points are missing/,
  ],
] as const)(
  'below the first step it is said how far it is, not that it is far (%s)',
  (motivationPays, russian, english) => {
    const policy = { ...defaultPolicy, motivationScale: 'ступени 80:1 90:1,1', motivationPays };
    const motivation = motivationOf(policy, 'Опт', { mean: 791_000, drawn: 9 });
    if (!motivation) throw new Error('no scale');
    expect(motivationLine(ru, motivation, 'RUB')).toBe(russian);
    expect(motivationLine(en, motivation, 'RUB')).toMatch(english);
  },
);
