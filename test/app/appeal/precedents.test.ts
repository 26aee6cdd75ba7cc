import { expect, test } from 'vitest';
import { concedeAppeal } from '../../../src/app/appeal/answer-appeal.ts';
import {
  confirmDecision,
  decideItem,
  decideReason,
} from '../../../src/app/appeal/decide-appeal.ts';
import { caseView } from '../../../src/app/appeal/read-case.ts';
import { appealDraft } from '../../../src/app/appeal/read-draft.ts';
import { precedentsOfCase, precedentsOfDraft } from '../../../src/app/appeal/read-precedents.ts';
import {
  beginAppeal,
  giveReason,
  sendAppeal,
  toggleItem,
} from '../../../src/app/appeal/send-appeal.ts';
import { publishChecklist } from '../../../src/app/company/publish-checklist.ts';
import type { Decision } from '../../../src/domain/call.ts';
import { checklist } from '../../support/checklist.ts';
import { type Company, must, testCompany } from '../../support/company.ts';

interface Appealed {
  fails?: readonly string[];
  comment?: string;
  says?: string;
}

/** One more call of Anna's, scored and appealed in all that failed. */
async function appealed(company: Company, { says = 'Не согласна', ...scored }: Appealed = {}) {
  const { app, as } = company;
  const id = await company.told({ fails: ['need'], ...scored });
  for (const code of scored.fails ?? ['need']) must(toggleItem(app, as('anna'), id, code));
  must(giveReason(app, as('anna'), id, { text: says, voice: null }));
  must(sendAppeal(app, as('anna'), id));
  return id;
}

async function decided(
  company: Company,
  decisions: Record<string, Decision>,
  { reason = 'Послушал', ...scored }: Appealed & { reason?: string } = {},
) {
  const { app, as } = company;
  const id = await appealed(company, { fails: Object.keys(decisions), ...scored });
  for (const [itemCode, decision] of Object.entries(decisions)) {
    must(decideItem(app, as('petr'), id, { itemCode, decision }));
  }
  must(decideReason(app, as('petr'), id, reason));
  must(confirmDecision(app, as('petr'), id));
  return id;
}

const ofCase = ({ app, as }: Company, id: number) =>
  must(precedentsOfCase(app, as('petr'), id)).precedents;

test('a head sees how the item was decided before, the latest first, with what was said', async () => {
  const company = testCompany();
  await decided(company, { need: 'seller_right' }, { comment: 'не спросил', reason: 'Спросил' });
  await decided(company, { need: 'controller_right', greet: 'seller_right' });
  const id = await appealed(company);
  const [found, ...others] = ofCase(company, id);
  expect(others).toEqual([]);
  expect(found?.tally).toEqual({ decided: 2, overturned: 1 });
  expect(found?.same).toEqual([
    expect.objectContaining({ decision: 'controller_right', reason: 'Послушал' }),
    expect.objectContaining({
      itemText: 'Выяснил потребность',
      decision: 'seller_right',
      reason: 'Спросил',
      comment: 'не спросил',
    }),
  ]);
  expect(must(caseView(company.app, company.as('petr'), id)).found.tally).toEqual(found?.tally);
});

test('a seller sees the same before they appeal, of each item that failed, and of their own calls alone', async () => {
  const company = testCompany();
  const { app, as } = company;
  await decided(company, { need: 'seller_right' });
  const id = await company.told({ fails: ['need', 'greet'] });
  must(beginAppeal(app, as('anna'), id));
  expect(must(appealDraft(app, as('anna'), id)).draft.hasPrecedents).toBe(true);
  const { precedents } = must(precedentsOfDraft(app, as('anna'), id));
  expect(precedents.map(({ item, tally }) => [item.code, tally])).toEqual([
    ['greet', { decided: 0, overturned: 0 }],
    ['need', { decided: 1, overturned: 1 }],
  ]);
  expect(precedentsOfDraft(app, as('boris'), id)).toEqual({ ok: false, refusal: 'not_found' });
  expect(precedentsOfCase(app, as('anna'), id).ok).toBe(false);
});

test('an open appeal is no precedent; one that the controller conceded is, without a reason', async () => {
  const company = testCompany();
  const { app, as } = company;
  const conceded = await appealed(company);
  const id = await appealed(company);
  expect(ofCase(company, id)[0]?.tally).toEqual({ decided: 0, overturned: 0 });
  must(concedeAppeal(app, as('olga'), conceded));
  expect(ofCase(company, id)[0]).toMatchObject({
    tally: { decided: 1, overturned: 1 },
    same: [{ decision: 'seller_right', reason: null }],
  });
});

test('an item that was worded again is another one, and is found again by similar words', async () => {
  const company = testCompany();
  const { app } = company;
  await decided(company, { need: 'seller_right' }, { comment: 'не спросил' });
  await decided(company, { rude: 'controller_right' }, { comment: 'шумно', says: 'Так и было' });
  const [contact, close] = structuredClone(checklist.sections);
  const items = contact?.items.map((item) =>
    item.code === 'need' ? { ...item, text: 'Выявил потребности клиента' } : item,
  );
  const sections = [{ ...contact, items }, close] as typeof checklist.sections;
  publishChecklist(app, { ...checklist, sections }, null);
  const id = await appealed(company);
  expect(ofCase(company, id)).toMatchObject([
    {
      tally: { decided: 0, overturned: 0 },
      same: [],
      similar: [{ itemText: 'Выяснил потребность', decision: 'seller_right' }],
    },
  ]);
});

test('similar is what item, comment or reason share words with, the nearest first', async () => {
  const company = testCompany();
  await decided(company, { greet: 'seller_right' }, { says: 'Клиент сам бросил трубку' });
  await decided(
    company,
    { next: 'controller_right' },
    { says: 'Клиент сам торопился и бросил трубку' },
  );
  await decided(
    company,
    { rude: 'seller_right' },
    { says: 'Совсем о другом', comment: 'нагрубил' },
  );
  const id = await appealed(company, { says: 'Торопился, бросил трубку' });
  expect(ofCase(company, id)[0]?.similar.map(({ itemText }) => itemText)).toEqual([
    'Договорился о следующем шаге',
    'Поздоровался',
  ]);
});

test('what people type finds words and is never a query of its own', async () => {
  const company = testCompany();
  const says = '" OR words:* NEAR(a b) ^"трубку" - {words}: * AND NOT';
  await decided(company, { greet: 'seller_right' }, { says });
  const id = await appealed(company, { says });
  expect(ofCase(company, id)[0]?.similar).toHaveLength(1);
});
