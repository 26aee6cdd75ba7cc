import { expect, test } from 'vitest';
import { drawDue } from '../../src/app/draw-calls.ts';
import type { Member } from '../../src/app/members.ts';
import type { Ctx } from '../../src/bot/context.ts';
import { drawScreen } from '../../src/bot/everyone/draw.ts';
import { wordsIn } from '../../src/bot/words.ts';
import { languages, type Role } from '../../src/domain/person.ts';
import { recordingFaults } from '../../src/domain/recording.ts';
import { testCompany } from '../support/company.ts';

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
  expect(seenWith(['mentor'])).toMatch(/anna: звонков 1, выбран 1: \/call_1$/);
  expect(seenWith(['mentor'])).not.toContain('boris');
  expect(seenWith(['controller'])).not.toContain('anna');
});

test.each(languages)(
  'in %s an administrator reads why calls could not be drawn',
  async (language) => {
    const { app, as, clock, aCall } = testCompany();
    const faults = recordingFaults.map((fault) => [fault, aCall()] as const);
    for (const [fault, id] of faults) {
      app.db.sql('UPDATE calls SET recording_fault = ? WHERE id = ?').run(fault, id);
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
    const line = textFor(['admin']).split('\n').at(-1) ?? '';
    expect(line).toContain(words.plain('draw-left-too-short'));
    expect(line.split(', ')).toHaveLength(4 + faults.length);
    expect(line).not.toMatch(/draw-left|_/);
    expect(textFor(['mentor'])).not.toContain(words.plain('draw-left-too-short'));
  },
);
