import { describe, expect, it } from 'vitest';
import { answerAppeal } from '../../src/app/appeal/answer-appeal.ts';
import { confirmDecision, decideItem, decideReason } from '../../src/app/appeal/decide-appeal.ts';
import { caseView } from '../../src/app/appeal/read-case.ts';
import { appealDraft } from '../../src/app/appeal/read-draft.ts';
import {
  beginAppeal,
  giveReason,
  sendAppeal,
  toggleItem,
} from '../../src/app/appeal/send-appeal.ts';
import { callCard, creditSheet, viewOf } from '../../src/app/calls/read-call.ts';
import { callTypes, publishChecklist } from '../../src/app/company/publish-checklist.ts';
import { drawDue } from '../../src/app/draw/draw-calls.ts';
import { nextCall } from '../../src/app/scoring/next-call.ts';
import { scoringSheet } from '../../src/app/scoring/read-sheet.ts';
import {
  answerItem,
  chooseType,
  commentLastFailed,
  recommend,
  showItem,
  submitScore,
} from '../../src/app/scoring/score-call.ts';
import { confirmScreen, itemsScreen, reasonScreen } from '../../src/bot/appeal/appeal-screens.ts';
import { appealedScreen, decidedScreen } from '../../src/bot/appeal/appealed.ts';
import { appealsScreen } from '../../src/bot/appeal/appeals-list.ts';
import { caseScreen } from '../../src/bot/appeal/case-screens.ts';
import { detailsScreen } from '../../src/bot/appeal/score-details.ts';
import { noticeScreen } from '../../src/bot/appeal/score-notice.ts';
import { cardButton } from '../../src/bot/call-buttons.ts';
import { callsScreen } from '../../src/bot/calls/calls.ts';
import { cardScreen } from '../../src/bot/calls/card.ts';
import type { Ctx } from '../../src/bot/context.ts';
import { drawScreen } from '../../src/bot/draw/draw.ts';
import { scoringScreen } from '../../src/bot/scoring/scoring-screen.ts';
import { typeScreen } from '../../src/bot/scoring/type-screen.ts';
import { cut, fitting, type Screen, screen } from '../../src/bot/screen.ts';
import { wordsIn } from '../../src/bot/words.ts';
import { decisions } from '../../src/domain/call.ts';
import { type Language, languages } from '../../src/domain/person.ts';
import { parseHtml } from '../../src/sandbox/telegram/html.ts';
import { type Company, must, testCompany } from '../support/company.ts';

const zone = 'Europe/Moscow';
/** Exactly so many UTF-16 units, each the worst there is for HTML or for cutting. */
const full = (length: number) =>
  '😀<&>'
    .repeat(length)
    .slice(0, length)
    .replace(/\p{Cs}$/u, '.');
const codeOf = (kind: string, index: number) => `${kind}${index}`.padEnd(32, 'x');
const itemCodes = Array.from({ length: 40 }, (_, index) => codeOf('item', index));
const itemOf = (code: string) => ({
  code,
  text: full(200),
  guidance: full(300),
  weight: 100,
  critical: 'section',
  na: true,
});
const sectionOf = (code: string, codes: string[]) => ({
  code,
  name: full(200),
  items: codes.map(itemOf),
});

/** Checklists at every limit: a section an item, and all in one. */
const checklists = {
  'forty sections': itemCodes.map((code, index) => sectionOf(codeOf('part', index), [code])),
  'one section': [sectionOf(codeOf('part', 0), itemCodes)],
};
const type = codeOf('type', 0);

function shownTo(text: string): string {
  const parsed = parseHtml(text);
  if ('wrong' in parsed) throw new Error(parsed.wrong);
  return parsed.text;
}

