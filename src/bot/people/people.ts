import type { Question, Taker } from '../ask.ts';
import type { Ctx } from '../context.ts';
import { peopleButton } from '../menu-buttons.ts';
import { screen, sendScreen } from '../screen.ts';
import { newcomerHandlers, takeNewDirection, takeNewName } from './newcomer.ts';
import { findPeopleButton } from './people-buttons.ts';
import { peopleHistoryHandlers } from './people-history.ts';
import { peopleScreen, searchOf } from './people-screens.ts';
import { personHandlers, takePersonName } from './person.ts';
import { personAbsencesHandlers, takePersonAbsence } from './person-absences.ts';
import { personExtensionsHandlers, takePersonExtension } from './person-extensions.ts';
import { personMentorsHandlers, takeMentorDay } from './person-mentors.ts';
import { personTiesHandlers, takePersonDirection } from './person-ties.ts';

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
      ask: { kind: 'person_search', about: '' },
    };
  }),
];

/** Narrows the list to what is typed; the next words narrow it anew. */
const takePersonSearch: Taker = (ctx, _, { text }) => {
  if (!isAdmin(ctx)) return { ok: false, refusal: 'not_allowed' };
  if (text === null) return { ok: false, refusal: 'reason_missing' };
  return { ok: true, screen: peopleScreen(ctx, searchOf(text)), again: true };
};

/** The same questions are asked of somebody new (`new`) and of somebody known (their id). */
const ofNew =
  (takeNew: Taker, takeKnown: Taker): Taker =>
  (ctx, about, given) =>
    (about === 'new' ? takeNew : takeKnown)(ctx, about, given);

export const peopleAnswerHandlers = {
  person_search: takePersonSearch,
  person_name: ofNew(takeNewName, takePersonName),
  person_direction: ofNew(takeNewDirection, takePersonDirection),
  person_extension: takePersonExtension,
  person_absence: takePersonAbsence,
  person_mentor_day: takeMentorDay,
} satisfies Partial<Record<Question['kind'], Taker>>;
