import { expect, test } from 'vitest';
import { concedeAppeal } from '../../../src/app/appeal/answer-appeal.ts';
import {
  confirmDecision,
  decideItem,
  decideReason,
} from '../../../src/app/appeal/decide-appeal.ts';
import { giveReason, sendAppeal, toggleItem } from '../../../src/app/appeal/send-appeal.ts';
import { creditSheet } from '../../../src/app/calls/read-call.ts';
import { pauseItem, resumeItem } from '../../../src/app/company/pause-item.ts';
import { previewOf, receiveChecklists } from '../../../src/app/company/preview-checklist.ts';
import { publishChecklist } from '../../../src/app/company/publish-checklist.ts';
import { oneChecklist } from '../../../src/app/company/read-checklists.ts';
import { agreementOverview } from '../../../src/app/credit/read-agreement.ts';
import { acceptScore } from '../../../src/app/scoring/accept-score.ts';
import { nextCall } from '../../../src/app/scoring/next-call.ts';
import { scoringSheet } from '../../../src/app/scoring/read-sheet.ts';
import { recallScore } from '../../../src/app/scoring/recall-score.ts';
import {
  answerItem,
  answerRestDone,
  chooseType,
  submitScore,
} from '../../../src/app/scoring/score-call.ts';
import { settleSeconds } from '../../../src/app/scoring/settle-seconds.ts';
import { beginSideReview, submitTeaching } from '../../../src/app/teaching/teach.ts';
import type { Decision } from '../../../src/domain/call.ts';
import { checklist } from '../../support/checklist.ts';
import { type Company, must, testCompany } from '../../support/company.ts';

const rule = { itemDecidedFrom: 2, itemOverturnedPercent: 40 };
const greet = { versionId: 1, itemCode: 'greet' };

async function appealed(company: Company): Promise<number> {
  const { app, as } = company;
  const id = await company.told({ fails: ['greet', 'need'] });
  must(toggleItem(app, as('anna'), id, 'greet'));
  must(giveReason(app, as('anna'), id, { text: 'Слышно', voice: null }));
  must(sendAppeal(app, as('anna'), id));
  return id;
}

async function decided(company: Company, decision: Decision): Promise<number> {
  const { app, as } = company;
  const id = await appealed(company);
  must(decideItem(app, as('petr'), id, { itemCode: 'greet', decision }));
  must(decideReason(app, as('petr'), id, 'Послушал'));
  must(confirmDecision(app, as('petr'), id));
  return id;
}

/** The greeting has been overturned in two decisions of two. */
async function flagged(values = {}): Promise<Company> {
  const company = testCompany({ ...rule, ...values });
  await decided(company, 'seller_right');
  await decided(company, 'item_unclear');
  return company;
}

async function paused(values = {}): Promise<Company> {
  const company = await flagged(values);
  must(pauseItem(company.app, company.as('root'), greet));
  return company;
}

const told = (company: Company) =>
  company
    .deliver()
    .filter(({ kind }) => kind === 'item_overturned')
    .map(({ personId }) => personId);
const lineOf = ({ app, as }: Company) => must(oneChecklist(app, as('root'), 1)).line;

/** Olga holds the next call of Anna's and has chosen its type. */
async function begun(company: Company): Promise<number> {
  const { app, as } = company;
  const id = await company.drawn();
  must(nextCall(app, as('olga')));
  must(chooseType(app, as('olga'), id, 'incoming'));
  return id;
}
const sheetOf = ({ app, as }: Company, id: number) => {
  const sheet = scoringSheet(app, as('olga'), id);
  if (!sheet) throw new Error('no sheet');
  return sheet;
};

test('both administrators are told once, by the decision that takes an item over the rule', async () => {
  const company = testCompany({ ...rule, itemOverturnedPercent: 50 });
  company.hire({ externalId: 'second', roles: [{ role: 'admin' }], telegramId: 7777 });
  const admins = [company.as('root').id, company.as('second').id];
  await decided(company, 'seller_right');
  expect(told(company)).toEqual([]);
  await decided(company, 'controller_right');
  expect(lineOf(company).overturned.size).toBe(0);
  expect(told(company)).toEqual([]);
  await decided(company, 'not_applicable');
  expect(told(company)).toEqual(admins);
  expect(lineOf(company).overturned.get('greet')).toEqual({
    ...{ decided: 3, overturned: 2, isOften: true },
  });
  await decided(company, 'seller_right');
  expect(told(company)).toEqual([]);
});

test('what a controller concedes is counted and told of as well', async () => {
  const company = testCompany({ ...rule, itemDecidedFrom: 1 });
  const id = await appealed(company);
  must(concedeAppeal(company.app, company.as('olga'), id));
  expect(told(company)).toEqual([company.as('root').id]);
});

