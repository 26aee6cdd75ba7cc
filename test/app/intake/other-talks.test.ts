import { expect, test } from 'vitest';
import { exportCall } from '../../../src/app/calls/export-call.ts';
import { callCard } from '../../../src/app/calls/read-call.ts';
import { drawDue } from '../../../src/app/draw/draw-calls.ts';
import { receiveReports } from '../../../src/app/intake/receive-telephony.ts';
import { registerCalls } from '../../../src/app/intake/register-calls.ts';
import { erasePersonalData } from '../../../src/app/people/personal-data.ts';
import { nextCall } from '../../../src/app/scoring/next-call.ts';
import { askAdvice } from '../../../src/app/teaching/ask-advice.ts';
import { cardScreen } from '../../../src/bot/calls/card.ts';
import { wordsIn } from '../../../src/bot/words.ts';
import { callJson } from '../../../src/http/call-json.ts';
import { type Company, must, testCompany } from '../../support/company.ts';

const boris = {
  ...{ externalId: 'boris', name: 'Борис Ильин', direction: 'Розница' },
  roles: [{ role: 'seller' }],
  extensions: [{ source: 'pbx', extension: '202' }],
};

/** The lines of the card that the seller reads of who else talked. */
function cardLines({ app, as }: Company, id: number, language: 'ru' | 'en' = 'ru'): string[] {
  const { card } = must(callCard(app, as('anna'), id));
  const lines = cardScreen(wordsIn(language, 'Europe/Moscow'), card).text.split('\n');
  return lines.filter((line) => /^(Ещё в разговоре|Also in the talk)/.test(line));
}

function told({ app }: Company, id: number) {
  const exported = exportCall(app, id);
  return exported && callJson(exported).otherTalks;
}

test('who talked before a transfer is named on the card and in the API, with their seconds', () => {
  const company = testCompany();
  const { id: sellerId } = company.hire(boris);
  const id = company.aCall({ otherTalks: [{ sellerExtension: '202', talkS: 40 }] });
  expect(cardLines(company, id)).toEqual(['Ещё в разговоре: Борис Ильин, 0:40']);
  expect(cardLines(company, id, 'en')).toEqual(['Also in the talk: Борис Ильин, 0:40']);
  expect(told(company, id)).toEqual([
    { sellerId, sellerName: 'Борис Ильин', sellerExtension: '202', talkS: 40 },
  ]);
});

test('an extension that is nobody’s yet is named by itself, and as a person once it is somebody’s', () => {
  const company = testCompany();
  const id = company.aCall({ otherTalks: [{ sellerExtension: '202', talkS: null }] });
  const elsewhere = company.aCall({
    ...{ source: 'other', otherTalks: [{ sellerExtension: '202', talkS: null }] },
  });
  expect(cardLines(company, id)).toEqual(['Ещё в разговоре: добавочный 202']);
  company.hire(boris);
  expect(cardLines(company, id)).toEqual(['Ещё в разговоре: Борис Ильин']);
  expect(cardLines(company, elsewhere)).toEqual(['Ещё в разговоре: добавочный 202']);
});

test('the seller’s own second extension is nobody else, and what is told last stands', () => {
  const company = testCompany();
  const { app } = company;
  company.hire(boris);
  const told1 = { externalId: 'moved', sellerExternalId: 'boris' };
  const id = company.aCall({ ...told1, otherTalks: [{ sellerExtension: '202', talkS: 5 }] });
  expect(told(company, id)).toEqual([]);
  const again = {
    ...{ source: 'pbx', externalId: 'moved', direction: 'in', sellerExternalId: 'boris' },
    ...{ externalNumber: null, startedAt: new Date(app.now()).toISOString() },
    ...{ durationS: 130, talkS: 120, recording: { path: 'call.ogg' } },
  };
  registerCalls(app, [{ ...again, otherTalks: [{ sellerExtension: '203', talkS: 7 }] }]);
  expect(told(company, id)).toMatchObject([{ sellerExtension: '203', talkS: 7 }]);
  // What says nothing of it takes nothing away.
  registerCalls(app, [again]);
  expect(told(company, id)).toMatchObject([{ sellerExtension: '203', talkS: 7 }]);
});

test('what a system tells of them by webhook is kept too, of how long where it says so', () => {
  const company = testCompany();
  company.hire(boris);
  const report = {
    ...{ externalId: 'hook', direction: 'in' as const, extension: '101', talkS: 60 },
    ...{ durationS: 70, startedAt: company.clock.now },
    otherTalks: [{ sellerExtension: '202', talkS: 12 }],
  };
  const { taken } = receiveReports(company.app, 'pbx', [report]);
  expect(told(company, taken[0]?.id ?? 0)).toMatchObject([
    { sellerName: 'Борис Ильин', talkS: 12 },
  ]);
});

test('an erased person is named by nothing on the calls in which they talked', async () => {
  const company = testCompany();
  const { app } = company;
  company.hire(boris);
  const id = company.aCall({ otherTalks: [{ sellerExtension: '202', talkS: 40 }] });
  company.hire({ ...boris, active: false });
  await erasePersonalData(app, 'people', 'boris');
  expect(told(company, id)).toEqual([]);
});

test('whoever talked in a call is not given it to score, the first time or again', async () => {
  const company = testCompany({ secondScorePercent: 100 });
  const { app, as } = company;
  const roles = [{ role: 'seller' }, { role: 'controller' }];
  company.hire({ ...boris, roles });
  const id = company.aCall({ otherTalks: [{ sellerExtension: '202', talkS: 40 }] });
  company.clock.at('2026-11-23T19:00:00+03:00');
  await drawDue(app);
  expect(nextCall(app, as('boris'))).toMatchObject({ refusal: 'queue_empty' });
  expect(must(nextCall(app, as('olga'))).callId).toBe(id);
  company.score(id);
  company.clock.advance('PT5M');
  company.deliver();
  expect(nextCall(app, as('boris'))).toMatchObject({ refusal: 'queue_empty' });
  expect(must(nextCall(app, as('pavel'))).callId).toBe(id);
});

test('a head of one direction reads that a call is one with another, and of which only where they may see it', () => {
  const company = testCompany();
  const { app, as } = company;
  company.hire(boris);
  const [first, second] = [
    { externalId: 'part-1', extension: '101', talkS: 60 },
    { externalId: 'part-2', extension: '202', talkS: 50 },
  ].map((part) => ({
    ...{ ...part, direction: 'in' as const, durationS: 70, startedAt: company.clock.now },
  }));
  const [mine, other] = receiveReports(app, 'pbx', [first, second] as never).taken;
  must(askAdvice(app, as('anna'), mine?.id ?? 0, null));
  must(askAdvice(app, as('boris'), other?.id ?? 0, null));
  receiveReports(app, 'pbx', [{ externalId: 'part-1', otherId: 'part-2' }]);
  const lateOf = (who: string, id: number) => {
    const { card } = must(callCard(app, as(who), id));
    const lines = cardScreen(wordsIn('ru', 'Europe/Moscow'), card).text.split('\n');
    return lines.find((line) => line.startsWith('Телефония позже'));
  };
  const late = other?.id ?? 0;
  expect(lateOf('root', late)).toBe(
    `Телефония позже сообщила: это тот же звонок, что /call_${mine?.id}`,
  );
  expect(lateOf('raisa', late)).toBe('Телефония позже сообщила: это тот же звонок, что и ещё один');
  expect(callCard(app, as('raisa'), mine?.id ?? 0)).toMatchObject({ refusal: 'not_found' });
});
