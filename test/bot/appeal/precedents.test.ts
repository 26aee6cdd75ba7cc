import { expect, test } from 'vitest';
import {
  confirmDecision,
  decideItem,
  decideReason,
} from '../../../src/app/appeal/decide-appeal.ts';
import { caseView } from '../../../src/app/appeal/read-case.ts';
import { appealDraft } from '../../../src/app/appeal/read-draft.ts';
import { beginAppeal, giveReason, sendAppeal } from '../../../src/app/appeal/send-appeal.ts';
import { itemsScreen } from '../../../src/bot/appeal/appeal-screens.ts';
import { caseScreen } from '../../../src/bot/appeal/case-screens.ts';
import { precedentHandlers } from '../../../src/bot/appeal/precedents.ts';
import { handlersByVerb } from '../../../src/bot/buttons.ts';
import { type Company, must, testCompany } from '../../support/company.ts';
import { ctxOf, pressButton } from '../../support/press-button.ts';

const handlers = handlersByVerb(precedentHandlers);
const pressed = async (company: Company, who: string, verb: string, id: number) =>
  (await pressButton(handlers, company, who, `${verb}:${id}`)).screen;

async function appealed(company: Company, comment: string): Promise<number> {
  const { app, as } = company;
  const id = await company.told({ fails: ['need'], comment });
  must(beginAppeal(app, as('anna'), id));
  must(giveReason(app, as('anna'), id, { text: 'Не согласна', voice: null }));
  must(sendAppeal(app, as('anna'), id));
  return id;
}

async function decided(company: Company): Promise<void> {
  const { app, as } = company;
  const id = await appealed(company, 'не <спросил>');
  must(decideItem(app, as('petr'), id, { itemCode: 'need', decision: 'seller_right' }));
  must(decideReason(app, as('petr'), id, { ready: 'in-recording' }));
  must(confirmDecision(app, as('petr'), id));
}

test('a seller is shown past decisions once there are some, without what was said of others', async () => {
  const company = testCompany();
  const { app, as } = company;
  const labels = (id: number) => {
    must(beginAppeal(app, as('anna'), id));
    const { draft } = must(appealDraft(app, as('anna'), id));
    return itemsScreen(ctxOf(company, 'anna'), draft)
      .rows.flat()
      .map(({ text }) => text);
  };
  const first = await company.told({ fails: ['need'] });
  expect(labels(first)).not.toContain('⚖️ Как решали раньше');
  await decided(company);
  const id = await company.told({ fails: ['need'] });
  expect(labels(id)).toContain('⚖️ Как решали раньше');
  const shown = await pressed(company, 'anna', 'ap-past', id);
  expect(shown?.text).toBe(
    [
      '<b>Как решали раньше</b>',
      '',
      '«Выяснил потребность»: решено 1, в пользу продавца 1',
      '• 24.11 — прав продавец',
      '    <i>Есть в записи</i>',
      '',
      'Прошлые решения ничего не предрешают: каждый звонок слушают заново.',
    ].join('\n'),
  );
  expect(shown?.rows.flat().map(({ text }) => text)).toEqual(['◀ Назад']);
});

test('a head reads the comment as well, and the figures beside the item', async () => {
  const company = testCompany();
  const first = must(caseView(company.app, company.as('petr'), await appealed(company, 'молча')));
  expect(
    caseScreen(ctxOf(company, 'petr'), first.found)
      .rows.flat()
      .map(({ text }) => text),
  ).not.toContain('⚖️ Как решали раньше');
  await decided(company);
  const id = await appealed(company, 'молча');
  const { found } = must(caseView(company.app, company.as('petr'), id));
  const shown = caseScreen(ctxOf(company, 'petr'), found);
  expect(shown.text).toContain('Раньше по этому пункту: решено 1, в пользу продавца 1.');
  expect(shown.rows.flat().map(({ text }) => text)).toContain('⚖️ Как решали раньше');
  const past = await pressed(company, 'petr', 'case-past', id);
  expect(past?.text).toContain(
    '• 24.11 — прав продавец\n    <i>не &lt;спросил&gt;</i>\n    <i>Есть в записи</i>',
  );
});

test('whoever is not asked sees nothing of it', async () => {
  const company = testCompany();
  await decided(company);
  const id = await appealed(company, 'молча');
  expect(await pressed(company, 'boris', 'ap-past', id)).toBeUndefined();
  expect(await pressed(company, 'olga', 'case-past', id)).toBeUndefined();
});