test('an administrator alone pauses it, and none that is not overturned so often', async () => {
  const company = await flagged();
  const { app, as } = company;
  for (const who of ['petr', 'olga', 'anna']) {
    expect(pauseItem(app, as(who), greet)).toEqual({ ok: false, refusal: 'not_allowed' });
    expect(resumeItem(app, as(who), greet)).toEqual({ ok: false, refusal: 'not_allowed' });
  }
  expect(pauseItem(app, as('root'), { ...greet, itemCode: 'need' })).toEqual({
    ...{ ok: false, refusal: 'not_overturned_often' },
  });
  expect(pauseItem(app, as('root'), { ...greet, itemCode: 'nothing' })).toEqual({
    ...{ ok: false, refusal: 'stale' },
  });
  expect(lineOf(company).paused.size).toBe(0);
});

test('two administrators pause it once, and either ends the pause, once', async () => {
  const company = await paused();
  const { app, as } = company;
  const second = company.hire({ externalId: 'second', roles: [{ role: 'admin' }] });
  must(pauseItem(app, second, greet));
  const pauses = () =>
    app.db.orm.$client.prepare('SELECT count(*) FROM paused_items').pluck().get();
  expect(pauses()).toBe(1);
  expect(lineOf(company).paused.get('greet')).toMatchObject({ pausedBy: 'root' });
  must(resumeItem(app, second, greet));
  must(resumeItem(app, as('root'), greet));
  expect(lineOf(company).paused.size).toBe(0);
  expect(pauses()).toBe(1);
});

test('a score that is handed in counts it for nobody, and those before stay as they were', async () => {
  const company = await flagged();
  const { app, as } = company;
  const before = await company.scored({ fails: [] });
  company.clock.advance('PT1H');
  must(pauseItem(app, as('root'), greet));
  expect(creditSheet(app, before)).toMatchObject({ review: { earned: 11, possible: 11 } });
  expect(creditSheet(app, before)?.paused.size).toBe(0);

  const id = await begun(company);
  const sheet = sheetOf(company, id);
  expect(sheet.current?.code).toBe('need');
  expect([...sheet.paused]).toEqual(['greet']);
  for (const verdict of ['pass', 'fail', 'na'] as const) {
    expect(answerItem(app, as('olga'), id, { itemCode: 'greet', verdict })).toEqual({
      ...{ ok: false, refusal: 'item_paused' },
    });
  }
  must(answerRestDone(app, as('olga'), id));
  must(submitScore(app, as('olga'), id));
  const scored = creditSheet(app, id);
  expect(scored).toMatchObject({ review: { earned: 10, possible: 10, verdicts: 'npppp' } });
  expect(scored?.answers.get('greet')?.verdict).toBe('na');
  expect([...(scored?.paused ?? [])]).toEqual(['greet']);

  company.clock.advance('PT1H');
  must(resumeItem(app, as('root'), greet));
  // It says for good why it did not count.
  expect([...(creditSheet(app, id)?.paused ?? [])]).toEqual(['greet']);
});

test('a draft begun before is handed in without it; resumed meanwhile, what was marked stands', async () => {
  const company = await flagged();
  const { app, as } = company;
  const id = await begun(company);
  must(answerItem(app, as('olga'), id, { itemCode: 'greet', verdict: 'fail' }));
  must(pauseItem(app, as('root'), greet));
  expect(sheetOf(company, id).answers.get('greet')?.verdict).toBe('na');
  expect(sheetOf(company, id).lastFailed).toBeNull();
  must(resumeItem(app, as('root'), greet));
  expect(sheetOf(company, id).answers.get('greet')?.verdict).toBe('fail');
  must(pauseItem(app, as('root'), greet));
  must(answerRestDone(app, as('olga'), id));
  must(submitScore(app, as('olga'), id));
  expect(creditSheet(app, id)).toMatchObject({ review: { earned: 10, possible: 10 } });
});

test('a score taken back asks for it again once it is resumed', async () => {
  const company = await paused();
  const { app, as } = company;
  const id = await begun(company);
  must(answerRestDone(app, as('olga'), id));
  must(submitScore(app, as('olga'), id));
  must(recallScore(app, as('olga'), id));
  must(resumeItem(app, as('root'), greet));
  expect(submitScore(app, as('olga'), id)).toEqual({ ok: false, refusal: 'incomplete' });
  must(answerItem(app, as('olga'), id, { itemCode: 'greet', verdict: 'pass' }));
  must(submitScore(app, as('olga'), id));
  expect(creditSheet(app, id)).toMatchObject({ review: { earned: 11, possible: 11 } });
});

