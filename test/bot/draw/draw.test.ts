import { expect, test } from 'vitest';
import { replaceDrawn } from '../../../src/app/calls/replace-drawn.ts';
import { drawDue } from '../../../src/app/draw/draw-calls.ts';
import { drawOverviewOf, readDraw } from '../../../src/app/draw/read-draw.ts';
import type { Member } from '../../../src/app/people/members.ts';
import type { Ctx } from '../../../src/bot/context.ts';
import { drawScreen, drawTitle } from '../../../src/bot/draw/draw.ts';
import { wordsIn } from '../../../src/bot/words.ts';
import { drawById } from '../../../src/db/draws.ts';
import { languages, type Role } from '../../../src/domain/person.ts';
import { recordingFaults } from '../../../src/domain/recording.ts';
import { testCompany } from '../../support/company.ts';

test('the draw shows mentees to a mentor, and to nobody who was one once', async () => {
  const { app, as, clock, aCall } = testCompany();
  aCall({ sellerExternalId: 'anna' });
  aCall({ sellerExternalId: 'boris' });
  clock.at('2026-11-23T19:00:00+03:00');
  await drawDue(app);
  const words = wordsIn('ru', 'Europe/Moscow');
  const seenWith = (roles: Role[]) => {
    const member: Member = { ...as('marta'), roles };
    const ctx: Pick<Ctx, 'app' | 'member' | 'words'> = { app, member, words };
    return drawScreen(ctx as Ctx, null).text;
  };
  expect(seenWith(['mentor'])).toMatch(/anna: звонков 1, выбран 1: \/call_1$/m);
  expect(seenWith(['mentor'])).not.toContain('boris');
  expect(seenWith(['controller'])).not.toContain('anna');
});

test.each(languages)(
  'in %s the notices of a draw name its hour where the day has another',
  async (language) => {
    const words = wordsIn(language, 'Europe/Moscow');
    const titleOf = async (drawCron: string) => {
      const { app, clock } = testCompany({ drawCron });
      clock.at('2026-11-23T19:00:00+03:00');
      await drawDue(app);
      const draw = drawOverviewOf(app, 1);
      if (!draw) throw new Error('no draw');
      return drawTitle(words, draw);
    };
    const day = language === 'ru' ? '23.11' : '23 Nov';
    expect(await titleOf('0 19 * * *')).toMatch(new RegExp(` ${day}</b>$`));
    expect(await titleOf('0 13,19 * * *')).toMatch(new RegExp(` ${day} 13:00</b>$`));
  },
);

test.each(languages)('in %s a draw shows what became of a call’s place', async (language) => {
  const { app, as, clock, aCall } = testCompany({ perSeller: 1 });
  aCall();
  aCall();
  clock.at('2026-11-23T19:00:00+03:00');
  await drawDue(app);
  const words = wordsIn(language, 'Europe/Moscow');
  const ctx: Pick<Ctx, 'app' | 'member' | 'words'> = { app, member: as('anna'), words };
  const [drawn = 0] = readDraw(app, '2026-11-23')?.drawn ?? [];
  const next = 3 - drawn;
  for (const callId of [drawn, next]) {
    app.db.transaction((tx) => {
      const draw = drawById(tx, 1);
      if (draw) replaceDrawn(tx, app, draw, callId, as('anna').id);
    });
  }
  const [, , first = '', second = ''] = drawScreen(ctx as Ctx, null).text.split('\n');
  expect(first).toContain(`/call_${drawn}`);
  expect(first).toContain(`/call_${next}`);
  expect(second).toContain(`/call_${next}`);
  expect(second).not.toContain(`/call_${drawn}`);
});

test.each(languages)(
  'in %s an administrator reads why calls could not be drawn',
  async (language) => {
    const { app, as, clock, aCall } = testCompany();
    const faults = recordingFaults.map((fault) => [fault, aCall()] as const);
    for (const [fault, id] of faults) {
      app.db.orm.$client
        .prepare('UPDATE calls SET recording_fault = ? WHERE id = ?')
        .run(fault, id);
    }
    for (const own of [{ talkS: 5 }, { talkS: 6 }, { recording: null }, { talkS: null }])
      aCall(own);
    aCall({ sellerExternalId: 'nobody' });
    clock.at('2026-11-23T19:00:00+03:00');
    await drawDue(app);
    const words = wordsIn(language, 'Europe/Moscow');
    const textFor = (roles: Role[]) => {
      const ctx: Pick<Ctx, 'app' | 'member' | 'words'> = {
        app,
        member: { ...as('marta'), roles },
        words,
      };
      return drawScreen(ctx as Ctx, null).text;
    };
    const [, line = ''] = /\n\n(.*)\n<blockquote/.exec(textFor(['admin'])) ?? [];
    expect(line).toContain(words.plain('draw-left-too-short'));
    expect(line.split(', ')).toHaveLength(4 + faults.length);
    expect(line).not.toMatch(/draw-left|_/);
    expect(textFor(['mentor'])).not.toContain(words.plain('draw-left-too-short'));
  },
);
