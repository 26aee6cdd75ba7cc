import { expect, test } from 'vitest';
import { appealedScore } from '../../../src/app/appeal/answer-appeal.ts';
import { caseView } from '../../../src/app/appeal/read-case.ts';
import { appealDraft } from '../../../src/app/appeal/read-draft.ts';
import { giveReason, nameItem } from '../../../src/app/appeal/send-appeal.ts';
import { itemsScreen, reasonScreen } from '../../../src/bot/appeal/appeal-screens.ts';
import { appealedHandlers, appealedScreen } from '../../../src/bot/appeal/appealed.ts';
import { caseScreen } from '../../../src/bot/appeal/case-screens.ts';
import { decisionHandlers } from '../../../src/bot/appeal/decide-appeal.ts';
import { noticeOf } from '../../../src/bot/appeal/score-notice.ts';
import { appealHandlers } from '../../../src/bot/appeal/send-appeal.ts';
import { handlersByVerb } from '../../../src/bot/buttons.ts';
import { type Company, must, testCompany } from '../../support/company.ts';
import { ctxOf, pressButton, shownOf } from '../../support/press-button.ts';

const handlers = handlersByVerb([...appealHandlers, ...appealedHandlers, ...decisionHandlers]);

const pressed = (company: Company, who: string, ...parts: unknown[]) =>
  pressButton(handlers, company, who, parts.join(':'));

/** Read once for the status table, once with the names that the next screen shows. */
const reads = 2;

test('what an act has read it passes on to its screen, which is the one that a fresh look would draw', async () => {
  const company = testCompany();
  const { app, as } = company;
  const id = await company.told({ fails: ['greet', 'need', 'next'] });
  const [anna, olga, petr] = [
    ctxOf(company, 'anna'),
    ctxOf(company, 'olga'),
    ctxOf(company, 'petr'),
  ];
  const draft = () => must(appealDraft(app, as('anna'), id)).draft;
  const notice = () => shownOf(noticeOf(anna, id));
  const appealed = () => {
    const { view, sheet } = must(appealedScore(app, as('olga'), id)).appealed;
    return shownOf(appealedScreen(app, olga.words, view, sheet));
  };
  const deciding = () => shownOf(caseScreen(petr, must(caseView(app, as('petr'), id)).found));
  const act = async (who: string, verb: string, parts: unknown[], now: () => unknown) =>
    expect([verb, await pressed(company, who, verb, id, ...parts)]).toEqual([
      verb,
      { screen: now(), reads },
    ]);

  await act('anna', 'appeal', [], () => shownOf(itemsScreen(anna, draft())));
  await act('anna', 'ap-item', ['greet', 1], () => shownOf(itemsScreen(anna, draft())));
  await act('anna', 'ap-drop', [], notice);
  await act('anna', 'appeal', [], () => shownOf(itemsScreen(anna, draft())));
  await act('anna', 'ap-kind', ['wrong_type'], () => shownOf(reasonScreen(anna, draft())));
  await act('anna', 'ap-item', ['greet', 1], () => shownOf(itemsScreen(anna, draft())));
  must(nameItem(app, as('anna'), id, { itemCode: 'next', wanted: true }));
  await act('anna', 'ap-reason', [], () => shownOf(reasonScreen(anna, draft())));
  must(giveReason(app, as('anna'), id, { text: 'На 0:10 здоровалась', voice: null }));
  await act('anna', 'ap-send', [], notice);
  expect(notice()?.text).toContain('Оценен: на обжаловании');

  await act('olga', 'appealed', [], appealed);
  await act('petr', 'decide', ['greet', 0], deciding);
  await act('olga', 'appealed', [], appealed);
  await act('petr', 'reopen', ['greet'], deciding);
  await act('olga', 'concede-yes', [], appealed);
});

test('a second press of the same item, or one on an item of an appeal that was dropped, changes nothing', async () => {
  const company = testCompany();
  const { app, as } = company;
  const id = await company.told({ fails: ['greet', 'need'] });
  const named = () => Object.keys(must(appealDraft(app, as('anna'), id)).draft.appeal.items);
  await pressed(company, 'anna', 'appeal', id);
  for (const wanted of [1, 1]) await pressed(company, 'anna', 'ap-item', id, 'greet', wanted);
  expect(named()).toEqual(['greet']);
  for (const wanted of [0, 0]) await pressed(company, 'anna', 'ap-item', id, 'greet', wanted);
  expect(named()).toEqual([]);
  await pressed(company, 'anna', 'ap-drop', id);
  await pressed(company, 'anna', 'ap-item', id, 'greet', 1);
  expect(appealDraft(app, as('anna'), id)).toEqual({ ok: false, refusal: 'stale' });
});
