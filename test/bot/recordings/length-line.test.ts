import { expect, test } from 'vitest';
import { callCard } from '../../../src/app/calls/read-call.ts';
import { drawDue } from '../../../src/app/draw/draw-calls.ts';
import { nextCall } from '../../../src/app/scoring/next-call.ts';
import { chooseType } from '../../../src/app/scoring/score-call.ts';
import { cardScreen } from '../../../src/bot/calls/card.ts';
import type { Ctx } from '../../../src/bot/context.ts';
import { sheetNow } from '../../../src/bot/scoring/sheet.ts';
import { wordsIn } from '../../../src/bot/words.ts';
import { saveHeard, setRecordingFault } from '../../../src/db/recordings.ts';
import { languages } from '../../../src/domain/person.ts';
import { must, testCompany } from '../../support/company.ts';

const heard = { channels: 1, sellerTalkS: null, clientTalkS: null, longSilences: [] };

/** What a controller reads on the sheet, before and after the type is picked, and on the card of a call just heard. */
async function read(language: (typeof languages)[number], lengthS: number) {
  const company = testCompany();
  const { app } = company;
  const callId = company.aCall({ talkS: 70, durationS: 100 });
  company.clock.at('2026-11-23T19:00:00+03:00');
  await drawDue(app);
  must(nextCall(app, company.as('olga')));
  app.db.transaction((tx) => {
    saveHeard(tx, callId, { lengthS, ...heard }, app.now());
    setRecordingFault(tx, callId, lengthS < 60 || lengthS > 110 ? 'other_length' : null);
  });
  const words = wordsIn(language, 'Europe/Moscow');
  const ctx = { app, member: company.as('olga'), words } as Ctx;
  const picking = sheetNow(ctx, callId)?.screen.text;
  must(chooseType(app, ctx.member, callId, 'incoming'));
  const scoring = sheetNow(ctx, callId)?.screen.text;
  const card = cardScreen(words, must(callCard(app, ctx.member, callId)).card).text;
  return { screens: [picking, scoring, card], words };
}

test.each(languages)('in %s half a recording is known before it is scored', async (language) => {
  const { screens, words } = await read(language, 35);
  const line = words.t('recording-length-short', { length: '0:35', talk: '1:10', call: '1:40' });
  expect(line).toContain('0:35');
  expect(line).toContain('1:10');
  for (const screen of screens) expect(screen?.split('\n')).toContain(line);
});

test.each(languages)('in %s so is one longer than its call', async (language) => {
  const { screens, words } = await read(language, 120);
  const line = words.t('recording-length-long', { length: '2:00', talk: '1:10', call: '1:40' });
  for (const screen of screens) expect(screen?.split('\n')).toContain(line);
});

test.each(languages)('in %s so is the waiting that is on it', async (language) => {
  const { screens, words } = await read(language, 95);
  const line = words.t('recording-length-waiting', { length: '1:35', talk: '1:10', call: '1:40' });
  for (const screen of screens) expect(screen?.split('\n')).toContain(line);
});

test.each(languages)('in %s nothing is said of one that fits', async (language) => {
  const { screens } = await read(language, 72);
  for (const screen of screens) expect(screen).not.toMatch(/recording-length|1:12/);
});