test('where nothing but paused items and such as do not apply is left, no score is handed in', async () => {
  const one = {
    ...{ type: 'short', name: 'Короткий' },
    sections: [
      {
        code: 'all',
        name: 'Всё',
        items: [
          { code: 'greet', text: 'Поздоровался' },
          { code: 'price', text: 'Назвал цену', na: true },
        ],
      },
    ],
  };
  const company = await flagged();
  const { app, as } = company;
  publishChecklist(app, one, null);
  const id = await begun(company);
  must(chooseType(app, as('olga'), id, 'short'));
  app.db.orm.$client
    .prepare(
      `INSERT INTO paused_items (checklist_id, version_id, item_code, paused_by_id, paused_at)
       VALUES (2, 2, 'greet', ?, 0)`,
    )
    .run(as('root').id);
  must(answerItem(app, as('olga'), id, { itemCode: 'price', verdict: 'na' }));
  expect(submitScore(app, as('olga'), id)).toEqual({ ok: false, refusal: 'nothing_counts' });
  must(answerItem(app, as('olga'), id, { itemCode: 'price', verdict: 'fail' }));
  must(submitScore(app, as('olga'), id));
});

const reworded = (text: string) => ({
  ...checklist,
  sections: checklist.sections.map((section) => ({
    ...section,
    items: section.items.map((item) => (item.code === 'greet' ? { ...item, text } : item)),
  })),
});

test('a version that words it otherwise ends the pause, and its preview says so', async () => {
  const company = await paused();
  const { app, as } = company;
  const preview = (next: object) => {
    const bytes = Buffer.from(JSON.stringify(next));
    const received = must(receiveChecklists(app, as('root'), { name: 'next.yaml', bytes }));
    if (received.result !== 'preview') throw new Error('problems');
    const { id } = received.preview;
    const shown = id === null ? received.preview : must(previewOf(app, as('root'), id)).preview;
    const codes = (items: readonly { code: string }[] = []) => items.map(({ code }) => code);
    const { pauses } = shown.proposed[0] ?? {};
    return { ended: codes(pauses?.ended), kept: codes(pauses?.kept) };
  };
  expect(preview({ ...checklist, name: 'Иначе' })).toEqual({ ended: [], kept: ['greet'] });
  const next = reworded('Поздоровался и представился');
  expect(preview(next)).toEqual({ ended: ['greet'], kept: [] });

  const old = await begun(company);
  publishChecklist(app, { ...checklist, name: 'Иначе' }, null);
  expect([...lineOf(company).paused.keys()]).toEqual(['greet']);
  publishChecklist(app, next, null);
  expect(lineOf(company).paused.size).toBe(0);
  expect(pauseItem(app, as('root'), greet)).toEqual({ ok: false, refusal: 'stale' });
  // A score begun on the old words is made on them, and there it still does not count.
  expect([...sheetOf(company, old).paused]).toEqual(['greet']);
  must(chooseType(app, as('olga'), old, 'incoming'));
  expect(sheetOf(company, old).paused.size).toBe(0);
  must(answerItem(app, as('olga'), old, { itemCode: 'greet', verdict: 'fail' }));
});

test('a teaching review counts it no more than a score does; words alone stay words alone', async () => {
  const company = await paused();
  const { app, as } = company;
  const id = await company.told({ fails: [] });
  must(beginSideReview(app, as('petr'), id));
  must(chooseType(app, as('petr'), id, 'incoming'));
  expect(submitTeaching(app, as('petr'), id)).toEqual({ ok: false, refusal: 'nothing_said' });
  must(answerItem(app, as('petr'), id, { itemCode: 'need', verdict: 'fail' }));
  must(submitTeaching(app, as('petr'), id));
  const items = app.db.orm.$client
    .prepare(
      `SELECT item_code, verdict FROM review_items JOIN reviews ON reviews.id = review_id
        WHERE purpose = 'side' ORDER BY item_code`,
    )
    .raw()
    .all();
  expect(items).toEqual([
    ['greet', 'na'],
    ['need', 'fail'],
  ]);
});

test('an item paused between a score and its second one is no difference between the two', async () => {
  const company = await flagged({ secondScorePercent: 100 });
  const { app, as } = company;
  const client = app.db.orm.$client;
  client.prepare('UPDATE second_scores SET dropped_at = 0').run();
  const id = await company.told({ fails: ['greet', 'need'] });
  must(pauseItem(app, as('root'), greet));
  must(nextCall(app, as('pavel')));
  must(chooseType(app, as('pavel'), id, 'incoming'));
  must(answerRestDone(app, as('pavel'), id));
  must(submitScore(app, as('pavel'), id));
  company.clock.advance('P3D');
  must(acceptScore(app, as('anna'), id));
  settleSeconds(app);
  const found = client.prepare('SELECT item_code FROM second_differences').pluck().all();
  expect(found).toEqual(['need']);
  expect(must(agreementOverview(app, as('petr'))).found.figures.items).toBe(4);
});
