import { expect, test } from 'vitest';
import { addAbsence } from '../../../src/app/people/manage-absences.ts';
import { changePerson } from '../../../src/app/people/manage-person.ts';
import { handlersByVerb } from '../../../src/bot/buttons.ts';
import type { Ctx } from '../../../src/bot/context.ts';
import { peopleAnswerHandlers, peopleHandlers } from '../../../src/bot/people/people.ts';
import { searchOf } from '../../../src/bot/people/people-screens.ts';
import { messageMax, type Screen, visibleLength } from '../../../src/bot/screen.ts';
import { wordsIn } from '../../../src/bot/words.ts';
import { languages } from '../../../src/domain/person.ts';
import { must, testCompany } from '../../support/company.ts';

const longest = (n: number) => `${n} ${'Ж'.repeat(60)}${'<&>'.repeat(60)}`.slice(0, 200);
const all = Array.from({ length: 40 }, (_, n) => n);

/** A person at every limit, changed again and again. */
function crowded() {
  const c = testCompany();
  const mentors = all.map((n) =>
    c.hire({ externalId: `m${n}`, name: longest(n), roles: [{ role: 'mentor' }] }),
  );
  const directions = all.map(longest);
  const anna = c.as('anna').id;
  for (const name of ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'I']) {
    const done = changePerson(c.app, c.as('root'), anna, (item) => ({
      ...item,
      name: name + longest(1).slice(1),
      direction: directions[0] ?? null,
      roles: [{ role: 'seller' }, { role: 'mentor' }, { role: 'supervisor', directions }],
      extensions: all.map((n) => ({ source: longest(n), extension: name + longest(n).slice(1) })),
      mentorExternalIds: mentors.map(({ externalId }) => externalId),
    }));
    if (!done.ok) throw new Error(JSON.stringify(done));
  }
  for (const n of all) {
    const day = `2026-12-${String((n % 28) + 1).padStart(2, '0')}`;
    const kind = n < 28 ? 'holiday' : 'other';
    must(addAbsence(c.app, null, anna, { kind, from: day, to: day }));
  }
  return { ...c, anna };
}

test.each(languages)(
  'every screen of the people fits, with data that fits, in %s',
  async (language) => {
    const { app, as, anna } = crowded();
    const member = as('root');
    const words = wordsIn(language, 'Europe/Moscow');
    const ctx = { app, member, words, chat: { id: 1, type: 'private' } } as unknown as Ctx;
    const shown: Screen[] = [];
    const handlers = handlersByVerb(peopleHandlers);
    const press = async (verb: string, ...values: string[]) => {
      const answer = await handlers.get(verb)?.press(ctx, values);
      expect(answer?.refusal, verb).toBeUndefined();
      for (const screen of [answer?.screen, answer?.below]) if (screen) shown.push(screen);
    };
    const id = String(anna);
    for (const verb of ['people', 'people-find', 'people-history', 'person-new', 'person-contacts'])
      await press(verb);
    for (const verb of [
      '',
      '-name',
      '-roles',
      '-direction',
      '-scopes',
      '-extensions',
      '-absences',
    ]) {
      await press(`person${verb}`, id);
    }
    for (const verb of ['-mentors', '-unbind', '-off', '-history'])
      await press(`person${verb}`, id);
    await press('person-away', id, 'holiday');
    await press('person-mentor-day', id, String(as('m0').id), '0');
    await press('people', 'before', String(as('m7').id), searchOf('Ж'.repeat(60)));
    expect(
      shown
        .at(-1)
        ?.rows.flat()
        .map(({ text }) => text),
    ).toContain('▶');
    const typed = { text: longest(3), voice: null };
    const of = peopleAnswerHandlers;
    const personId = anna;
    for (const taken of [
      of.person_name(ctx, { newcomer: true }, typed),
      of.person_search(ctx, {}, typed),
      of.person_extension(ctx, { personId }, typed),
      of.person_absence(ctx, { personId, kind: 'other' }, typed),
      of.person_mentor_day(ctx, { personId, mentorId: as('m0').id, page: 0 }, typed),
    ]) {
      if (taken.ok) shown.push(taken.screen);
    }
    await press('new-role', 'supervisor');
    await press('new-next');
    await press('new-scope', 'all');
    expect(shown.length).toBeGreaterThan(20);
    for (const { text, rows } of shown) {
      expect(visibleLength(text), text).toBeLessThanOrEqual(messageMax);
      expect(text).not.toMatch(/\{\s*\$|undefined|NaN|\[object/);
      const buttons = rows.flat();
      expect(buttons.length).toBeLessThanOrEqual(100);
      for (const button of buttons) {
        const data = 'callback_data' in button ? button.callback_data : '';
        expect(Buffer.byteLength(data), data).toBeLessThanOrEqual(64);
        expect(button.text.length).toBeGreaterThan(0);
      }
    }
  },
);