function expectSendable(name: string, { text, rows }: Screen): void {
  const shown = shownTo(text);
  expect(shown.length, name).toBeLessThanOrEqual(4096);
  expect(shown.length, name).toBeGreaterThan(10);
  expect(shown, name).not.toMatch(/\p{Surrogate}|&lt;|&amp;/u);
  expect(rows.flat().length, name).toBeLessThanOrEqual(100);
  for (const one of rows.flat()) {
    const data = 'callback_data' in one ? one.callback_data : '';
    expect(Buffer.byteLength(data), `${name}: ${data}`).toBeLessThanOrEqual(64);
    expect(one.text, name).not.toMatch(/\p{Surrogate}|^$/u);
  }
}

function ctxOf({ app, as }: Company, who: string, language: Language): Ctx {
  return { app, member: as(who), words: wordsIn(language, zone) } as Ctx;
}

/** The company with names at their limits, and the call 999999999 held by Olga. */
async function heldCallOf(sections: object[]): Promise<{ company: Company; id: number }> {
  const company = testCompany();
  const { app, as, aCall, drawn } = company;
  publishChecklist(app, { type, name: full(60), sections }, null);
  aCall({ sellerExternalId: 'boris' });
  app.db.orm.$client
    .prepare("UPDATE sqlite_sequence SET seq = 999999998 WHERE name = 'calls'")
    .run();
  app.db.orm.$client
    .prepare("INSERT INTO clients (external_id, name) VALUES ('c', ?)")
    .run(full(200));
  const id = await drawn();
  expect(id).toBe(999_999_999);
  app.db.orm.$client.prepare('UPDATE people SET name = ?').run(full(200));
  app.db.orm.$client.prepare('UPDATE calls SET client_id = 1').run();
  while (must(nextCall(app, as('olga'))).callId !== id) {
    app.db.orm.$client.prepare('DELETE FROM leases').run();
    app.db.orm.$client
      .prepare("UPDATE calls SET queued_at = NULL, status = 'unclassified' WHERE id <> ?")
      .run(id);
  }
  return { company, id };
}

