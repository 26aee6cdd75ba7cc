import type { Ctx } from '../context.ts';
import { peopleButton } from '../menu-buttons.ts';
import type { AnswerHandler, AnswerHandlers } from '../questions.ts';
import { screen, sendScreen } from '../screen.ts';
import { newcomerHandlers } from './newcomer.ts';
import { findPeopleButton } from './people-buttons.ts';
import { peopleHistoryHandlers } from './people-history.ts';
import { peopleScreen, searchOf } from './people-screens.ts';
import { personHandlers, personNameAnswerHandler } from './person.ts';
import { absenceAnswerHandler, personAbsencesHandlers } from './person-absences.ts';
import { extensionAnswerHandler, personExtensionsHandlers } from './person-extensions.ts';
import { mentorDayAnswerHandler, personMentorsHandlers } from './person-mentors.ts';
import { personDirectionAnswerHandler, personTiesHandlers } from './person-ties.ts';

const isAdmin = ({ member }: Ctx) => member.roles.includes('admin');

/** `/people`, or `/people Иван` at once. */
export async function openPeople(ctx: Ctx): Promise<void> {
  const typed = typeof ctx.match === 'string' ? ctx.match : '';
  await sendScreen(ctx, peopleScreen(ctx, searchOf(typed)));
}

export const peopleHandlers = [
  ...newcomerHandlers,
  ...personHandlers,
  ...personTiesHandlers,
  ...personExtensionsHandlers,
  ...personMentorsHandlers,
  ...personAbsencesHandlers,
  ...peopleHistoryHandlers,

  peopleButton.on((ctx, { way, personId, search = '' }) => {
    const from = way && personId !== undefined ? { way, id: personId } : null;
    return { screen: peopleScreen(ctx, searchOf(search), from) };
  }),

  findPeopleButton.on((ctx) => {
    const { words } = ctx;
    return {
      screen: screen(
        [`<b>${words.t('people-find-title')}</b>`, words.t('people-find-how')],
        [[peopleButton.button(words.plain('button-cancel'), {})]],
      ),
      ask: { kind: 'person_search', about: {} },
    };
  }),
];

/** Narrows the list to what is typed; the next words narrow it again. */
const searchAnswerHandler: AnswerHandler<'person_search'> = (ctx, _, { text }) => {
  if (!isAdmin(ctx)) return { ok: false, refusal: 'not_allowed' };
  if (text === null) return { ok: false, refusal: 'reason_missing' };
  return { ok: true, screen: peopleScreen(ctx, searchOf(text)), again: true };
};

export const peopleAnswerHandlers = {
  person_search: searchAnswerHandler,
  person_name: personNameAnswerHandler,
  person_direction: personDirectionAnswerHandler,
  person_extension: extensionAnswerHandler,
  person_absence: absenceAnswerHandler,
  person_mentor_day: mentorDayAnswerHandler,
} satisfies Partial<AnswerHandlers>;