describe.each(languages)('in %s', (language) => {
  it.each(Object.entries(checklists))(
    'no screen of a call grows too long, whatever was written about it, with %s',
    async (_, sections) => {
      const { company, id } = await heldCallOf(sections);
      const { app, as, clock, deliver } = company;
      const words = wordsIn(language, zone);
      const view = () => viewOf(app, id) ?? expect.fail();
      const credit = () => creditSheet(app, id) ?? expect.fail();
      const card = (who: string) => must(callCard(app, as(who), id)).card;
      const choice = () => ({ view: view(), types: callTypes(app) });
      const sheet = () => scoringSheet(app, as('olga'), id) ?? expect.fail();
      const scoring = () => scoringScreen(words, sheet(), choice);
      const check = expectSendable;

      check('type', scoring());
      must(chooseType(app, as('olga'), id, type));
      for (const itemCode of itemCodes) {
        must(answerItem(app, as('olga'), id, { itemCode, verdict: 'fail' }));
        check('item', scoring());
        must(commentLastFailed(app, as('olga'), id, `99:59 ${full(494)}`));
      }
      must(recommend(app, as('olga'), id, full(1000)));
      must(showItem(app, as('olga'), id, itemCodes[39] ?? ''));
      check('item', scoring());
      must(showItem(app, as('olga'), id, null));
      check('overview', scoring());
      check('another type', typeScreen(words, sheet(), choice()));

      must(submitScore(app, as('olga'), id));
      clock.advance('PT5M');
      deliver();
      const notice = () => noticeScreen(app, words, card('anna'), credit());
      check('notice', notice());
      check('details', detailsScreen(words, card('anna'), credit()));
      check('card', cardScreen(words, card('anna')));

      must(beginAppeal(app, as('anna'), id));
      for (const itemCode of itemCodes) must(toggleItem(app, as('anna'), id, itemCode));
      must(giveReason(app, as('anna'), id, { text: full(1000), voice: null }));
      const { draft } = must(appealDraft(app, as('anna'), id));
      const anna = ctxOf(company, 'anna', language);
      check('appeal items', itemsScreen(anna, draft));
      check('appeal reason', reasonScreen(anna, draft));
      check('appeal confirm', confirmScreen(anna, draft));
      must(sendAppeal(app, as('anna'), id));

      check('appealed', appealedScreen(app, words, view(), credit()));
      must(answerAppeal(app, as('olga'), id, full(1000)));
      check('answered', appealedScreen(app, words, view(), credit()));

      const petr = ctxOf(company, 'petr', language);
      const shownCase = () => caseScreen(petr, must(caseView(app, as('petr'), id)).found);
      check('appeals', appealsScreen(petr));
      for (const [index, itemCode] of itemCodes.entries()) {
        check('case', shownCase());
        const decision = decisions[index % decisions.length] ?? 'item_unclear';
        must(decideItem(app, as('petr'), id, { itemCode, decision }));
      }
      check('case reason', shownCase());
      must(decideReason(app, as('petr'), id, full(1000)));
      check('case outcome', shownCase());
      must(confirmDecision(app, as('petr'), id));

      check('appeal closed', appealedScreen(app, words, view(), credit()));
      for (const who of ['anna', 'olga']) {
        check('decided', decidedScreen(app, words, view(), credit(), as(who).id));
      }
      check('settled notice', notice());
      check('settled details', detailsScreen(words, card('anna'), credit()));
      check('settled card', cardScreen(words, card('petr')));
      check('calls', callsScreen(ctxOf(company, 'root', language)));
      const step = { ...card('petr').history.at(-1), note: full(1000) };
      const history = Array.from({ length: 300 }, () => step) as never;
      check('long card', cardScreen(words, { ...card('petr'), history }));
    },
  );

  it('a draw of two hundred sellers is cut short, and says by how many', async () => {
    const company = testCompany();
    const { app, aCall, clock, hire } = company;
    const sellers = Array.from({ length: 200 }, (_, index) => `seller-${index}`);
    for (const externalId of sellers) {
      hire({ externalId, roles: [{ role: 'seller' }], direction: 'Опт' });
      aCall({ sellerExternalId: externalId });
    }
    for (let count = 0; count < 50; count += 1) aCall({ sellerExternalId: 'seller-199' });
    clock.at('2026-11-23T19:00:00+03:00');
    await drawDue(app);
    app.db.orm.$client.prepare('UPDATE people SET name = ?').run(full(200));
    const petr = drawScreen(ctxOf(company, 'petr', language), null);
    expectSendable('draw', petr);
    const said = petr.text.split(/\n+<blockquote/)[0]?.split('\n') ?? [];
    const last = /^(?:и ещё|and) (\d+)/.exec(said.at(-1) ?? '');
    expect(Number(last?.[1])).toBe(200 - (said.length - 2));
    expect(Number(last?.[1])).toBeLessThan(190);
    const own = drawScreen(ctxOf(company, 'seller-199', language), null);
    expectSendable('own draw', own);
    expect(own.text).toMatch(/(и ещё 10|and 10 more)$/m);
  });
});

describe('a quotation', () => {
  it('stands whole where there is room', () => {
    const drawn = fitting((most) => screen([cut('а'.repeat(900), most)]));
    expect(drawn.text).toBe('а'.repeat(900));
  });

  it('is shortened only as far as it must be', () => {
    const drawn = fitting((most) => screen(Array(10).fill(`<i>${cut('<'.repeat(900), most)}</i>`)));
    expect(drawn.text.length).toBeGreaterThan(3000);
    expect(drawn.text).toContain('…');
  });

  it('is never longer than asked for, and halves no emoji', () => {
    for (const most of [1, 2, 3, 4, 5, 12, 30]) {
      const short = cut('😀'.repeat(100), most);
      expect(short.length).toBeLessThanOrEqual(most);
      expect(short).toMatch(/^(?:😀)*…$/u);
    }
    expect(cut('ровно', 5)).toBe('ровно');
  });

  it('fits on a button, whatever it holds', () => {
    expect(cardButton.button('😀'.repeat(200), { callId: 1 }).text).toMatch(/^(?:😀){27}…$/u);
  });
});
